"""What runs in a worker: a process that does jobs for a command, within limits.

    command ── setup, themes, jobs, assets ──▶ worker
    worker  ── phases, wishes for assets, results ──▶ command

Everything is imported once, a theme made ready once; an asset comes when it is first asked for.
The worker ends when its command does, in whatever way.
"""

import gc
import os
import pickle
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, NoReturn

from lembar.course.theme import Theme
from lembar.engine.bench import Bench
from lembar.engine.cache import Cache
from lembar.engine.limits import Clock, bound_memory, most_memory
from lembar.engine.pieces import Pieces
from lembar.engine.setup import ASSET, MEMORY, PHASE, RESULT, Setup
from lembar.engine.wire import ClosedError, packed, phase_out, receive, send
from lembar.errors import Problem
from lembar.writers import load
from lembar.writers.kept import keep_in

_SELDOM = (200_000, 10, 5)


def main() -> None:
    """Do jobs until the command is gone."""
    line = _Line()
    try:
        _serve(line)
    except ClosedError:
        line.leave()


def _serve(line: "_Line") -> NoReturn:
    setup: Setup = line.next()
    line.folder = tempfile.tempdir = setup.folder
    bound_memory(setup.limits.memory)
    if setup.pieces:
        folder, machinery = setup.pieces
        keep_in(Pieces(Cache(Path(folder)), machinery))
    themes: dict[str, Theme] = {}
    bench = Bench(themes.__getitem__, _Assets(line), setup.limits, Clock(), line.phase)
    for format_ in setup.formats:
        if line.waits:  # what a job needs is loaded with it
            break
        load(format_)
    # To look for garbage takes a tenth of the time in which pages are set, and finds next to none.
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    while True:
        kind, given = line.next()
        if kind == "theme":
            themes.update([given])
            continue
        result = bench.do(given)
        line.say(MEMORY, str(most_memory()).encode())
        line.say(RESULT, *packed(result))
        if result.stopped:
            line.leave()


class _Line:
    """Hold the line to the command; whatever else prints in this process is kept off it."""

    def __init__(self) -> None:
        self._from: IO[bytes] = os.fdopen(os.dup(0), "rb")
        self._to: IO[bytes] = os.fdopen(os.dup(1), "wb")
        self._waiting: SimpleQueue[bytes] = SimpleQueue()
        self.folder = ""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        os.close(nothing)
        Thread(target=self._listen, daemon=True).start()

    def next(self) -> Any:
        """Return what the command sends next."""
        return pickle.loads(self._waiting.get())

    @property
    def waits(self) -> bool:
        """Say whether the command has sent more."""
        return not self._waiting.empty()

    def say(self, kind: bytes, *parts: bytes) -> None:
        """Tell the command something."""
        send(self._to, kind, *parts)

    def phase(self, seconds: float, told: Problem) -> None:
        """Tell how long what comes next may take, and what is told if it has to be stopped."""
        self.say(PHASE, phase_out(seconds, told))

    def leave(self) -> NoReturn:
        """End this process, whatever it is doing, and leave nothing behind."""
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            with suppress(OSError):  # others are still there
                Path(self.folder).parent.rmdir()
        os._exit(0)

    def _listen(self) -> None:
        """Take frames as they come, and leave when the command is gone."""
        try:
            while True:
                self._waiting.put(receive(self._from))
        except ClosedError:
            self.leave()


class _Assets(Mapping[str, bytes]):
    """Ask the command for an asset when it is wanted, and keep it."""

    def __init__(self, line: _Line) -> None:
        self._line = line
        self._here: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._here:
            self._line.say(ASSET, name.encode())
            content = self._line.next()
            if content is None:
                raise KeyError(name)
            self._here[name] = content
        return self._here[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._here)

    def __len__(self) -> int:
        return len(self._here)
