"""Whether two persons put the same thing right."""

from govdoc.model import Correction


def about_same(one: Correction, other: Correction) -> bool:
    """Whether two corrections are about the same fields of one item, or about an item and one that holds it."""
    outer, inner = sorted((one, other), key=lambda each: len(each.path))
    if one.notice != other.notice or inner.path[: len(outer.path)] != outer.path:
        return False
    if len(outer.path) < len(inner.path):
        return outer.kind in ("delete", "split", "merge")
    if one.kind == other.kind == "change":
        return bool(one.after[0].keys() & other.after[0].keys())
    return "add" not in (one.kind, other.kind) or one.after == other.after
