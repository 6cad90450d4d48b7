"""One file with all that lies in it, row by row: the work of a pool's worker.

A worker that dies on a member is followed by one that passes over what was told already and goes on behind it.
"""

import hashlib
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from govdoc.errors import ReadError
from govdoc.model import Evidence, Status
from govdoc.pipeline.reading import LARGEST, UNKNOWN, Task, Unchanged, digest, failed, lost_evidence, read_data
from govdoc.pipeline.worker import Lost
from govdoc.readers.containers import INSIDE, MAIL, Budget, Member, is_container, open_container

_TRIES = 20  # members of one archive that may crash, hang or swell before the rest is given up
_UNFINISHED = "压缩包尚未读完（上次读取中断，请再次扫描）"

Rows = Generator[Evidence, None, Evidence]


def read_evidence(task: Task) -> Generator[Evidence, None, Evidence | Unchanged]:
    """The file as evidence; what lies in it is given before it, row by row.

    An archive's first row says that it is not read to its end yet, its outcome what became of it.
    """
    if task.size > LARGEST:
        reason = f"文件过大（{task.size // 1_000_000} MB），请拆分或压缩后重新报送"
        return failed(task.path, task.size, "too_large", reason, digest(task.file))
    try:
        data = Path(task.file).read_bytes()
    except OSError as error:
        reason = f"文件打不开：{error.strerror}（请关闭正在使用它的程序，或核对权限，再扫描一次）"
        return failed(task.path, task.size, "damaged", reason, "")
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == task.known:
        return Unchanged(task.path)
    return (yield from _Walk(task.seconds, task.done, task.lost, task.quick).file(task.path, data, sha256, 0))


def go_on(task: Task, lost: Lost) -> Task | None:
    """The task to do after a loss: the same once more and thoroughly, or what lies behind the member that was lost.

    None where the file itself is lost, or too much of what is in it.
    """
    if lost.why == "died" and task.quick:
        return replace(task, done=task.done + lost.parts, lost=None, quick=False)
    if not (lost.parts or task.done) or task.tries >= _TRIES:
        return None
    return replace(task, done=task.done + lost.parts, lost=lost, tries=task.tries + 1, quick=True)


@dataclass(slots=True)
class _Walk:
    """A walk over all that lies in one file; `at` counts the rows given, the first `done` of which are known."""

    seconds: float
    done: int
    lost: Lost | None
    quick: bool
    at: int = 0
    budget: Budget = field(default_factory=Budget)

    def file(self, path: str, data: bytes, sha256: str, depth: int) -> Rows:
        """The row of a file, after the rows of what lies in it."""
        from govdoc.readers import media_type

        kind = media_type(path, data)
        if not is_container(kind):
            if self.at < self.done:  # told by the worker before
                return Evidence(path, sha256, len(data), kind, "read")
            return read_data(path, data, sha256, kind, self.seconds, quick=self.quick)
        whole = Evidence(path, sha256, len(data), kind, "skipped")
        if kind == MAIL:
            whole = read_data(path, data, sha256, kind, self.seconds, quick=self.quick)
            if whole.status == "unsupported":
                return whole
        if depth >= self.budget.depth:
            return _ended(
                whole, ReadError("too_large", f"压缩包层层嵌套超过 {depth} 层，里层未读取", "请解压后重新报送"), 0
            )
        try:
            members = open_container(kind, data, self.budget)
        except ReadError as error:
            return _ended(whole, error, 0)
        yield from self._tell(replace(whole, sha256="", status="damaged", text="", failure=_UNFINISHED))
        count, locked = 0, 0
        try:
            for member in members:
                row = yield from self._member(path + INSIDE + member.name, member, depth)
                yield from self._tell(row)
                count += 1
                locked += row.status == "encrypted"
        except ReadError as error:
            return _ended(whole, error, count)
        if count and locked == count and kind != MAIL:
            return _ended(whole, ReadError("encrypted", "压缩包设有密码", "请取消密码后重新打包报送"), count)
        return _told(whole, count)

    def _member(self, path: str, member: Member, depth: int) -> Rows:
        from govdoc.readers import is_junk

        if self.at == self.done and self.lost is not None:
            lost, self.lost = self.lost, None
            return lost_evidence(path, member.size, "", lost)
        if is_junk(member.name):
            reason = "系统或编辑软件留下的临时文件，不是报送材料"
            return Evidence(path, "", member.size, UNKNOWN, "skipped", failure=reason)
        try:
            data = member.load()
        except ReadError as error:
            return failed(path, member.size, cast(Status, error.status), str(error), "")
        return (yield from self.file(path, data, hashlib.sha256(data).hexdigest(), depth + 1))

    def _tell(self, row: Evidence) -> Generator[Evidence, None, None]:
        self.at += 1
        if self.at > self.done:
            yield row


def _told(whole: Evidence, count: int) -> Evidence:
    """The row of an archive that was read to its end; a mail is evidence itself."""
    if whole.media_type == MAIL:
        return whole
    if not count:
        return failed(
            whole.path, whole.size, "empty", "压缩包里没有文件（请核对后重新报送）", whole.sha256, whole.media_type
        )
    return replace(whole, failure=f"压缩包，其中的 {count} 个文件已逐个登记")


def _ended(whole: Evidence, error: ReadError, count: int) -> Evidence:
    """The row of an archive that was not read to its end."""
    reason = f"{error.message}，只读取了其中 {count} 个文件" if count and error.status != "encrypted" else error.message
    if whole.media_type == MAIL and whole.text:
        return replace(whole, status="partial", failure=f"附件未读全：{reason}（{error.remedy}）")
    status = cast(Status, error.status)
    return failed(whole.path, whole.size, status, f"{reason}（{error.remedy}）", whole.sha256, whole.media_type)
