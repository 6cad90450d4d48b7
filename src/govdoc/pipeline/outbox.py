"""Folders that govdoc writes files into, without losing what people wrote there."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from govdoc.errors import GovdocError
from govdoc.pipeline.folder import MARKER

Digests = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in a folder: the files of an earlier run of this `kind`, with the sha256 they were written with.

    More than one where a run was cut short. `others` are the files that other commands wrote there.
    """

    folder: Path
    kind: str
    written: Mapping[str, list[str]] = field(default_factory=dict)
    others: Mapping[str, Digests] = field(default_factory=dict)

    def endangered(self, names: Collection[str]) -> tuple[str, ...]:
        """Those files that writing `names` would replace or remove although people changed or made them."""
        there = sorted(name for name in {*self.written, *names} if (self.folder / name).is_file())
        return tuple(name for name in there if _digest(self.folder / name) not in self.written.get(name, ()))


def standing(folder: Path, kind: str) -> Standing:
    """What a folder holds already. Raises GovdocError where it holds files and none of them is govdoc's."""
    if not folder.exists():
        return Standing(folder, kind)
    if not folder.is_dir():
        raise GovdocError(f"{folder} 是文件，不是文件夹", "请用 --out 指定一个文件夹")
    if not any(folder.iterdir()):
        return Standing(folder, kind)
    try:
        kinds: dict[str, Digests] = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        written = {name: list(digests) for name, digests in kinds.pop(kind, {}).items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise GovdocError(
            f"文件夹 {folder} 里有别的文件，不是 govdoc 写出的", "请用 --out 指定一个新的文件夹"
        ) from error
    return Standing(folder, kind, written, kinds)


def write_files(files: Mapping[str, bytes], before: Standing) -> None:
    """Write files in place of those of the earlier run. Raises GovdocError where one cannot be written.

    A run cut short leaves each file old or new, and a folder that the next run knows as its own.
    """
    folder = before.folder
    new = {name: [hashlib.sha256(data).hexdigest()] for name, data in files.items()}
    either = {name: [*before.written.get(name, []), *new.get(name, [])] for name in {**before.written, **new}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _mark(before, either)
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            _put(folder / name, data)
        for name in set(before.written) - set(files):
            (folder / name).unlink(missing_ok=True)
        _mark(before, new)
    except OSError as error:
        raise GovdocError(
            f"写不了 {error.filename or folder}（{error.strerror}）", "请关闭正在打开它的程序后再试"
        ) from error


def _mark(before: Standing, digests: Mapping[str, list[str]]) -> None:
    kinds = {**before.others, before.kind: digests}
    _put(before.folder / MARKER, json.dumps(kinds, ensure_ascii=False).encode("utf-8"))


def _put(file: Path, data: bytes) -> None:
    half = file.with_name(file.name + ".tmp")
    half.write_bytes(data)
    half.replace(file)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
