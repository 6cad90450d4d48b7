"""A unit's name brought to a form in which its spellings are equal.

`forms` gives the strong forms: two names that share one are the same unit. `loose_forms` gives what is left
when an office drops more (发改局 for 发改委, 瓦石 for 瓦石镇); they count only where a single unit has them.
"""

import re
from functools import cache

from govdoc.rules.load import load
from govdoc.text.widths import narrow
from govdoc.units.area import LEVELS, Area

PARTY, GOVERNMENT = "党:", "政:"

_DROPPED = re.compile(r"[\s\u200b\ufeff“”\"'‘’《》〈〉·•]+")
_EDGES = "。;,、:：，；．.…-—_"
_CONNECTIVE = re.compile(r"[和与及、]")
_TOWN = re.compile(
    r"^(?P<stem>[一-龥]{1,12}?)(?P<type>街道|乡|镇)"
    r"(?:人民政府|政府|办事处|办公室|办|党委|党工委|工委|委员会|工作委员会)*$"
)
_OFFICE_TOWN = re.compile(r"^(?P<stem>[一-龥]{1,10}?)(?:街道)?(?:办事处|街办)$")
_ETHNIC = re.compile(r"(?<=[一-龥]{2})(?:[一-龥]{1,4}族)+$")
_ZONE = re.compile(
    r"^(?P<stem>[一-龥]{1,12}?)(?P<type>县|市|区|旗|示范区|开发区|园区)"
    r"(?:人民政府|政府|管理委员会|管委会|党工委|党委|工委|委)*$"
)
# How a bureau's notice speaks of the bureau before its section: 市局法规科.
_BODY_LEADS = (*(level + "局" for level in LEVELS), "局机关", "机关", "本局", "局")
_STEM_BEFORE = r"(?=(?:监管)?分局|支局|(?:中心)?支行|分行|分公司|支公司|公司|监管组|调查队|大队|支队)"

# (pattern, replacement, examples of names that come out equal in a roster of 青禾县)
SHAPES: tuple[tuple[re.Pattern[str], str, tuple[tuple[str, str], ...]], ...] = (
    (
        re.compile(r"^(?:国家税务总局)?税务(?:分局|局)$"),
        "税务局",
        (("国家税务总局青禾县税务局", "县税务局"), ("县税务分局", "税务局")),
    ),
    (
        re.compile(r"^(?:[一-龥]{0,8}[省市州])?([一-龥]{2,10}?)局?分局$"),
        r"\1局",
        (("云州市生态环境局青禾分局", "县生态环境分局"), ("市生态环境局青禾分局", "生态环境局")),
    ),
    (
        re.compile(r"^(?:[一-龥]{0,8}[省市州])?人行(?:中心支行|支行|分行)?$"),
        "人行",
        (("中国人民银行青禾县支行", "县人民银行"), ("人行青禾县支行", "人行青禾支行")),
    ),
    (
        re.compile(r"^(?:纪委|监委|纪委监委|纪委监察局)$"),
        "纪委监委",
        (("中共青禾县纪律检查委员会青禾县监察委员会", "县纪委监委"), ("县纪委", "县监察委员会")),
    ),
    (
        re.compile(r"^(人大|政协)(?:常委会|委员会|委)?(?:办公室|办|机关)?$"),
        r"\1办",
        (("青禾县人民代表大会常务委员会办公室", "县人大"), ("县政协办公室", "中国人民政治协商会议青禾县委员会")),
    ),
    (
        re.compile(r"^国网(?:[一-龥]{2,8}?)?(?:电力)?供电公司$|^供电(?:公司|局)$|^电业局$"),
        "供电公司",
        (("国网青禾县供电公司", "县供电公司"),),
    ),
    (re.compile(r"委员会$"), "委", (("青禾县卫生健康委员会", "县卫健委"),)),
    (re.compile(r"办公室$"), "办", (("青禾县信访工作办公室", "县信访工作办"),)),
)


def clean(name: str) -> str:
    """The name in plain widths without spaces, quotation marks and stray punctuation at its ends.

    >>> clean(" 县 公安局（本级）。")
    '县公安局(本级)'
    """
    return _DROPPED.sub("", narrow(name)).strip(_EDGES)


def forms(name: str, area: Area, shorten: bool = True) -> tuple[str, ...]:
    """The strong forms of a name, its own area dropped; the likeliest first. Written out unless shortened.

    >>> own = Area(("青禾县",), "青禾", "县")
    >>> forms("青禾县市场监督管理局", own)[0] == forms("县市场监管局", own)[0]
    True
    """
    return tuple(dict.fromkeys(_shape(rest, area, shorten) for rest in _without_area(clean(name), area)))


def loose_forms(name: str, area: Area) -> tuple[str, ...]:
    """The weak forms of a name, best first: without 党 or 政府, without 局 or 委, a township's bare name."""
    found: list[str] = []
    for form in forms(name, area):
        bare = form.removeprefix(PARTY).removeprefix(GOVERNMENT)
        if bare != form and bare != "办":
            found.append(bare)
        if is_town(bare):
            found.append("地:" + bare.removesuffix("街道").removesuffix("乡").removesuffix("镇"))
        elif len(bare) >= 3 and bare[-1] in "局委办厅":
            found.append(form[: len(form) - len(bare)] + "职:" + bare[:-1])
            if bare[-1] == "办":
                found.append(bare[:-1] + "街道")
        elif re.fullmatch(r"[一-龥]{2,4}", bare):
            found += ["地:" + bare, "职:" + bare]
        found += [bare[len(lead) :] for lead in _BODY_LEADS if bare.startswith(lead) and bare != lead]
    return tuple(dict.fromkeys(form for form in found if len(form) > 1 or form == "办"))


def is_town(form: str) -> bool:
    """Whether a strong form names a township or a street."""
    return form.endswith(("乡", "镇", "街道"))


def _without_area(name: str, area: Area) -> list[str]:
    party = name.startswith(("中共", "中国共产党"))
    name = re.sub(r"^(?:中国共产党|中共)", "", name)
    rests = [name.removeprefix(prefix) for prefix in (area.organ, *area.names) if prefix and name.startswith(prefix)]
    if area.level:
        rests += [
            name[len(lead) :] for lead in (area.level, "本" + area.level, "我" + area.level) if name.startswith(lead)
        ]
    elif name[:1] in LEVELS:
        rests.append(name[1:])
    # Spoken without its level: 青禾公安局, 青禾高新区.
    if len(area.stem) > 1 and name.startswith(area.stem) and len(name) > len(area.stem) + 2:
        rests.append(name.removeprefix(area.stem).lstrip(area.level))
    if re.match(r"(?:人民)?政府办", name):
        rests.append(name)
    led = [_seat(rest, area) for rest in rests if rest]
    return [*led, _seat(name, area) if party else name]


def _seat(rest: str, area: Area) -> str:
    """委编办 (left of 县委编办) as the party's, 人民政府办公室 as the government's."""
    seat = ""
    for _ in range(3):
        if found := re.match(r"(?:委员会|党委|委)(?!托)", rest):
            seat = PARTY
        elif found := re.match(r"(?:人民)?政府|府(?=办)", rest):
            seat = seat or GOVERNMENT
        else:
            break
        rest = rest[found.end() :]
        # 中共X县委X县人民政府信访局: both lead it.
        lead = next((name for name in (*area.names, area.level) if name and rest.startswith(name)), "")
        if not re.match(r"(?:人民)?政府", rest[len(lead) :]):
            break
        rest = rest[len(lead) :]
    return seat + rest


def _shape(rest: str, area: Area, shorten: bool) -> str:
    seat = rest[:2] if rest.startswith((PARTY, GOVERNMENT)) else ""
    body = rest[len(seat) :]
    for name in area.names:
        if len(name) > 2:
            body = body.replace(name, "")
    if area.stem:
        body = re.sub(f"{re.escape(area.stem)}[{LEVELS}]?{_STEM_BEFORE}", "", body)
    if town := _TOWN.match(body) or _OFFICE_TOWN.match(body):
        return seat + _ETHNIC.sub("", town["stem"]) + town.groupdict().get("type", "街道")
    pattern, short = _abbreviations()
    body = _CONNECTIVE.sub("", body)
    if shorten:
        body = pattern.sub(lambda found: short[found[0]], body)
    if zone := _ZONE.match(body):
        return seat + zone["stem"] + zone["type"]
    for shape, replacement, _ in SHAPES:
        body = shape.sub(replacement, body)
    return seat + body


@cache
def _abbreviations() -> tuple[re.Pattern[str], dict[str, str]]:
    short = {
        _CONNECTIVE.sub("", form): _CONNECTIVE.sub("", row["forms"][0])
        for row in load("abbreviations")["abbreviation"]
        for form in row["forms"]
    }
    return re.compile("|".join(sorted(map(re.escape, short), key=len, reverse=True))), short
