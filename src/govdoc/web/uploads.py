"""Files that came in by a page and wait for the yes of their sender: beside the workspace, out of every scan."""

import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from govdoc.errors import GovdocError
from govdoc.pipeline.folder import MARKER
from govdoc.pipeline.intake import free_name, safe_name

FOLDER = ".govdoc-uploads"
_KEPT = 20  # uploads that wait at a time; older ones are forgotten


@dataclass(frozen=True, slots=True)
class Held:
    """Files that wait, and what was made of them."""

    key: str
    who: str
    page: str
    files: tuple[Path, ...]
    matter: Any = None


class Uploads:
    """What waits at a running workbench; what an earlier run left is dropped."""

    def __init__(self, workspace: Path) -> None:
        self._folder = workspace / FOLDER
        self._lock = threading.Lock()
        self._held: dict[str, Held] = {}
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def received(self, form: FormData) -> Iterator[tuple[str, tuple[Path, ...]]]:
        """The files sent, written under safe names, with the key to hold them by; gone again unless they are held.

        Raises GovdocError where none was chosen.
        """
        sent = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
        if not sent:
            raise GovdocError("没有选择文件", "请返回，选好文件再上传")
        key = secrets.token_urlsafe(16)
        place = self._folder / key
        place.mkdir(parents=True)
        (self._folder / MARKER).touch()
        try:
            files = []
            for one in sent:
                file = free_name(place, safe_name(one.filename or ""))
                with file.open("wb") as kept:
                    shutil.copyfileobj(one.file, kept)
                files.append(file)
            yield key, tuple(files)
        finally:
            if key not in self._held:
                self.drop(key)

    def hold(self, held: Held) -> None:
        """Let files wait for the yes of whoever sent them."""
        with self._lock:
            self._held[held.key] = held
            old = list(self._held)[:-_KEPT]
        for key in old:
            self.drop(key)

    def of(self, key: str, who: str, page: str = "") -> Held:
        """What waits under a key. Raises GovdocError for another's, one of another page, and what waits no more."""
        with self._lock:
            held = self._held.get(key)
        if held is None or held.who != who or page not in ("", held.page):
            raise GovdocError("上传的文件已不在", "请重新上传")
        return held

    def shelf(self, name: str) -> Path:
        """Where a file that was made for download lies until the workbench ends."""
        self._folder.mkdir(exist_ok=True)
        (self._folder / MARKER).touch()
        return self._folder / name

    def drop(self, key: str) -> None:
        """Forget what waits under a key."""
        with self._lock:
            self._held.pop(key, None)
        shutil.rmtree(self._folder / key, ignore_errors=True)

    def close(self) -> None:
        """Forget all."""
        shutil.rmtree(self._folder, ignore_errors=True)


async def _form(request: Request) -> FormData:
    """The form of a page that takes in files, read only when the gate has let its sender through."""
    return await request.form()


Sent = Annotated[FormData, Depends(_form)]
