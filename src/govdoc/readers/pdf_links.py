"""Web addresses behind the areas of a PDF page."""

import ctypes
from collections.abc import Iterator
from typing import Any


def page_links(page: Any) -> Iterator[str]:
    """The web addresses that areas of the page lead to."""
    from pypdfium2 import raw

    document = page.pdf.raw
    position, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        if length > 1:
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            address = buffer.value.decode("utf-8", "replace")
            if address.lower().startswith(("http://", "https://")):
                yield address
