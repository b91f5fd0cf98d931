"""Sum up a build by course, as a table, where there is a terminal wide enough for it."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from lembar.engine.manifest import Entry
from lembar.messages import Messages

_LEAST = 72  # columns of a terminal
_HEADS = ("sets", "files", "pages", "new", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class CourseSum:
    """Hold what stands in output/ of a course, how much of it is new, and what was not made."""

    course: str
    sets: int
    files: int
    pages: int
    new: int
    failed: int

    @property
    def row(self) -> tuple[int, ...]:
        """Return the numbers in the order in which they are shown."""
        return (self.sets, self.files, self.pages, self.new, self.files - self.new, self.failed)


def by_course(
    entries: Iterable[Entry], new: Iterable[str], failed: Iterable[str]
) -> tuple[CourseSum, ...]:
    """Sum up entries, paths that are new, and keys of sets that failed, by course in order."""
    grouped: dict[str, list[Entry]] = {key.partition("/")[0]: [] for key in failed}
    for each in entries:
        grouped.setdefault(each.course, []).append(each)
    paths = set(new)
    return tuple(
        CourseSum(
            course,
            len({each.set for each in own}),
            len(own),
            sum(each.pages or 0 for each in own),
            sum(each.path in paths for each in own),
            sum(key.partition("/")[0] == course for key in failed),
        )
        for course, own in sorted(grouped.items())
    )


def show(courses: Sequence[CourseSum], say: Messages, file: IO[str] | None = None) -> None:
    """Write the table; nothing in a pipe, on a narrow terminal, or if there is nothing to show."""
    file = file or sys.stdout
    if not courses or not file.isatty():
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(file=file, highlight=False)
    if console.width < _LEAST:
        return
    table = Table(box=None, pad_edge=False, show_footer=len(courses) > 1)
    totals = [sum(column) for column in zip(*(each.row for each in courses))]
    table.add_column(say("ui.sum.course"), say("ui.sum.all"))
    for head, total in zip(_HEADS, totals):
        table.add_column(say(f"ui.sum.{head}"), str(total), justify="right")
    for each in courses:
        style = "red" if each.failed else None
        table.add_row(each.course, *map(str, each.row), style=style)
    console.print(table)
