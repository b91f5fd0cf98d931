"""What runs in a Dask worker: it has Lembar's own worker do the job, within the same limits.

A theme's code never runs in the process of Dask: what it can reach there are pipes.
"""

import atexit
import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Lock, Timer
from typing import Any

from lembar.cluster.machine import Machine, this_machine
from lembar.cluster.store import GIVE
from lembar.course.theme import Theme
from lembar.engine.jobs import Job, Result
from lembar.engine.limits import Limits
from lembar.engine.machinery import machinery
from lembar.engine.wire import packed
from lembar.engine.workers import Order, Workers

THEME = "theme:"
"""How the name of a theme begins in the store; all else is an asset."""
_MOST = 512 * 1024 * 1024  # bytes of themes and assets that a worker keeps
_IDLE = 60.0  # seconds after which nothing is kept, neither processes nor assets


def do(run: str, made_by: str, limits: Limits, job: bytes) -> bytes | tuple[str, Machine]:
    """Return what a job makes, as a frame; of a worker that makes other bytes, who it is."""
    from distributed import get_worker

    worker = get_worker()
    seat = _KEPT.seat(limits)
    try:
        if seat.made_by != made_by:  # it came after the others were looked at
            return worker.address, this_machine()
        fetch = _fetcher(worker, run)
        future: Future[Result] = Future()
        order = Order(pickle.loads(job), _Themes(fetch), _Things(fetch), future, _Going())
        seat.workers.put(order)
        return b"".join(packed(future.result()))
    finally:
        _KEPT.back(seat)


class _Going:
    """Hold no job back: the command knows what is not to be tried, and in which order."""

    def add(self, job: Job, number: int) -> None:
        """Do nothing: the command hears of it with the result."""

    def hold(self, job: Job, number: int) -> bool:
        """Say that a job is to be tried."""
        return False


@dataclass(frozen=True, slots=True)
class _Seat:
    """Hold one worker of Lembar's, and what documents are made by there."""

    workers: Workers
    limits: Limits
    made_by: str


class _Kept:
    """Hold what a Dask worker keeps between jobs, for as long as jobs come."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._free: list[_Seat] = []
        self._busy = 0
        self._things: OrderedDict[str, bytes] = OrderedDict()
        self._fetching = Lock()  # or two jobs would ask for the same at once
        self._idle: Timer | None = None

    def seat(self, limits: Limits) -> _Seat:
        """Return a seat that no other job has, a warm one if there is one."""
        with self._lock:
            self._busy += 1
            if self._idle is not None:
                self._idle.cancel()
            for each in self._free:
                if each.limits == limits:
                    self._free.remove(each)
                    return each
        return _Seat(Workers(1, limits), limits, machinery())

    def back(self, seat: _Seat) -> None:
        """Take a seat back, and wait for the next job."""
        with self._lock:
            self._busy -= 1
            self._free.append(seat)
            if not self._busy:
                self._idle = Timer(_IDLE, self.end)
                self._idle.daemon = True
                self._idle.start()

    def thing(self, name: str, fetch: Callable[[str], bytes | None]) -> bytes | None:
        """Return a theme or an asset; it is fetched once."""
        with self._fetching:
            if name in self._things:
                self._things.move_to_end(name)
                return self._things[name]
            found = fetch(name)
            if found is not None:
                self._things[name] = found
                while len(self._things) > 1 and sum(map(len, self._things.values())) > _MOST:
                    self._things.popitem(last=False)
            return found

    def end(self) -> None:
        """End the processes that wait, and keep nothing."""
        with self._lock:
            seats, self._free = self._free, []
            if not self._busy:
                self._things.clear()
        for each in seats:
            each.workers.close()


_KEPT = _Kept()
atexit.register(_KEPT.end)


def _fetcher(worker: Any, run: str) -> Callable[[str], bytes | None]:
    """Return what asks the store beside the scheduler, from any thread of a Dask worker."""
    from distributed.utils import sync

    def fetch(name: str) -> bytes | None:
        ask = getattr(worker.scheduler, GIVE)
        found = sync(worker.loop, ask, run=run, name=name, worker=worker.address)
        return None if found is None else bytes(found)

    return lambda name: _KEPT.thing(name, fetch)


class _Things(Mapping[str, bytes]):
    """Look like the asset store of the command."""

    def __init__(self, fetch: Callable[[str], bytes | None]) -> None:
        self._fetch = fetch

    def __getitem__(self, name: str) -> bytes:
        found = self._fetch(name)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Themes(Mapping[str, Theme]):
    """Look like the themes of the command."""

    def __init__(self, fetch: Callable[[str], bytes | None]) -> None:
        self._things = _Things(fetch)

    def __getitem__(self, key: str) -> Theme:
        theme: Theme = pickle.loads(self._things[THEME + key])
        return theme

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0
