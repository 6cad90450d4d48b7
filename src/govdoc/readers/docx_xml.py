"""Small readings of WordprocessingML elements."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VALUE = W + "val"


def child(element: "_Element | None", name: str) -> "_Element | None":
    """The first child of that name (without namespace prefix), None where there is none."""
    if element is None:
        return None
    wanted = W + name
    # A loop finds the first of few children in a fifth of the time that `find` takes.
    for item in element:
        if item.tag == wanted:
            return item
    return None


def value(element: "_Element | None") -> str:
    """The w:val of an element, "" where either is missing."""
    return "" if element is None else element.get(_VALUE, "")


def number(text: str | None, default: int = 0) -> int:
    """An attribute as a whole number; Word itself ignores one that is none.

    >>> number("12"), number("1.5", 3), number(None)
    (12, 3, 0)
    """
    try:
        return int(text or "")
    except ValueError:
        return default


def switched_on(properties: "_Element | None", name: str) -> bool | None:
    """A toggle such as w:vanish: on, off, or None where it is not set."""
    found = child(properties, name)
    return None if found is None else value(found) not in ("0", "false", "off")
