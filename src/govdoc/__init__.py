"""govdoc: government notices and the evidence handed in under them.

>>> import govdoc
>>> govdoc.Span(0, 2).of("通知")
'通知'
"""

from importlib import import_module
from typing import Any

_VERBS = {
    "read_file": "govdoc.pipeline.notices",
    "parse_notice": "govdoc.pipeline.notices",
    "match_evidence": "govdoc.matching",
    "find_gaps": "govdoc.gaps",
}

__all__ = ["find_gaps", "match_evidence", "parse_notice", "read_file"]


def __getattr__(name: str) -> Any:
    """The public verbs and the records of the model, loaded when first asked for."""
    if name.startswith("_"):
        raise AttributeError(name)
    module = import_module(_VERBS.get(name, "govdoc.model"))
    if not hasattr(module, name):
        raise AttributeError(f"module 'govdoc' has no attribute {name!r}")
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted({*__all__, *import_module("govdoc.model").__all__})
