"""What units hand in again after their first list: papers for cells that stood open."""

import re
from collections.abc import Collection, Iterable, Iterator
from random import Random

from govdoc.demo.county import County
from govdoc.demo.papers import File
from govdoc.demo.plan import Clerk, Truth
from govdoc.demo.score import Figure
from govdoc.model import Gap

FOLDER = "补报"
_EACH = 6  # papers of each unit


def plan_supplements(
    county: County, taken: Collection[tuple[str, str]], units: int | None = None
) -> Iterator[tuple[File, Truth]]:
    """A few papers of each of the first `units` offices, for cells that are not among those `taken` yet."""
    for at, office in enumerate(county.offices[:units]):
        clerk = Clerk(county, office, Random(county.seed + 4000 + at))  # noqa: S311 - a demo, no secrets
        good = [body for body in county.bodies if body.quality == "ok" and set(body.cells) & clerk.owed]
        open_ = [body for body in good if not any((office.name, cell) in taken for cell in body.cells)]
        seen: set[str] = set()
        for body in clerk.random.sample(open_, len(open_)):
            if body.cells[0] in seen or len(seen) == _EACH:
                continue
            seen.add(body.cells[0])
            paper = clerk.paper(body)
            format_ = "html" if body.web else "xlsx" if paper.rows else clerk.random.choice(("docx", "pdf"))
            code, _, method = body.cells[0].partition("/")
            title = re.sub(r'[\\/:*?"<>|《》（）()\s]', "", paper.title)[:16]
            path = f"{office.folder}/{FOLDER}/{code}.{method}-{title}.{format_}"
            cells = tuple(cell for cell in body.cells if cell in clerk.owed)
            yield File(path, format_, paper), Truth(path, office.name, cells, body.related, "ok")


def supplement_figure(truths: Iterable[Truth], notice: str, gaps: Iterable[Gap]) -> Figure:
    """Of the cells that papers came in for, how many are met now, or met in part."""
    status = {(gap.unit, f"{gap.indicator}/{gap.method}"): gap.status for gap in gaps if gap.notice == notice}
    served = [(truth.unit, cell) for truth in truths for cell in truth.satisfies]
    return Figure("补报后达标或部分达标", sum(status[each] in ("met", "partial") for each in served), len(served))
