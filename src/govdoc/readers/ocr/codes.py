"""QR codes (二维码) on a page: the web addresses in them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from govdoc.readers.ocr.engine import Picture

_SIDE = 1700  # pixels; codes as they are printed are told at this size, and looking takes as long as there are pixels
_WEB = ("http://", "https://")


def web_codes(picture: "Picture") -> tuple[str, ...]:
    """The web addresses in the QR codes of a picture, each once; a code that holds anything else is left alone."""
    import cv2

    scale = _SIDE / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    try:
        _, texts, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(small)
    except cv2.error:  # a picture too small or too odd for it
        return ()
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip().lower().startswith(_WEB)))
