"""What a build tells while it runs; the command line decides how it looks."""

from typing import Protocol

from lembar.errors import Problem


class Report(Protocol):
    """Take the news of a build."""

    def stage(self, name: str, total: int) -> None:
        """Say that a stage begins, in how many steps (0: not known)."""

    def step(self, title: str) -> None:
        """Say that a step of the stage is done."""

    def problem(self, each: Problem) -> None:
        """Tell a problem."""


class Silent:
    """Take the news and say nothing."""

    def stage(self, name: str, total: int) -> None:
        """Say nothing."""

    def step(self, title: str) -> None:
        """Say nothing."""

    def problem(self, each: Problem) -> None:
        """Say nothing."""
