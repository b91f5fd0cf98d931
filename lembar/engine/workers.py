"""Workers: processes that do jobs side by side; one that is stopped or dies is replaced.

    workers.put(Order(job, themes, assets, future, stops)) ──▶ the future has a Result

Results may come in any order; whoever takes them in the order of the jobs sees the same with one
worker as with many.
"""

import atexit
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count as counted
from math import inf
from pathlib import Path
from queue import PriorityQueue
from threading import Lock, Thread, Timer
from typing import Protocol

from lembar.course.theme import Theme
from lembar.engine.interrupts import unbroken
from lembar.engine.jobs import Job, Result, looks_of, named, weight_of
from lembar.engine.limits import Limits, limits_of
from lembar.engine.room import TEMPORARY, no_temp
from lembar.engine.setup import ASSET, MEMORY, PHASE, Setup
from lembar.engine.wire import ClosedError, phase_in, receive, send, unpacked
from lembar.errors import LembarError, Problem, problem

_MOST = 4
_TRIES = 2
_HEAVY = 0.6  # of the memory that a process may have: then it is replaced
_AT_ONCE = 2  # started before there is a job: they load while the command reads
_WORTH_ONE_MORE = 3  # jobs that wait: to start a process takes as long as a few of them
_OUT_OF_TIME = {getattr(signal, name, None) for name in ("SIGXCPU", "SIGPROF")}
# A worker stops by itself, by the time that it computes; longer than this it is stuck. Where no
# system counts for it, the time on the wall has to do.
_STUCK_TIMES, _STUCK_MORE = (4.0, 20.0) if hasattr(signal, "setitimer") else (1.5, 1.0)
_MESSAGE = 1024 * 1024 * 1024
# From a terminal, Ctrl-C comes to workers too: the command ends them, and until then they go on.
_START = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.path[:] = {path!r}; "
    "from lembar.engine.worker import main; main()"
)


class Halting(Protocol):
    """Describe what knows which jobs are not to be tried any more."""

    def add(self, job: Job, number: int) -> None:
        """Remember that a job had to be stopped."""

    def hold(self, job: Job, number: int) -> bool:
        """Say whether a job is not to be tried."""


@dataclass(frozen=True, slots=True)
class Order:
    """Hold a job with what it needs, themes by their keys, and where its result goes.

    `number` is that of the job among those of its run.
    """

    job: Job
    themes: Mapping[str, Theme]
    assets: Mapping[str, bytes]
    future: "Future[Result]"
    stops: "Halting"
    number: int = 0


@dataclass(slots=True)
class Figures:
    """Hold what is told of a worker: jobs, seconds at work, processes one after the other, and the
    most bytes that one of them held."""

    jobs: int = 0
    seconds: float = 0.0
    processes: int = 0
    memory: int = 0


class Workers:
    """Do jobs in processes of their own, which stay warm: two at once, more when many jobs wait.

    What takes longest is begun first.
    """

    def __init__(
        self,
        count: int,
        limits: Limits,
        formats: Iterable[str] = (),
        pieces: tuple[str, str] | None = None,
    ) -> None:
        try:
            self._folder = Path(tempfile.mkdtemp(prefix=TEMPORARY))
        except OSError as error:
            raise LembarError(no_temp(error)) from error
        self._pieces = pieces
        self._orders = _Orders()
        self._count, self._limits, self._formats = count, limits, tuple(formats)
        self._seats: list[_Seat] = []
        for _ in range(min(count, _AT_ONCE)):
            self._seat()

    @property
    def closed(self) -> bool:
        """Say whether no job is done any more."""
        return any(seat.closed for seat in self._seats)

    @property
    def figures(self) -> list[Figures]:
        """Return what is told of each worker."""
        return [seat.figures for seat in self._seats]

    @property
    def processes(self) -> list[int]:
        """Return the ids of the processes that run now."""
        return [seat.process for seat in self._seats if seat.process]

    def put(self, order: Order) -> None:
        """Let a job be done."""
        self._orders.put(order)
        if len(self._seats) < self._count and len(self._orders) > _WORTH_ONE_MORE:
            self._seat()

    def _seat(self) -> None:
        """Start one more worker."""
        folder = self._folder / f"{len(self._seats) + 1}"
        setup = Setup(self._limits, str(folder), self._formats, self._pieces)
        self._seats.append(_Seat(self._orders, setup))

    def close(self) -> None:
        """End all processes, whatever they are doing, and leave nothing behind."""
        for seat in self._seats:
            seat.close()
        for _ in self._seats:
            self._orders.end()
        for seat in self._seats:
            seat.join()
        shutil.rmtree(self._folder, ignore_errors=True)


class _Orders:
    """Hold orders that wait, the longest first, and those as long in the order they came."""

    def __init__(self) -> None:
        self._waiting: PriorityQueue[tuple[float, int, Order | None]] = PriorityQueue()
        self._came = counted()

    def put(self, order: Order) -> None:
        """Let an order wait."""
        self._waiting.put((-weight_of(order.job), next(self._came), order))

    def end(self) -> None:
        """Let one who waits go away, before any order is done."""
        self._waiting.put((-inf, next(self._came), None))

    def get(self) -> Order | None:
        """Return what is to be done next; None: nothing any more."""
        return self._waiting.get()[2]

    def __len__(self) -> int:
        return self._waiting.qsize()


class _Seat:
    """Hold the place of a worker: start its process, bring it jobs, and replace it."""

    def __init__(self, orders: "_Orders", setup: Setup) -> None:
        self.closed = False
        self._orders, self._setup, self._folder = orders, setup, Path(setup.folder)
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._themes: set[str] = set()
        self._stuck = False
        self._held = 0  # bytes, the most that the process had
        self.figures = Figures()
        self._doing: Problem | None = None  # what is told of the job if it has to be stopped
        self._thread = Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def process(self) -> int | None:
        """Return the id of the process, if it runs."""
        found = self._process
        return found.pid if found is not None and found.poll() is None else None

    def close(self) -> None:
        """End the process; no other is started."""
        with self._lock:
            self.closed = True
            if self._process is not None:
                self._process.kill()

    def join(self) -> None:
        """Wait until nothing of the seat runs."""
        self._thread.join(5)

    def _work(self) -> None:
        with suppress(ClosedError, OSError):
            self._start()
        while (order := self._orders.get()) is not None and not self.closed:
            self._taken(order)
        self._end()

    def _taken(self, order: Order) -> None:
        """Do a job that no one has called off."""
        if not order.future.set_running_or_notify_cancel():
            return
        try:
            result = (
                Result(stopped=True)
                if order.stops.hold(order.job, order.number)
                else self._done(order)
            )
            if result.stopped:
                order.stops.add(order.job, order.number)
            order.future.set_result(result)
        except Exception as error:  # or its taker would wait for ever
            order.future.set_exception(error)

    def _done(self, order: Order) -> Result:
        """Return what a job makes, and count it."""
        began = time.perf_counter()
        try:
            return self._tried(order)
        finally:
            self.figures.jobs += 1
            self.figures.seconds += time.perf_counter() - began

    def _tried(self, order: Order) -> Result:
        """Return what a job makes; one whose process dies is tried once more."""
        died = _died("")
        for _ in range(_TRIES):
            self._doing = None
            try:
                result = self._asked(order)
            except (ClosedError, OSError) as error:
                code = self._end()
                if self._doing is not None and (self._stuck or -code in _OUT_OF_TIME):
                    died = self._doing
                    break
                died = _died(_said(code) if isinstance(error, ClosedError) else str(error))
                if self.closed:
                    break
                continue
            # What a process has held it does not give back: another is lighter.
            if result.stopped or self._held > self._setup.limits.memory * _HEAVY:
                self._end()
            return result
        return Result((), (replace(died, during=named(order.job)),), stopped=True)

    def _asked(self, order: Order) -> Result:
        """Send a job to the process, and serve it until its result is there."""
        process = self._process or self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        for key in dict.fromkeys(look.theme for look in looks_of(order.job)):
            if key not in self._themes:
                send(process.stdin, pickle.dumps(("theme", (key, order.themes[key])), 5))
                self._themes.add(key)
        send(process.stdin, pickle.dumps(("job", order.job), 5))
        watch: Timer | None = None
        try:
            while True:
                frame = receive(process.stdout, _MESSAGE)
                kind, rest = frame[:1], frame[1:]
                if kind == ASSET:
                    send(process.stdin, pickle.dumps(order.assets.get(rest.decode()), 5))
                elif kind == MEMORY:
                    self._held = int(rest)
                    self.figures.memory = max(self.figures.memory, self._held)
                elif kind == PHASE:
                    seconds, self._doing = phase_in(rest)
                    if watch is not None:
                        watch.cancel()
                    watch = self._watched(process, seconds)
                else:
                    return unpacked(rest)
        finally:
            if watch is not None:
                watch.cancel()

    def _watched(self, process: "subprocess.Popen[bytes]", seconds: float) -> Timer:
        """Return what ends the process if it neither goes on nor stops by itself."""

        def stuck() -> None:
            self._stuck = True
            process.kill()

        watch = Timer(seconds * _STUCK_TIMES + _STUCK_MORE, stuck)
        watch.daemon = True
        watch.start()
        return watch

    def _start(self) -> "subprocess.Popen[bytes]":
        """Start a process. Raises ClosedError if the seat is closed."""
        with self._lock:
            if self.closed:
                raise ClosedError
            self._folder.mkdir(parents=True, exist_ok=True)
            self._themes, self._stuck, self._held = set(), False, 0
            self.figures.processes += 1
            # The folder one stands in may hold a yaml.py: -P keeps it out.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", _START.format(path=sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=None if os.environ.get("LEMBAR_DEBUG") else subprocess.DEVNULL,
            )
            process = self._process
        assert process.stdin is not None
        send(process.stdin, pickle.dumps(self._setup, 5))
        return process

    def _end(self) -> int:
        """End the process, if there is one, and return its code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        code = process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)
        return code


def _died(ended: str) -> Problem:
    return problem("worker-died", None, "worker-died", ended=ended)


def _said(code: int) -> str:
    """Return how a process ended, as people look it up."""
    try:
        return signal.Signals(-code).name
    except ValueError:
        return str(code)


_shared: list[Workers] = []


def shared(
    formats: Iterable[str] = (), count: int = 0, pieces: tuple[str, str] | None = None
) -> Workers:
    """Return the workers of this process; they are started with the first call.

    `formats` are those that they are to load while they wait, `count` is how many there may be;
    0: as suits the machine. `pieces` are the cache's folder and the machinery.
    """
    if not _shared:
        with unbroken():  # or their folder would stay
            _shared.append(Workers(count or cores(), limits_of(), formats, pieces))
    return _shared[0]


@atexit.register
def end() -> None:
    """End the workers of this process; the next call for them starts others."""
    with unbroken():
        while _shared:
            _shared.pop().close()


def cores() -> int:
    """Return how many workers suit this machine."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(there or 1, _MOST))
