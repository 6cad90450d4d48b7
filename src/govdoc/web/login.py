"""How often a log-in may be tried."""

import threading
import time
from collections import deque

_SPAN = 300.0  # seconds within which tries are counted
# Many may come from one address, that of a proxy; a name is known from few tries of one address, so that a stranger
# elsewhere locks nobody out.
_OF_BOTH, _OF_NAME, _FROM_ADDRESS = 5, 50, 30
_Key = tuple[str | None, str | None]


class Attempts:
    """Tries to log in by name and by address, forgotten once one succeeds; memory is bounded."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._tries: dict[_Key, deque[float]] = {}

    def begin(self, name: str, address: str) -> int:
        """Count a try before the password is looked at, or say in how many seconds another is allowed."""
        now = time.monotonic()
        counted: tuple[tuple[_Key, int], ...] = (
            ((name, address), _OF_BOTH),
            ((name, None), _OF_NAME),
            ((None, address), _FROM_ADDRESS),
        )
        with self._lock:
            if left := max(self._left(key, most, now) for key, most in counted):
                return left
            if len(self._tries) > 10_000:
                self._tries = {key: tries for key, tries in self._tries.items() if now - tries[-1] < _SPAN}
            for key, most in counted:
                self._tries.setdefault(key, deque(maxlen=most)).append(now)
        return 0

    def succeeded(self, name: str, address: str) -> None:
        """Forget the tries of a name from an address, and the last of each."""
        with self._lock:
            self._tries.pop((name, address), None)
            for key in ((name, None), (None, address)):
                if tries := self._tries.get(key):
                    tries.pop()

    def _left(self, key: _Key, most: int, now: float) -> int:
        tries = self._tries.get(key, deque())
        if len(tries) < most or now - tries[0] >= _SPAN:
            return 0
        return int(_SPAN - (now - tries[0])) + 1
