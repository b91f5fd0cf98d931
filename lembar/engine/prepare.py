"""Read and plan: what `build`, `check`, `list` and `verify` have in common."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.catalogues import catalogues, words_for
from lembar.content.loader import Options, read_courses
from lembar.content.names import Names
from lembar.content.profiles import own_profiles
from lembar.content.stylechecks import check_styles
from lembar.content.themes import load_theme, theme_roots
from lembar.content.wordchecks import check_words
from lembar.course.course import Course
from lembar.course.labels import Labels, Style
from lembar.course.profile import Asked
from lembar.course.theme import Theme
from lembar.course.words import Words
from lembar.engine.garbage import without_pauses
from lembar.engine.keys import placed_key
from lembar.engine.part import part_of
from lembar.engine.project import Project
from lembar.engine.units import Units
from lembar.errors import ContentError, Place, Problems, UsageError
from lembar.plan import (
    DocumentSet,
    Manner,
    Plan,
    Profiles,
    head_of,
    joined,
    plan_unit,
    profiles_of,
    profiles_of_pupils,
)
from lembar.sheet.overriding import check_templates


@dataclass(frozen=True, slots=True)
class PlannedCourse:
    """Hold a course with its theme, words and sets."""

    course: Course
    theme: Theme
    looks: Mapping[str, Theme]  # the theme as profiles have it, by their names; "": as it is
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


def prepare(
    project: Project, options: Options, only: str = "", kept: Units | None = None
) -> Prepared:
    """Read the courses of a project and plan them; every problem is collected.

    With the key of a set, of its course `only` this set is planned. What is `kept` is not read
    and planned again.
    """
    with without_pauses():
        return _prepared(project, options, only, kept)


def _prepared(project: Project, options: Options, only: str, kept: Units | None) -> Prepared:
    problems = Problems()
    store = AssetStore()
    names = Names(project.root)
    read = read_courses(project.courses, project.root, names, store, problems, options, kept)
    failed = set(read.failed)
    broken = set(read.broken)
    planned: list[PlannedCourse] = []
    for course in (part_of(each, only) for each in read.courses):
        try:
            asked = None if options.theme else course.place
            theme = _theme(course.theme, project.root, store, asked, problems)
            words = _words(course, theme, problems)
            looks, known = _looks(course, theme, project, options, store, problems)
        except ContentError as error:
            problems.extend(error.problems)
            words = None
        labels = None if words is None else _labels(theme, words, problems)
        if words is None or labels is None or course.paper not in theme.tokens.papers:
            if labels is not None:
                problems.unknown_word(course.paper, course.place, sorted(theme.tokens.papers))
            broken.add(course.slug)
            continue
        usable = {name: each.profile if each else None for name, each in looks.items() if name}
        profiles = Profiles(usable, known, options.profiles)
        manner = Manner(words, labels, int(theme.tokens.slide["words"]), profiles)
        made = _planned(course, manner, theme, None if only else kept)
        failed.update(made.failed)
        problems.extend(made.problems)
        themes = {name: look for name, look in looks.items() if look}
        planned.append(PlannedCourse(course, theme, themes, words, labels, made.sets))
    return Prepared(
        tuple(planned), frozenset(failed), frozenset(broken), store, read.files, problems
    )


def _planned(course: Course, manner: Manner, theme: Theme, kept: Units | None) -> Plan:
    head, several = head_of(course)
    if kept is None:
        return joined([plan_unit(head, several, unit, manner) for unit in course.units])
    named = placed_key(
        [(name, theme.text(name)) for name in catalogues(course.language, theme)],
        manner.words.language,
        manner.labels,
        manner.slide_words,
        manner.profiles,
    )
    return joined([kept.plan(head, several, unit, manner, named) for unit in course.units])


def _theme(
    name: str, root: Path, store: AssetStore, asked: Place | None, problems: Problems
) -> Theme:
    """Load a theme and look at what it overrides.

    Raises ContentError with all that is wrong; warnings are collected.
    """
    theme = load_theme(name, theme_roots(root), store, root, asked, problems)
    found = [*check_templates(theme), *check_words(theme), *check_styles(theme)]
    if any(each.severity == "error" for each in found):
        raise ContentError(*found)
    problems.extend(found)
    return theme


def _looks(
    course: Course,
    theme: Theme,
    project: Project,
    options: Options,
    store: AssetStore,
    problems: Problems,
) -> tuple[dict[str, Theme | None], str]:
    """Return the theme as it is, and as each profile that is asked for has it.

    Of one that can't be used it is told why, and there is None for it. What rosters ask for and
    is not there is told with the row of the pupil, when the papers are planned: for that the
    names of all profiles are returned too.
    """
    known = ""
    folder = (project.root / course.place.file).parent
    own = own_profiles(options.school.parent if options.school else folder, project.root)
    roots = theme_roots(project.root)

    def look(asked: Asked) -> Theme | None:
        nonlocal known
        try:
            return load_theme(
                course.theme,
                roots,
                store,
                project.root,
                asked.place,
                profile=asked,
                profiles=own,
            )
        except ContentError as error:
            found = error.problems
        unknown = [each for each in found if each.code == "unknown-profile"]
        known = str(dict(unknown[0].values)["known"]) if unknown else known
        if unknown and asked.name in options.profiles:
            raise UsageError(*found)
        if not unknown or asked.name in {each.name for each in profiles_of(course)}:
            problems.extend(found)
        return None

    also = tuple(Asked(name, None) for name in options.profiles)
    wanted = (*profiles_of(course), *also, *profiles_of_pupils(course))
    looks: dict[str, Theme | None] = {"": theme}
    for asked in wanted:
        if asked.name not in looks:
            looks[asked.name] = look(asked)
    return {name: _widened(found, name, options) for name, found in looks.items()}, known


def _widened(theme: Theme | None, name: str, options: Options) -> Theme | None:
    """Return a theme whose profile is for the editions that were asked for together with it."""
    if theme is None or theme.profile is None or name not in options.profiles:
        return theme
    editions = tuple(dict.fromkeys((*theme.profile.editions, *options.editions)))
    return replace(theme, profile=replace(theme.profile, editions=editions))


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
