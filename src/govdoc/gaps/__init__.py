"""Gaps (缺项): how every cell stands against what was handed in, with reasons in house wording."""

from govdoc.gaps.changes import changes_since, file_changes
from govdoc.gaps.decided import basis_of
from govdoc.gaps.find import find_gaps
from govdoc.gaps.periodic import periodic
from govdoc.gaps.row_ids import row_id
from govdoc.gaps.rulings import Rulings, accepts, content_state, contents_of, decided, rule, undone

__all__ = [
    "Rulings",
    "accepts",
    "basis_of",
    "changes_since",
    "content_state",
    "contents_of",
    "decided",
    "file_changes",
    "find_gaps",
    "periodic",
    "row_id",
    "rule",
    "undone",
]
