"""Check: read, draw, plan and render everything, look at the items, and write nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lembar.checks import check_content
from lembar.content.loader import Options
from lembar.course.item import items_of
from lembar.engine.prepare import prepare
from lembar.engine.project import Project
from lembar.errors import LembarError, Problem
from lembar.sheet.render import Renderer


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what is wrong, and how much was looked at."""

    problems: tuple[Problem, ...]
    items: int
    lessons: int
    assessments: int


def check(project: Project, options: Options) -> Checked:
    """Return every problem of a project."""
    prepared = prepare(project, replace(options, sampling=True))
    problems = prepared.problems
    for course in prepared.courses:
        renderer = Renderer(course.theme, course.words)
        for each in project.chosen(course.sets):
            for document in each.documents:
                if not document.template:  # a workbook
                    continue
                try:
                    renderer.render(document)
                except LembarError as error:
                    problems.extend(error.problems)
        problems.extend(_about(project, check_content(course.course, course.labels)))
    units = [unit for course in prepared.courses for unit in course.course.units]
    items = sum(
        len(items_of(entry)) for unit in units for bank in unit.bank.values() for entry in bank
    )
    return Checked(
        tuple(problems),
        items,
        sum(len(unit.lessons) for unit in units),
        sum(len(unit.assessments) for unit in units),
    )


def _about(project: Project, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that stand in what was asked about."""
    for each in found:
        file = project.root / each.place.file if each.place else project.root
        if not project.paths or any(path in (file, *file.parents) for path in project.paths):
            yield each
