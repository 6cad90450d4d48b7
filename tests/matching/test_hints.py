"""Numbers and methods in paths; dates and counters are no numbers."""

import pytest

from govdoc.matching.hints import read_path

CODES = [str(n) for n in range(1, 96)] + ["加分1", "加分2", "减分1"]
METHODS = ("网络检索", "材料查证", "随机访谈")

PATHS = (
    ("水利局/第12项指标/总结.docx", ["12"]),
    ("水利局/53/评查报告.docx", ["53"]),
    ("水利局/57-3 送审一览.xls", ["57"]),
    ("水利局/31-44 重大决策/规定.docx", [str(n) for n in range(31, 45)]),
    ("水利局/网络检索/第1、7项.txt", ["1", "7"]),
    ("水利局/45 综合执法/方案.docx", ["45"]),
    ("水利局/81行政调解/通知.docx", ["81"]),
    ("水利局/第十二项/说明.docx", ["12"]),
    ("水利局/加分项2.docx", ["加分2"]),
    ("水利局/减分项/附件.xlsx", ["减分1"]),
    ("05 水利局报送材料/说明.docx", []),
    ("水利局/日报0611.docx", []),
    ("水利局/20200611会议.docx", []),
    ("水利局/2020年年报.docx", []),
    ("水利局/6月28日补报/通知.docx", []),
    ("水利局/6.28/通知.docx", []),
    ("水利局/访谈记录2.docx", []),
    ("水利局/附件3.xlsx", []),
    ("水利局/3份材料.docx", []),
    ("水利局/IMG_20210512_163344.jpg", []),
    ("12/说明.docx", []),
    ("说明.docx", []),
)


@pytest.mark.parametrize(("path", "codes"), PATHS)
def test_codes(path: str, codes: list[str]) -> None:
    assert list(read_path(path, CODES, METHODS).codes) == codes


def test_folder_outweighs_a_counting_file_name() -> None:
    codes = read_path("水利局/第12项指标/3.总结.docx", CODES, METHODS).codes
    assert codes["12"][0] > codes["3"][0]


def test_method_folder_and_words() -> None:
    hints = read_path("水利局/随机访谈/12.商户问卷汇总.xlsx", CODES, METHODS)
    assert hints.method == "随机访谈"
    assert "商户问卷汇总" in hints.words
    assert "随机访谈" not in hints.words


MEASURES = ["（一）1", "（一）2", "（二）1", "（二）11"]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("水利局/（一）2 柔性执法/清单.docx", ["（一）2"]),
        ("水利局/(二)1.问卷.docx", ["（二）1"]),
        ("水利局/（二） 11/问卷.docx", ["（二）11"]),
        ("水利局/（一）总体情况/说明.docx", []),
        ("水利局/（三）1/说明.docx", []),
    ],
)
def test_codes_of_measures(path: str, codes: list[str]) -> None:
    assert list(read_path(path, MEASURES, ()).codes) == codes
