"""Gaps (缺项): how every cell stands against what was handed in, with reasons in house wording."""

from govdoc.gaps.find import find_gaps

__all__ = ["find_gaps"]
