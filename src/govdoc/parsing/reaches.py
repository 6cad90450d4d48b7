"""What a notice asks a survey to reach: how many of those served must answer, how many answers must be content."""

import re
from collections.abc import Iterable, Iterator

from govdoc.model.notice import Threshold
from govdoc.model.span import Fact, Span
from govdoc.parsing.lines import Line, Source
from govdoc.parsing.requirements import bound_figures

COVERAGE, SATISFIED = "survey_coverage", "survey_satisfied"
_ABOUT = re.compile(r"测评|评议|问卷|调查|民意|回访|满意(?:率|度)")
_SURVEY = re.compile(r"测评|评议|问卷|调查")
_RATES = (
    (
        COVERAGE,
        re.compile(
            r"覆盖(?:面|率|比例)?|(?:测评|评议|调查|问卷|回收|参与|参评|应答|填报|填写|答卷|回访)(?:率|面|比例)|全覆盖"
        ),
    ),
    # 满意度测评覆盖率 is no rate of the satisfied.
    (SATISFIED, re.compile(r"满意(?:率|度|比例)(?!测评|调查|评价|评议|问卷|回访)")),
)
_SERVED = re.compile(r"的?(?:服务|测评|调查|评议|回访)?(?:对象|群众|当事人|企业|家长|患者|用户|居民|人员|市场主体)")
_TAKES_PART = re.compile(r"参与|参加|填写|接受|完成|作答|测评|问卷|调查")


def read_reaches(source: Source, lines: Iterable[Line]) -> tuple[Fact, ...]:
    """The rates set where a text speaks of a survey, in percent; one of each sort, rather of a survey than of calls."""
    found: dict[tuple[bool, str], Fact] = {}
    for line in lines:
        before = ""
        for part in re.finditer(r"[^。;\n]+", source.flat[line.start : line.end]):
            around, before = before + part[0], part[0]
            if _ABOUT.search(around):
                for sort, value, begin, end in _reaches(part[0]):
                    at = line.start + part.start()
                    fact = Fact(sort, f"{value:g}", Span(at + begin, at + end), "reach")
                    found.setdefault((not _SURVEY.search(around), sort), fact)
    return tuple({sort: fact for (_, sort), fact in sorted(found.items(), reverse=True)}.values())


def reaches(text: str) -> tuple[tuple[str, float], ...]:
    """The rates a text sets, by sort.

    >>> reaches("组织服务对象填写问卷,覆盖面不低于90%,满意率达到95%以上;案卷合格率不低于98%。")
    (('survey_coverage', 90.0), ('survey_satisfied', 95.0))
    >>> reaches("满意度测评覆盖率不低于百分之八十"), reaches("满意率达到96%的单位"), reaches("满意度低于90%的,限期整改")
    ((('survey_coverage', 80.0),), (('survey_satisfied', 96.0),), ())
    """
    return tuple((sort, value) for sort, value, _, _ in _reaches(text))


def _reaches(text: str) -> Iterator[tuple[str, float, int, int]]:
    for clause in re.finditer(r"[^,。;，；\n]+", text):
        last = 0
        for found, bound in bound_figures(clause[0]):
            ahead, behind = clause[0][last : found.end()], clause[0][found.end() :]
            last = found.end()
            if bound != Threshold(bound.value, "at_least", "%"):
                continue
            named = [sort for sort, words in _RATES if words.search(ahead)]
            if not named and _SERVED.match(behind) and _TAKES_PART.search(clause[0]):
                named = [COVERAGE]
            for sort in named:
                yield sort, bound.value, clause.start(), clause.end()
