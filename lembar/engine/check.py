"""Check: read, draw, plan and render everything, look at the items, and write nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from lembar.checks import check_content
from lembar.content.loader import Options
from lembar.course.item import items_of
from lembar.engine.crew import Crew
from lembar.engine.jobs import PaperJob
from lembar.engine.prepare import PlannedCourse, prepare
from lembar.engine.project import Project
from lembar.engine.workers import shared
from lembar.errors import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what is wrong, and how much was looked at."""

    problems: tuple[Problem, ...]
    items: int
    lessons: int
    assessments: int


def check(project: Project, options: Options) -> Checked:
    """Return every problem of a project."""
    workers = shared()
    prepared = prepare(project, replace(options, sampling=True))
    problems = prepared.problems
    with Crew(workers, prepared.store) as crew:
        given = [
            crew.give(each) for course in prepared.courses for each in _jobs(project, course, crew)
        ]
        for course in prepared.courses:
            problems.extend(_about(project, check_content(course.course, course.labels)))
        for each in given:
            problems.extend(crew.take(each).problems)
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


def _jobs(project: Project, course: PlannedCourse, crew: Crew) -> Iterator[PaperJob]:
    """Yield a job without files for each document that has a template."""
    for each in project.chosen(course.sets):
        for document in each.documents:
            if document.template:
                look = crew.look(course.looks[document.profile], course.words.language)
                yield PaperJob(look, document, each.sources[0], ())


def _about(project: Project, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems that stand in what was asked about."""
    for each in found:
        file = project.root / each.place.file if each.place else project.root
        if not project.paths or any(path in (file, *file.parents) for path in project.paths):
            yield each
