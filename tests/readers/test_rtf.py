r"""RTF as Word, WPS and LibreOffice write it; see also golden/formats/notice.rtf."""

import pytest

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.readers import read

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 \'cb\'ce\'cc\'e5;}{\f1\fswiss\fcharset0 Arial;}"
    r"{\f2\fnil\fcharset2 Symbol;}}{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\s2 \'b1\'ea\'cc\'e2 2;}}"
)


def gbk(text: str) -> str:
    return "".join(char if char < "\x80" else "".join(f"\\'{byte:02x}" for byte in char.encode("gbk")) for char in text)


def rtf(body: str) -> Document:
    return read("旧稿.rtf", (HEAD + body + "}").encode("latin-1"))


def test_chinese_in_every_way_it_is_written() -> None:
    body = (
        rf"\pard {gbk('关于报送材料的通知')}\par"  # bytes of the code page
        r"\pard\uc1 \u20851?\u20110?\u25253\'cb\u36865 ?\par"  # code points with stand-ins of one character
        r"\pard\f1 \u-10176?\u-9216?{\f0 " + gbk("镕") + r"}\par"  # halves of one character, another font in between
        r"\pard\f0 " + "乂".encode("gbk").decode("latin-1") + r"\par"  # raw bytes, the second one ASCII
    )
    assert rtf(body).text == "关于报送材料的通知\n关于报送\n𠀀镕\n乂"


def test_chinese_under_a_western_code_page() -> None:
    data = rf"{{\rtf1\ansi\ansicpg1252 {gbk('县公安局')} caf\'e9\par}}"
    assert read("旧稿.rtf", data.encode("latin-1")).text == "县公安局 café"


def test_headings_lists_and_what_is_no_text() -> None:
    document = rtf(
        rf"{{\info{{\title {gbk('元数据')}}}}}{{\*\generator WPS;}}{{\header\pard {gbk('内部资料')}\par}}"
        rf"\pard\s1 {gbk('总则')}\par\pard\s2 {gbk('范围')}\par"
        rf"\pard{{\listtext\f0 {gbk('一、')}\tab}}{gbk('加强领导')}\par"
        rf"\pard{{\pntext\f2\'b7\tab}}{gbk('要点')}\par"
        rf"\pard {gbk('正文')}{{\v {gbk('隐藏')}}}{{\deleted {gbk('删去')}}}{{\revised {gbk('新增')}}}"
        rf"{{\footnote\pard {gbk('脚注内容')}\par}}{{\*\annotation {gbk('批注')}}}\line {gbk('换行')}\par"
        rf'{{\field{{\*\fldinst HYPERLINK "http://example.gov.cn/1"}}{{\fldrslt {gbk("网址")}}}}}\par'
        rf"{{\shp{{\*\shpinst{{\sp{{\sn a}}{{\sv b}}}}{{\shptxt\pard {gbk('框内')}\par}}}}{{\shprslt x}}}}"
        rf"{gbk('框外')}\par"
        r"{\pict\pngblip 89504e47}"
    )
    assert document.text.split("\n") == [
        "总则", "范围", "一、加强领导", "要点", "正文新增", "换行", "网址", "框外", "框内", "脚注内容",
    ]  # fmt: skip
    assert [block.span.of(document.text) for block in document.blocks if block.kind == "heading"] == ["总则", "范围"]
    assert [block.label for block in document.blocks if block.label] == ["一、"]
    assert document.furniture == ("内部资料",)
    assert document.links == ("http://example.gov.cn/1",)
    assert [remark.code for remark in document.warnings] == ["tracked"]


def test_tables_with_merged_and_nested_cells() -> None:
    row = r"\trowd\trleft0\cellx1000\cellx2000\cellx3000"
    nested = rf"\itap2 {gbk('甲')}\nestcell {gbk('乙')}\nestcell{{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}}"
    document = rtf(
        rf"\trowd\trleft0\cellx3000\pard\intbl {gbk('任务清单')}\cell\row"
        rf"\trowd\trleft0\clvmgf\cellx1000\cellx2000\cellx3000\pard\intbl 1\cell {gbk('执法')}\par {gbk('公示')}\cell"
        rf" {gbk('县公安局')}\cell\row"
        rf"\trowd\trleft0\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell {nested}\cell x\cell\row"
        rf"\pard {gbk('表后')}\par{row}\pard\intbl y\cell z\cell w\cell\row"
    )
    first, second = document.tables()
    assert first == (("任务清单", "", ""), ("1", "执法\n公示", "县公安局"), ("", "甲  乙", "x"))
    assert second == (("y", "z", "w"),)
    assert document.blocks[6].span.of(document.text) == "表后"


def test_pictures_alone_are_no_text() -> None:
    with pytest.raises(ReadError, match="只有图片"):
        rtf(r"\pard{\*\shppict{\pict\pngblip 89504e47}}\par")


def test_binary_parts_are_passed_over() -> None:
    data = (HEAD + r"\pard{\pict\bin6 ").encode("latin-1") + b"}{\\par" + rb"}a\par}"
    assert read("旧稿.doc", data).text == "a"


def test_groups_without_end_do_no_harm() -> None:
    document = rtf("{" * 200_000 + r"a\par")
    assert document.text == "a"
    assert [remark.code for remark in document.warnings] == ["cut"]


def test_a_file_cut_in_its_head_is_damaged() -> None:
    with pytest.raises(ReadError) as caught:
        read("旧稿.rtf", HEAD[:80].encode())
    assert caught.value.status == "damaged"
