"""Web addresses in evidence: which there are, whose they are, and what the page behind one is worth."""

from govdoc.addresses.find import addresses_in, normal
from govdoc.addresses.hosts import host_of, is_official
from govdoc.addresses.judge import Ask, Judgement, judge
from govdoc.addresses.shape import next_hop, shape_of

__all__ = [
    "Ask",
    "Judgement",
    "addresses_in",
    "host_of",
    "is_official",
    "judge",
    "next_hop",
    "normal",
    "shape_of",
]
