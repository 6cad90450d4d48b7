"""Read a rule file once."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of rules/`name`.toml. The result is shared: treat it as read-only.

    >>> sorted(load("methods"))[:1]
    ['method']
    """
    return tomllib.loads((files("govdoc.rules") / f"{name}.toml").read_text("utf-8"))
