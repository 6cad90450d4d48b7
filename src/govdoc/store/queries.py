"""What the workspace is asked and told; every write that belongs together is one transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Set
from types import MappingProxyType

from sqlite_utils import Database

from govdoc.corrections import corrected, follow_code, renaming
from govdoc.model import Evidence, Guide, Match, Notice, Parsed, Remark, Unit
from govdoc.store import rows, surveys
from govdoc.store.corrections import corrections
from govdoc.store.rows import Entry, Known, Matching
from govdoc.units import Answer

COPIES = "copies"  # the meta key of the state of the ledger that copies were looked for in


def notices(db: Database) -> tuple[Notice, ...]:
    """The notices kept, in the order they were taken in, with what persons put right in them."""
    return tuple(one for held in notices_by_source(db).values() for one in held)


def put_parsed(db: Database, parsed: Parsed, sha256: str) -> tuple[str, ...]:
    """Keep a source's notices in place of what the same source gave before.

    Returns the keys that replaced a notice kept from another source.
    """
    with db.atomic():
        db.execute("delete from notice where source = ?", [parsed.source])
        replaced = []
        position = next(db.query("select coalesce(max(position), -1) + 1 as n from notice"))["n"]
        for at, notice in enumerate(parsed.notices):
            if db.execute("select 1 from notice where key = ?", [notice.key]).fetchone():
                replaced.append(notice.key)
            row = rows.notice_row(notice, parsed.source, sha256, position + at)
            db.table("notice").insert(row, replace=True)
        db.table("source").insert(rows.source_row(parsed.source, sha256, parsed.warnings), replace=True)
        db.execute("delete from source where name not in (select source from notice) and name != ?", [parsed.source])
    return tuple(replaced)


def sources(db: Database) -> dict[str, tuple[Remark, ...]]:
    """The notice files taken in, with the doubts about each."""
    return {row["name"]: rows.warnings_of(row) for row in db.query("select * from source order by rowid")}


def source_contents(db: Database) -> frozenset[str]:
    """The sha256 of every notice file taken in."""
    return frozenset(row["sha256"] for row in db.query("select sha256 from source"))


def units(db: Database) -> tuple[Unit, ...]:
    """The roster in its own order."""
    return tuple(rows.unit_of(row) for row in db.query("select * from unit order by position"))


def put_units(db: Database, roster: Iterable[Unit]) -> None:
    """Keep a roster in place of the one before."""
    with db.atomic():
        db.execute("delete from unit")
        db.table("unit").insert_all([rows.unit_row(unit, at) for at, unit in enumerate(roster)])


def answers(db: Database) -> tuple[Answer, ...]:
    """What a person has answered about names, oldest first."""
    return tuple(rows.answer_of(row) for row in db.query("select * from answer order by rowid"))


def put_answer(db: Database, answer: Answer) -> None:
    """Remember an answer; it outlasts rosters and scans."""
    with db.atomic():
        db.table("answer").insert(rows.answer_row(answer), replace=True)


def drop_answer(db: Database, name: str) -> None:
    """Forget an answer; the name is asked about again."""
    with db.atomic():
        db.execute("delete from answer where name = ?", [name])


def guides(db: Database) -> dict[tuple[str, str], Guide]:
    """What the office itself says of indicators, by notice and code, also where a code was put right since."""
    said = {(row["notice"], row["indicator"]): rows.guide_of(row) for row in db.query("select * from guide")}
    log = renaming(corrections(db))
    return {(notice, follow_code(notice, code, log)): guide for (notice, code), guide in said.items()} | said


def put_guides(db: Database, said: Mapping[tuple[str, str], Guide]) -> None:
    """Keep what the office says in place of what it said before, which `past_guides` still knows."""
    with db.atomic():
        before = list(db.query("select * from guide"))
        db.table("guide_past").insert({"json": json.dumps(before, ensure_ascii=False)})
        _set_guides(db, [rows.guide_row(notice, code, guide) for (notice, code), guide in said.items()])


def past_guides(db: Database) -> dict[tuple[str, str], Guide] | None:
    """What the office said before its latest change, None where nothing was changed."""
    row = db.execute("select json from guide_past order by id desc limit 1").fetchone()
    return {(each["notice"], each["indicator"]): rows.guide_of(each) for each in json.loads(row[0])} if row else None


def undo_guides(db: Database) -> None:
    """Take back the latest change, if there was any."""
    with db.atomic():
        row = db.execute("select id, json from guide_past order by id desc limit 1").fetchone()
        if row:
            _set_guides(db, json.loads(row[1]))
            db.execute("delete from guide_past where id = ?", [row[0]])


def _set_guides(db: Database, found: list[dict[str, str]]) -> None:
    db.execute("delete from guide")
    db.table("guide").insert_all(found)


def known(db: Database) -> dict[str, Known]:
    """Every path the ledger has met, vanished ones included."""
    found = db.query("select path, size, mtime_ns, sha256, status, read_by, gone from file")
    return {row["path"]: rows.known_of(row) for row in found}


def put_files(db: Database, entries: Iterable[Entry], emptied: Mapping[str, Set[str]] = MappingProxyType({})) -> None:
    """Enter files anew: what was matched to their former content is dropped.

    Of the rows whose path begins with a key of `emptied` (an archive's), all but those it names are marked gone.
    """
    entries = tuple(entries)
    with db.atomic():
        for start, kept in emptied.items():
            after = start[:-1] + chr(ord(start[-1]) + 1)
            within = db.query("select path from file where path >= ? and path < ? and gone = 0", [start, after])
            mark_gone(db, [row["path"] for row in within if row["path"] not in kept])
        db.table("file").insert_all([rows.file_row(entry) for entry in entries], replace=True)
        for entry in entries:
            db.execute("delete from match where path = ?", [entry.evidence.path])
            if entry.evidence.text:
                db.table("text").insert(rows.text_row(entry.evidence), replace=True)
            else:
                db.execute("delete from text where path = ?", [entry.evidence.path])


def touch_files(db: Database, stamps: Mapping[str, tuple[int, int]]) -> None:
    """Note size and time of files that are there with the content the ledger knows."""
    with db.atomic():
        for path, (size, mtime_ns) in stamps.items():
            db.execute("update file set size = ?, mtime_ns = ?, gone = 0 where path = ?", [size, mtime_ns, path])


def mark_gone(db: Database, paths: Iterable[str]) -> None:
    """Mark files that are no longer in the folder; their rows stay."""
    with db.atomic():
        for path in paths:
            db.execute("update file set gone = 1, match_key = null, copy_flag = null where path = ?", [path])
            db.execute("delete from match where path = ?", [path])


def paths(db: Database) -> tuple[str, ...]:
    """The paths of the files that are there, in order."""
    return tuple(row["path"] for row in db.query("select path from file where gone = 0 order by path"))


def ledger(db: Database, *, text: bool, context: bool = True) -> Iterator[Evidence]:
    """The files that are there, read or not, by path; their texts only where asked for."""
    join = "select file.*, text.body from file left join text using (path)" if text else "select file.* from file"
    for row in db.query(f"{join} where gone = 0 order by path"):
        yield rows.evidence_of(row, context=context)


def unread(db: Database) -> tuple[Evidence, ...]:
    """The files that are there and gave no text or only part of it, by path; without those that need not be read."""
    found = db.query("select * from file where gone = 0 and status not in ('read', 'skipped') order by path")
    return tuple(rows.evidence_of(row, context=True) for row in found)


def loose(db: Database) -> tuple[str, ...]:
    """The paths of files that are there and lie in no folder, so in no unit's."""
    query = "select path from file where gone = 0 and status != 'skipped' and instr(path, '/') = 0 order by path"
    found = db.query(query)
    return tuple(row["path"] for row in found)


def with_text(db: Database, path: str) -> Evidence:
    """One file that is there, as it was read, with its text."""
    found = db.query("select file.*, text.body from file left join text using (path) where path = ?", [path])
    return rows.evidence_of(next(iter(found)), context=False)


def gone(db: Database) -> tuple[str, ...]:
    """The paths of files that have vanished since they were read."""
    return tuple(row["path"] for row in db.query("select path from file where gone = 1 order by path"))


def set_unit(db: Database, path_units: Mapping[str, str | None]) -> int:
    """Set the unit of files by path; returns how many changed."""
    before = {row["path"]: row["unit"] for row in db.query("select path, unit from file")}
    changed = {path: unit for path, unit in path_units.items() if path in before and before[path] != unit}
    with db.atomic():
        for path, unit in changed.items():
            db.execute("update file set unit = ? where path = ?", [unit, path])
    return len(changed)


def match_keys(db: Database) -> dict[str, str | None]:
    """By path, the fingerprint of what each file was last matched against, None since its content changed."""
    return {row["path"]: row["match_key"] for row in db.query("select path, match_key from file where gone = 0")}


def matched_under(db: Database) -> Iterator[tuple[str | None, str | None, int]]:
    """Every pair of unit and fingerprint that files have, and how many have it."""
    found = db.query("select unit, match_key, count(*) as n from file where gone = 0 group by unit, match_key")
    return ((row["unit"], row["match_key"], row["n"]) for row in found)


def put_matches(db: Database, found: Iterable[Matching]) -> None:
    """Keep what matching found of some files."""
    with db.atomic():
        for one in found:
            db.execute("delete from match where path = ?", [one.path])
            db.table("match").insert_all([rows.match_row(match, at) for at, match in enumerate(one.matches)])
            values = [one.key, rows.flags_value(one.flags), one.path]
            db.execute("update file set match_key = ?, context_flags = ? where path = ?", values)


def put_copies(db: Database, flags: Mapping[str, str], fingerprint: str) -> None:
    """Keep which files are copies, by path, in place of what was known, and the state of the ledger it is true for."""
    with db.atomic():
        db.execute("update file set copy_flag = null where copy_flag is not null")
        for path, flag in flags.items():
            db.execute("update file set copy_flag = ? where path = ?", [flag, path])
        put_meta(db, COPIES, fingerprint)


def matches(db: Database) -> dict[str, tuple[Match, ...]]:
    """The matches of each file, best first."""
    found: dict[str, list[Match]] = {}
    for row in db.query("select * from match order by path, position"):
        found.setdefault(row["path"], []).append(rows.match_of(row))
    return {path: tuple(ranked) for path, ranked in found.items()}


def matches_of(db: Database, path: str) -> tuple[Match, ...]:
    """The matches of one file, best first."""
    return tuple(rows.match_of(row) for row in db.query("select * from match where path = ? order by position", [path]))


def meta(db: Database, key: str) -> str | None:
    """A single value, None where it was never set."""
    row = db.execute("select value from meta where key = ?", [key]).fetchone()
    return str(row[0]) if row else None


def put_meta(db: Database, key: str, value: str) -> None:
    """Set a single value."""
    with db.atomic():
        db.table("meta").insert({"key": key, "value": value}, replace=True)


def state(db: Database) -> str:
    """What changes when anything does that the files, their matches or the cells rest on; decisions apart."""
    return _digest(
        db,
        *_ASKED,
        *_HANDED_IN,
        "select * from meta order by key",
        "select count(*), max(checked_at), total(rowid) from visit",
        "select count(*), total(rowid) from ledger",
    )


def matter_state(db: Database) -> str:
    """What changes when anything does that notices ask, units hand in, or files are matched to."""
    return _digest(db, *_ASKED, *_HANDED_IN)


def asked_state(db: Database) -> str:
    """What changes when anything does that the cells rest on, or what files are matched against; weights apart."""
    return _digest(db, *_ASKED)


_ASKED = (
    "select * from notice order by position",
    "select * from unit order by position",
    "select * from answer order by rowid",
    "select * from guide order by notice, indicator",
    "select * from correction order by number",
    "select * from questionnaire",
)
_HANDED_IN = (
    "select count(*), total(rowid), total(gone), total(length(context_flags)), total(length(copy_flag)) from file",
    "select count(distinct match_key), count(distinct unit) from file",
    "select count(*), total(rowid) from match",
)


def _digest(db: Database, *asked: str) -> str:
    digest = hashlib.sha256()
    for query in asked:
        digest.update(repr(db.execute(query).fetchall()).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def texts_of(db: Database, paths: Iterable[str]) -> dict[str, str]:
    """The texts of some files by path, of those that have one."""
    asked = json.dumps(list(paths))
    found = db.query("select path, body from text where path in (select value from json_each(?))", [asked])
    return {row["path"]: rows.text_of(row) for row in found}


def contents(db: Database) -> dict[str, str]:
    """By path, the content of every file that is there and was opened."""
    found = db.query("select path, sha256 from file where gone = 0 and sha256 != ''")
    return {row["path"]: row["sha256"] for row in found}


def notices_by_source(db: Database) -> dict[str, tuple[Notice, ...]]:
    """The notices kept under the file they came from, with what persons put right in them."""
    log = corrections(db)
    return {source: tuple(corrected(one, log) for one in held) for source, held in parsed_by_source(db).items()}


def parsed_by_source(db: Database) -> dict[str, tuple[Notice, ...]]:
    """The notices as they were read, but for questionnaires that were put right as a whole, by file."""
    found: dict[str, list[Notice]] = {}
    whole = surveys.corrected(db)
    for row in db.query("select * from notice order by position"):
        found.setdefault(row["source"], []).append(surveys.put_in(rows.notice_of(row), whole))
    return {source: tuple(held) for source, held in found.items()}
