"""A change of a unit in the roster, in words."""

from govdoc.model import Unit

FIELDS = {"aliases": "别名", "kinds": "类别", "tags": "标签"}


def change(before: Unit, after: Unit) -> str:
    """What differs, field by field.

    >>> change(Unit("县水利局"), Unit("县水利局", tags=("行政执法",)))
    '标签 （无） → 行政执法'
    """
    pairs = ((word, getattr(before, field), getattr(after, field)) for field, word in FIELDS.items())
    return "；".join(
        f"{word} {'、'.join(old) or '（无）'} → {'、'.join(new) or '（无）'}" for word, old, new in pairs if old != new
    )
