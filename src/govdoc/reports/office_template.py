"""An office's own Word template for the letter to a unit: its fields, and how it is filled.

A template is a docx with fields in double braces ({{ 单位 }}) and loops over rows ({%tr for 项 in 未报送 %}). It is
filled in a sandbox: it can show and repeat what it is given, and reach nothing else.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from govdoc.errors import GovdocError
from govdoc.model import Gap, Unit
from govdoc.reports.feedback_docx import contact
from govdoc.reports.feedback_tables import asked_lines, file_labels, handed_in
from govdoc.reports.letter import headline, signature, spacer
from govdoc.reports.official_page import page_bytes
from govdoc.reports.overview import STATUSES, Overview, problem_text, request_text, tally
from govdoc.reports.problems import problems
from govdoc.reports.word_table import Row, Table, table
from govdoc.reports.word_xml import paragraph
from govdoc.reports.wording import (
    base_name,
    called,
    campaign,
    clean,
    day,
    indicator_name,
    itself,
    rate,
    since,
    status_word,
)


def fill_template(template: bytes, name: str, fields: Mapping[str, object]) -> bytes:
    """The template with its fields filled in. `name` is what messages call it.

    Raises GovdocError, naming template and field, where it is no docx, is not well formed, or asks for what is not
    there.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError, TemplateError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    filled = io.BytesIO()
    try:
        document = DocxTemplate(io.BytesIO(template))
        sandbox = ImmutableSandboxedEnvironment(undefined=StrictUndefined)
        document.render(dict(fields), jinja_env=sandbox, autoescape=True)
        document.save(filled)
    except TemplateSyntaxError as error:
        where = _near(error)
        raise GovdocError(
            f"模板 {name} 的写法有误{where}：{error.message}", "请核对花括号是否成对、循环是否写了 endfor"
        ) from error
    except UndefinedError as error:
        wrong = re.search(r"'([^']+)'(?: is undefined|$)", str(error))
        field = f"“{wrong[1]}”" if wrong else ""
        raise GovdocError(f"模板 {name} 里的字段{field}不存在", f"可用的字段：{'、'.join(fields)}") from error
    except SecurityError as error:
        raise GovdocError(f"模板 {name} 里有不允许的写法：{error}", "模板只能引用和循环列出字段") from error
    except (TemplateError, TypeError) as error:
        raise GovdocError(f"模板 {name} 填不了：{error}", "请核对模板里的字段和循环") from error
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise GovdocError(f"模板 {name} 不是 Word 文档（.docx）", "请用 Word 或 WPS 另存为 docx 格式") from error
    return _steady(filled.getvalue())


def _near(error: Any) -> str:
    """The words around the place, as far as the template engine tells them."""
    lines = [re.sub(r"<[^>]+>", "", line).strip() for line in getattr(error, "docx_context", ())]
    near = next((line for line in lines if "{" in line), "")
    return f"（“{near[:40]}”附近）" if near else ""


def _steady(data: bytes) -> bytes:
    """The same package without the time of day in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            target.writestr(entry, source.read(member))
    return packed.getvalue()


def letter_fields(overview: Overview, unit_name: str) -> dict[str, object]:
    """What a template for a unit's letter may show, by the names of the fields."""
    unit = overview.unit_by_name.get(unit_name) or Unit(unit_name)
    gaps = overview.gaps_of.get(unit_name, ())
    counts, faulty = tally(gaps), problems(overview, unit_name)
    changes = overview.changes_of.get(unit_name, ())
    lead = overview.lead
    open_gaps = [gap for gap in gaps if gap.status != "met"]
    texts: dict[str, object] = {
        "单位": unit.name,
        "称呼": called(unit, overview.office),
        "发文机关": overview.office,
        "自称": itself(overview.office),
        "批次": overview.round_label,
        "活动": campaign(overview.title),
        "依据文号": (lead.doc_number if lead else None) or "",
        "日期": day(overview.date),
        "截止日期": day(overview.due),
        "应报": counts.owed,
        **{status_word(status): getattr(counts, status) for status in STATUSES},
        "达标率": rate(counts.met, counts.owed),
        "文件数": len(overview.files_of.get(unit_name, ())),
        "问题文件数": len(faulty),
        "批次变化": since(changes, overview.previous) if changes else "",
        "联系方式": contact(overview)[0],
    }
    lists: dict[str, object] = {
        "已报送": _rows(overview, [gap for gap in open_gaps if handed_in(gap)]),
        "未报送": _rows(overview, [gap for gap in open_gaps if not handed_in(gap)]),
        "达标清单": _rows(overview, [gap for gap in gaps if gap.status == "met"]),
        "问题文件": [
            {
                "序号": at,
                "文件": clean(base_name(one.evidence.path)),
                "题名": clean(one.evidence.title),
                "问题": clean(one.problem),
                "处理": clean(one.advice),
            }
            for at, one in enumerate(faulty, start=1)
        ],
    }
    return {name: clean(text) if isinstance(text, str) else text for name, text in texts.items()} | lists


def _rows(overview: Overview, gaps: list[Gap]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for at, gap in enumerate(gaps, start=1):
        column = overview.column_by_key.get((gap.notice, gap.indicator))
        row: dict[str, object] = {
            "指标": gap.indicator,
            "内容": indicator_name(column.indicator) if column else "",
            "查验方式": gap.method or "",
            "状态": status_word(gap.status),
            "材料": "\n".join(asked_lines(overview, gap)),
            "文件": "\n".join(file_labels(overview, gap)),
            "问题": problem_text(gap),
            "补报": request_text(gap),
        }
        rows.append({"序号": at} | {name: clean(str(text)) for name, text in row.items()})
    return rows


def sample_template(overview: Overview) -> bytes:
    """A template to begin with: a letter and two tables, to be laid out as the office likes."""
    body = headline("关于反馈{{ 批次 }}佐证材料审核情况的函")
    body += paragraph("{{ 称呼 }}：")
    body += paragraph(
        "按照《{{ 活动 }}》（{{ 依据文号 }}）要求，{{ 自称 }}审核了你单位报送的{{ 批次 }}佐证材料。"
        "你单位应报{{ 应报 }}项，已达标{{ 已达标 }}项，达标率{{ 达标率 }}；"
        "部分达标{{ 部分达标 }}项，待核实{{ 待核实 }}项，缺少{{ 缺少 }}项。"
        "{{ 批次变化 }}{% if 截止日期 %}请于{{ 截止日期 }}前补报。{% endif %}",
        first=2,
    )
    body += paragraph("一、已报材料审核意见", first=2)
    body += table(sample_table("已报送", ("指标", "查验方式", "文件", "问题", "补报")))
    body += spacer() + paragraph("二、未报送的材料", first=2)
    body += table(sample_table("未报送", ("指标", "查验方式", "材料", "补报")))
    body += sample_signature(overview)
    return page_bytes(body, title="反馈函模板", author=overview.office, date=overview.date)


def sample_signature(overview: Overview) -> str:
    """The signature as wide as this office's name needs, with fields in the places of office and date."""
    office = overview.office or "{{ 发文机关 }}"
    signed = signature(office, overview.date).replace(escape(office), "{{ 发文机关 }}")
    return signed.replace(day(overview.date), "{{ 日期 }}")


def sample_table(rows: str, names: tuple[str, ...], widths: tuple[float, ...] = ()) -> Table:
    """A table that repeats a row for each of the list `rows`, with these of its columns."""
    empty = ("",) * (len(names) - 1)
    narrow, wide = 20.0, (156.0 - 40.0) / (len(names) - 2)
    return Table(
        widths or (narrow, narrow, *(wide,) * (len(names) - 2)),
        names,
        (
            Row((f"{{%tr for 项 in {rows} %}}", *empty)),
            Row(tuple(f"{{{{ 项.{name} }}}}" for name in names)),
            Row(("{%tr endfor %}", *empty)),
        ),
    )
