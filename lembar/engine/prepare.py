"""Read and plan: what `build`, `check`, `list` and `verify` have in common."""

from dataclasses import dataclass, field, fields
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.loader import Options, read_courses
from lembar.content.names import Names
from lembar.content.themes import load_theme, theme_roots
from lembar.content.wordchecks import check_words
from lembar.course.course import Course
from lembar.course.labels import Labels, Style
from lembar.course.theme import Theme
from lembar.course.words import Words
from lembar.engine.project import Project
from lembar.errors import ContentError, Place, Problems
from lembar.plan import DocumentSet, plan
from lembar.sheet.overriding import check_templates


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """Hold a course with its theme, words and sets."""

    course: Course
    theme: Theme
    words: Words
    labels: Labels
    sets: tuple[DocumentSet, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Hold all that is to be made, and what can't be."""

    courses: tuple[PlannedCourse, ...]
    failed: frozenset[str]  # keys of sets
    broken: frozenset[str]  # slugs of courses
    store: AssetStore
    files: tuple[Path, ...]
    problems: Problems = field(default_factory=Problems)


def prepare(project: Project, options: Options) -> Prepared:
    """Read the courses of a project and plan them; every problem is collected."""
    problems = Problems()
    store = AssetStore()
    names = Names(project.root)
    read = read_courses(project.courses, project.root, names, store, problems, options)
    failed = set(read.failed)
    broken = set(read.broken)
    planned: list[PlannedCourse] = []
    for course in read.courses:
        try:
            asked = None if options.theme else course.place
            theme = _theme(course.theme, project.root, store, asked, problems)
            words = _words(course, theme, problems)
        except ContentError as error:
            problems.extend(error.problems)
            words = None
        labels = None if words is None else _labels(theme, words, problems)
        if words is None or labels is None or course.paper not in theme.tokens.papers:
            if labels is not None:
                problems.unknown_word(course.paper, course.place, sorted(theme.tokens.papers))
            broken.add(course.slug)
            continue
        made = plan(course, words, labels, int(theme.tokens.slide["words"]))
        failed.update(made.failed)
        problems.extend(made.problems)
        planned.append(PlannedCourse(course, theme, words, labels, made.sets))
    return Prepared(
        tuple(planned), frozenset(failed), frozenset(broken), store, read.files, problems
    )


def _theme(
    name: str, root: Path, store: AssetStore, asked: Place | None, problems: Problems
) -> Theme:
    """Load a theme and look at what it overrides.

    Raises ContentError with all that is wrong; warnings are collected.
    """
    theme = load_theme(name, theme_roots(root), store, root, asked, problems)
    found = [*check_templates(theme), *check_words(theme)]
    if any(each.severity == "error" for each in found):
        raise ContentError(*found)
    problems.extend(found)
    return theme


def _words(course: Course, theme: Theme, problems: Problems) -> Words | None:
    words = words_for(course.language, theme)
    if words is None:
        known = [Path(name).stem for name in theme.files if name.startswith("locale/")]
        problems.unknown_word(course.language, course.place, sorted(known))
    return words


def _labels(theme: Theme, words: Words, problems: Problems) -> Labels | None:
    """Return how choices, sections and parts are labelled: as the theme says, or the catalogue."""
    found: list[Style] = []
    for kind in fields(Labels):
        given = theme.tokens.labels[kind.name]
        if given == "locale":
            given = words(f"labels.{kind.name}")
        if given in tuple(Style):
            found.append(Style(given))
        else:
            place = theme.at_origin(Place(f"locale/{words.language}.po"))
            problems.add("unknown-word", place, "known-words", word=given, known=", ".join(Style))
    return Labels(*found) if len(found) == len(fields(Labels)) else None
