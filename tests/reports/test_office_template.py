import dataclasses
import io

import docx
import pytest
from docx.document import Document

from govdoc.errors import GovdocError
from govdoc.reports import Overview
from govdoc.reports.office_template import fill_template, letter_fields, sample_template

POLICE = "云汐县公安局"


def template(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def filled(overview: Overview, *paragraphs: str) -> str:
    data = fill_template(template(*paragraphs), "模板.docx", letter_fields(overview, POLICE))
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs)


def rows(document: Document, number: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def test_the_sample_fills_and_lists_every_open_cell(county: Overview) -> None:
    data = fill_template(sample_template(county), "样例.docx", letter_fields(county, POLICE))
    document = docx.Document(io.BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "{" not in text
    assert "你单位应报12项，已达标1项，达标率8.3%；部分达标2项，待核实2项，缺少7项。请于2021年6月28日前补报。" in text
    assert len(rows(document, 0)) + len(rows(document, 1)) == 2 + 11
    assert rows(document, 0)[1][:2] == ["1", "网络检索"]
    assert data == fill_template(sample_template(county), "样例.docx", letter_fields(county, POLICE))


def test_fields_split_over_runs_are_found(county: Overview) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for part in ("致{", "{ 称", "呼 }}：共{{ 应报 ", "}}项"):
        paragraph.add_run(part)
    saved = io.BytesIO()
    document.save(saved)
    data = fill_template(saved.getvalue(), "模板.docx", letter_fields(county, POLICE))
    assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "致县公安局：共12项"


def test_texts_are_text(county: Overview) -> None:
    odd = dataclasses.replace(county, office="甲 & <乙> {{ 单位 }}\x0b")
    assert filled(odd, "{{ 发文机关 }}") == "甲 & <乙> {{ 单位 }}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ 单位名 }}", "模板 模板.docx 里的字段“单位名”不存在"),
        ("{% for 项 in 未报送 %}{{ 项.文件名 }}{% endfor %}", "“文件名”不存在"),
        ("{{ 单位 ", "模板 模板.docx 的写法有误"),
        ("{% for 项 in 未报送 %}{{ 项.指标 }}", "模板 模板.docx 的写法有误"),
        ("{{ ''.__class__.__mro__ }}", "模板 模板.docx 里"),
        ("{{ 单位 + 1 }}", "模板 模板.docx 填不了"),
    ],
)
def test_mistakes_name_template_and_field(county: Overview, text: str, told: str) -> None:
    with pytest.raises(GovdocError, match=told):
        filled(county, text)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old doc"])
def test_what_is_no_docx_is_refused(county: Overview, data: bytes) -> None:
    with pytest.raises(GovdocError, match="不是 Word 文档"):
        fill_template(data, "模板.doc", letter_fields(county, POLICE))


def test_unknown_fields_are_answered_with_those_there_are(county: Overview) -> None:
    with pytest.raises(GovdocError) as caught:
        filled(county, "{{ 名称 }}")
    assert "单位、称呼、发文机关" in caught.value.remedy
