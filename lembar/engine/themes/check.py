"""Check a theme: its files, its tokens, and every document of the project made with it."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lembar.checks.themes import Look, check_look
from lembar.content.layers import said
from lembar.content.loader import Options
from lembar.content.tokens import laid
from lembar.engine.crew import Crew
from lembar.engine.jobs import PaperJob
from lembar.engine.prepare import PlannedCourse, Prepared, prepare
from lembar.engine.project import Project, find_project
from lembar.engine.starters import Wish, begin
from lembar.engine.themes.shelf import Shelf
from lembar.engine.workers import shared
from lembar.errors import ContentError, Problem, Problems, UsageError
from lembar.plan import Document


@dataclass(frozen=True, slots=True)
class Checked:
    """Hold what is wrong with a theme, and how many documents were made to find out."""

    problems: tuple[Problem, ...]
    documents: int


def check(shelf: Shelf, name: str, language: str) -> Checked:
    """Return every problem of a theme; `language` is that of a course to try it on if need be.

    Documents are made of the project's courses; where there is none, of the course with which
    `lembar new course` begins.
    """
    problems = Problems()
    try:
        prepared = prepare(find_project((), shelf.root), Options(theme=name, sampling=True))
    except UsageError:
        prepared = _starter(shelf, name, language)
    else:
        if not prepared.courses and not _of_theme(prepared, shelf, name):
            prepared = _starter(shelf, name, language)
    problems.extend(_of_theme(prepared, shelf, name))
    documents = [(c, each) for c in prepared.courses for each in _documents(c)]
    papers = frozenset(document.paper for _, (_, document) in documents)
    told: set[object] = set()
    try:
        theme = shelf.theme(name, prepared.store)
        chain = shelf.chain(name)
        found = laid(each.tokens for each in reversed(chain))
        file = said(chain[0].folder / "theme.yaml", shelf.root)
    except ContentError as error:
        problems.extend(error.problems)
    else:
        looked = list(check_look(Look(theme, found, papers, prepared.store, file)))
        problems.extend(looked)
        told = {each.values for each in looked}
    with Crew(shared(), prepared.store) as crew:
        given = []
        for course, (source, document) in documents:
            look = crew.look(course.looks[document.profile], course.words.language)
            given.append(crew.give(PaperJob(look, document, source, (), letters=True)))
        for each in given:
            result = crew.take(each)
            problems.extend(result.problems)
            for one in (one for done in result.files for one in done.problems):
                if one.values not in told:  # a word of a catalogue stands on many papers
                    told.add(one.values)
                    problems.extend([one])
    return Checked(tuple(problems), len(documents))


def _documents(course: PlannedCourse) -> Iterator[tuple[str, Document]]:
    """Yield the documents of a course that have templates, with their sources."""
    for each in course.sets:
        for document in each.documents:
            if document.template:
                yield each.sources[0], document


def _starter(shelf: Shelf, name: str, language: str) -> Prepared:
    """Plan the starter course with a theme of a project."""
    with tempfile.TemporaryDirectory() as folder:
        begin(Wish("course", None, None, Path(folder), language))
        courses = find_project((), Path(folder)).courses
        return prepare(Project(shelf.root, courses, ()), Options(theme=name, sampling=True))


def _of_theme(prepared: Prepared, shelf: Shelf, name: str) -> list[Problem]:
    """Return the problems that stand in the theme, or in one that it extends."""
    try:
        folders = [each.folder for each in shelf.chain(name)]
    except ContentError as error:
        return list(error.problems)
    return [
        each
        for each in prepared.problems
        if each.place is None
        or any(folder in (shelf.root / each.place.file).parents for folder in folders)
    ]
