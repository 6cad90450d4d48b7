"""Many visits at once: one at a time to a host, with pauses, and tries again spread over time."""

import heapq
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

from govdoc.addresses import host_of
from govdoc.pipeline.fetch import Fetched, Manners

_LONGEST_PATIENCE = 300.0  # seconds that a server's Retry-After is heeded


def visit_all(
    urls: Iterable[str], fetch: Callable[[str], Fetched], manners: Manners
) -> Iterator[tuple[str, Fetched, int]]:
    """Each address with what the last visit met and how many tries that took, as they come in.

    A visit that may end otherwise later is tried again after the pauses of `manners.again`. Closing the iterator
    waits for the visits under way and begins no other.
    """
    hosts: dict[str, list[tuple[float, int, str]]] = {}
    for url in dict.fromkeys(urls):
        hosts.setdefault(host_of(url), []).append((0.0, 1, url))
    turns = [(0.0, host) for host in hosts]  # when each host may be asked next; one that is being asked is not here
    running: dict[Future[Fetched], tuple[str, int, str]] = {}
    with ThreadPoolExecutor(manners.hosts, "visit") as pool:
        while turns or running:
            while turns and len(running) < manners.hosts and turns[0][0] <= time.monotonic():
                _, host = heapq.heappop(turns)
                _, tries, url = heapq.heappop(hosts[host])
                running[pool.submit(fetch, url)] = host, tries, url
            soonest = max(turns[0][0] - time.monotonic(), 0.0) if turns and len(running) < manners.hosts else None
            if not running:
                time.sleep(soonest or 0.0)
                continue
            done, _ = wait(running, timeout=soonest, return_when=FIRST_COMPLETED)
            for future in done:
                host, tries, url = running.pop(future)
                met = future.result()
                again = met.fleeting and tries <= len(manners.again)
                if again:
                    patience = max(manners.again[tries - 1], min(met.retry_after or 0.0, _LONGEST_PATIENCE))
                    heapq.heappush(hosts[host], (time.monotonic() + patience, tries + 1, url))
                if hosts[host]:
                    heapq.heappush(turns, (max(time.monotonic() + manners.pause, hosts[host][0][0]), host))
                if not again:
                    yield url, met, tries
