"""Check: read, draw, plan and render everything, and write nothing."""

from dataclasses import dataclass

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
    prepared = prepare(project, options)
    problems = prepared.problems
    for course in prepared.courses:
        renderer = Renderer(course.theme, course.words)
        for each in project.chosen(course.sets):
            for document in each.documents:
                try:
                    renderer.render(document)
                except LembarError as error:
                    problems.extend(error.problems)
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
