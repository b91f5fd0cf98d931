"""Index pages: what output/ holds, for the teacher; what student/ holds, for pupils."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from lembar.course.documents import FORMATS, TIERS
from lembar.course.theme import Theme
from lembar.course.words import Words, direction_of, locale_of
from lembar.engine.manifest import INDEX, Entry
from lembar.engine.titles import CourseTitles, readable
from lembar.sheet.environment import environment, template_error
from lembar.sheet.stamping import Stamping

_TEMPLATE = "pages/index.html.j2"
_STYLE = "pages/index.css"
_AUDIENCES = ("teacher", "student")
# What a class uses first stands first; documents of a publisher's own follow by name.
_DOCUMENTS = (
    "handout",
    "summary",
    "summary-sheet",
    "worksheet",
    "test",
    "exit-ticket",
    "answer-key",
)
_SERIFS = '"Source Serif Pro", Georgia, Cambria, "Noto Serif", serif'
_SANS = '"Source Sans Pro", "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif'


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a link to a file: the address, its name, its size in words."""

    href: str
    name: str
    size: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a document: what it is, facts, and a link for each format."""

    name: str
    facts: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Hold the documents of one lesson or assessment."""

    title: str
    documents: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """Hold what a unit has for teachers, or for pupils."""

    title: str
    note: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class UnitList:
    """Hold what a unit has."""

    anchor: str
    title: str
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class CourseList:
    """Hold what a course has."""

    anchor: str
    title: str
    language: str
    direction: str
    student_page: str
    units: tuple[UnitList, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what the template of an index page may know."""

    language: str
    direction: str
    title: str
    facts: tuple[str, ...]
    css: str
    for_teacher: bool
    contents: tuple[Link, ...]
    courses: tuple[CourseList, ...]
    edited: tuple[Link, ...] = ()


def teacher_page(
    entries: Sequence[Entry],
    words: Words,
    theme: Theme,
    titles: Mapping[str, CourseTitles],
    sizes: Mapping[str, int],
    edited: Sequence[str],
) -> bytes:
    """Return output/index.html: everything, by course, unit and audience."""
    shown = [each for each in entries if each.edition in _AUDIENCES]
    courses = _courses(shown, words, titles, sizes, "")
    page = Page(
        words.language,
        direction_of(words.language),
        words("index.title"),
        (words("index.files", n=len(shown)),),
        _css(theme),
        True,
        _contents(courses),
        courses,
        tuple(
            Link(quote(path), path.partition("/")[2], _size(sizes.get(path), words))
            for path in edited
        ),
    )
    return _rendered(page, words, theme)


def student_page(
    entries: Sequence[Entry],
    words: Words,
    theme: Theme,
    titles: CourseTitles,
    sizes: Mapping[str, int],
) -> bytes:
    """Return the index page of a course's student/ folder, made of that folder's files only."""
    base = student_folder(titles.slug)
    shown = [each for each in entries if each.path.startswith(base)]
    courses = _courses(shown, words, {titles.slug: titles}, sizes, base)
    page = Page(
        titles.language,
        direction_of(titles.language),
        titles.title,
        (words("index.files", n=len(shown)),),
        _css(theme),
        False,
        (),
        courses,
    )
    return _rendered(page, words, theme)


def index_pages(
    entries: Sequence[Entry],
    words: Words,
    theme: Theme,
    titles: Mapping[str, CourseTitles],
    sizes: Mapping[str, int],
    edited: Sequence[str] = (),
    course_words: Mapping[str, Words] | None = None,
) -> dict[str, bytes]:
    """Return all index pages by path; a student's page is in the words of its course."""
    pages = {INDEX: teacher_page(entries, words, theme, titles, sizes, edited)}
    for slug in sorted({each.course for each in entries if each.edition == "student"}):
        own = (course_words or {}).get(slug, words)
        course = titles.get(slug) or CourseTitles(slug, readable(slug), own.language, {})
        pages[student_folder(slug) + INDEX] = student_page(entries, own, theme, course, sizes)
    return pages


def student_folder(course: str) -> str:
    """Return the folder of what pupils may see, with a slash at its end."""
    return f"{course}/student/"


def file_sizes(output: Path, paths: Iterable[str]) -> dict[str, int]:
    """Return the sizes of the files that are there, in bytes."""
    return {path: (output / path).stat().st_size for path in paths if (output / path).is_file()}


def _courses(
    entries: Sequence[Entry],
    words: Words,
    titles: Mapping[str, CourseTitles],
    sizes: Mapping[str, int],
    base: str,
) -> tuple[CourseList, ...]:
    """Group entries by course and unit; links start from the folder `base`."""
    courses = []
    for number, (slug, of_course) in enumerate(_grouped(entries, "course"), 1):
        known = titles.get(slug) or CourseTitles(slug, readable(slug), words.language, {})
        units = tuple(
            UnitList(
                f"unit-{number}-{at}",
                known.units.get(unit) or readable(unit),
                _audiences(of_unit, words, sizes, base),
            )
            for at, (unit, of_unit) in enumerate(_grouped(of_course, "unit"), 1)
        )
        has_student = any(each.path.startswith(student_folder(slug)) for each in of_course)
        courses.append(
            CourseList(
                f"course-{number}",
                known.title,
                known.language,
                direction_of(known.language),
                quote(student_folder(slug) + INDEX) if has_student and not base else "",
                units,
            )
        )
    return tuple(courses)


def _audiences(
    entries: Sequence[Entry], words: Words, sizes: Mapping[str, int], base: str
) -> tuple[Audience, ...]:
    found = dict(_grouped(entries, "edition"))
    return tuple(
        Audience(
            words(f"edition.{edition}"),
            words(f"edition.{edition}.note"),
            tuple(
                _work(of_set, words, sizes, base) for _, of_set in _grouped(found[edition], "set")
            ),
        )
        for edition in _AUDIENCES
        if edition in found
    )


def _work(entries: Sequence[Entry], words: Words, sizes: Mapping[str, int], base: str) -> Work:
    def kind(each: Entry) -> tuple[int, str, str, int, str]:
        tier = _place(each.tier, TIERS)
        return (_place(each.document, _DOCUMENTS), each.document, each.form, tier, each.profile)

    ordered = sorted(entries, key=lambda e: (*kind(e), _place(e.format, FORMATS), e.path))
    return Work(
        entries[0].title,
        tuple(_row(list(same), words, sizes, base) for _, same in groupby(ordered, key=kind)),
    )


def _row(entries: Sequence[Entry], words: Words, sizes: Mapping[str, int], base: str) -> Row:
    """Return the row of a document that was written in one or more formats."""
    first = entries[0]
    name = [_named("document", first.document, words)]
    if first.form:
        name.append(words("form", code=first.form))
    if first.tier in TIERS:
        # Pupils read this too: it tells the sheets apart, and not what they are for.
        name.append(f"{words(f'sign.{first.tier}')} {words(f'file.tier.{first.tier}')}")
    if first.profile:
        name.append(_named("profile", first.profile, words))
    facts = []
    counts = [each.pages for each in entries if each.pages]
    if counts:
        unit = "index.slides" if first.document == "summary" else "index.pages"
        facts.append(words(unit, n=max(counts)))
    if first.revision:
        facts.append(words("index.revision", revision=first.revision))
    links = (
        Link(
            # A first segment with a colon would be read as a scheme; paths of ours have none.
            quote(each.path.removeprefix(base)),
            _named("format", each.format, words),
            _size(sizes.get(each.path), words),
        )
        for each in entries
    )
    return Row(", ".join(name), tuple(facts), tuple(links))


def _place(name: str, order: Sequence[str]) -> int:
    """Return where a name stands in an order; unknown ones stand last."""
    return order.index(name) if name in order else len(order)


def _named(kind: str, name: str, words: Words) -> str:
    """Return the word for a document, profile or format; a publisher's own keeps its name."""
    key = f"{kind}.{name}"
    return words(key) if key in words else readable(name)


def _grouped(entries: Sequence[Entry], by: str) -> list[tuple[str, list[Entry]]]:
    """Group entries by an attribute, in the order in which a person counts: 2 before 10."""

    def order(each: Entry) -> tuple[list[tuple[int, str]], str]:
        value = getattr(each, by)
        parts = re.findall(r"\d+|\D+", value)
        return [(int(p), "") if p.isdecimal() else (10**9, p) for p in parts], value

    ordered = sorted(entries, key=order)
    return [(key, list(same)) for key, same in groupby(ordered, key=lambda e: getattr(e, by))]


def _contents(courses: Sequence[CourseList]) -> tuple[Link, ...]:
    """Return links to all units, if there are several."""
    links = [
        Link(f"#{unit.anchor}", " · ".join((course.title, unit.title)))
        for course in courses
        for unit in course.units
    ]
    return tuple(links) if len(links) > 1 else ()


def _size(count: int | None, words: Words) -> str:
    """Return a file's size in words."""
    from babel.numbers import format_decimal

    if count is None:
        return ""
    kilo = max(1, round(count / 1024))
    if kilo < 1000:
        return words("index.size-kb", size=str(kilo))
    mega = format_decimal(
        round(kilo / 1024, 1),
        "#,##0.#",
        locale_of(words.language),
        numbering_system="default",
    )
    return words("index.size-mb", size=mega)


def _css(theme: Theme) -> str:
    """Return the style sheet: the theme's colours and families as variables, then its rules."""
    colors = (f"--color-{role}:{color};" for role, color in sorted(theme.tokens.colors.items()))
    families = (
        f'--serif:"{_plain(theme.tokens.serif)}",{_SERIFS};',
        f'--sans:"{_plain(theme.tokens.sans)}",{_SANS};',
    )
    variables = "".join((*map(_plain, colors), *families))
    # "<" has no business in a style sheet, and could end it.
    return Markup(f":root{{{variables}}}\n{theme.files.get(_STYLE, '').replace('<', '')}".strip())


def _plain(text: str) -> str:
    """Drop what could end a declaration."""
    return re.sub(r'["\\{}<>]', "", text)


def _rendered(page: Page, words: Words, theme: Theme) -> bytes:
    """Fill the theme's template.

    Raises ContentError with the template's file and line if it can't be filled.
    """
    jinja = environment(theme)
    # Places are stamped on the tags of sheets, which are parsed afterwards; a page is not.
    del jinja.extensions[Stamping.identifier]
    try:
        return f"{jinja.get_template(_TEMPLATE).render(page=page, words=words)}\n".encode()
    except Exception as error:
        raise template_error(error, _TEMPLATE, theme) from error
