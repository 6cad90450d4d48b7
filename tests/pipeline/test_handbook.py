"""The handbook of a workspace, on the notice of the fictional county."""

import datetime as dt
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook
from sqlite_utils import Database

from govdoc.errors import GovdocError
from govdoc.model import Guide
from govdoc.pipeline.handbook import (
    handbook,
    keep_handbook,
    preview_handbook,
    preview_undo,
    undo_handbook,
    write_handbook,
)
from govdoc.pipeline.matching import listing, match
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.scan import scan
from govdoc.pipeline.workspace import make_workspace, open_workspace
from govdoc.store import queries

TODAY = dt.date(2024, 5, 1)
TASKS = (
    "公布部门权责清单，动态调整。（责任单位：县司法局）",
    "推行“双随机、一公开”监管，建立随机抽查计划。（责任单位：县公安局）",
    "行政规范性文件印发前进行合法性审核，审核率100%。（责任单位：县司法局）",
    "行政机关负责人按规定出庭应诉，降低败诉率。（责任单位：县公安局）",
    "执法人员持证上岗，执法资格考试通过率100%。（责任单位：县公安局）",
    "落实“谁执法谁普法”普法责任制，开展以案释法。（责任单位：县司法局）",
    "组织机关书画展，展出作品二百幅。（责任单位：县司法局）",
)
NOTICE = "\n".join(
    (
        "青法创办〔2024〕5号",
        "",
        "关于印发《青河县创建任务清单》的通知",
        "",
        "各乡镇人民政府，县直各单位：",
        "",
        "现印发给你们，请认真落实。",
        "",
        "青河县法治县创建工作领导小组办公室",
        "2024年4月5日",
        "",
        "青河县创建任务清单",
        "",
        "一、主要任务",
        *(f"{number}.{task}" for number, task in enumerate(TASKS, 1)),
        "",
    )
)


@pytest.fixture
def folder(county: Path) -> Path:
    (county / "notice.txt").write_text(NOTICE, encoding="utf-8")
    make_workspace(county)
    return county


@pytest.fixture
def db(folder: Path) -> Database:
    db = open_workspace(folder)
    keep_roster(db, preview_roster(db, folder / "roster.csv"))
    assert ingest(db, folder / "notice.txt").guided == 6
    return db


def key(db: Database, code: str) -> tuple[str, str]:
    (notice,) = {notice for notice, _ in handbook(db)}
    return notice, code


def named(db: Database) -> dict[str, str]:
    return {code: guide.name for (_, code), guide in handbook(db).items()}


def test_taking_in_a_notice_attaches_the_handbook(db: Database) -> None:
    found = named(db)
    assert len(found) == 6
    assert "普法责任制和以案释法" in found.values()


@pytest.mark.parametrize("name", ["手册.xlsx", "手册.toml"])
def test_what_goes_out_comes_back_unchanged(folder: Path, db: Database, name: str) -> None:
    assert write_handbook(db, folder / name, None, TODAY) == (6, 7)
    change = preview_handbook(db, folder / name)
    assert (change.altered, change.unknown, dict(change.own)) == ((), (), {})


def test_an_edited_workbook_shows_what_changes_and_can_be_taken_back(folder: Path, db: Database) -> None:
    file = folder / "手册.xlsx"
    write_handbook(db, file, None, TODAY)
    book = load_workbook(file)
    sheet = book.active
    heads = {cell.value: cell.column for cell in sheet[3]}
    rows = {sheet.cell(row, heads["编号"]).value: row for row in range(4, sheet.max_row + 1)}
    codes = list(rows)
    sheet.cell(rows[codes[0]], heads["关键词"]).value = "权力事项库；县自建平台"
    sheet.cell(rows[codes[6]], heads["名称"]).value = "机关书画展"
    for column in range(heads["类别"], sheet.max_column + 1):
        sheet.cell(rows[codes[1]], column).value = None
    sheet.append(["青法创办〔2024〕5号", "99", "", "", "没有这一项"])
    book.save(file)

    before = handbook(db)
    change = preview_handbook(db, file)
    assert change.altered[0].indicator.code == codes[0]
    assert change.altered[0].fields == ("terms",)
    assert [each.after == Guide() for each in change.altered] == [False, True, False]
    assert change.unknown == ("青法创办〔2024〕5号 99",)
    assert handbook(db) == before

    keep_handbook(db, change)
    after = handbook(db)
    assert after[key(db, codes[0])].terms == ("权力事项库", "县自建平台")
    assert after[key(db, codes[6])].name == "机关书画展"
    assert key(db, codes[1]) not in after

    assert len(preview_undo(db).altered) == 3
    undo_handbook(db)
    assert handbook(db) == before
    with pytest.raises(GovdocError, match="没有可撤销的改动"):
        preview_undo(db)


def test_several_changes_are_taken_back_one_by_one(folder: Path, db: Database) -> None:
    file = folder / "手册.toml"
    for name in ("甲", "乙"):
        file.write_text(f'[[indicator]]\ncode = "{key(db, next(iter(named(db))))[1]}"\nname = "{name}"\n', "utf-8")
        keep_handbook(db, preview_handbook(db, file))
    first = next(iter(named(db)))
    assert named(db)[first] == "乙"
    undo_handbook(db)
    assert named(db)[first] == "甲"
    undo_handbook(db)
    assert named(db)[first] == "权责清单和公共服务清单"


def test_the_offices_words_outlast_a_notice_taken_in_again(folder: Path, db: Database) -> None:
    file = folder / "手册.toml"
    first = next(iter(named(db)))
    file.write_text(f'[[indicator]]\ncode = "{first}"\nname = "自定名称"\n', "utf-8")
    keep_handbook(db, preview_handbook(db, file))
    ingest(db, folder / "notice.txt")
    assert named(db)[first] == "自定名称"


def test_a_new_handbook_is_matched_anew_and_lifts_what_it_describes(folder: Path, db: Database) -> None:
    paper = folder / "evidence" / "1 司法局" / "名册.txt"
    paper.write_text(
        "青河县司法局翰墨园地花名册\n\n翰墨园地于三月开张，收件二百，评出优胜。\n\n2024年4月2日\n", "utf-8"
    )
    scan(db, folder / "evidence")
    assert match(db).anew == 9
    assert match(db).anew == 0
    file = folder / "手册.toml"
    notices = queries.notices(db)
    (last,) = [each.code for notice in notices for each in notice.indicators if "书画展" in each.text]
    file.write_text(f'[[indicator]]\ncode = "{last}"\nname = "书画展"\nterms = ["翰墨园地"]\n', "utf-8")
    keep_handbook(db, preview_handbook(db, file))
    assert match(db).anew == 9
    entry = next(entry for entry in listing(db) if entry.path.endswith("名册.txt"))
    assert entry.matches[0].indicator == last
    assert any("操作手册" in reason.text and "“翰墨园地”" in reason.text for reason in entry.matches[0].reasons)


def test_the_word_manual_holds_what_the_unit_owes(folder: Path, db: Database) -> None:
    file = folder / "手册" / "公安局.docx"
    assert write_handbook(db, file, "县公安局", TODAY) == (3, 3)
    lines = [paragraph.text for paragraph in docx.Document(file).paragraphs]
    text = "\n".join(lines)
    assert "佐证材料操作手册" in lines
    assert "（青河县公安局，2024年5月1日）" in lines
    assert "负责人出庭应诉和败诉率" in text
    assert "普法责任制" not in text
    assert any(line.startswith("下列材料不算：1.") for line in lines)


@pytest.mark.parametrize("name", ["手册.pdf", "手册"])
def test_another_kind_of_file_is_refused(folder: Path, db: Database, name: str) -> None:
    with pytest.raises(GovdocError, match="不知道怎样写"):
        write_handbook(db, folder / name, None, TODAY)


def test_a_file_without_a_handbook_is_refused(folder: Path, db: Database) -> None:
    with pytest.raises(GovdocError, match="没有操作手册的内容"):
        preview_handbook(db, folder / "roster.csv")
    with pytest.raises(GovdocError, match="找不到文件"):
        preview_handbook(db, folder / "没有.toml")


def test_without_a_notice_there_is_no_handbook(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    with pytest.raises(GovdocError, match="没有带指标或措施的通知"):
        write_handbook(open_workspace(tmp_path), tmp_path / "手册.docx", None, TODAY)
