"""Give the jobs of a run to workers, and take what they made in the order of the jobs.

What was made before is not given away: it is remembered.
"""

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from lembar.course.theme import Theme
from lembar.engine.jobs import Done, Job, Look, PaperJob, Result, template_of
from lembar.engine.keys import key
from lembar.engine.memory import Memory
from lembar.engine.workers import Order, end


@dataclass(slots=True)
class Stops:
    """Remember which templates had to be stopped: each further document would take as long.

    Of a theme of which two had to be, nothing more is made.
    """

    found: dict[str, set[str]] = field(default_factory=dict)  # theme → templates

    def add(self, job: Job) -> None:
        """Remember what a job was stopped in."""
        self.found.setdefault(job.look.theme, set()).add(template_of(job))

    def hold(self, job: Job) -> bool:
        """Say whether a job is not to be tried."""
        stopped = self.found.get(job.look.theme, set())
        return len(stopped) > 1 or template_of(job) in stopped


@dataclass(frozen=True, slots=True)
class Given:
    """Hold a job that was given away: what was known of it, and what was left to do."""

    job: Job
    known: tuple[Done, ...] = ()
    left: Job | None = None
    future: "Future[Result]" = field(default_factory=Future)


class Hands(Protocol):
    """Describe who does jobs."""

    def put(self, order: Order) -> None:
        """Let a job be done."""


class Crew:
    """Have the jobs of one run done; with an error, or Ctrl-C, nothing of it goes on."""

    def __init__(
        self, workers: Hands, assets: Mapping[str, bytes], memory: Memory | None = None
    ) -> None:
        self._workers, self._assets, self._memory = workers, assets, memory
        self._themes: dict[str, Theme] = {}
        self._keys: dict[int, str] = {}  # of a theme that is held above
        self._away = 0
        self._at_work = Stops()  # known as soon as it happens
        self._taken = Stops()  # known in the order of the jobs, which is the same each time

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._away:
            end()

    def look(self, theme: Theme, language: str) -> Look:
        """Return how jobs name a theme and a language."""
        name = self._keys.get(id(theme))
        if name is None:
            name = key(theme)
            if self._themes.setdefault(name, theme) is theme:
                self._keys[id(theme)] = name
        return Look(name, language)

    def give(self, job: Job) -> Given:
        """Have a job done, as far as it was not done before; its look is one of this crew's."""
        known, left = self._memory.recall(job) if self._memory else ((), job)
        given = Given(job, known, left)
        if left is not None:
            self._away += 1
            self._workers.put(Order(left, self._themes, self._assets, given.future, self._at_work))
        return given

    def take(self, given: Given) -> Result:
        """Wait for what a job made; nothing, if it comes behind one that had to be stopped."""
        if given.left is None:
            return Result(given.known)
        stopped = self._taken.hold(given.left)
        result = Result(stopped=True) if stopped else given.future.result()
        self._away -= 1
        if result.stopped:
            self._taken.add(given.left)
        elif self._memory:
            self._memory.keep(given.left, result)
        return replace(result, files=_in_order(given.job, (*given.known, *result.files)))

    def stopped(self, look: Look) -> bool:
        """Say whether templates of a theme had to be stopped."""
        return look.theme in self._taken.found


def _in_order(job: Job, files: tuple[Done, ...]) -> tuple[Done, ...]:
    """Return files in the order in which a job asks for them."""
    if not isinstance(job, PaperJob):
        return files
    order = {path: at for at, (_, path) in enumerate(job.paths)}
    return tuple(sorted(files, key=lambda each: order.get(each.path, -1)))
