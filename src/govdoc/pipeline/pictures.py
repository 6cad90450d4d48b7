"""Pages of files as pictures, drawn by guarded workers and kept beside the workspace."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govdoc.errors import GovdocError
from govdoc.model import Evidence
from govdoc.pipeline import pool
from govdoc.pipeline.drawing import OFFICE, PICTURES, Drawn, Page, draw
from govdoc.pipeline.folder import reachable
from govdoc.pipeline.worker import Limits, Lost
from govdoc.readers.containers import INSIDE
from govdoc.readers.kinds import OFD, PDF
from govdoc.readers.libreoffice import soffice
from govdoc.store import album

_LIMITS = Limits(seconds=60.0, memory=3 * 1024**3 // 2)
_LOADED = ("govdoc.pipeline.drawing", "pypdfium2", "PIL.Image")
_LARGEST = 50_000_000  # bytes of a PDF that is kept
_AT_ONCE = threading.Semaphore(2)  # pages drawn at one time, whoever asks
_IN_LINE = threading.Semaphore(10)  # pages drawn or waited for: other requests must find threads free


def is_drawn(media_type: str) -> bool:
    """Whether pages of this kind are drawn on this PC."""
    return media_type in (PDF, OFD) or media_type in PICTURES or bool(media_type in OFFICE and soffice())


def lacks_office(media_type: str) -> bool:
    """Whether pages of this kind would be drawn if LibreOffice were there."""
    return media_type in OFFICE and not soffice()


def picture(workspace: Path, folder: Path, file: Evidence, number: int) -> Drawn:
    """A page of a file of the ledger, which lies in `folder`.

    Raises GovdocError where the file is gone or changed, lies outside, or the page cannot be drawn.
    """
    if kept := _kept(workspace, file.sha256, number):
        return kept
    on_disk, inside = _located(folder, file.path)
    with _turn():
        if kept := _kept(workspace, file.sha256, number):  # drawn for another meanwhile
            return kept
        with album.open_album(workspace) as kept_here:
            whole = album.found(kept_here, file.sha256, 0)
        page = Page(str(on_disk), inside, file.sha256, file.media_type, number, whole[0] if whole else b"")
        ((_, drawn),) = pool.run(draw, [page], workers=1, limits=_LIMITS, preload=_LOADED)
        if isinstance(drawn, str):
            raise GovdocError("这一页画不出来", drawn)
        if not isinstance(drawn, Drawn):
            late = isinstance(drawn, Lost) and drawn.why == "timed_out"
            raise GovdocError("画这一页用时过长" if late else "这一页画不出来", "请用其他软件打开查看")
        with album.open_album(workspace) as kept_here:
            if 0 < len(drawn.pdf) <= _LARGEST:
                album.put(kept_here, file.sha256, 0, drawn.pdf, drawn.pages)
            album.put(kept_here, file.sha256, number, drawn.body, drawn.pages)
    return drawn


@contextmanager
def _turn() -> Iterator[None]:
    if not _IN_LINE.acquire(blocking=False):
        raise GovdocError("同时看版面图的人太多", "请稍候再看")
    try:
        with _AT_ONCE:
            yield
    finally:
        _IN_LINE.release()


def _kept(workspace: Path, sha256: str, number: int) -> Drawn | None:
    with album.open_album(workspace) as pages:
        found = album.found(pages, sha256, number)
    return Drawn(*found) if found else None


def _located(folder: Path, path: str) -> tuple[Path, str]:
    """Where a path of the ledger lies on the disk, and what of it names a member of an archive."""
    parts, root = path.split(INSIDE), reachable(folder)
    for at in range(len(parts), 0, -1):
        try:
            file = root.joinpath(*INSIDE.join(parts[:at]).split("/")).resolve(strict=True)
        except (OSError, ValueError):
            continue
        if not file.is_relative_to(root.resolve()) or not file.is_file():
            raise GovdocError("文件不在材料文件夹里", "请重新扫描")
        return file, INSIDE.join(parts[at:])
    raise GovdocError("文件已不在", "请重新扫描")
