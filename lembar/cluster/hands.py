"""Hands of a cluster: papers are made there; what bears pupils' names is made here."""

import pickle
import re
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Event, RLock, Thread
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from lembar.cluster.address import LOCAL
from lembar.cluster.machine import unlike
from lembar.course.documents import PUPILS
from lembar.engine.crew import Hands
from lembar.engine.jobs import Job, PaperJob, Result, looks_of, named
from lembar.engine.wire import ClosedError, unpacked
from lembar.engine.workers import Order
from lembar.errors import LembarError, Problem, problem

if TYPE_CHECKING:  # Dask takes long to load
    from lembar.cluster.link import Heard, Link

_ASSET = re.compile(rb"[0-9a-f]{64}\.\w+")
_NAMED = (b"lembar.course.roster", b"lembar.views.copies")  # whose types hold names of pupils
_AT_ONCE = 4  # jobs for each thread of the cluster: some wait there, the others here
_LEAST = 8
_LOOK = 5.0  # seconds between two looks at the cluster
_PATIENCE = 120.0  # seconds that it may be without any worker


def hands_of(address: str, jobs: int, local: Hands) -> "ClusterHands":
    """Return the hands of a cluster; `jobs` is how many are done at once, 0: as suits it."""

    def connected() -> "Link":
        from lembar.cluster.connect import connect

        return connect(address, jobs)

    return ClusterHands(connected, local, 0 if address == LOCAL else jobs)


def may_leave(job: Job) -> bool:
    """Say whether a job may leave this machine: of papers, those of no pupil."""
    return isinstance(job, PaperJob) and job.document.edition != PUPILS


@dataclass(slots=True)
class _Given:
    """Hold an order with a number of its own, and what Dask calls it once it is away."""

    number: int
    order: Order
    future: Any = None


class ClusterHands:
    """Have papers made by a cluster, and all else by local hands.

    It is connected to with the first paper that is to be made: `connect` may raise LembarError.
    `most` is how many jobs are there at once; 0: as suits the cluster.
    """

    def __init__(self, connect: "Callable[[], Link]", local: Hands, most: int = 0) -> None:
        self._connect, self._local, self._asked = connect, local, most
        self._link: Link | None = None
        self._lock = RLock()
        self._count = 0
        self._most = most
        self._waiting: deque[_Given] = deque()
        self._away: dict[int, _Given] = {}
        self._brought: set[str] = set()
        self._failed: Problem | None = None
        self._closed = Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def put(self, order: Order) -> None:
        """Let a job be done. Raises LembarError if there is no cluster to do it."""
        self._count += 1
        given = _Given(self._count, order)
        if not may_leave(order.job):
            self._here(given)
            return
        if self._link is None:
            self._link = self._connect()
            Thread(target=self._watch, daemon=True).start()
        with self._lock:
            self._waiting.append(given)
        self._send()

    def close(self) -> None:
        """Call off what was not done, and leave the cluster."""
        self._closed.set()
        with self._lock:
            futures = [each.future for each in self._away.values() if each.future]
            self._away.clear()
            self._waiting.clear()
        if self._link is not None:
            try:
                if futures and self._failed is None:
                    self._link.cancel(futures)
            finally:
                self._link.close()

    def _here(self, given: _Given) -> None:
        """Have a job done on this machine."""
        self._local.put(given.order)

    def _send(self) -> None:
        """Send as many jobs as the cluster may have."""
        with self._lock:
            try:
                if not self._most:
                    assert self._link is not None
                    self._most = self._room(self._link.threads())
                while self._waiting and len(self._away) < self._most and not self._closed.is_set():
                    self._start(self._waiting.popleft())
            except Exception as error:
                self._fail(_lost(error))

    def _room(self, threads: int) -> int:
        """Return how many jobs a cluster of so many threads may have."""
        return self._asked or max(_LEAST, _AT_ONCE * threads)

    def _start(self, given: _Given) -> None:
        """Send a job, and before it what it needs and was not brought yet."""
        assert self._link is not None
        order = given.order
        if self._failed is not None:
            order.future.set_exception(LembarError(self._failed))
            return
        try:
            job = pickle.dumps(order.job, 5)
        except Exception as error:  # or its taker would wait for ever
            order.future.set_exception(error)
            return
        if any(each in job for each in _NAMED):
            self._here(given)
            return
        if not order.future.set_running_or_notify_cancel():
            return
        if _is_held(order):
            order.future.set_result(Result(stopped=True))
            return
        self._away[given.number] = given
        self._bring(job, order)

        def heard(what: "Heard") -> None:
            self._heard(given, what)

        given.future = self._link.submit(f"{given.number}", job, heard)

    def _bring(self, job: bytes, order: Order) -> None:
        """Bring the themes of a job, and the assets that it and they name."""
        from lembar.cluster.task import THEME

        things: dict[str, bytes] = {}
        for look in looks_of(order.job):
            if (name := THEME + look.theme) not in self._brought:
                things[name] = pickle.dumps(order.themes[look.theme], 5)
        names = {each.decode() for text in (job, *things.values()) for each in _ASSET.findall(text)}
        for name in sorted(names - self._brought):
            if name in order.assets:
                things[name] = order.assets[name]
        if things:
            assert self._link is not None
            self._link.keep(things)
            self._brought.update(things)

    def _heard(self, given: _Given, what: "Heard") -> None:
        """Take what came of a job, and send another in its place."""
        from lembar.cluster.link import GoneError

        with self._lock:
            if self._away.pop(given.number, None) is None or self._closed.is_set():
                return  # it was called off
            if isinstance(what, GoneError):
                given.order.future.set_exception(LembarError(_lost(what)))
                self._fail(_lost(what))
                return
            if isinstance(what, tuple):
                assert self._link is not None
                found = unlike(*what, self._link.machine) or _lost(GoneError())
                given.order.future.set_exception(LembarError(found))
                self._fail(found)
                return
            result = _result(what, given.order.job)
            if result.stopped:
                given.order.stops.add(given.order.job, given.order.number)
                self._call_off()
            given.order.future.set_result(result)
        self._send()

    def _call_off(self) -> None:
        """Call off what is not to be tried any more."""
        assert self._link is not None
        held = [each for each in self._away.values() if _is_held(each.order)]
        for each in held:
            del self._away[each.number]
            each.order.future.set_result(Result(stopped=True))
        if held:
            self._link.cancel([each.future for each in held])

    def _fail(self, found: Problem) -> None:
        """Tell each who waits for a paper that none will come."""
        with self._lock:
            self._failed = self._failed or found
            given = [*self._away.values(), *self._waiting]
            self._away.clear()
            self._waiting.clear()
        for each in given:
            if not each.order.future.done():
                each.order.future.set_exception(LembarError(found))

    def _watch(self) -> None:
        """Look how large the cluster is; one that stays without workers is no longer waited for."""
        assert self._link is not None
        without = 0.0
        while not self._closed.wait(_LOOK) and self._failed is None:
            try:
                threads = self._link.threads()
                self._most = self._room(threads)
            except Exception as error:
                self._fail(_lost(error))
                return
            without = 0.0 if threads else without + _LOOK
            if without >= _PATIENCE:
                self._fail(problem("cluster-emptied", None, "cluster-emptied"))
                return
            self._send()


def _is_held(order: Order) -> bool:
    return order.stops.hold(order.job, order.number)


def _result(what: bytes | Exception, job: Job) -> Result:
    """Return what a job made; of what went wrong, a problem that names the document."""
    from lembar.cluster.link import DiedError

    if isinstance(what, bytes):
        try:
            return unpacked(what)
        except ClosedError as error:
            what = error
    if isinstance(what, DiedError):
        # A theme's code can't end a worker of Dask: this says nothing of other documents.
        found = problem("cluster-worker-died", None, "cluster-worker-died", worker=str(what))
    else:
        reason = f"{type(what).__name__}: {what}"
        found = problem("cluster-fails", None, None, reason=reason)
    return Result((), (replace(found, during=named(job)),))


def _lost(error: Exception) -> Problem:
    """Return the problem that the scheduler is gone, or another that ends all."""
    from lembar.cluster.link import GoneError

    if isinstance(error, (GoneError, OSError)):
        return problem("cluster-lost", None, "cluster-lost")
    return problem("cluster-fails", None, None, reason=f"{type(error).__name__}: {error}")
