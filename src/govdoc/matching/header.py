"""Title, 发文字号, issuer and date of a paper, read from its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from govdoc.matching.genre import ends_like_a_title
from govdoc.text.dates import DateMention, find_dates


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with texts it must meet (`yes`) and texts it must not (`no`); a test runs them."""

    name: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...]


_YEAR_IN_BRACKETS = r"[〔\[(【]\s*(?:19|20)\d{2}\s*[〕\])】]"

DOC_NUMBER = Rule(
    "doc-number",
    re.compile(
        rf"(?:[\u4e00-\u9fffA-Za-z()]{{1,16}}?{_YEAR_IN_BRACKETS}(?:[\u4e00-\u9fff]{{0,6}})\s*第?\s*\d{{1,5}}\s*号"
        rf"|{_YEAR_IN_BRACKETS}[\u4e00-\u9fff]{{1,10}}第?\s*\d{{1,5}}\s*号)(?:之[一二三四五六])?"
    ),
    yes=("清政办〔2021〕12号", "清城管法审字〔2020〕第17号", "〔2020〕豫某律意字第31号", "清编[2019]26号"),
    no=("第12号简报", "清调字〔20  〕第  号", "2021年第3期"),
)
# Lines above or around a title that are no title: banner, secrecy, navigation, publishing data, fields to fill.
NO_TITLE = Rule(
    "no-title",
    re.compile(
        r"^(?:.{2,40}文\s*件|机密|秘密|绝密|特急|加急|急件|平急|内部资料.*|.{0,4}公开方式.*|第?[\d一二三四五六七八九十]+期"
        r"|附\s*件\s*[\d一二三四五六七八九十]*\s*[::]?|(?:首页|当前位置|您的位置|您现在的位置|网站首页)(?![\u4e00-\u9fff]).*|.*[>›»→].*"
        r"|(?:来源|发布机构|发布时间|发布日期|索引号|信息来源|浏览|字号|打印|分享|签发人|编号|编码|主题词|时间|日期|地点"
        r"|单位|填表单位|填报单位|制表|序号|委托单位|送审单位|采购人|项目编号|发布|更新时间|公开时间|责任编辑)\s*[::].*"
        r"|【[^】]{1,8}】\s*|\W*|[\d\s.\-/年月日]+|[A-Za-z\d\-/]{4,})$"
    ),
    yes=(
        "清川县人民政府文件",
        "首页 > 政务公开",
        "发布时间：2021-05-20 浏览：12次",
        "附件1",
        "2021年5月20日",
        "特急",
        "附件3：",
        "QC-2020-ZB-7",
    ),
    no=("关于印发文件管理办法的通知", "时间管理培训总结", "编号管理办法", "首页栏目调整方案"),
)
# What a body begins with.
BODY = Rule(
    "body",
    re.compile(
        r"^(?:第[一二三四五六七八九十百\d]+[条章节步]|[一二三四五六七八九十]+、|[(][一二三四五六七八九十\d]+[)]|\d{1,2}[.、．]\s*\D"
        r"|https?://|www\.|致[::]|.{1,60}[::]$|.*[。；;!?]|.{0,12}\d{4}年\d{1,2}月\d{1,2}日.{2,})"
    ),
    yes=(
        "第一条 为规范执法",
        "各科室、局属各单位：",
        "一、总体要求",
        "现将有关事项通知如下。",
        "https://www.example.cn/a",
    ),
    no=("关于做好防汛工作的通知", "2020年度工作总结", "行政执法案卷评查通报"),
)
RULES = (DOC_NUMBER, NO_TITLE, BODY)

_ORGAN = re.compile(
    r"(?:人民政府|委员会|办公室|办事处|[局委办厅院部]|中心|大队|支队|中队|分局|派出所|[所站队股科室组社团]|公司|事务所|协会|学校|医院|党校"
    r"|指挥部|[村居]委会|法院|检察院|银行|管委会|(?<!集)[乡镇]|街道)$"
)
_SIGNED = re.compile(r"(?:印发|发布|制|修订|订|印)?[)]?[\s。.]*$")
_PUBLISHED = re.compile(
    r"(?:发布|公开|公布|成文|印发|更新|发文|填报|填表|制表)?(?:时间|日期)\s*[::]|^发布\s*[::]|发布\s*[::]|来源\s*[::]"
)
_MONTH = re.compile(r"(20\d{2})\s*[.年\-/]\s*(1[0-2]|0?[1-9])(?!\d)")
_PUBLISHER = re.compile(
    r"(?:发布机构|发布单位|发文机关|信息来源|来源|制发单位|填报单位|填表单位|编制单位|采购人)\s*[::]\s*([^\s,，。；|【]{2,30})"
)


def lines_of(text: str) -> list[str]:
    """The non-empty lines of a narrowed text."""
    return [line for raw in text.splitlines() if (line := raw.strip(" \t"))]


def find_doc_number(lines: list[str]) -> str:
    """The paper's own 发文字号: a line near the top that holds little else.

    >>> find_doc_number(["清川县水利局文件", "清水〔2021〕12号", "关于防汛的通知"])
    '清水〔2021〕12号'
    """
    return next(filter(None, map(_own_number, lines[:8])), "")


def _own_number(line: str) -> str:
    """The 发文字号 of a line that holds little else (a 签发人, a mark of secrecy)."""
    found = DOC_NUMBER.pattern.search(line)
    if not found or len(line) - len(found[0]) > 16 or re.search(r"关于|根据|按照|依据|《", line):
        return ""
    return re.sub(r"\s+", "", found[0])


def find_title(lines: list[str]) -> str:
    r"""The title: the first line, or lines, that read like one; empty where a paper has none.

    >>> find_title(["清川县水利局文件", "清水〔2021〕12号", "关于印发《防汛预案》的", "通知", "各科室："])
    '关于印发《防汛预案》的通知'
    >>> find_title(["序号\t姓名", "1\t某某"])
    ''
    """
    for at, raw in enumerate(lines[:12]):
        cells = [cell.strip() for cell in raw.split("\t") if cell.strip()]
        if len(cells) != 1:
            if len(cells) > 2:
                return ""
            continue
        line = cells[0]
        if _own_number(line) or NO_TITLE.pattern.match(line):
            continue
        if BODY.pattern.match(line) or len(line) > 70 or "http" in line:
            # A heading such as “第三条” may stand alone; anything else ends the search.
            return ""
        return _joined([line, *lines[at + 1 : at + 4]])
    return ""


def _joined(lines: list[str]) -> str:
    """A title broken over lines, put together again."""
    title = lines[0]
    if ends_like_a_title(title):
        return _tidy(title)
    for count in range(2, len(lines) + 1):
        piece = lines[count - 1]
        if "\t" in piece or BODY.pattern.match(piece) or NO_TITLE.pattern.match(piece) or len(piece) > 45:
            break
        joined = "".join(lines[:count])
        if len(joined) <= 110 and ends_like_a_title(joined) and _broken(lines[count - 2]):
            return _tidy(joined)
    return _tidy(title)


def _broken(line: str) -> bool:
    """Whether a line leaves its title open."""
    return (
        line.endswith(("的", "》", "、", "和", "及", "关于", "与", "暨")) or "关于" in line or bool(_ORGAN.search(line))
    )


def _tidy(title: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", title).strip()


def find_date(lines: list[str], title: str) -> date | None:
    """The date of the paper: signed at the end, else published at the top, else what the title or the opening says.

    A month alone gives its first day.
    """
    prose = [line for line in lines if "\t" not in line]
    rows = [line for line in lines if "\t" in line]
    return (
        _signed(prose)
        or _published(lines[:8])
        or _opening(prose[:6], title)
        or _latest("\n".join(rows))
        or _month(title)
        or _latest("\n".join(prose))
    )


def _signed(lines: list[str]) -> date | None:
    for line in reversed(lines[-12:]):
        mention = _at_end(line)
        if mention and mention.value:
            return mention.value
    return None


def _at_end(line: str) -> DateMention | None:
    """A date that closes a line the way a signature does."""
    mentions = [m for m in find_dates(line) if m.value]
    if not mentions:
        return None
    last = mentions[-1]
    after, before = line[last.span.end :], line[: last.span.start]
    if not _SIGNED.fullmatch(after) or len(after) > 6:
        return None
    stands_free = not before or before[-1] in " \u3000。)》”.;；:：(" or _ORGAN.search(before.rstrip())
    return last if stands_free and not before.endswith(("自", "至", "到", "于", "从", "在")) else None


def _published(lines: list[str]) -> date | None:
    for line in lines:
        if _PUBLISHED.search(line) or "首页" in line or ">" in line:
            for mention in find_dates(line):
                if mention.value:
                    return mention.value
    return None


def _opening(lines: list[str], title: str) -> date | None:
    for line in lines:
        if line == title or "\t" in line:
            continue
        for mention in find_dates(line):
            runs_on = line[mention.span.end :].startswith(("以来", "起", "前", "至", "到", "-", "—", "以后", "之"))
            if mention.value and mention.precision == "day" and mention.span.start <= 10 and not runs_on:
                return mention.value
    return None


def _month(text: str) -> date | None:
    found = _MONTH.findall(text)
    return date(int(found[-1][0]), int(found[-1][1]), 1) if found else None


def _latest(text: str) -> date | None:
    return max((m.value for m in find_dates(text) if m.value and m.precision == "day"), default=None)


def find_issuer(lines: list[str], title: str) -> str:
    """Who issued the paper: who signs it, else who opens the title, publishes it, or stands in the banner.

    >>> find_issuer(["关于防汛的通知", "各科室：", "请落实。", "清川县水利局", "2021年5月6日"], "关于防汛的通知")
    '清川县水利局'
    """
    return next(filter(None, (*_signers(lines), _before_about(title), *_publishers(lines), _banner(lines))), "")


def _signers(lines: list[str]) -> Iterator[str]:
    tail = [line for line in lines if "\t" not in line][-8:]
    for at in range(len(tail) - 1, -1, -1):
        mention = _at_end(tail[at])
        if not mention:
            continue
        before = tail[at][: mention.span.start].strip(" (")
        name = re.split(r"[。;；:：\s]", before)[-1] if before else (tail[at - 1] if at else "")
        if 2 < len(name) <= 40 and _ORGAN.search(name) and not re.search(r"[。，,]", name):
            yield name
        return


def _before_about(title: str) -> str:
    head, about, _ = title.partition("关于")
    return head if about and _ORGAN.search(head) else ""


def _publishers(lines: list[str]) -> Iterator[str]:
    for line in lines[:8]:
        yield from (name for name in _PUBLISHER.findall(line) if _ORGAN.search(name))


def _banner(lines: list[str]) -> str:
    for line in lines[:4]:
        found = re.fullmatch(r"(.{4,40}?)\s*文\s*件", line)
        if found and _ORGAN.search(found[1]):
            return found[1]
    return ""
