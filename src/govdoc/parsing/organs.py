"""What the name of an organ (机关, 单位) looks like, and what is none: times, persons, blanks of a form."""

import re
from functools import cache

from govdoc.rules.load import load


@cache
def _endings() -> tuple[str, ...]:
    unit = load("entities")["unit"]
    return (*unit["suffixes"], *unit["areas"])


def ends_as_organ(text: str) -> bool:
    """Does the text end as an organ's name does?"""
    return text.endswith((*load("entities")["unit"]["suffixes"], "校", "会"))


@cache
def organ_pattern() -> re.Pattern[str]:
    """A whole name, or several with 、 between them, that ends like an organ's."""
    ends = "|".join(sorted((*load("entities")["unit"]["suffixes"], "会"), key=len, reverse=True))
    return re.compile(rf"[\u4e00-\u9fa5（）()、·“”\"\d]*(?:{ends})")


# Words no organ has in its name: a run of text with one of them is a sentence.
_SENTENCE = re.compile(
    r"[的把被让得了并]|要(?!素|闻)|应(?!急)|须|将|是|对(?!外|口|台)|为(?!民)|在(?!线|职)|以|于|请|由|加强|推进|开展|落实|做好|建立|完善|提高|确保|按照|根据|通过|进一步"
    r"|配合|牵头|负责|组织(?!部|处|科|委|室|人事|股|办)"
)


_ROLE_NAMES = re.compile(r"(?:^各.{2,9}的)?(?:主要|牵头|配合|负责|参与|组织)(?:责任)?(?=单位|部门|科室)")


def is_organ(name: str) -> bool:
    """Does the whole string read as an organ's name or as a collective one?

    >>> [is_organ(s) for s in ("县委组织部", "和平镇", "各乡镇(街道)", "人民银行云汐县支行", "全市", "加强部门", "王小明")]
    [True, True, True, True, False, False, False]
    """
    if re.fullmatch(r"[村镇乡县区市街]\([^()]{1,8}\)", name):
        return True
    bare = re.sub(r"\([^()]*\)|[“”\"\s]", "", name)
    if not re.fullmatch(r"[\u4e00-\u9fa5、·\dA-Z]{2,32}", bare) or _EVERY.match(bare):
        return False
    if _SENTENCE.search(_ROLE_NAMES.sub("", bare)):
        return False
    if bare.startswith("各"):
        return bare.endswith((*_endings(), *load("entities")["unit"]["kinds"]))
    return bare in _endings() or (len(bare) > 2 and bare.endswith(_endings()))


# “全县”, “每村”, “该局” name nobody; 全国…, 一中 and 全区经济运行专班 do.
_EVERY = re.compile(r"(?!一中|全国|(?:全|有)\S+(?:专班|部门|单位))[全我该此其两多一每跨有]")


def is_group(name: str) -> bool:
    """A collective name: 各…, …各单位, 成员单位, 有关部门.

    >>> [is_group(s) for s in ("县直各单位", "各乡(镇、街道)", "县司法局", "市人民政府有审批职能的部门")]
    [True, True, False, True]
    >>> [is_group(s) for s in ("乡镇人民政府", "乡(镇、街道)", "县市国有企业", "县人民政府", "和平街道办事处")]
    [True, True, True, False, False]
    """
    return bool(_GROUP.search(name) or _KINDS_OF_PLACE.fullmatch(re.sub(r"[()（）、和]", "", name)))


_GROUP = re.compile(
    r"各(?!级人民代表)|成员单位|(?:有关|相关|直属|直)(?:部门|单位)|部门$|系统$|专班$|企业$|(?:金融|医疗(?:卫生)?)机构$"
)
# Two kinds of place and no name: every one of them. One kind is the place itself (县人民政府).
_KINDS_OF_PLACE = re.compile(
    r"(?:省|市|自治州|州|自治县|县|区|旗|乡|镇|街道|街|村|社区){2,}(?:人民政府|政府|党委|党工委|街道办事处|办事处|管委会)*"
)


_EVERYBODY = re.compile(
    r"(?:各|(?:[省市州县区镇乡]|全[省市县区])?(?:直|级)?(?:各|有关|相关))?(?:级|地区?|地各(?:校|单位|部门)|级各(?:有关|相关)?部门|地各部门|部门各单位|部门|单位|(?:主要|牵头)?(?:责任|牵头|配合|成员)(?:单位|部门)|相关部门|有关部门|有关单位|相关单位)"
)


def is_everybody(name: str) -> bool:
    """Does the name leave nobody out, so that nobody in particular is meant?

    >>> [is_everybody(s) for s in ("各单位", "市直各部门", "主要责任单位", "有关部门", "各乡镇", "各级教育部门")]
    [True, True, True, True, False, False]
    """
    return _EVERYBODY.fullmatch(name) is not None


_TIME = re.compile(
    r"^\W*(?:[12]\d{3}\s?年|\d{1,2}\s?月|[一二三四五六七八九十]{1,3}月|每(?:年|月|周|季|日|半)|全年|长期|持续|年底|年内|年前|上半年|下半年|第?[一二三四]季度|近期|即日起|立即|立行|常态|开学|按)"
)
_BLANK = ("无", "暂无", "待定", "同上", "略", "另定")


def is_no_unit(name: str) -> bool:
    """A time, a dash or another filler where a list of units is expected.

    >>> [is_no_unit(s) for s in ("/", "无", "2023年9月底前", "第一中学", "长期坚持", "年级组")]
    [True, True, True, False, True, False]
    """
    letters = re.sub(r"[^\u4e00-\u9fa5]", "", name)
    return len(letters) < 2 or letters in _BLANK or (bool(_TIME.match(name)) and not is_organ(name))


@cache
def _person() -> re.Pattern[str]:
    person = load("entities")["person"]
    titles = "|".join(person["titles"])
    return re.compile(
        rf"[{person['surnames']}](?:[\u4e00-\u9fa5]{{1,3}}|[某×*Xx]{{1,2}})(?:{titles})?|\S{{0,6}}?(?:{titles})"
    )


def is_person(name: str) -> bool:
    """A person's name or title. Short names of organs may look the same, so ask only where a person may stand.

    >>> [is_person(s) for s in ("张建国", "李某某", "分管院长", "财务科", "王 芳", "牵头")]
    [True, True, True, False, True, False]
    """
    bare = re.sub(r"\s", "", name)
    return _person().fullmatch(bare) is not None and not is_organ(bare)


def are_persons(text: str) -> bool:
    """Nothing but persons, perhaps with what they are and their telephone numbers.

    >>> [are_persons(s) for s in ("张建国、李卫国", "主任:张建国", "王芳 13800000000", "镇、街道", "办公室")]
    [True, True, True, False, False]
    """
    parts = [part for part in re.split(r"[、,;:/\s]+|[\d\-]{6,}", text) if part]
    return bool(parts) and all(is_person(part) for part in parts)
