"""Tell how long a build took: each stage, and the documents that took longest."""

import time
from collections.abc import Iterable, Iterator

from lembar.engine.report import Report, Step
from lembar.engine.workers import Figures
from lembar.errors import Problem
from lembar.messages import Messages

_MOST = 20
_WIDE = 8


class Timed:
    """Pass news on, and remember when they came."""

    def __init__(self, news: Report) -> None:
        self._news = news
        self._stages: list[tuple[str, float]] = []
        self._steps: list[Step] = []
        self._ended = 0.0

    def end(self) -> None:
        """Say that the last stage is over."""
        self._ended = time.perf_counter()

    def stage(self, name: str, total: int) -> None:
        """Say that a stage begins."""
        self._stages.append((name, time.perf_counter()))
        self._news.stage(name, total)

    def step(self, step: Step) -> None:
        """Say that a step is done."""
        self._steps.append(step)
        self._news.step(step)

    def problem(self, each: Problem) -> None:
        """Tell a problem."""
        self._news.problem(each)

    def lines(self, say: Messages) -> Iterator[str]:
        """Yield what is told: seconds of stages by the clock, those of documents in workers."""
        ends = [*(began for _, began in self._stages[1:]), self._ended]
        for (name, began), end in zip(self._stages, ends):
            yield _line(end - began, say(f"ui.stage.{name}"))
        documents = sorted(
            (
                (-seconds, path or f"{say('ui.timings.render')}: {step.title}")
                for step in self._steps
                for path, seconds in step.times
            )
        )
        if documents:
            yield say("ui.timings.documents", n=len(documents))
        for seconds, name in documents[:_MOST]:
            yield _line(-seconds, name)
        if known := sum(step.known for step in self._steps):
            yield say("ui.timings.known", n=known)


def workers_lines(workers: Iterable[Figures], say: Messages) -> Iterator[str]:
    """Yield what is told of each worker: what it did, how long, and how much memory it took."""
    for number, each in enumerate(workers, 1):
        memory = round(each.memory / 1024 / 1024)
        yield say(
            "ui.worker",
            number=number,
            n=each.jobs,
            seconds=f"{each.seconds:.1f}",
            memory=memory,
            processes=each.processes,
        )


def _line(seconds: float, name: str) -> str:
    return f"{seconds:{_WIDE}.2f} s  {name}"
