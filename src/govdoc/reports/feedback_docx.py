"""The feedback (反馈清单) for one unit as a Word file: a letter, and behind it its lists."""

from govdoc.errors import GovdocError
from govdoc.model import Contact, Gap, Unit
from govdoc.reports.feedback_tables import (
    absent_table,
    changes_table,
    figures_table,
    handed_in,
    handed_table,
    met_table,
    problem_table,
    usual_requests,
)
from govdoc.reports.letter import NOTE, annex_list, annexes, headline, imprint, opening, signature, spacer
from govdoc.reports.official_page import page_bytes
from govdoc.reports.overview import Overview, by_method, tally
from govdoc.reports.periodic_sheet import told
from govdoc.reports.problems import Problem, problems
from govdoc.reports.word_table import table
from govdoc.reports.word_xml import paragraph
from govdoc.reports.wording import called, day, itself, rate, since, words


def feedback_docx(overview: Overview, unit_name: str) -> bytes:
    """The unit's letter with its figures, then the lists: handed in, not handed in, problem files, met.

    Raises GovdocError if the unit owes nothing in this round.
    """
    gaps = overview.gaps_of.get(unit_name)
    if not gaps:
        raise GovdocError(f"“{unit_name}”本批次没有应报项，不生成反馈清单", "请核对单位名册和通知中的责任单位")
    unit = overview.unit_by_name.get(unit_name) or Unit(unit_name)
    faulty = problems(overview, unit_name)
    parts = _lists(overview, unit_name, gaps, faulty)
    title = words()["letter"]["title"].format(round=overview.round_label)
    body = (
        headline(title)
        + _letter(overview, unit, gaps, faulty, [name for name, _ in parts])
        + annexes(parts)
        + imprint(overview.office, overview.date)
    )
    return page_bytes(body, title=f"{unit_name}{title}", author=overview.office, date=overview.date)


def _lists(overview: Overview, unit: str, gaps: tuple[Gap, ...], faulty: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """The annexes as (title, body), empty ones left out."""
    changes = overview.changes_of.get(unit, ())
    handed = tuple(gap for gap in gaps if gap.status != "met" and handed_in(gap))
    absent = tuple(gap for gap in gaps if gap.status != "met" and not handed_in(gap))
    met = tuple(gap for gap in gaps if gap.status == "met")
    usual = usual_requests(absent)
    figures = table(figures_table(gaps))
    if changes:
        figures += spacer() + paragraph(since(changes, overview.previous), NOTE, first=2, keep=True) + spacer()
        figures += table(changes_table(overview, changes))
    if handed or absent:
        figures += spacer() + paragraph(_how(overview, gaps), NOTE, first=2)
    parts = (
        ("figures", figures, _figures_apart(overview, unit, gaps)),
        ("handed", table(handed_table(overview, handed)), handed),
        ("absent", _usual_notes(usual) + table(absent_table(overview, absent, usual)), absent),
        ("problems", table(problem_table(faulty)), faulty),
        ("met", table(met_table(overview, met)), met),
    )
    return [(words()["annex"][name], body) for name, body, wanted in parts if wanted]


def _figures_apart(overview: Overview, unit: str, gaps: tuple[Gap, ...]) -> bool:
    """Whether there is more to tell in figures than the letter itself does."""
    return len(by_method(gaps)) > 1 or bool(overview.changes_of.get(unit))


def _how(overview: Overview, gaps: tuple[Gap, ...]) -> str:
    """How files are to be handed in."""
    method = "和查验方式" if any(gap.method for gap in gaps) else ""
    return str(words()["letter"]["how"]).format(noun=overview.noun, method=method)


def _letter(
    overview: Overview, unit: Unit, gaps: tuple[Gap, ...], faulty: tuple[Problem, ...], titles: list[str]
) -> str:
    say = words()["letter"]
    counts = tally(gaps)
    figures = say["figures"].format(
        owed=counts.owed,
        met=counts.met,
        partial=counts.partial,
        verify=counts.verify,
        missing=counts.missing,
        rate=rate(counts.met, counts.owed),
    )
    parts = [
        paragraph(f"{called(unit, overview.office)}："),
        opening(overview, say["opening" if overview.files_of.get(unit.name) else "opening_silent"]),
        paragraph(figures + _files_sentence(overview, unit.name, faulty), first=2),
    ]
    changes = overview.changes_of.get(unit.name, ())
    if changes:
        parts.append(paragraph(since(changes, overview.previous), first=2))
    if reports := told([one for one in overview.periodic if one.unit == unit.name]):
        parts.append(paragraph(reports, first=2))
    whom, address = contact(overview)
    if counts.met < counts.owed:
        due = say["before"].format(due=day(overview.due)) if overview.due else say["soon"]
        office = itself(overview.office) + (f"（{address}）" if address else "")
        request = say["request"].format(due=due, office=office)
        if not _figures_apart(overview, unit.name, gaps):
            request += _how(overview, gaps)
        parts.append(paragraph(request, first=2, keep=True))
    else:
        parts.append(paragraph(say["all_met"], first=2, keep=True))
    return "".join(parts) + annex_list(titles) + signature(overview.office, overview.date, whom)


def _files_sentence(overview: Overview, unit: str, faulty: tuple[Problem, ...]) -> str:
    say = words()["letter"]
    count = len(overview.files_of.get(unit, ()))
    if not count:
        return str(say["no_files"]) + "。"
    return str(say["files"].format(count=count) + (say["problems"].format(count=len(faulty)) if faulty else "") + "。")


def _usual_notes(usual: dict[str | None, str]) -> str:
    """What each method asks for as a rule, said once above the list."""
    say = words()["letter"]
    shared: dict[str, list[str]] = {}
    for method, request in usual.items():
        # Above the list nothing is “上述” yet.
        shared.setdefault(request.replace("上述", "表列"), []).append(method or "不分查验方式的")
    if len(shared) > 1:
        lines = [say["usual"], *(f"{'、'.join(methods)}：{request}。" for request, methods in shared.items())]
    else:
        lines = [say["usual_one"].format(request=request) for request in shared]
    return "".join(paragraph(line, NOTE, first=2, keep=True) for line in lines) + (spacer() if lines else "")


def contact(overview: Overview) -> tuple[str, str]:
    """Whom to call and where to send, as far as the round or the notices say."""
    if overview.contact:
        return overview.contact, ""
    contacts = (contact for notice in overview.notices for contact in notice.contacts)
    known = next((contact for contact in contacts if contact.phone or contact.email), Contact())
    parts = (("联系人", known.name), ("电话", known.phone))
    return "，".join(f"{word}：{value}" for word, value in parts if value), known.email or ""


def file_name(unit: str, what: str = "反馈清单.docx") -> str:
    """A file name for the unit that Windows accepts; distinct printable names stay distinct.

    >>> file_name("县财政局（国资办）"), file_name("A/B:C")
    ('县财政局（国资办）反馈清单.docx', 'A／B：C反馈清单.docx')
    """
    # Each character that Windows forbids becomes its own full-width twin.
    wide = unit.translate({ord(char): ord(char) + 0xFEE0 for char in '<>:"/\\|?*'})
    return "".join(char for char in wide if char.isprintable())[:80] + what
