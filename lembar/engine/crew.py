"""Give the jobs of a run to workers, and take what they made in the order of the jobs."""

import pickle
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from lembar.course.theme import Theme
from lembar.engine.jobs import Job, Look, Result, template_of
from lembar.engine.workers import Order, Workers, end


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
    """Hold a job that was given away."""

    job: Job
    future: "Future[Result]"


class Crew:
    """Have the jobs of one run done; with an error, or Ctrl-C, nothing of it goes on."""

    def __init__(self, workers: Workers, assets: Mapping[str, bytes]) -> None:
        self._workers, self._assets = workers, assets
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
        key = self._keys.get(id(theme))
        if key is None:
            key = sha256(pickle.dumps(theme, 5)).hexdigest()
            if self._themes.setdefault(key, theme) is theme:
                self._keys[id(theme)] = key
        return Look(key, language)

    def give(self, job: Job) -> Given:
        """Have a job done; its look is one that this crew returned."""
        future: Future[Result] = Future()
        self._away += 1
        self._workers.put(Order(job, self._themes, self._assets, future, self._at_work))
        return Given(job, future)

    def take(self, given: Given) -> Result:
        """Wait for what a job made; nothing, if it comes behind one that had to be stopped."""
        result = Result(stopped=True) if self._taken.hold(given.job) else given.future.result()
        self._away -= 1
        if result.stopped:
            self._taken.add(given.job)
        return result

    def stopped(self, look: Look) -> bool:
        """Say whether templates of a theme had to be stopped."""
        return look.theme in self._taken.found
