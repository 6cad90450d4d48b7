"""What a running workbench holds, and how its pages reach it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import Form, HTTPException, Request

from govdoc.errors import OvertakenError
from govdoc.pipeline.decisions import Pen
from govdoc.pipeline.live_desk import LiveDesk, Now
from govdoc.pipeline.workspace import open_workspace
from govdoc.text import clock
from govdoc.web.jobs import Jobs
from govdoc.web.login import Attempts
from govdoc.web.sessions import Session, Sessions
from govdoc.web.uploads import Uploads

if TYPE_CHECKING:
    from sqlite_utils import Database


Seen = Annotated[str, Form()]  # what a form carries of the state that its page showed


class OutdatedError(OvertakenError):
    """A change to what is no more as its sender saw it."""

    def __init__(self) -> None:
        super().__init__("您打开这一页之后，这里又有改动，您的改动没有记入", "请返回、刷新，看过后再改")


@dataclass(frozen=True, slots=True)
class Bench:
    """One workspace at work. With `by_account` people log in; without, `who` alone works here, by a one-time key."""

    folder: Path
    live: LiveDesk
    sessions: Sessions
    attempts: Attempts
    jobs: Jobs
    uploads: Uploads
    who: str = ""
    by_account: bool = False
    settings: Lock = field(default_factory=Lock)

    @contextmanager
    def db(self) -> "Iterator[Database]":
        """The workspace, for one request."""
        db = open_workspace(self.folder)
        try:
            yield db
        finally:
            db.close()

    @contextmanager
    def changing(self, seen: str, state: "Callable[[Database], object]") -> "Iterator[Database]":
        """The workspace, to change what a page showed as `seen`; raises OutdatedError where it is another by now."""
        with self.settings, self.db() as db:
            if seen and seen != mark(state(db)):
                raise OutdatedError
            yield db


def mark(state: object) -> str:
    """A short word that changes with what it is made of."""
    import hashlib

    return hashlib.sha256(repr(state).encode()).hexdigest()[:16]


def bench_of(request: Request) -> Bench:
    """The workbench that answers a request."""
    return cast(Bench, request.app.state.bench)


def session_of(request: Request) -> Session:
    """Who asks."""
    return cast(Session, request.state.session)


def now_of(request: Request) -> Now:
    """The workspace as it stands."""
    return bench_of(request).live.current()


def pen_of(request: Request, comment: str = "") -> Pen:
    """Who decides, now."""
    return Pen(session_of(request).who, clock.now(), comment.strip())


def own(request: Request, unit: str | None) -> None:
    """Refuse what another unit's account asks for, in the words for what is not there."""
    if not session_of(request).sees(unit):
        raise HTTPException(404, "没有这一页。")
