"""What persons put right in a notice, and what becomes of it when the notice is read anew."""

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govdoc.corrections import apart, applied, corrected
from govdoc.corrections.parts import PARTS, part_of, words_of
from govdoc.corrections.places import held, reached
from govdoc.model import Block, Correction, Document, Notice, Span, Step, Threshold
from govdoc.parsing import parse

AT = dt.datetime(2024, 5, 6, 9, 0, tzinfo=dt.UTC)
TEXT = """\
云汐县法治县创建工作领导小组办公室文件

云法创办〔2024〕6号

关于印发《云汐县法治县创建工作指标任务分解》的通知

县直各单位：

现将任务分解印发给你们，请于每月28日前将进展情况报送领导小组办公室。

云汐县法治县创建工作领导小组办公室
2024年3月5日

指标1：健全行政执法案卷评查制度。
工作任务：
材料查证：案卷评查方案；评查通报。
网络检索：在网上公开评查结果。
（责任单位：县司法局和县公安局。完成时限：2024年9月30日前）

指标2：推行重大行政决策听证制度。
工作任务：
材料查证：听证会记录；意见采纳情况说明。
（责任单位：县发展和改革局。完成时限：2024年10月31日前）
"""


@cache
def parsed(text: str = TEXT) -> Notice:
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        blocks.append(Block(Span(at, at + len(line.rstrip("\n"))), "paragraph"))
        at += len(line)
    return parse(Document(text, tuple(blocks), "text/plain", "plain")).notices[0]


def fix(notice: Notice, kind: str, place: str, *after: dict[str, str], number: int = 1, **more: object) -> Correction:
    """A correction of what stands in a place of a notice set apart."""
    record, path = reached(apart(notice), place)
    before = {name: words_of(record)[name] for one in after for name in one} if kind in ("change", "split") else {}
    return Correction("王某", AT, kind, notice.key, path, before, after, number=number, **more)  # type: ignore[arg-type]


def units(notice: Notice, at: int = 0) -> list[str]:
    return [one.name for one in notice.indicators[at].responsible]


def asked(notice: Notice, at: int = 0) -> list[tuple[str, str]]:
    return [(one.id, one.text) for task in notice.indicators[at].tasks for one in task.requirements]


def test_fields_of_every_kind_are_put_right() -> None:
    notice = parsed()
    log = (
        fix(notice, "change", "", {"doc_number": "云法创办〔2024〕9号", "cc": "县委办、县政府办"}, number=1),
        fix(notice, "change", "indicators.0.responsible.1", {"name": "县直各单位", "role": "support"}, number=2),
        fix(notice, "change", "submissions.0.deadline.0", {"text": "每月25日前"}, number=3),
        fix(notice, "change", "indicators.1.tasks.0.requirements.0", {"text": "听证会记录，不少于3次"}, number=4),
        fix(notice, "change", "indicators.1.tasks.0.requirements.1", {"threshold": "不低于90%"}, number=5),
    )
    now, states = applied(notice, log)
    assert set(states.values()) == {"holds"}
    assert (now.key, now.doc_number, now.cc) == (notice.key, "云法创办〔2024〕9号", ("县委办", "县政府办"))
    assert {fact.field: fact.value for fact in now.facts}["cc"] == "县委办、县政府办"
    other = now.indicators[0].responsible[1]
    assert (other.name, other.role, other.group) == ("县直各单位", "support", True)
    assert now.submissions[0].deadline is not None
    assert now.submissions[0].deadline.recurrence == "FREQ=MONTHLY;BYMONTHDAY=25"
    assert [one.recurrence for one in now.deadlines] == ["FREQ=MONTHLY;BYMONTHDAY=25"]
    first, second = now.indicators[1].tasks[0].requirements
    assert first.count == 3
    assert second.threshold == Threshold(90.0, "at_least", "%")


def test_items_are_added_parted_joined_and_taken_out() -> None:
    notice = parsed()
    items = "indicators.0.tasks.0.requirements"
    log = [fix(notice, "add", "indicators.1.responsible", {"name": "县财政局", "role": "lead"})]
    assert units(corrected(notice, log), 1) == ["县发展和改革局", "县财政局"]
    log = [fix(notice, "delete", "indicators.0.responsible.1")]
    assert units(corrected(notice, log)) == ["县司法局"]
    log = [fix(notice, "split", f"{items}.0", {"text": "案卷"}, {"text": "评查方案"})]
    assert asked(corrected(notice, log))[:3] == [
        ("1/材料查证/1", "案卷"),
        ("1/材料查证/3", "评查方案"),
        ("1/材料查证/2", "评查通报"),
    ]
    log = [fix(notice, "merge", f"{items}.0", {"text": "评查方案和通报"}, other=Step("requirements", "评查通报"))]
    assert asked(corrected(notice, log))[0] == ("1/材料查证/1", "评查方案和通报")
    assert len(asked(corrected(notice, log))) == 2
    log = [fix(notice, "add", "indicators.1.tasks", {"method": "实地核验", "text": "查看公示栏；查看台账"})]
    assert asked(corrected(notice, log), 1)[2:] == [("2/实地核验/1", "查看公示栏"), ("2/实地核验/2", "查看台账")]
    log = [fix(notice, "add", "indicators.1.deadlines", {"text": "2024年10月31日前"})]
    now = corrected(notice, log)
    assert now.indicators[1].deadlines[0].due_on == dt.date(2024, 10, 31)
    assert now.indicators[1].deadlines[0] in now.deadlines


def test_an_indicator_is_called_otherwise_parted_and_joined() -> None:
    notice = parsed()
    now = corrected(notice, [fix(notice, "change", "indicators.0", {"code": "1甲"})])
    assert asked(now)[0] == ("1甲/材料查证/1", "案卷评查方案")
    due = "submissions.0.deadline"
    for refused in (
        fix(notice, "add", due, {"text": "每月5日前"}),
        fix(notice, "split", f"{due}.0", {"text": "每月5日前"}, {"text": "每月28日前"}),
    ):
        assert applied(notice, [refused]) == (notice, {1: "astray"})
    again, states = applied(notice, [fix(notice, "change", "indicators.0", {"code": "2"})])
    assert (again, states) == (notice, {1: "astray"})
    pieces = {"text": "健全评查制度。"}, {"code": "1-2", "text": "公开评查结果。"}
    now = corrected(notice, [fix(notice, "split", "indicators.0", *pieces)])
    assert [(one.code, one.text) for one in now.indicators][:2] == [("1", "健全评查制度。"), ("1-2", "公开评查结果。")]
    assert units(now, 1) == units(notice, 0)
    second = Step("indicators", "2", notice.indicators[1].text)
    now = corrected(notice, [fix(notice, "merge", "indicators.0", {"text": "评查和听证。"}, other=second)])
    assert [one.code for one in now.indicators] == ["1"]
    assert units(now) == ["县司法局", "县公安局", "县发展和改革局"]
    assert len({name for name, _ in asked(now)}) == len(asked(notice, 0)) + len(asked(notice, 1))


MEASURES = """\
云汐县人民政府办公室关于优化办事服务的通知

云政办〔2024〕11号

各乡镇人民政府，县直各单位：

现将有关事项通知如下。

一、推行网上办理。网上可办率不低于90%，每年培训不少于2次。（责任单位：县政务服务局）

二、压减办理时间。平均压减办理时间不低于50%。（责任单位：县司法局）

云汐县人民政府办公室
2024年3月5日
"""


def test_a_measure_is_read_anew_from_its_words() -> None:
    notice = parsed(MEASURES)
    whole = notice.indicators[0].text
    now = corrected(notice, [fix(notice, "change", "indicators.0", {"text": whole.replace("90%", "95%")})])
    first = now.indicators[0].tasks[0]
    assert first.text == now.indicators[0].text
    assert first.requirements[0].threshold == Threshold(95.0, "at_least", "%")
    assert first.requirements[0].id == notice.indicators[0].tasks[0].requirements[0].id
    pieces = {"text": "网上可办率不低于90%。"}, {"code": "一-2", "text": "每年培训不少于2次。"}
    one, two = corrected(notice, [fix(notice, "split", "indicators.0", *pieces)]).indicators[:2]
    assert [task.text for task in (*one.tasks, *two.tasks)] == ["网上可办率不低于90%。", "每年培训不少于2次。"]
    assert two.tasks[0].requirements[0].count == 2
    assert two.tasks[0].id == "一-2"
    assert two.responsible == one.responsible


RENUMBERED = TEXT.replace("指标2", "指标3").replace("指标1", "指标2")
REWORDED = TEXT.replace("健全行政执法案卷评查制度", "健全完善行政执法案卷评查工作制度")
LONGER = TEXT.replace("县直各单位：", "各乡镇人民政府，县直各单位：\n\n根据工作安排，现就有关事项通知如下。")


@pytest.mark.parametrize("text", [RENUMBERED, REWORDED, LONGER], ids=["renumbered", "reworded", "longer"])
def test_a_correction_outlasts_a_new_reading(text: str) -> None:
    notice = parsed()
    log = (
        fix(notice, "change", "indicators.0.responsible.1", {"name": "县财政局"}, number=1),
        fix(notice, "add", "indicators.0.responsible", {"name": "县审计局"}, number=2),
        fix(notice, "delete", "indicators.1.tasks.0.requirements.1", number=3),
    )
    now, states = applied(parsed(text), log)
    assert set(states.values()) == {"holds"}
    assert units(now) == ["县司法局", "县财政局", "县审计局"]
    assert [said for _, said in asked(now, 1)] == ["听证会记录"]


def test_what_is_no_longer_there_goes_astray_and_is_kept() -> None:
    notice = parsed()
    log = (
        fix(notice, "change", "indicators.0.responsible.1", {"name": "县财政局"}, number=1),
        fix(notice, "change", "indicators.0.tasks.0.requirements.0", {"text": "评查方案"}, number=2),
        fix(notice, "add", "indicators.1.responsible", {"name": "县审计局"}, number=3),
        fix(notice, "change", "", {"title": "关于印发任务分解的通知"}, number=4),
    )
    other = parsed(TEXT.replace("和县公安局", "和县民政局").replace("指标任务分解》的通知", "任务清单》的通知"))
    other = replace(other, indicators=other.indicators[:1])
    now, states = applied(other, log)
    assert states == {1: "astray", 2: "holds", 3: "astray", 4: "astray"}
    assert units(now) == ["县司法局", "县民政局"]
    assert now.title == other.title


def test_what_the_notice_says_by_itself_is_quietly_met() -> None:
    notice = parsed()
    log = (
        fix(notice, "change", "indicators.0.responsible.1", {"name": "县财政局"}, number=1),
        fix(notice, "add", "indicators.1.responsible", {"name": "县审计局"}, number=2),
        fix(notice, "delete", "indicators.0.tasks.0.requirements.1", number=3),
        fix(notice, "change", "", {"doc_number": "云法创办〔2024〕7号"}, number=4),
    )
    text = TEXT.replace("和县公安局", "和县财政局").replace("县发展和改革局。", "县发展和改革局、县审计局。")
    read = replace(parsed(text.replace("；评查通报", "").replace("6号", "7号")), key=notice.key)
    now, states = applied(read, log)
    assert set(states.values()) == {"met"}
    assert now == read


def test_what_is_parted_or_joined_by_now_is_met_and_what_is_alike_is_not_deleted() -> None:
    notice = parsed()
    items = "indicators.0.tasks.0.requirements"
    log = (
        fix(notice, "split", f"{items}.0", {"text": "案卷评查标准"}, {"text": "评查工作方案"}, number=1),
        fix(notice, "split", "indicators.1", {"text": "推行听证。"}, {"code": "3", "text": "公开目录。"}, number=2),
        fix(notice, "merge", "indicators.0.responsible.0", {"name": "县司法局"}, number=3,
            other=Step("responsible", "县公安局")),
        fix(notice, "delete", f"{items}.1", number=4),
    )  # fmt: skip
    assert set(applied(notice, log)[1].values()) == {"holds"}
    text = TEXT.replace("案卷评查方案；", "案卷评查标准；评查工作方案；").replace("县司法局和县公安局", "县司法局")
    text = text.replace("推行重大行政决策听证制度。", "推行听证。") + "\n指标3：公开目录。\n（责任单位：县司法局）\n"
    read = parsed(text)
    now, states = applied(read, log)
    assert states == {1: "met", 2: "met", 3: "met", 4: "holds"}
    assert units(now) == ["县司法局"]
    assert applied(parsed(TEXT.replace("评查通报", "评查情况通报")), log)[1][4] == "astray"


def test_equal_items_are_told_by_their_order() -> None:
    notice = parsed(TEXT.replace("听证会记录；意见采纳情况说明", "听证会记录；听证会记录"))
    now = corrected(notice, [fix(notice, "change", "indicators.1.tasks.0.requirements.1", {"text": "参会人员名单"})])
    assert [said for _, said in asked(now, 1)] == ["听证会记录", "参会人员名单"]


def test_every_field_and_list_is_one_of_the_model() -> None:
    for part in PARTS.values():
        blank = part.blank()
        assert isinstance(blank, part.record)
        named = {*part.fields, *part.lists, *filter(None, (part.called, part.says, part.splits))}
        assert all(hasattr(blank, name) for name in named)
        assert {part.called, part.says, part.splits} - {""} <= set(part.fields)


@st.composite
def logs(draw: st.DrawFn) -> tuple[Correction, ...]:
    """A log of corrections, each made on what the ones before it left."""
    notice, found = parsed(), []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        now = apart(corrected(notice, found))
        places = sorted(place for place, _ in held(now))
        if not places:  # all was deleted
            break
        place = draw(st.sampled_from(places))
        record, path = reached(now, place)
        part = part_of(record)
        kind = draw(st.sampled_from(["change", "delete", "split"]))
        if kind == "split" and (not part.splits or path[-1].field == "deadline"):
            continue
        word = draw(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=5)) + str(number)
        field = part.splits or part.called
        after = {"change": ({field: word},), "delete": (), "split": ({field: word}, {field: word + "二"})}[kind]
        if kind == "split" and part.called == "code":
            after = (after[0], after[1] | {"code": word})
        before = {field: words_of(record)[field]} if kind != "delete" else {}
        found.append(Correction("王某", AT, kind, notice.key, path, before, after, number=number))  # type: ignore[arg-type]
    return tuple(found)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(5)))
def test_what_is_apart_may_be_put_right_in_any_order(order: list[int]) -> None:
    notice = parsed()
    log = (
        fix(notice, "change", "indicators.0.responsible.0", {"name": "县财政局"}, number=1),
        fix(notice, "add", "indicators.1.responsible", {"name": "县审计局"}, number=2),
        fix(notice, "delete", "indicators.0.tasks.0.requirements.1", number=3),
        fix(notice, "split", "indicators.1.tasks.0.requirements.0", {"text": "听证会"}, {"text": "记录"}, number=4),
        fix(notice, "change", "", {"title": "关于印发任务分解的通知"}, number=5),
    )
    assert corrected(notice, [log[at] for at in order]) == corrected(notice, log)


@settings(max_examples=40, deadline=None)
@given(logs(), st.data())
def test_what_is_undone_was_never_done(log: tuple[Correction, ...], data: st.DataObject) -> None:
    notice = parsed()
    keep = data.draw(st.integers(0, len(log)))
    undos = [replace(one, kind="undo", undoes=one.number, number=one.number + 100) for one in reversed(log[keep:])]
    assert corrected(notice, (*log, *undos)) == corrected(notice, log[:keep])
    assert corrected(notice, (*log[keep:], *undos)) == notice
    assert "astray" not in applied(notice, log)[1].values()
