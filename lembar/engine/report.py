"""What a build tells while it runs; the command line decides how it looks."""

from dataclasses import dataclass
from typing import Protocol

from lembar.errors import Problem


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what is told of a set that is done.

    `files` counts those it has, `known` those that were made before; `times` are seconds that
    workers took: to render, under "", and to write each path.
    """

    key: str
    title: str
    files: int
    known: int
    failed: bool
    times: tuple[tuple[str, float], ...]

    @property
    def seconds(self) -> float:
        """Return how long workers took in all."""
        return sum(seconds for _, seconds in self.times)


class Report(Protocol):
    """Take the news of a build."""

    def stage(self, name: str, total: int) -> None:
        """Say that a stage begins, in how many steps (0: not known)."""

    def step(self, step: Step) -> None:
        """Say that a step of the stage is done."""

    def problem(self, each: Problem) -> None:
        """Tell a problem."""


class Silent:
    """Take the news and say nothing."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def step(self, step: Step) -> None:
        """Say nothing."""

    def problem(self, each: Problem) -> None:
        """Say nothing."""


SILENT = Silent()
