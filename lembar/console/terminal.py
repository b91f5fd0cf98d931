"""Show how a run goes: a bar on a terminal, plain lines in a pipe; problems on stderr."""

import sys
import time
from types import TracebackType
from typing import Any, Self

import click

from lembar.engine.report import Step
from lembar.errors import Problem
from lembar.messages import Messages

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def tell(each: Problem, say: Messages) -> None:
    """Write a problem on stderr."""
    line = say.line(each)
    if sys.stderr.isatty():
        line = click.style(line, fg=_COLOURS[each.severity])
    click.echo(line, err=True)


def tell_all(problems: object, say: Messages) -> int:
    """Write problems on stderr, in order of place; return how many are errors."""
    found = list(problems)  # type: ignore[call-overload]
    for each in found:
        tell(each, say)
    return sum(each.severity == "error" for each in found)


class Plain:
    """Write a line for each step."""

    def __init__(self, say: Messages) -> None:
        self.say = say
        self._name, self._total, self._done = "", 0, 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Do nothing: there is no bar to take away."""

    def stage(self, name: str, total: int) -> None:
        """Say that a stage begins."""
        self._name, self._total, self._done = self.say(f"ui.stage.{name}"), total, 0
        if not total:
            click.echo(self._name)

    def step(self, step: Step) -> None:
        """Say that a step is done."""
        self._done += 1
        click.echo(f"{self._name} {self._done}/{self._total} {step.title}")

    def problem(self, each: Problem) -> None:
        """Tell a problem."""
        tell(each, self.say)


def rate(files: int, seconds: float, say: Messages) -> str:
    """Return how fast documents are made: by the second, or by the minute if that is slow."""
    if not files or seconds <= 0:
        return ""
    if files >= seconds:
        return say("ui.rate.second", n=round(files / seconds))
    return say("ui.rate.minute", n=round(60 * files / seconds))


class Bar:
    """Show a bar with the stage's word, how fast it goes, and the title of what was done last."""

    def __init__(self, say: Messages) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self.say = say
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(compact=True),
            TextColumn("{task.fields[rate]}", markup=False),
            TextColumn("{task.fields[title]}", markup=False),
            console=Console(highlight=False),
            transient=True,
        )
        self._task: Any = None
        self._files, self._began = 0, 0.0

    def __enter__(self) -> Self:
        self._progress.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.__exit__(kind, error, trace)

    def stage(self, name: str, total: int) -> None:
        """Begin a bar for the stage."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        word = self.say(f"ui.stage.{name}")
        self._task = self._progress.add_task(word, total=total or None, title="", rate="")
        self._files, self._began = 0, time.monotonic()

    def step(self, step: Step) -> None:
        """Move the bar on."""
        self._files += step.files
        told = rate(self._files, time.monotonic() - self._began, self.say)
        self._progress.update(self._task, advance=1, title=step.title, rate=told)

    def problem(self, each: Problem) -> None:
        """Tell a problem above the bar."""
        self._progress.console.print(
            self.say.line(each), style=_COLOURS[each.severity], markup=False, soft_wrap=True
        )


def report(say: Messages) -> Plain | Bar:
    """Return what suits where the output goes."""
    return Bar(say) if sys.stdout.isatty() else Plain(say)
