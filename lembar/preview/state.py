"""What the preview knows now. One thread builds and changes it, others read it and are told.

All that is held is frozen: who has read something may use it, whatever happens meanwhile.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from lembar.engine.manifest import digest
from lembar.engine.prepare import PlannedCourse, Prepared
from lembar.errors import Problem
from lembar.plan import DocumentSet
from lembar.preview.choices import Choice, Trial
from lembar.preview.pdf import PageFacts

_MOST_VIEWS = 64
_MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CourseNow:
    """Hold a course as it was read last.

    `planned` and `sets` are the last ones that could be made: what is broken now stays in sight.
    """

    folder: Path
    slug: str
    title: str
    language: str
    planned: PlannedCourse | None
    prepared: Prepared | None
    sets: Mapping[str, DocumentSet]
    failed: frozenset[str]
    broken: bool
    problems: tuple[Problem, ...]
    reading: int  # which reading of the course this is


@dataclass(frozen=True, slots=True)
class View:
    """Hold what is shown of a file, and what was told when it was made.

    `content` is what is looked at: PDF, a web page, or Markdown; None if there is nothing to see.
    `current` says that nothing has changed since; else it is the last one that could be made.
    """

    choice: Choice
    content: bytes | None
    kind: str  # pdf, html, md, or "" for what can't be shown
    pages: tuple[PageFacts, ...]
    problems: tuple[Problem, ...]
    reading: int
    current: bool = True
    name: str = ""  # of its content: its digest


@dataclass(slots=True)
class State:
    """Hold courses by trial and folder, views by choice, and who is told of changes."""

    _lock: Lock = field(default_factory=Lock)
    _courses: dict[tuple[Trial, Path], CourseNow] = field(default_factory=dict)
    _views: "OrderedDict[Choice, View]" = field(default_factory=OrderedDict)
    _contents: "OrderedDict[str, View]" = field(default_factory=OrderedDict)
    _told: dict[tuple[Trial, str], dict[str, tuple[Problem, ...]]] = field(default_factory=dict)
    _open: dict[int, tuple[Trial, Choice | None]] = field(default_factory=dict)
    _listeners: dict[int, Callable[[], None]] = field(default_factory=dict)
    _count: int = 0
    busy: bool = False
    closed: bool = False

    def course(self, trial: Trial, folder: Path) -> CourseNow | None:
        """Return a course as it was read with a trial, if it was."""
        with self._lock:
            return self._courses.get((trial, folder))

    def courses(self, trial: Trial) -> list[CourseNow]:
        """Return the courses that were read with a trial."""
        with self._lock:
            return [each for (of, _), each in self._courses.items() if of == trial]

    def all_courses(self) -> list[CourseNow]:
        """Return the courses as they were read last, whatever was on trial."""
        with self._lock:
            return list(self._courses.values())

    def view(self, choice: Choice) -> View | None:
        """Return what is shown of a choice, if it was made."""
        with self._lock:
            return self._views.get(choice)

    def content(self, name: str) -> View | None:
        """Return a view by the name of its content; older ones are kept for a while."""
        with self._lock:
            return self._contents.get(name)

    def read(self) -> list[tuple[Trial, Path]]:
        """Return what courses are there, with which trials."""
        with self._lock:
            return list(self._courses)

    def put_course(self, trial: Trial, course: CourseNow) -> None:
        """Hold a course, and tell."""
        with self._lock:
            self._courses[trial, course.folder] = course
        self.tell()

    def put_view(self, view: View) -> None:
        """Hold a view, and tell."""
        with self._lock:
            self._views[view.choice] = view
            self._views.move_to_end(view.choice)
            looked_at = {choice for _, choice in self._open.values()}
            for choice in list(self._views)[: max(0, len(self._views) - _MOST_VIEWS)]:
                if choice not in looked_at:
                    del self._views[choice]
            if view.name:
                self._contents[view.name] = view
                self._contents.move_to_end(view.name)
                self._drop_contents()
        self.tell()

    def told(self, trial: Trial, key: str) -> tuple[Problem, ...]:
        """Return what was told while the files of a set were made."""
        with self._lock:
            found = [each for told in self._told.get((trial, key), {}).values() for each in told]
        return tuple(dict.fromkeys(found))

    def put_told(self, trial: Trial, key: str, path: str, told: tuple[Problem, ...]) -> None:
        """Hold what was told while a file of a set was made, and tell."""
        with self._lock:
            of_set = self._told.setdefault((trial, key), {})
            news = of_set.get(path, ()) != told
            of_set[path] = told
        if news:
            self.tell()

    def forget_told(self, trial: Trial, slug: str) -> None:
        """Forget what was told of the files of a course: it is another one now."""
        with self._lock:
            for of, key in list(self._told):
                if of == trial and key.partition("/")[0] == slug:
                    del self._told[of, key]

    def forget(self, trial: Trial, folder: Path) -> bool:
        """Let go of a course that no one looks at, to be read anew when someone does.

        Return False, and keep it, if someone looks at it now.
        """
        with self._lock:
            if any(of == trial for of, _ in self._open.values()):
                return False
            self._courses.pop((trial, folder), None)
            return True

    def set_busy(self, busy: bool) -> None:
        """Say whether something is being made, and tell."""
        if busy != self.busy:
            self.busy = busy
            self.tell()

    def looked_at(self) -> list[tuple[Trial, Choice | None]]:
        """Return what browsers show now, what was opened last first."""
        with self._lock:
            return list(dict.fromkeys(reversed(self._open.values())))

    @contextmanager
    def listening(
        self, trial: Trial, choice: Choice | None, hear: Callable[[], None]
    ) -> Iterator[None]:
        """Call `hear` with each change, in whatever thread it happens."""
        with self._lock:
            self._count += 1
            number = self._count
            self._open[number] = (trial, choice)
            self._listeners[number] = hear
        try:
            yield
        finally:
            with self._lock:
                del self._open[number], self._listeners[number]

    def tell(self) -> None:
        """Tell all who listen that something has changed."""
        with self._lock:
            listeners = list(self._listeners.values())
        for hear in listeners:
            hear()

    def close(self) -> None:
        """Say that the preview ends."""
        self.closed = True
        self.tell()

    def _drop_contents(self) -> None:
        total = sum(len(each.content or b"") for each in self._contents.values())
        while total > _MOST_BYTES and len(self._contents) > 1:
            _, gone = self._contents.popitem(last=False)
            total -= len(gone.content or b"")


def name_of(content: bytes) -> str:
    """Return the name of content in addresses."""
    return digest(content)[:32]
