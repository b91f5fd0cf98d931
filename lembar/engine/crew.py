"""Give the jobs of a run to workers, and take what they made in the order of the jobs.

What was made before is not given away: it is remembered.
"""

from collections.abc import Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Protocol, Self

from lembar.course.theme import Theme
from lembar.engine.jobs import Done, Job, Look, PaperJob, Result, parts_of, template_of
from lembar.engine.keys import key
from lembar.engine.memory import Memory
from lembar.engine.spool import Spool
from lembar.engine.workers import Order, end


@dataclass(slots=True)
class Stops:
    """Remember which templates had to be stopped: each later document would take as long.

    Of a theme of which two had to be, nothing later is made. What comes before is made, in
    whatever order jobs are done: it is the same each time.
    """

    found: dict[str, dict[str, int]] = field(default_factory=dict)  # theme → templates → job

    def add(self, job: Job, number: int) -> None:
        """Remember what a job was stopped in."""
        stopped, template = self.found.setdefault(job.look.theme, {}), template_of(job)
        stopped[template] = min(number, stopped.get(template, number))

    def hold(self, job: Job, number: int) -> bool:
        """Say whether a job is not to be tried."""
        stopped = self.found.get(job.look.theme, {})
        before = [template for template, first in stopped.items() if first < number]
        return len(before) > 1 or template_of(job) in before


@dataclass(slots=True)
class Given:
    """Hold a job, the number in whose order it is taken, what was known, and what is left to do.

    `parts` are those of what is left, once it is begun.
    """

    job: Job
    number: int
    known: tuple[Done, ...] = ()
    left: Job | None = None
    parts: "tuple[tuple[Job, Future[Result]], ...]" = ()


class Hands(Protocol):
    """Describe who does jobs."""

    def put(self, order: Order) -> None:
        """Let a job be done."""


class Crew:
    """Have the jobs of one run done; with an error, or Ctrl-C, nothing of it goes on."""

    def __init__(
        self,
        workers: Hands,
        assets: Mapping[str, bytes],
        memory: Memory | None = None,
        spool: Spool | None = None,
    ) -> None:
        self._workers, self._assets, self._memory = workers, assets, memory
        self._spool = spool
        self._themes: dict[str, Theme] = {}
        self._keys: dict[int, str] = {}  # of a theme that is held above
        self._away = self._number = 0
        self._at_work = Stops()  # known as soon as it happens
        self._taken = Stops()  # known in the order of the jobs, which is the same each time

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._away:
            end()
        if self._spool is not None:
            self._spool.close()

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
        given = self.plan(job)
        self.begin((given,))
        return given

    def plan(self, job: Job) -> Given:
        """Look what of a job is to be done, and do not begin."""
        known, left = self._recall(job)
        self._number += 1
        return Given(job, self._number, known, left)

    def _recall(self, job: Job) -> tuple[tuple[Done, ...], Job | None]:
        """Return what of a job was made before, and what is left of it."""
        if self._memory is None:
            return (), job
        return self._memory.recall(job, self._themes[job.look.theme])

    def begin(self, planned: Iterable[Given], in_parts: bool = False) -> None:
        """Have planned jobs done; in parts, if there are so few that workers would be idle."""
        for given in planned:
            if given.left is None:
                continue
            parts = parts_of(given.left) if in_parts else (given.left,)
            given.parts = tuple((part, self._future(part)) for part in parts)
            self._away += 1
            for part, future in given.parts:
                order = Order(part, self._themes, self._assets, future, self._at_work, given.number)
                self._workers.put(order)

    def _future(self, job: Job) -> "Future[Result]":
        return self._spool.future(job) if self._spool is not None else Future()

    def take(self, given: Given) -> Result:
        """Wait for what a job made; nothing, if it comes behind one that had to be stopped."""
        if given.left is None:
            return Result(given.known)
        made = self._made(given)
        self._away -= 1
        if made.stopped:
            self._taken.add(given.left, given.number)
        return replace(made, files=_in_order(given.job, (*given.known, *made.files)))

    def _made(self, given: Given) -> Result:
        """Return what the parts of a job made, up to one that had to be stopped."""
        assert given.left is not None
        assert given.parts, "it was never begun"
        if self._taken.hold(given.left, given.number):
            return Result(stopped=True)
        made = Result()
        for part, future in given.parts:
            result = future.result()
            made = Result(
                (*made.files, *result.files),
                tuple(dict.fromkeys((*made.problems, *result.problems))),
                result.stopped,
                (*made.times, *result.times),
            )
            if result.stopped:
                break
            if self._memory:
                self._memory.keep(part, self._themes[part.look.theme], result)
        return made

    def stopped(self, look: Look) -> bool:
        """Say whether templates of a theme had to be stopped."""
        return look.theme in self._taken.found


def _in_order(job: Job, files: tuple[Done, ...]) -> tuple[Done, ...]:
    """Return files in the order in which a job asks for them."""
    if not isinstance(job, PaperJob):
        return files
    order = {path: at for at, (_, path) in enumerate(job.paths)}
    return tuple(sorted(files, key=lambda each: order.get(each.path, -1)))
