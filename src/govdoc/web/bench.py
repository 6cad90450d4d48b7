"""What a running workbench holds, and how its pages reach it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fastapi import HTTPException, Request

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

    @contextmanager
    def db(self) -> "Iterator[Database]":
        """The workspace, for one request."""
        db = open_workspace(self.folder)
        try:
            yield db
        finally:
            db.close()


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
