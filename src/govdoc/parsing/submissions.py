"""Submissions: what is to be handed in, to whom, by whom, by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from govdoc.model.notice import Deadline, Submission
from govdoc.model.span import Span
from govdoc.parsing.deadline_rules import Calendar
from govdoc.parsing.deadlines import find_deadlines
from govdoc.parsing.entities import entities
from govdoc.parsing.lines import Source
from govdoc.parsing.submission_parts import handed_in, sender
from govdoc.rules.load import load
from govdoc.text.sentences import sentences

# Verbs that hand something in, whether or not they say to whom; behind some words they are a noun (报送工作).
_HANDS_IN = re.compile(
    r"(?:报送|上报|呈报|呈送|报备|提交|递交|反馈|寄送|邮寄|寄|发送|送交|送达|上传|录入|填报|抄送|抄报|传真|报名|(?<![上汇申填通举])[报交送发寄])(?P<aim>,?至|到(?!位)|给|往|入)"
    r"|(?:报送|上报|呈报|呈送|报备|提交|递交|反馈|寄送|邮寄|发送|送交|上传|录入|填报|抄送|抄报|报名|直报|函复|复函|(?<=完成)[^,。;\n报]{0,8}申报(?![书材资]))"
    r"(?!的|(?:工作|情况)(?:[,。;:、)\n]|$|的|中|等)|要求|制度|机制|渠道|方式|流程|单位|质量|表|率|对象|条件|范围)|(?:书面|专题|零)报告|(?<=[年月季度周日])报告(?=一次)"
)
_INTO = ("录入", "上传")
# Verbs too common to say it alone: whom they are aimed at must follow.
_NEEDS_TARGET = re.compile(
    r"(?<![上汇申填通举呈日简月周年快情])报(?![告送表道名备考刊纸酬到案批请经审销价警废关税])|(?<![提上移转递])交(?![通流由易办付])|告知|(?<![发报呈运输寄传推])送(?![达审交])|备案"
)
_TOWARDS = re.compile(
    r"向(?P<to>[^,。;:\n()]{2,24}?)(?:书面|及时|专题|集中|定期|如实)?(?:进行)?(?:报送|上报|报告|汇报|反馈|提交|报备|备案|申报|报名)"
)
_TARGET_END = re.compile(r"[,。;:()\s]|备案|审核|汇总|邮箱|留存|进行|统一|处$|报名|存档|备查|登记")
_OWN = re.compile(
    r"我(?:局|办|委|厅|部|院|校|处|科|室|中心|会|所|站|司|公司|单位|行|社|台|镇|乡|街道)[\u4e00-\u9fa5]{0,10}"
)
_OBJECT_TO = re.compile(r"[^。;\n]{2,40}?[\u4e00-\u9fa5),]至(?=[\u4e00-\u9fa5])")
# An office with 与 in its name (学位与学科建设处).
_JOINT_OFFICE = re.compile(r"[\u4e00-\u9fa5]{2,6}与[\u4e00-\u9fa5]{2,8}[处办科部]")
_AND = re.compile(r"(?:\([^()\n]{1,20}\))?(?P<and>、|和|及)(?=[\u4e00-\u9fa5])")
_LOCAL = re.compile(r"[省市州县区旗镇乡][\u4e00-\u9fa5]{1,14}?(?:局|委|办|厅|科|股|处|室|中心)")
_SYSTEM = re.compile(r"[\u4e00-\u9fa5“”A-Za-z0-9]{0,24}?(?:系统|平台|网站|公众号|工作群|邮箱)")
_EMAIL = re.compile(r"[A-Za-z0-9][\w.\-]*@[A-Za-z0-9\-]+(?:\.[A-Za-z]{2,})+")
# What goes up to be approved is no report of those the notice is written to.
_APPROVED = re.compile(
    r"[^,。;\n]{0,8}?(?:批准|审[核查签][^,。;]{0,4}后|签字|审批|审定|批复|核准|审议|同意|研究|签发|签批)"
)
_ABOVE = frozenset({"国务院", "党中央", "党中央、国务院", "中共中央"})
# What was left undone, and what a law says, is not asked of the reader.
_UNDONE = re.compile(r"未(?![来成])|没有|拒不|不按|逾期(?!不)|》第[一二三四五六七八九十百\d]+条")
_SAYS_WHEN = re.compile(r"时间|日期|期限|截止|最迟|^[^,。;]{0,24}\($")


@dataclass(frozen=True, slots=True)
class _Sending:
    """A verb that hands in, and whom it is aimed at where it says so."""

    verb: Span
    target: Span | None
    aside: bool = False  # inside brackets


def read_submissions(
    source: Source, start: int, end: int, skipped: Sequence[Span], calendar: Calendar, recipients: Sequence[str] = ()
) -> tuple[Submission, ...]:
    """The submissions of a stretch; sentences inside `skipped` (indicator texts state standards) are left out.

    Where a sentence names nobody, it is the `recipients` of the notice who hand in.
    """
    found: list[Submission] = []
    before = (start, start)
    for left, right in sentences(source.flat[start:end]):
        left, right = start + left, start + right
        last, before = before, (left, right)
        if any(span.start <= left < span.end for span in skipped) or right - left > 600:
            continue
        for submission in _in_sentence(source, left, right, calendar):
            by = submission.by
            if not by and source.flat.startswith(("并", "同时"), left):
                by = sender(source.flat, *last)
            found.append(replace(submission, by=by or tuple(recipients)))
    return tuple(found)


def _in_sentence(source: Source, start: int, end: int, calendar: Calendar) -> Iterator[Submission]:
    """Each time of the sentence goes with the first verb behind it; 报送时间为 stands behind its verb."""
    deadlines = [
        each
        for each in find_deadlines(source.text, start, end, calendar)
        if (each.due_on or each.recurrence or not each.starts_on) and not (each.within and not each.within.after)
    ]
    if not deadlines:
        return
    last = ""
    sendings = [each for each in _sendings(source, start, end) if not _undone(source.flat, start, each.verb.start)]
    for at, deadline in enumerate(deadlines):
        begin, stop = _reach(deadlines, at, end)
        shared = None if _first(sendings, begin, stop) else _shared(source.flat, deadlines, at)
        stop = end if shared else stop
        sending = _first(sendings, begin, stop) or _told_before(source.flat, sendings, deadlines, at, start)
        if sending is None:
            continue
        said = max((each.verb.end for each in sendings if each.verb.end <= deadline.span.start), default=start)
        begin = said if said <= sending.verb.start else start
        if begin > start:  # what another clause hands in is not meant again
            begin = max(begin, source.flat.rfind(";", begin, sending.verb.start) + 1)
        by = sender(source.flat, start, sending.verb.end)
        verb, target = (shared, None) if shared else (sending.verb, sending.target)
        what = handed_in(source.flat, Span(begin, verb.end if shared else end), verb, target, deadline.span)
        what = last = what or (last if source.flat[said : deadline.span.start].count(";") == 0 else "")
        to = _targets(source, sending.target, end) if sending.target else ""
        yield Submission(what, to, by, deadline, Span(start, end), "submission")


def _undone(flat: str, start: int, at: int) -> bool:
    clause = max(flat.rfind(stop, start, at) for stop in ",;。\n") + 1
    return bool(_UNDONE.search(flat, max(clause, start), at))


def _reach(deadlines: Sequence[Deadline], at: int, end: int) -> tuple[int, int]:
    """Where the verb of a time may stand: up to the next time; times in a list (6月底、12月底) share one."""
    last = at
    while last + 1 < len(deadlines) and deadlines[last + 1].span.start - deadlines[last].span.end <= 2:
        last += 1
    return deadlines[last].span.end, deadlines[last + 1].span.start if last + 1 < len(deadlines) else end


# “于6月30日前将方案、11月30日前将总结报送县教育局”: two objects, each with its time, before one verb.
_OBJECT_WAITS = re.compile(r",?将[^,。;:\n]{2,40}(?P<stop>[、,])(?:请|并|和|及)?于?")


def _shared(flat: str, deadlines: Sequence[Deadline], at: int) -> Span | None:
    """Where the object of a time ends whose verb stands behind the object of the next time, else None."""
    if at + 1 == len(deadlines):
        return None
    found = _OBJECT_WAITS.fullmatch(flat, deadlines[at].span.end, deadlines[at + 1].span.start)
    joined = found is not None and re.match(",?将", flat[deadlines[at + 1].span.end :][:2])
    return Span(found.start("stop"), found.start("stop")) if found and joined else None


def _first(sendings: Sequence[_Sending], begin: int, stop: int) -> _Sending | None:
    """The first verb of a stretch that says to whom, else the first; those in brackets come last."""
    here = [each for each in sendings if begin <= each.verb.start < stop]
    here.sort(key=lambda each: each.aside)
    return next((each for each in here if each.target and not each.aside), here[0] if here else None)


def _told_before(
    flat: str, sendings: Sequence[_Sending], deadlines: Sequence[Deadline], at: int, start: int
) -> _Sending | None:
    """The verb before a time that is told after it: “报送市教育局（6月30日前）”, “截止时间为6月30日”."""
    begin = deadlines[at - 1].span.end if at else start
    when = deadlines[at].span.start
    here = [each for each in sendings if begin <= each.verb.start < when]
    if not here or not (_SAYS_WHEN.search(flat[here[-1].verb.end : when]) or flat.startswith("截止", when)):
        return None
    return _first(here, begin, when)


def _sendings(source: Source, start: int, end: int) -> list[_Sending]:
    flat = source.flat
    found: dict[int, _Sending] = {}
    for towards in _TOWARDS.finditer(flat, start, end):
        unit = Span(*towards.span("to"))
        if _is_unit(unit.of(flat)):
            found[towards.end()] = _Sending(Span(unit.end, towards.end()), unit)
    for verb in _HANDS_IN.finditer(flat, start, end):
        if verb.end() not in found and not _taken(found, verb):
            target = _target(flat, verb.end(), end, aimed=bool(verb["aim"]) or verb[0] in _INTO) or _behind_object(
                flat, verb.end(), end
            )
            if target is None or _counts(flat, target, end):
                found[verb.end()] = _Sending(Span(*verb.span()), target)
    for verb in _NEEDS_TARGET.finditer(flat, start, end):
        target = _target(flat, verb.end(), end, aimed=False)
        if target and not _taken(found, verb) and _counts(flat, target, end):
            found[verb.end()] = _Sending(Span(*verb.span()), target)
    return sorted(
        (replace(each, aside=_in_brackets(flat, start, each.verb.start)) for each in found.values()),
        key=lambda each: each.verb,
    )


def _behind_object(flat: str, at: int, end: int) -> Span | None:
    """Whom a verb is aimed at behind what is handed in: “上报工作总结，至县司法局”."""
    to = _OBJECT_TO.match(flat, at, end)
    return _unit_at(flat, to.end(), _limit(flat, to.end(), end), aimed=True) if to else None


def _targets(source: Source, first: Span, end: int) -> str:
    """Whom it goes to, as printed; a second office (报送省财政厅（经建处）、省审计厅) follows the first."""
    names = [first.of(source.text)]
    at = first.end
    while joint := _AND.match(source.flat, at, end):
        more = _unit_at(source.flat, joint.end(), _limit(source.flat, joint.end(), end), aimed=True)
        if more is None or more.start != joint.end():
            break
        names.append(joint["and"] + more.of(source.text))
        at = more.end
    return re.sub(r"\s", "", "".join(names))


def _limit(flat: str, at: int, end: int) -> int:
    stop = _TARGET_END.search(flat, at, end)
    return stop.start() if stop else end


def _in_brackets(flat: str, start: int, at: int) -> bool:
    return flat.count("(", start, at) > flat.count(")", start, at)


def _taken(found: dict[int, _Sending], verb: re.Match[str]) -> bool:
    return any(each.verb.start < verb.end() and verb.start() < each.verb.end for each in found.values())


def _counts(flat: str, target: Span, end: int) -> bool:
    return target.of(flat) not in _ABOVE and not _APPROVED.match(flat, target.end, end)


def _is_unit(name: str) -> bool:
    return name.endswith(tuple(load("entities")["unit"]["suffixes"])) or bool(_OWN.fullmatch(name))


def _target(flat: str, at: int, end: int, *, aimed: bool) -> Span | None:
    """Whom a verb is aimed at: a unit, 我局, a system or an e-mail address right behind it."""
    limit = _limit(flat, at, end)
    own = _OWN.match(flat, at, limit)
    if own:
        return Span(*own.span())
    mail = _EMAIL.search(flat, at, min(end, at + 40))
    if mail and re.fullmatch(r"[^,。;]{0,16}", flat[at : mail.start()]) and not _unit_at(flat, at, limit, aimed=aimed):
        return Span(*mail.span())
    system = _SYSTEM.match(flat, at, limit)
    if aimed and system and len(system[0]) > 2:
        return Span(*system.span())
    return _unit_at(flat, at, limit, aimed=aimed)


def _unit_at(flat: str, at: int, limit: int, *, aimed: bool) -> Span | None:
    if limit <= at or re.match(r"本|各|该", flat[at:limit]):
        return None
    joint = _JOINT_OFFICE.fullmatch(flat, at, limit)
    if joint and _is_unit(joint[0]):
        return Span(at, limit)
    units = [each.span for each in entities(flat[at:limit]) if each.kind == "UNIT" and each.span.start <= 1]
    if not units and _LOCAL.fullmatch(flat, at, limit):
        return Span(at, limit)  # an office whose name no list has: 报送县政务和数据局
    if aimed:
        whole = limit - at <= 30 and _is_unit(flat[at:limit])
        if whole or (units and units[0].start):
            return Span(at, limit)
        if not units:
            return None
        return Span(at, at + units[0].end)
    if not units or (units[0].end < limit - at and flat[at : at + units[0].end].endswith(("企业", "机构", "单位"))):
        return None  # “报送重点企业数量” is what, not to whom
    return Span(at + units[0].start, at + units[0].end)
