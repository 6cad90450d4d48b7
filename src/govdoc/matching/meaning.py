"""How near a file comes to each indicator in meaning, by sentence vectors; asked for close calls only."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from govdoc.matching.targets import Targets, Vector
from govdoc.model import Evidence

# Texts to vectors of length one, as rows.
Embed = Callable[[Sequence[str]], NDArray[np.float32]]

CLOSE = 4.0  # points of lead below which the meaning is asked
WEIGHT = 60.0  # points for a nearness of one
_OWN, _ASKED = 250, 200  # characters that are put into a vector


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the targets ask for as vectors: `rows[k]` belongs to target `owner[k]`."""

    embed: Embed
    rows: NDArray[np.float32]
    owner: NDArray[np.intp]

    @classmethod
    def of(cls, targets: Targets, embed: Embed) -> "Meaning":
        """Each task of each target as a vector; a target without tasks by its own text."""
        texts, owner = [], []
        for at, target in enumerate(targets.items):
            indicator = target.indicator
            name = indicator.heading or indicator.label
            for text in [task.text for task in indicator.tasks] or [indicator.text]:
                texts.append(f"{name}：{text}"[:_ASKED])
                owner.append(at)
        return cls(embed, embed(texts), np.asarray(owner, dtype=np.intp))

    def near(self, evidence: Evidence, count: int) -> Vector:
        """How near the file's title and beginning come to each of the targets, at their nearest task: -1 to 1."""
        text = evidence.text.replace(evidence.title, "", 1) if evidence.title else evidence.text
        (own,) = self.embed([f"{evidence.title}。{text}"[:_OWN]])
        found = np.full(count, -1.0, dtype=np.float32)
        np.maximum.at(found, self.owner, (self.rows @ own).astype(np.float32))
        return found
