"""Who is at work: sessions, kept in memory so that a restart ends them all, and the one-time key of the first."""

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from govdoc.model import Account, AccountRole

_LASTS = 12 * 3600.0  # seconds without a request
RANK: dict[AccountRole, int] = {"unit": 0, "viewer": 1, "reviewer": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Session:
    """One person at one browser, with the account as it was at log-in, None for the bearer of the one-time key.

    `unit` is the only unit that a unit's account sees.
    """

    who: str
    role: AccountRole
    csrf: str
    unit: str | None = None
    account: Account | None = None

    def may(self, role: AccountRole) -> bool:
        """Whether this person may do what asks for a role."""
        return RANK[self.role] >= RANK[role]

    def sees(self, unit: str | None) -> bool:
        """Whether this person may see what is a unit's."""
        return self.role != "unit" or (unit is not None and unit == self.unit)


class Sessions:
    """The sessions of a running workbench; `standing` gives an account as it now is, None for one taken away.

    A session ends as soon as its account is another in anything, password and role included, whoever changed it.
    """

    def __init__(self, standing: Callable[[str], Account | None]) -> None:
        self._standing = standing
        self._secret = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._held: dict[str, tuple[Session, float]] = {}
        self._key = ""

    def new_key(self) -> str:
        """A key that opens one session, once."""
        self._key = secrets.token_urlsafe(32)
        return self._key

    def enter(self, key: str, who: str) -> str | None:
        """The cookie of a session with all rights for the bearer of the key; None for a wrong or used one."""
        with self._lock:
            if not self._key or not hmac.compare_digest(key.encode(), self._key.encode()):
                return None
            self._key = ""
        return self._open(Session(who, "admin", secrets.token_urlsafe(24)))

    def log_in(self, account: Account) -> str:
        """The cookie of a new session for an account whose password was checked."""
        # The same at each log-in, so that a page goes on where its person has logged in again on another.
        csrf = hmac.new(self._secret, repr(account).encode(), "sha256").hexdigest()
        return self._open(Session(account.name, account.role, csrf, account.unit, account))

    def of(self, cookie: str) -> Session | None:
        """The session of a cookie, None where it is unknown or has run out."""
        now = time.monotonic()
        with self._lock:
            session, last = self._held.get(cookie, (None, now))
        known = session and session.account
        if session is None or now - last > _LASTS or (known and self._standing(known.name) != known):
            self.log_out(cookie)
            return None
        with self._lock:
            if cookie in self._held:
                self._held[cookie] = session, now
        return session

    def log_out(self, cookie: str) -> None:
        """End a session."""
        with self._lock:
            self._held.pop(cookie, None)

    def _open(self, session: Session) -> str:
        cookie = secrets.token_urlsafe(32)
        with self._lock:
            self._held[cookie] = session, time.monotonic()
        return cookie
