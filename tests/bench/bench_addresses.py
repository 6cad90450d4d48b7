"""What visiting web addresses costs, and whether hosts are left in peace: `python tests/bench/bench_addresses.py`.

Addresses on fifty hosts, all on the loopback addresses 127.0.1.x of this machine (Linux). The cost is the processor's
time an address, which must not grow with their number; the time it takes is that of the pauses.
"""

import datetime as dt
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.pipeline.situations import Server

from govdoc.pipeline.fetch import Manners
from govdoc.pipeline.visits import visit_addresses

HOSTS = 50
NUMBERS = (100, 200, 2000)  # the first pays for what is loaded once
MANNERS = Manners(pause=0.5, hosts=50)
ALLOWED = frozenset(f"127.0.1.{at + 1}" for at in range(HOSTS))


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def main() -> None:
    costs = {}
    for number in NUMBERS:
        servers = [Server(host) for host in sorted(ALLOWED)]
        for server in servers:
            threading.Thread(target=server.serve_forever, args=(0.5,), daemon=True).start()
        bases = [f"http://{server.server_address[0]}:{server.server_address[1]}" for server in servers]
        urls = [f"{bases[at % HOSTS]}/good?{at}" for at in range(number)]
        begun, used = time.perf_counter(), time.process_time()
        found = list(visit_addresses(urls, now, MANNERS, ALLOWED))
        spent, used = time.perf_counter() - begun, time.process_time() - used
        # The first visit to a host is followed by one to a page that cannot exist, within the same turn.
        gaps = [
            after - before
            for server in servers
            for before, after in pairwise([at for _, at in sorted(server.times, key=lambda one: one[1])][1:])
        ]
        assert len(found) == number
        assert all(visit.status == 200 for visit in found)
        costs[number] = used / number
        print(
            f"{number:5d} addresses on {HOSTS} hosts  {spent:6.1f} s  {1000 * used / number:5.1f} ms of processor each"
            f"  least pause at one host {min(gaps):.3f} s (asked for {MANNERS.pause} s)"
        )
    _, few, many = NUMBERS
    print(f"cost of one address among {many} is {costs[many] / costs[few]:.2f} x that among {few}")


if __name__ == "__main__":
    main()
