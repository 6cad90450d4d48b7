"""An office's own Word template for the completion report: its fields, and one to begin with."""

from collections.abc import Mapping

from govdoc.reports.completion_chapters import chapters
from govdoc.reports.completion_docx import report_of
from govdoc.reports.completion_lists import Alongside
from govdoc.reports.completion_parts import Said, table_of_indicators, table_of_units
from govdoc.reports.feedback_docx import contact
from govdoc.reports.letter import annexes, chapter, headline
from govdoc.reports.office_template import sample_signature, sample_table
from govdoc.reports.official_page import page_bytes
from govdoc.reports.overview import STATUSES, Overview
from govdoc.reports.word_table import Table, table
from govdoc.reports.word_xml import paragraph
from govdoc.reports.wording import campaign, clean, day, itself, status_word, words

_TABLES = ("分查验方式", "分指标类别", "分板块", "分单位类别", "分批次")
_COUNTS = ("应报", "已达标", "缺少", "达标率")
_WIDTHS = (26.0, 62.0, 16.0, 18.0, 16.0, 18.0)


def report_fields(overview: Overview, more: Alongside) -> dict[str, object]:
    """What a template for the report may show, by the names of the fields."""
    report = report_of(overview, more, "")
    told: list[dict[str, object]] = []
    tables: dict[str, object] = dict.fromkeys(_TABLES, ())
    for name, blocks in chapters(report):
        said: list[str] = []
        for block in blocks:
            if isinstance(block, Said):
                said.append(clean(str(block)))
            elif isinstance(block, Table):
                tables[f"分{block.head[0]}"] = _rows(block)
        told.append({"标题": name, "段落": said})
    lead = overview.lead
    texts = {
        "活动": campaign(overview.title),
        "依据文号": (lead.doc_number if lead else None) or "",
        "发文机关": overview.office,
        "自称": itself(overview.office),
        "批次": overview.round_label,
        "日期": day(overview.date),
        "联系方式": contact(overview)[0],
        "应报": str(report.cells()),
        **{status_word(status): str(report.cells(status)) for status in STATUSES},
        "达标率": str(report.share()),
        "时间进度": str(report.passed),
        "未报送单位": "、".join(map(report.unit, report.silent)),
    }
    annexes = {"各指标": _rows(table_of_indicators(report)), "各单位": _rows(table_of_units(report))}
    return {name: clean(text) for name, text in texts.items()} | {"各章": told} | tables | annexes


def _rows(shown: Table) -> list[Mapping[str, str]]:
    """The rows of a table by the names of its columns, without the bands across it."""
    return [
        {name: clean(str(cell)) for name, cell in zip(shown.head, row.cells, strict=True)}
        for row in shown.rows
        if not row.band
    ]


def sample_report(overview: Overview) -> bytes:
    """A template to begin with: every chapter in turn, then the tables of indicators and units."""
    body = headline("关于《{{ 活动 }}》任务完成情况的报告") + paragraph(words()["completion"]["to"])
    body += paragraph("按照《{{ 活动 }}》（{{ 依据文号 }}）要求，现将截至{{ 日期 }}的完成情况报告如下。", first=2)
    body += paragraph("{%p for 章 in 各章 %}") + chapter("{{ 章.标题 }}")
    body += paragraph("{%p for 段 in 章.段落 %}") + paragraph("{{ 段 }}", first=2) + paragraph("{%p endfor %}")
    body += paragraph("{%p endfor %}")
    body += paragraph(words()["completion"]["closing"], first=2)
    body += sample_signature(overview)
    tables = (("各指标", ("编号", "内容", *_COUNTS)), ("各单位", ("名次", "单位", *_COUNTS)))
    behind = [(f"{name}完成情况表", table(sample_table(name, columns, _WIDTHS))) for name, columns in tables]
    body += annexes([*behind, ("未报送材料的单位", paragraph("{{ 未报送单位 }}", first=2))])
    return page_bytes(body, title="完成情况报告模板", author=overview.office, date=overview.date)
