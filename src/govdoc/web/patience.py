"""How long a connection may take to ask for something: the server itself would wait for ever."""

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol


class Hurried(H11Protocol):
    """Closes a connection that has not sent the whole head of a request after `seconds`, byte by byte or not at all."""

    seconds = 20.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to watch."""
        super().connection_made(transport)
        self._watch(self.cycle)

    def _watch(self, before: object) -> None:
        self.loop.call_later(self.seconds, self._look, before)

    def _look(self, before: object) -> None:
        asks = self.cycle is not None and not self.cycle.response_complete
        if self.transport.is_closing():
            return
        if asks or self.cycle is not before:
            self._watch(self.cycle)
        else:
            self.transport.close()
