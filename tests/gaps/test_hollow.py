"""Reports that tell nothing."""

import pytest

from govdoc.gaps.hollow import hollow
from govdoc.model import Evidence

WORDS = "我局高度重视，加强领导，层层传导压力，取得明显成效。今后将一如既往，再上新台阶。"


@pytest.mark.parametrize(
    ("title", "text", "empty"),
    [
        ("河长制工作情况", WORDS, True),
        ("河长制工作情况", WORDS + "\n云汐县水利局\n2023年4月1日", True),
        ("河长制工作情况", WORDS + "会上应某作了说明，到会36人。", True),
        ("河长制工作情况", WORDS + "3月召开会议2次。4月巡河12次。", False),
        ("河长制工作情况", "3月以来，巡河12次，清理垃圾8处，移交线索3条。", False),
        ("河长制工作情况", "依据《河道巡查办法》开展巡查，每周两次。", False),
        ("河长制工作情况", "月份\t次数\n一月\t四次", False),
        ("河道巡查办法", WORDS, False),
        ("预案修订说明", "下设抢险、疏散五组，十五分钟内报告，每三年修订。", False),
    ],
)
def test_hollow(title: str, text: str, empty: bool) -> None:
    made = Evidence("水利局/a.docx", "aa", 1, "text/plain", "read", title=title, text=f"{title}\n{text}")
    assert hollow(made) == empty


def test_a_numbered_document_is_never_hollow() -> None:
    made = Evidence("a", "aa", 1, "", "read", title="工作情况", text=WORDS, doc_number="云水〔2023〕3号")
    assert not hollow(made)
