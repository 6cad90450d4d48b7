"""What changed between two rounds: cells against cells, files against files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from govdoc.model import Change, ChangeKind, FileKept, Gap

_RANK = {"missing": 0, "verify": 1, "partial": 2, "met": 3}


def changes_since(
    before: Sequence[Gap], now: Sequence[Gap], kept: Iterable[FileKept], files: Iterable[FileKept]
) -> tuple[Change, ...]:
    """What became of the cells and files of a round, cells in today's order, then files by unit and path.

    Cells met both times, or owed no longer, are no change.
    """
    then = {_key(gap): gap for gap in before}
    found = [change for gap in now if (change := _cell(then.get(_key(gap)), gap))]
    served = {
        (gap.unit, path): gap for gap in (*now, *reversed(before)) for item in gap.items for path in item.evidence
    }
    return (*found, *(_placed(change, served) for change in file_changes(kept, files)))


def file_changes(before: Iterable[FileKept], now: Iterable[FileKept]) -> tuple[Change, ...]:
    """The files of each unit that came, went, were renamed (or moved about) or replaced, by unit and path.

    A content that lies in the same unit's hands under another path was renamed; a path with another content was
    replaced, and so was a file that is gone while a new one bears its title. Files of no unit are left out.
    """
    was, are = _by_unit(before), _by_unit(now)
    found: list[Change] = []
    for unit in dict.fromkeys((*was, *are)):
        old, new = was.get(unit, {}), are.get(unit, {})
        gone = {path: file for path, file in old.items() if path not in new}
        homes = {file.sha256: file for file in reversed(gone.values())}
        titles = {file.title: file for file in reversed(gone.values()) if file.title}
        for path, file in new.items():
            if path in old:
                if old[path].sha256 != file.sha256:
                    found.append(Change("replaced", unit, file=path, successor=path))
                continue
            home = homes.get(file.sha256)
            if home and home.path in gone:
                del gone[home.path]
                found.append(Change("renamed", unit, file=home.path, successor=path))
        for path, file in new.items():
            if path in old or any(one.successor == path and one.unit == unit for one in found):
                continue
            namesake = titles.get(file.title)
            if namesake and gone.pop(namesake.path, None):
                found.append(Change("replaced", unit, file=namesake.path, successor=path))
            else:
                found.append(Change("added", unit, file=path))
        found += [Change("withdrawn", unit, file=path) for path in gone]
    return tuple(sorted(found, key=lambda one: (one.unit, one.file)))


def _by_unit(files: Iterable[FileKept]) -> dict[str, dict[str, FileKept]]:
    found: dict[str, dict[str, FileKept]] = {}
    for one in sorted(files, key=lambda file: file.path):
        if one.unit:
            found.setdefault(one.unit, {})[one.path] = one
    return found


def _placed(change: Change, served: Mapping[tuple[str, str], Gap]) -> Change:
    """A file's change with the cell it served, or serves."""
    gap = served.get((change.unit, change.file)) or served.get((change.unit, change.successor))
    return replace(change, notice=gap.notice, indicator=gap.indicator, method=gap.method) if gap else change


def _key(gap: Gap) -> tuple[str, str, str, str | None]:
    return gap.unit, gap.notice, gap.indicator, gap.method


def _cell(before: Gap | None, now: Gap) -> Change | None:
    if now.status == "met" and (before is None or before.status == "met"):
        return None
    old = {item.requirement for item in before.items if item.status == "met"} if before else set()
    settled = tuple(item.text for item in now.items if item.status == "met" and item.requirement not in old)
    kind: ChangeKind = "fixed" if now.status == "met" else "new"
    if before and now.status != "met":
        kind = "worse" if _RANK[now.status] < _RANK[before.status] else "open"
    was = before.status if before else None
    return Change(kind, *_key(now), was=was, now=now.status, settled=settled if before else ())
