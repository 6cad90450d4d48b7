"""The area a roster belongs to (青禾县), and the body whose sections it lists, read off its own names."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

LEVELS = "省市州县区旗盟"

# Bodies that stand before the area in a full name: 国家税务总局X县税务局, 中共X县委.
_LEADERS = re.compile(
    r"^(?:中国共产党|中共|国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|中国人民政治协商会议"
    r"|中国共产主义青年团|共青团|国网)"
)
# 市场 and 市政 begin a bureau's name and 宿州市 does not end at 州.
_NO_END = re.compile(r"市场|市政(?![府协务法])|区划|州市(?!场)")
_ORGAN_END = ("局", "委", "委员会", "厅", "院", "中心", "公司", "集团", "学校", "大学", "学院", "政府")
Ends = Callable[[str], Iterable[int]]

_LONGEST = 14
_AREA_SHARE = 0.3
_ORGAN_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Area:
    """The roster's own area. `names` are its spellings, longest first; all fields may be empty.

    `stem` is the name without its level (青禾), `level` the level's character (县). `organ` is the body
    whose sections the roster lists (X市市场监督管理局), empty for a roster of independent units.
    """

    names: tuple[str, ...] = ()
    stem: str = ""
    level: str = ""
    organ: str = ""


def derive_area(names: Iterable[str]) -> Area:
    """The longest area prefix that at least three in ten of the names share.

    >>> area = derive_area(["青禾县公安局", "青禾县司法局", "中共青禾县委办公室", "白石镇人民政府"])
    >>> area.names, area.stem, area.level
    (('青禾县',), '青禾', '县')
    >>> derive_area(["云州市青禾区教育局", "云州市青禾区民政局", "青禾区人民法院"]).names
    ('云州市青禾区', '青禾区')
    """
    bare = [_LEADERS.sub("", name) for name in names]
    full = _common(bare, _area_ends, _AREA_SHARE)
    if not full:
        return Area(organ=_common(bare, _organ_ends, _ORGAN_SHARE))
    own = _own_part(full)
    # An autonomous area is called by its place alone: 恩和土族自治州 is 恩和州.
    autonomous = re.match(r"(.{2,}?)(?:[一-龥]{1,4}族)+自治(?=[州县旗]$)", own)
    stem = autonomous[1] if autonomous else own[:-1]
    spellings = sorted({full, own, stem + own[-1]}, key=lambda name: (-len(name), name))
    return Area(tuple(spellings), stem, own[-1], _common(bare, _organ_ends, _ORGAN_SHARE))


def _common(names: list[str], ends: Ends, share: float) -> str:
    counts = Counter(name[:end] for name in names for end in ends(name))
    need = max(2.0, share * len(names))
    shared = [prefix for prefix, count in counts.items() if count >= need]
    return max(shared, key=len, default="")


def _area_ends(name: str) -> Iterable[int]:
    for at, char in enumerate(name[:_LONGEST]):
        if char in LEVELS and at + 1 < len(name) and not _NO_END.match(name, at):
            yield at + 1


def _organ_ends(name: str) -> Iterable[int]:
    for end in range(4, len(name)):
        if name[:end].endswith(_ORGAN_END) and not name[end:].startswith(("会", "员会", "府")):
            yield end


def _own_part(full: str) -> str:
    """The last area of a chain: 云州市青禾区 is the area 青禾区."""
    for at in range(len(full) - 2, 0, -1):
        if full[at] in "省市州盟" and len(full) - at > 2:
            return full[at + 1 :]
    return full
