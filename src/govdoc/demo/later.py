"""All that the units hand in for the second round, and the truth about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from govdoc.demo.county import County
from govdoc.demo.ledgers import Planted, plan_ledgers
from govdoc.demo.pages import Listed, Site, plan_addresses
from govdoc.demo.papers import File
from govdoc.demo.periodic import Reported, plan_reports
from govdoc.demo.plan import Truth
from govdoc.demo.supplements import plan_supplements
from govdoc.demo.surveys import SelfCheck, plan_self_checks


@dataclass(frozen=True, slots=True)
class Later:
    """Papers for open cells, monthly reports, ledgers, lists of addresses, and reports on the survey."""

    papers: tuple[tuple[File, Truth], ...]
    reports: tuple[Reported, ...]
    ledgers: tuple[Planted, ...]
    listed: tuple[Listed, ...]
    checks: tuple[SelfCheck, ...]

    @property
    def files(self) -> tuple[File, ...]:
        """All of it as files."""
        reports = (file for one in self.reports for file in one.files)
        single = (one.file for part in (self.ledgers, self.listed, self.checks) for one in part)
        return (*(file for file, _ in self.papers), *reports, *single)

    @property
    def truths(self) -> tuple[Truth, ...]:
        """Which cells the papers serve."""
        return tuple(truth for _, truth in self.papers)


def plan_later(county: County, truths: Sequence[Truth], site: Site, units: int | None = None) -> Later:
    """What the first `units` offices hand in after what the `truths` are about."""
    listed = tuple(plan_addresses(county, truths, site, units))
    taken = {(truth.unit, cell) for truth in truths for cell in truth.satisfies} | {(x.unit, x.cell) for x in listed}
    papers = tuple(plan_supplements(county, taken, units))
    reports, ledgers = tuple(plan_reports(county, units)), tuple(plan_ledgers(county, units))
    return Later(papers, reports, ledgers, listed, tuple(plan_self_checks(county, units)))
