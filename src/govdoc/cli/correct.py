"""govdoc correct: what was read from notices, put right by a person."""

from typing import TYPE_CHECKING, Annotated

import typer

from govdoc.cli.chinese import ChineseCommand, ChineseGroup
from govdoc.cli.review_targets import ByOption, CommentOption, NoticeOption, pen_of
from govdoc.cli.screen import FINDINGS, Format, FormatOption, WorkspaceOption, show_json, show_table, workspace
from govdoc.errors import GovdocError

if TYPE_CHECKING:
    from sqlite_utils import Database

    from govdoc.model import Correction
    from govdoc.pipeline.corrections import Spot

app = typer.Typer(
    cls=ChineseGroup, help="更正通知：改、拆、并、增、删、撤销；再次收入通知后仍然有效。", no_args_is_help=True
)
PlaceArgument = Annotated[str, typer.Argument(metavar="位置", help="correct places 列出的位置，如 指标1.单位2。")]
WordsArgument = Annotated[list[str], typer.Argument(metavar="项目=内容...", help="如 单位=县财政局 职责=牵头。")]


@app.command(cls=ChineseCommand)
def places(notice: NoticeOption = None, where: WorkspaceOption = None) -> None:
    """列出可以更正的各处及其位置。"""
    from govdoc.corrections.parts import part_of, words_of
    from govdoc.corrections.places import held, place_said
    from govdoc.pipeline.correction_words import CHOICES
    from govdoc.pipeline.corrections import now_of

    with workspace(where) as db:
        one = now_of(db, _key(db, notice))
    rows = []
    for place, record in (("", one), *held(one)):
        words = words_of(record)
        fields = part_of(record).fields.items()
        said = (f"{field.word}={CHOICES.get(words[name], words[name])}" for name, field in fields if words[name])
        rows.append((place_said(place), part_of(record).word, "  ".join(said)))
    show_table(("位置", "种类", "内容"), rows)


@app.command("list", cls=ChineseCommand)
def list_(form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """列出全部更正：何人、何时、改了什么、是否有效；有没有落到位的，退出码为 1。"""
    from govdoc.model import Corrected
    from govdoc.pipeline.correction_words import STATES, correction_in_words
    from govdoc.pipeline.corrections import history

    with workspace(where) as db:
        found = history(db)
    if form is Format.json:
        show_json(tuple[Corrected, ...], found)
    else:
        rows = [
            (
                one.correction.number,
                f"{one.correction.at:%Y-%m-%d %H:%M}",
                one.correction.who,
                one.correction.notice,
                correction_in_words(one.correction),
                one.correction.comment,
                STATES[one.state],
            )
            for one in found
        ]
        show_table(("号", "时间", "何人", "通知", "更正", "备注", "效力"), rows)
    if any(one.state == "astray" for one in found):
        raise typer.Exit(FINDINGS)


@app.command(cls=ChineseCommand)
def change(
    place: PlaceArgument,
    words: WordsArgument,
    notice: NoticeOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """更正一处：写明项目和改后的内容。"""
    from govdoc.pipeline import corrections

    with workspace(where) as db:
        spot = _spot(db, place, notice)
        _done(corrections.change(db, pen_of(by, comment), spot, _words(spot, words)))


@app.command(cls=ChineseCommand)
def add(
    place: Annotated[str, typer.Argument(metavar="位置", help="加在何处，如 指标1.单位。")],
    words: WordsArgument,
    notice: NoticeOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """增加一条，如给指标加一个责任单位。"""
    from govdoc.pipeline import corrections

    with workspace(where) as db:
        spot = _spot(db, place, notice)
        _done(corrections.add(db, pen_of(by, comment), spot, _words(spot, words)))


@app.command(cls=ChineseCommand)
def split(
    place: PlaceArgument,
    pieces: Annotated[list[str], typer.Argument(metavar="内容...", help="拆成的各条。")],
    notice: NoticeOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """把一条拆成几条。"""
    from govdoc.pipeline import corrections

    with workspace(where) as db:
        _done(corrections.split(db, pen_of(by, comment), _spot(db, place, notice), pieces))


@app.command(cls=ChineseCommand)
def merge(
    place: PlaceArgument,
    joined: Annotated[str, typer.Argument(metavar="内容", help="合并后的内容。")],
    notice: NoticeOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """把一条与紧接的下一条合并。"""
    from govdoc.pipeline import corrections

    with workspace(where) as db:
        _done(corrections.merge(db, pen_of(by, comment), _spot(db, place, notice), joined))


@app.command(cls=ChineseCommand)
def delete(
    place: PlaceArgument,
    notice: NoticeOption = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """删除一条。"""
    from govdoc.pipeline import corrections

    with workspace(where) as db:
        _done(corrections.delete(db, pen_of(by, comment), _spot(db, place, notice)))


@app.command(cls=ChineseCommand)
def undo(
    number: Annotated[
        int | None, typer.Argument(metavar="[号]", help="correct list 列出的号；省略为最近一次。")
    ] = None,
    comment: CommentOption = "",
    by: ByOption = None,
    where: WorkspaceOption = None,
) -> None:
    """撤销一次更正。"""
    from govdoc.pipeline.correction_words import correction_in_words
    from govdoc.pipeline.corrections import take_back

    with workspace(where) as db:
        back = take_back(db, pen_of(by, comment), number)
    typer.echo(f"已撤销第 {back.number} 号更正：{correction_in_words(back)}。")


def _spot(db: "Database", place: str, notice: str | None) -> "Spot":
    from govdoc.corrections.places import place_meant
    from govdoc.pipeline.corrections import spot_at

    return spot_at(db, _key(db, notice), place_meant(place))


def _key(db: "Database", notice: str | None) -> str:
    from govdoc.store import queries

    keys = [one.key for one in queries.notices(db)]
    if notice is None and len(keys) > 1:
        raise GovdocError("工作区里有几份通知，没有写明是哪一份", f"加 --notice，可选：{'、'.join(keys)}")
    if not keys or notice not in (None, *keys):
        raise GovdocError("工作区里没有这份通知", f"现有：{'、'.join(keys) or '无'}")
    return notice or keys[0]


def _words(spot: "Spot", said: list[str]) -> dict[str, str]:
    """Fields by name from “单位=县财政局”, where fields and choices are called as on screen."""
    from govdoc.corrections.parts import part_at
    from govdoc.pipeline.correction_words import CHOICES

    fields = part_at(spot.path).fields
    names = {field.word: name for name, field in fields.items()}
    found = {}
    for one in said:
        word, sign, value = one.partition("=")
        name = names.get(word)
        if not sign or name is None:
            raise GovdocError(f"“{one}”看不懂", f"写成 项目=内容，项目可选：{'、'.join(names)}")
        codes = {CHOICES[code]: code for code in fields[name].choices}
        found[name] = codes.get(value, value)
    return found


def _done(one: "Correction") -> None:
    from govdoc.pipeline.correction_words import correction_in_words

    typer.echo(f"第 {one.number} 号更正：{correction_in_words(one)}。")
