"""What changed between two rounds: cells against cells, files against files."""

from collections.abc import Iterable, Mapping, Sequence

from govdoc.model import CellChange, CellChangeKind, FileChange, FileKept, Gap, Place, Round, Since

_RANK = {"missing": 0, "verify": 1, "partial": 2, "met": 3}


def changes_since(
    last: Round, before: Sequence[Gap], now: Sequence[Gap], kept: Sequence[FileKept], files: Sequence[FileKept]
) -> Since:
    """The changes since a round: its rows and files against today's, in the order of today's rows."""
    moved = file_changes(kept, files)
    by_path: dict[str, list[FileChange]] = {}
    for one in moved:
        for path in dict.fromkeys(filter(None, (one.path, one.before))):
            by_path.setdefault(path, []).append(one)
    then = {_key(gap): gap for gap in before}
    today = {_key(gap) for gap in now}
    pairs = [(then.get(_key(gap)), gap) for gap in now]
    pairs += [(gap, None) for key, gap in then.items() if key not in today]
    return Since(last, tuple(_cell(old, new, by_path) for old, new in pairs), moved)


def file_changes(before: Iterable[FileKept], now: Iterable[FileKept]) -> tuple[FileChange, ...]:
    """The files of each unit that came, went, were renamed (or moved about) or replaced, by unit and path.

    A content that lies in the same unit's hands under another path was renamed; a path with another content was
    replaced. Files of no unit are left out.
    """
    was, are = _by_unit(before), _by_unit(now)
    found: list[FileChange] = []
    for unit in sorted({*was, *are}):
        old, new = was.get(unit, {}), are.get(unit, {})
        gone = {path: sha256 for path, sha256 in old.items() if path not in new}
        homes = {sha256: path for path, sha256 in reversed(gone.items())}
        for path, sha256 in new.items():
            if old.get(path) == sha256:
                continue
            if path in old:
                found.append(FileChange(unit, "replaced", path, path))
            elif home := homes.pop(sha256, ""):
                del gone[home]
                found.append(FileChange(unit, "renamed", path, home))
            else:
                found.append(FileChange(unit, "added", path))
        found += [FileChange(unit, "withdrawn", path) for path in gone]
    return tuple(sorted(found, key=lambda one: (one.unit, one.path)))


def _by_unit(files: Iterable[FileKept]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for one in sorted(files, key=lambda file: file.path):
        if one.unit:
            found.setdefault(one.unit, {})[one.path] = one.sha256
    return found


def _key(gap: Gap) -> tuple[str, str, str, str | None]:
    return gap.unit, gap.notice, gap.indicator, gap.method


def _cell(before: Gap | None, now: Gap | None, by_path: Mapping[str, list[FileChange]]) -> CellChange:
    unit, notice, indicator, method = _key(now or before)  # type: ignore[arg-type]
    old, new = _met(before), _met(now)
    settled = tuple(text for key, text in new.items() if key not in old) if before and now else ()
    lost = tuple(text for key, text in old.items() if key not in new) if before and now else ()
    paths = dict.fromkeys(path for gap in (before, now) if gap for item in gap.items for path in item.evidence)
    files = dict.fromkeys(one for path in paths for one in by_path.get(path, ()))
    kind = _kind(before, now, settled, lost)
    return CellChange(kind, unit, Place(notice, indicator, method), before, now, settled, lost, tuple(files))


def _kind(before: Gap | None, now: Gap | None, settled: tuple[str, ...], lost: tuple[str, ...]) -> CellChangeKind:
    if before is None or now is None:
        return "new" if before is None else "dropped"
    if now.status == "met":
        return "kept" if before.status == "met" else "fixed"
    rank = _RANK[now.status] - _RANK[before.status]
    if rank == 0:
        rank = (len(settled) > 0) - (len(lost) > 0)
    return "worse" if rank < 0 else "better" if rank > 0 else "open"


def _met(gap: Gap | None) -> dict[str, str]:
    return {item.requirement: item.text for item in gap.items if item.status == "met"} if gap else {}
