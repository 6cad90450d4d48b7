"""What a single file shows to be wrong with it."""

import pytest

from govdoc.matching.flags import own_flags
from govdoc.model import Evidence

FLAGGED = (
    ("执法公示：\nhttps://www.example.cn/a/1.html\nhttps://www.example.cn/a/2.html", "url_only"),
    ("https://www.example.cn/zwgk/?id=3  权责清单\nhttps://www.example.cn/zwgk/?id=4  办事指南", "url_only"),
    ("申请人：____，住址____\n事由：________\n处理意见：________\n签名：____ 年  月  日", "template"),
    (
        "设备领用登记表\n单位：＿＿＿＿　　年　　月\n序号\t日期\t领用人\t编号\t归还\n1\t\t\t\t\n2\t\t\t\t\n3\t\t\t\t",
        "template",
    ),
    ("设备领用登记表\n单位：＿＿＿＿　　年　　月\n序号\t日期\t领用人\t编号\t归还\n1\n2\n3", "template"),
    (
        "年度考核表\n被考核人：＿＿＿　年度：＿＿＿\n内容\t分值\t得分\t依据\n出勤\t30\t\t\n业绩\t40\t\t\n学习\t30\t\t",
        "template",
    ),
    ("锓昃玫府关亍戒竝工怍顉导小绀旳逋知，备村氏委员佥，鎮直备卓位，力加強対工柞旳纽织颌导", "unreadable"),
    ("关于■■■■工作■■■■的■■■■■■通知■■■■■■■■■■", "unreadable"),
)
CLEAN = (
    "参训人员名单\n王梓轩 李婷 张璐 刘玮 陈鑫 杨睿 赵昊 黄琦 周萱 吴煜 徐旻 孙晗 胡珺 朱晖 高翊 林炜 何淼 郭琳 罗茜",
    "关于防汛的通知\n各科室：请做好值守，详见 https://www.example.cn/a 。五月底前完成隐患排查并书面报告。\n5月6日",
    "经摸底，共有＿＿名同志愿意担任，拟承担会商、审查和代理三项工作，待批准后另行制定办法，请予批示。2021年6月2日",
    "巡查台账\n序号\t日期\t河段\t问题\t处理\n1\t3-02\t东河\t采砂\t制止\n2\t3-09\t西河\t无\t\n3\t3-20\t南河\t倾倒\t清运",
    "您好！请回答：1.您满意吗？A满意 B不满意。2.您的意见＿＿＿＿。本问卷拟于月底发放二百份，由村干部逐户送达后汇总。",
    "瀼河乡磙子营乡关于瀼河清淤的报告，经勘测，瀼河河道淤积三公里，拟投资四十万元组织施工，请予批准。",
)


@pytest.mark.parametrize(("text", "flag"), FLAGGED)
def test_flagged(text: str, flag: str) -> None:
    assert own_flags(Evidence("a/b.txt", "0", 1, "text/plain", "read", text=text)) == (flag,)


@pytest.mark.parametrize("text", CLEAN)
def test_clean(text: str) -> None:
    assert own_flags(Evidence("a/b.txt", "0", 1, "text/plain", "read", text=text)) == ()


def test_a_file_without_text_is_unreadable_only_where_it_was_read() -> None:
    assert own_flags(Evidence("a/b.pdf", "0", 1, "pdf", "empty")) == ("unreadable",)
    assert own_flags(Evidence("a/b.doc", "0", 1, "doc", "unsupported")) == ()
