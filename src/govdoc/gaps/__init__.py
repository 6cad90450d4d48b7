"""Gaps (缺项): how every cell stands against what was handed in, with reasons in house wording."""

from govdoc.gaps.find import find_gaps
from govdoc.gaps.periodic import periodic

__all__ = ["find_gaps", "periodic"]
