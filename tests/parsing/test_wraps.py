"""Texts broken at a fixed width read as if they were not."""

import re

import pytest

from govdoc.model import Block, Document, Span
from govdoc.parsing import parse
from govdoc.parsing.wraps import unwrap

NOTICE = """云汐县住房和城乡建设局关于开展城镇燃气安全排查整治的通知
各乡镇人民政府，县直有关单位，各燃气经营企业：
为深刻吸取近期事故教训，切实保障人民群众生命财产安全，经研究，决定在全县开展城镇燃气安全排查整治，现通知如下：
一、重点任务
（一）排查餐饮场所。重点排查未安装可燃气体报警装置、使用非标软管、在地下室违规用气等问题，逐户建立台账。（责任单位：县住房和城乡建设局、县商务局、县市场监督管理局；完成时限：2024年6月30日）
（二）更新老旧管网。对使用年限超过二十年的铸铁管道，由燃气企业制定更新计划，2024年10月底前全部更换完毕，并向社会公布结果。（责任单位：县住房和城乡建设局、各燃气经营企业）
（三）规范瓶装市场。严厉查处充装不合格气瓶、掺混二甲醚等违法行为，黑窝点一律取缔，涉嫌犯罪的移送公安机关。（责任单位：县市场监督管理局、县公安局）
云汐县住房和城乡建设局
2024年5月6日
"""


def document(text: str) -> Document:
    blocks = [Block(Span(*found.span())) for found in re.finditer(r"\S(?:[^\n]*\S)?", text)]
    return Document(text, tuple(blocks), "text/plain", "test")


def broken(text: str, width: int) -> str:
    """The text broken after so many characters, though never inside a number."""
    return re.sub(rf"([^\n]{{{width - 3},{width}}}(?!(?<=\d)\d))(?=[^\n])", r"\1\n", text)


def essence(text: str) -> list[object]:
    (notice,) = parse(document(text)).notices
    return [
        (
            each.code,
            [unit.name for unit in each.responsible],
            [(due.due_on) for due in each.deadlines],
            re.sub(r"\s", "", each.text),
        )
        for each in notice.indicators
    ]


@pytest.mark.parametrize("width", [32, 38, 44])
def test_a_broken_notice_reads_as_the_whole_one(width: int) -> None:
    assert len(essence(NOTICE)) == 3
    assert essence(broken(NOTICE, width)) == essence(NOTICE)


def test_whole_paragraphs_stay_apart() -> None:
    stretches = [found.span() for found in re.finditer("[^\n]+", NOTICE)]
    assert unwrap(NOTICE, NOTICE, stretches) == (NOTICE, stretches)
