"""Limits for what is done with a theme's code: computing time, memory, and how much it makes."""

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from math import ceil

_MB = 1024 * 1024
# What `_work` takes on the machine on which the seconds below were chosen.
_REFERENCE = 0.009
_SPARE = 0.5  # seconds after which the system ends a process that did not stop by itself


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what one document may take: seconds of computing, bytes of memory and of results.

    A long document takes longer to write: `per_sign` and `per_copy` are added to `write`.
    """

    render: float = 1.5
    write: float = 2.2
    per_sign: float = 0.0002
    per_copy: float = 0.1
    file: int = 256 * _MB
    memory: int = 1536 * _MB

    def times(self, count: float) -> "Limits":
        """Return limits that give so many times as long."""
        return replace(
            self,
            render=self.render * count,
            write=self.write * count,
            per_sign=self.per_sign * count,
            per_copy=self.per_copy * count,
        )

    def for_signs(self, signs: int, copies: int = 0) -> float:
        """Return how long it may take to write a sheet of so many signs, or copies of it."""
        return self.write + signs * self.per_sign + copies * self.per_copy


def limits_of(environment: Mapping[str, str] = os.environ) -> Limits:
    """Return the limits, as LEMBAR_TIME (times as long) and LEMBAR_MEMORY (MB) change them."""
    limits = Limits()
    times = _number(environment.get("LEMBAR_TIME"))
    memory = _number(environment.get("LEMBAR_MEMORY"))
    if times:
        limits = limits.times(times)
    return replace(limits, memory=int(memory * _MB)) if memory else limits


def _number(text: str | None) -> float:
    """Return a number above 0; 0 for what is none."""
    with suppress(ValueError):
        found = float(text or "0")
        return found if 0 < found < float("inf") else 0.0
    return 0.0


class TooSlow(BaseException):
    """Say that the time is over; no `except Exception` on the way keeps it."""


class Clock:
    """Let code run for a time of computing, and stop it after that.

    What other programs do on the machine does not count; that the machine is slow, does.
    """

    def __init__(self) -> None:
        self._pace = pace()
        self._seconds = 0.0  # of the usual machine; none while nothing is stopped
        self._began = 0.0

    @contextmanager
    def at_most(self, seconds: float) -> Iterator[None]:
        """Raise TooSlow in what runs longer.

        Code that can't be stopped this way, since it is not Python's, ends with its process. A
        system without such clocks leaves it to who started the process.
        """
        if not hasattr(signal, "setitimer"):
            yield
            return
        self._seconds, self._began = seconds, time.process_time()
        signal.signal(signal.SIGPROF, self._over)
        self._set()
        try:
            yield
        finally:
            self._seconds = 0.0
            signal.setitimer(signal.ITIMER_PROF, 0)
            _end_process_after(None)

    def _set(self) -> float:
        """Let what runs go on until its time is over; return how long that is yet, in seconds."""
        end = self._began + self._seconds * self._pace
        left = end - time.process_time()
        if left > 0:
            _end_process_after(end + _SPARE)
            # Again and again: what is raised within a destructor is lost.
            signal.setitimer(signal.ITIMER_PROF, left, 0.25)
        return left

    def _over(self, *_: object) -> None:
        """Stop what runs, unless the machine has become slower since its pace was taken."""
        if not self._seconds:
            return
        now = pace()
        if now > self._pace:
            self._pace = now
            if self._set() > 0:
                return
        raise TooSlow


def pace() -> float:
    """Return how many times as long as usual this machine computes; never less than 1."""
    started = time.process_time()
    _work()
    return max(1.0, (time.process_time() - started) / _REFERENCE)


def _work() -> int:
    found: dict[int, str] = {}
    for number in range(60_000):
        found[number % 997] = f"{number:x}"
    return len(found)


def bound_memory(most: int) -> None:
    """Let the system refuse this process more memory, where it can, and core files."""
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, limit in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0)):
        with suppress(OSError, ValueError):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (limit, hard))


def most_memory() -> int:
    """Return how many bytes this process has held at most; 0 where no system tells it."""
    try:
        import resource
    except ImportError:  # Windows
        return 0
    found = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return found if sys.platform == "darwin" else found * 1024


def _end_process_after(seconds: float | None) -> None:
    """Let the system end this process once it has computed so long, in whole seconds; or never."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (hard if seconds is None else ceil(seconds), hard))
