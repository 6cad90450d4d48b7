"""The parts of a sentence that hands something in: what, and who."""

import re
from functools import cache

from govdoc.model.span import Span
from govdoc.parsing.unit_names import name_spans
from govdoc.rules.load import load

_PAPERS = (
    r"(?:方案|报告|总结|小结|台账|情况|材料|资料|名单|信息|表|清单|回执|意见|简报|计划|申报书|联络员|联系人|办法|结果|通报|档案|数据|说明|承诺书|责任书|照片|案例|"
    r"建议|成果|申请书?|预算|报表|汇编|细则|要点|文件|凭证|视频|作品|论文|课件|一览表|电话|提案|线索|动态|进展|进度|预案|成绩|目录|证明|数量|名额|人选|原件|复印件)"
)
_OBJECT = re.compile(
    r"(?<![即行必])将(?!于|在(?!建)|会(?!议)|对(?!照)|要|军|进[一行入]|继|来|近(?!期))"
    r"|把(?![握关好住])"
)
_MAKES = (
    r"(?:制[定订]|形成|撰写|编制|填写|起草|梳理|提出|填报|明确|做好|完成|汇总|出台|签订|准备|编写|修订|完善)(?:好)?"
)
_MADE = re.compile(rf"{_MAKES}(?P<what>[^,。;:\n]{{0,30}}?{_PAPERS}》?)(?=[,;(《]|并|后|于|在|报|$)")
_NAMED = re.compile(rf"[\u4e00-\u9fa5“”《》、\d]{{0,24}}{_PAPERS}》?")
# Words between what is handed in and the verb that say how.
_HOW = re.compile(
    r"(?:[,、:]|请|务必?|必须|须|应当?|及时|按时|定期|统一|分别|一并|一同|同时|书面|逐级|汇总后?|于|在|并|均|各(?:[一二三]|\d)[式份]+|一式[一二三四五六七八九两\d]+份|以?正式文件(?:形式)?"
    r"|(?:以|按)[^,。;]{1,14}?(?:形式|方式)|经[^,。;]{2,24}?后|(?:加盖|签字|盖章|签章)[^,。;]{0,10}?后?|(?:通过|用)[^,。;]{1,20}|纸质版?|电子版?)+$"
)
_BEHIND_END = re.compile(
    r"[,。;:()\n]|至(?!少)|(?<![报传达])到|给|并(?!联)|(?<![通简汇月周快日情])报(?![告表名])|(?<=[\u4e00-\u9fa5])于"
)
# “将方案报分管领导审签后，报送…”, “将情况汇总后…”
_APPROVED_FIRST = re.compile(
    r"(?<=[\u4e00-\u9fa5”》)])(?:经|报(?![告表名送备]))[^,。;]{2,18}?(?:审|同意|签字|批)|(?<=..)(?:,?电子版|,?纸质)"
)
_MADE_OF = re.compile(r"做好|制定|形成|撰写|编制")

_SENDER = re.compile(
    r"(?:^(?:\((?:[一二三四五六七八九十]+|\d+)\)|[一二三四五六七八九十]+、)?|[,。;:.、)\s]|请|由|望|前(?=各))(?:[一二三四五六七八九十]是)?(?P<names>[\u4e00-\u9fa5()、“”]{2,60}?)(?=(?<![主重需])要|应|须|请|务必|必须|需|对|制[定订]|形成|填写|报送|上报|提交|反馈|签订|于|在|每|按|将|分别|结合|对照|确定|指定|明确|安排|负责|认真|及时|尽快|收到|接到|可|汇总|组织|根据|\d)"
)
_ALL_SENDERS = re.compile(
    r"各(?:[^、]{0,18})$|.{1,7}[省市县区乡镇村州盟旗]$|.*(?:学校|医院|科室|处室|企业|乡镇|村|社区|支部|组织|高校|年级组|人|者)$"
)


# “各单位的实施方案务于…报送”: the paper's owners hand it in.
_OWNED = re.compile(rf"^(各[^的]{{2,12}})的.*{_PAPERS}务?$")


def handed_in(flat: str, within: Span, verb: Span, target: Span | None, when: Span) -> str:
    """What is handed in `within` a sentence: the object of 将 or of the verb, else the paper named last before it.

    >>> s = "请各单位将自查报告(加盖公章)、整改台账于6月30日前报县司法局"
    >>> verb, when = s.index("报县"), s.index("6月")
    >>> handed_in(s, Span(0, len(s)), Span(verb, verb + 1), Span(verb + 1, len(s)), Span(when, when + 6))
    '自查报告、整改台账'
    """
    before = list(_OBJECT.finditer(flat, within.start, verb.start))
    if before:
        given = _given(flat[before[-1].end() : when.start if when.start >= before[-1].end() else verb.start])
        if given:
            return given
    if target is None or not 0 <= target.start - verb.end <= 1:
        stop = _BEHIND_END.search(flat, verb.end, within.end)
        behind = _clean(flat[verb.end : stop.start() if stop else within.end])
        if re.search(_PAPERS, behind):
            return behind
    said = flat[within.start : min(when.start, verb.start) if when.start > within.start else verb.start]
    clause = re.split(r"[,。;:\n]", _strip_how(said))[-1]
    if re.fullmatch(rf".{{0,36}}{_PAPERS}(?:\([^()]*\))?", clause):
        return _clean(_made(clause) or _without_sender(clause))
    before_verb = flat[within.start : verb.start]
    named = _NAMED.findall(before_verb)
    return _clean(_made(before_verb) or (_without_sender(named[-1]) if named else ""))


def _given(words: str) -> str:
    """The object of 将 up to the words that say how; a paper made of it (做好实施方案) rather than what it is about."""
    words = _strip_how(_APPROVED_FIRST.split(_without_remarks(words))[0])
    if "," not in words and ";" not in words and len(words) <= 80 and not _MADE_OF.search(words):
        return _clean(words)
    made = [_clean(found["what"]) for found in _MADE.finditer(words)]
    return "、".join(each for each in made if each) if "作为" not in words else ""


def _made(words: str) -> str:
    """The paper made last: “制定实施方案”, “形成自查报告”."""
    made = [re.split(_MAKES, found["what"])[-1] for found in _MADE.finditer(words)]
    return next((each for each in reversed(made) if len(each) >= 4), "")


def _strip_how(text: str) -> str:
    return _HOW.sub("", text)


def _without_remarks(text: str) -> str:
    text = re.sub(
        r"^(?:\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、是]|[①-⑳])",
        "",
        re.sub(r"\s", "", text),
    )
    return re.sub(r"\([^()]*\)?(?![^《]*》)", "", text)


def _clean(text: str) -> str:
    """Remarks in brackets and words that say how are no part of the thing."""
    text = _without_remarks(text)
    return re.sub(
        r"^(?:将|或|如有|[一二两]次|和|及|的|后的|有关|(?:制定|形成|撰写|编制|填写|起草|提出)(?=.{2})|本单位的?(?=.{4}))",
        "",
        _strip_how(text).strip(",、:; "),
    )


def _without_sender(text: str) -> str:
    return re.sub(r"^.*?(?:单位|部门|地区|乡镇|街道|科室)(?:要|应|须)?(?=.{2})|^.*(?:以来|期间)的", "", text)


def sender(flat: str, start: int, end: int) -> tuple[str, ...]:
    """Who is named last before the verb as the one who must: “各县（市、区）教育局要于…”.

    >>> s = "请各乡镇、县直各单位于6月30日前报送总结"
    >>> sender(s, 0, len(s))
    ('各乡镇', '县直各单位')
    """
    sentence = flat[start:end]
    last: tuple[str, ...] = ()
    for found in _SENDER.finditer(sentence):
        left = found.start("names")
        while sentence[left] in "请由望":
            left += 1
        names = [
            _OWNED.sub(r"\1", re.sub(r"\s", "", name))
            for begin, stop in name_spans(sentence, left, found.end("names"), "、")
            for name in sentence[begin:stop].split("会同")
        ]
        if names and all(_is_sender(name) for name in names):
            last = tuple(name.replace("(", "（").replace(")", "）") for name in names)
    return last


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("entities")["unit"]["suffixes"])


def _is_sender(name: str) -> bool:
    name = re.sub(r"\([^()]*\)", "", name)
    if re.search(rf"{_PAPERS}$", name):
        return False
    return len(name) > 1 and (bool(_ALL_SENDERS.match(name)) or (len(name) > 2 and name.endswith(_endings())))
