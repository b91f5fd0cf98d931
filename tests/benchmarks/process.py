"""Run a command as a whole process, and tell what it and the processes it starts take."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

ROOT = Path(__file__).parents[2]
BUILD = (sys.executable, "-c", "from lembar.cli import main; main()", "build")
_PROC = Path("/proc")
_EVERY = 0.2  # seconds: a look at all processes takes a few milliseconds


@dataclass(frozen=True)
class Run:
    """Hold what a command took, with the processes that it started."""

    seconds: float  # by the clock
    computed: float  # by the processor, in all processes
    own: int  # KB, the most that the command's own process held; 0: not measured
    other: int  # KB, the most that any of the others held
    said: str


def run(command: Sequence[str | Path], folder: Path, **settings: str) -> Run:
    """Run a command in a folder, with settings in its environment; it has to succeed."""
    env = os.environ | {"PYTHONPATH": str(ROOT)} | settings
    with tempfile.TemporaryFile() as written:
        before = computed()
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=env, stdout=written, stderr=subprocess.STDOUT
        )
        with Peaks(process.pid) as peaks:
            code = process.wait()
            seconds = time.perf_counter() - began
        used = computed() - before
        written.seek(0)
        said = written.read().decode("utf-8", "replace")
    if code:
        raise SystemExit(f"{said}\n{command[0]} ended with {code}.")
    return Run(seconds, used, peaks.own, peaks.other, said)


def tell(text: str) -> None:
    """Write a line at once: the next may take minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Peaks:
    """Look again and again how much memory a process and those below it have held at most.

    The system keeps the peak of each process (VmHWM), so that nothing between two looks is lost,
    only what comes between the last look and the end. `ru_maxrss` does not do here: it begins with
    what the process that started the command held, and takes all its children for one. Linux only;
    elsewhere both are 0.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._held = pid, dict[int, int]()
        self._over = Event()
        self._thread = Thread(target=self._look, daemon=True)

    @property
    def own(self) -> int:
        """Return the peak of the process itself, in KB."""
        return self._held.get(self._pid, 0)

    @property
    def other(self) -> int:
        """Return the largest peak of a process below it, in KB."""
        return max((held for pid, held in self._held.items() if pid != self._pid), default=0)

    def __enter__(self) -> "Peaks":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            for pid in _tree(self._pid):
                self._held[pid] = max(_peak(pid), self._held.get(pid, 0))


def _tree(root: int) -> set[int]:
    """Return a process and all below it."""
    parents = dict[int, int]()
    for path in _PROC.glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended
            # The name before it stands in brackets and may hold anything.
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    found = {root}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def _peak(pid: int) -> int:
    with suppress(OSError):
        for line in (_PROC / str(pid) / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0  # it has ended


def computed() -> float:
    """Return how long all processes computed that were started here and have ended."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime
