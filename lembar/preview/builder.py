"""The thread in which everything is made, one thing after the other: changes come first."""

from collections import deque
from collections.abc import Callable, Collection
from concurrent.futures import Future
from pathlib import Path
from threading import Condition, Thread
from typing import Any, TypeVar

from lembar.preview.maker import Maker

_Made = TypeVar("_Made")
_PAUSE = 0.15  # seconds
_QUIET = 5.0  # seconds without news, after which something is made ahead


class Builder:
    """Run a maker: changed files, then what browsers ask for, then what may be asked for next.

    The latter is made beside: who saves a file need not wait for it.
    """

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._news = Condition()
        self._changes: set[Path] = set()
        self._asked: deque[tuple[Callable[[], Any], Future[Any]]] = deque()
        self._closed = False
        self._ahead: Thread | None = None
        self._thread = Thread(target=self._run, name="builder", daemon=True)
        maker.hurried = lambda: bool(self._changes)
        maker.pause = self._pause
        self._thread.start()

    def ask(self, what: Callable[[], _Made]) -> "Future[_Made]":
        """Have something done; the future tells when."""
        future: Future[_Made] = Future()
        with self._news:
            if self._closed:
                future.cancel()
                return future
            self._asked.append((what, future))
            self._news.notify()
        return future

    def changed(self, paths: Collection[Path]) -> None:
        """Say that files have changed."""
        with self._news:
            self._changes.update(paths)
            self._news.notify()

    def close(self, seconds: float = 0.5) -> None:
        """End, at the latest after the file that is being made; wait for that so long at most."""
        with self._news:
            self._closed = True
            for _, future in self._asked:
                future.cancel()
            self._asked.clear()
            self._news.notify()
        self._thread.join(seconds)

    def _pause(self) -> None:
        """Leave the processor to what serves browsers, unless there is news."""
        with self._news:
            if not (self._closed or self._changes or self._asked):
                self._news.wait(_PAUSE)

    def _run(self) -> None:
        idle = True  # nothing is left to be made ahead
        while True:
            with self._news:
                while not (self._closed or self._changes or self._asked):
                    if not self._news.wait(None if idle else _QUIET):
                        break
                if self._closed:
                    return
                changes, self._changes = self._changes, set()
                asked = self._asked.popleft() if self._asked and not changes else None
            if changes:
                self._follow(changes)
                idle = False
            elif asked:
                self._answer(*asked)
            else:
                idle = not self._go_ahead()

    def _follow(self, changes: Collection[Path]) -> None:
        """Make what has changed; a fault of ours ends no preview."""
        try:
            self._maker.changed(changes)
        except Exception as error:
            self._maker.tell_fault(error)

    def _answer(self, what: Callable[[], Any], future: "Future[Any]") -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(what())
        except BaseException as error:
            future.set_exception(error)

    def _go_ahead(self) -> bool:
        """Have one document more made ahead, if the one before is there; say if one is left."""
        if self._ahead is not None and self._ahead.is_alive():
            return True
        work = self._maker.next_ahead()
        if work is None:
            return False
        self._ahead = Thread(target=work, name="ahead", daemon=True)
        self._ahead.start()
        return True
