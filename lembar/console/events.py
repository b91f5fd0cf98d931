"""Tell how a run goes to another program: a line of JSON for each event, on standard output."""

import json
from types import TracebackType
from typing import Self

import click

from lembar.console.ended import Ended
from lembar.engine.report import Step
from lembar.errors import Problem
from lembar.messages import Messages


class Events:
    """Write an event for each piece of news."""

    def __init__(self, say: Messages) -> None:
        self.say = say

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Do nothing: each event stands for itself."""

    def stage(self, name: str, total: int) -> None:
        """Say that a stage begins."""
        event("stage", name=name, total=total)

    def step(self, step: Step) -> None:
        """Say that a set is done."""
        event(
            "set",
            key=step.key,
            title=step.title,
            files=step.files,
            known=step.known,
            failed=step.failed,
            seconds=round(step.seconds, 3),
            times=[{"path": path, "seconds": round(took, 3)} for path, took in step.times],
        )

    def problem(self, each: Problem) -> None:
        """Tell a problem: its code and place for programs, its sentence for people."""
        place = each.place
        event(
            "problem",
            code=each.code,
            severity=each.severity,
            file=place.file if place else None,
            line=place.line if place else None,
            column=place.column if place else None,
            sentence=self.say.sentence(each),
            hint=self.say.hint(each),
            during=each.during,
        )

    def end(self, ended: Ended, code: int) -> None:
        """Say how it ended, with the exit code."""
        event(
            "end",
            made=ended.made,
            unchanged=ended.unchanged,
            pages=ended.pages,
            removed=ended.removed,
            failed=ended.failed,
            edited=ended.edited,
            named=ended.named,
            open=str(ended.output / "index.html"),
            exit=code,
        )


def event(kind: str, /, **facts: object) -> None:
    """Write an event."""
    click.echo(json.dumps({"event": kind, **facts}, ensure_ascii=False))
