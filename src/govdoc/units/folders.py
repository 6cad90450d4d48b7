"""Folder names freed of what offices write around a unit's name: numbers, dates, 报送材料, （盖章）."""

import re

from govdoc.units.names import clean

_WORDS = (
    "法治政府建设|法治政府|依法行政|示范创建|创建工作|创建|迎检|迎评|自查自评|自查|考核|督察|督查|整改"
    "|报送|上报|报来|提交|补报|补交|补充|重新|重报|再次|二次|首次|续报|最新|完整|全部|有关|相关|所有|汇总|整理|收集|反馈"
    "|佐证|证明|支撑|申报|创建|备查|台账|档案|资料|材料|文件夹|文件|附件|清单|电子版|电子档|扫描件|扫描|照片|图片"
    "|盖章版|盖章|签字|已盖章|最终版|最终|定稿|终稿|正式版|修改版|修改|修订|更新|新版|旧版|副本|备份|压缩包|解压"
    "|第[一二三四五六七八九十0-9]+(?:批次|批|轮|次|组|版|稿|包|期|季度)|[一二三四]季度|上半年|下半年|版本?|稿|版"
    "|已审|待审|合格|不合格|未审|OK|ok|final|new|copy|v\\d+(?:\\.\\d+)*|V\\d+"
)
_DATE = (
    r"(?:19|20)\d\d(?:年度?|[.\-_/]?(?:0?[1-9]|1[0-2])(?:[.\-_/月]?(?:[0-2]?\d|3[01])日?|月)?)?"
    r"|\d{1,2}月\d{1,2}日?|\d{1,2}月份?|\d{1,2}\.\d{1,2}(?:日)?"
)

# (pattern, examples before and after); applied again and again until nothing changes.
DECORATIONS: tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...] = (
    (
        re.compile(rf"[(\[【〔{{](?:{_WORDS}|{_DATE}|\d+|[一二三四五六七八九十]+|的|及|和|[-_.、,])*[)\]】〕}}]"),
        (
            ("县公安局（盖章）", "县公安局"),
            ("【已审】县民政局(2)", "县民政局"),
            ("县水利局（7月15日补报）", "县水利局"),
        ),
    ),
    (
        re.compile(rf"^(?:{_DATE})|(?:{_DATE})$"),
        (("2021年县水利局", "县水利局"), ("水利局7.15", "水利局"), ("20210715县林业局", "县林业局")),
    ),
    (
        re.compile(r"^(?:第?\d{1,3}(?:号|组|项)?|[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3}(?=[、.,]))[-_.、,)]*"),
        (
            ("03 林业局", "林业局"),
            ("3、县审计局", "县审计局"),
            ("（五）县审计局", "县审计局"),
            ("十二、水利局", "水利局"),
        ),
    ),
    (re.compile(r"^[(\[【〔][一二三四五六七八九十]{1,3}[)\]】〕]"), (("（五）县审计局", "县审计局"),)),
    (
        re.compile(rf"(?:的|之|关于)?(?:{_WORDS})$|^(?:{_WORDS})(?:的|之)?|的$|^关于|^致(?!和|远)"),
        (("县民政局佐证材料", "县民政局"), ("补报县财政局", "县财政局"), ("县教体局报送的材料（第二批）", "县教体局")),
    ),
    (re.compile(r"^[-_.、,:+~#\s]+|[-_.、,:+~#\s]+$"), (("县商务局-材料_", "县商务局"),)),
    (re.compile(r"[-_ ]*\d{1,3}$"), (("县商务局2", "县商务局"),)),
)


def undecorated(folder: str) -> str:
    """A folder's name without numbers, dates and remarks at its ends.

    >>> undecorated("03 林业局报送材料"), undecorated("水利局补报7.15"), undecorated("佐证材料（第二批）")
    ('林业局', '水利局', '')
    """
    name = clean(folder)
    while True:
        rest = name
        for pattern, _ in DECORATIONS:
            rest = pattern.sub("", rest)
        if rest == name:
            return name
        name = rest
