"""Index pages: what output/ holds, for the teacher; what student/ holds, for pupils."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from lembar.course.theme import Theme
from lembar.course.words import Words, direction_of
from lembar.engine.finder import Finder, finder
from lembar.engine.listing import (
    AUDIENCES,
    CourseList,
    Link,
    Listing,
    Thumbnail,
    contents,
    size_in_words,
    student_folder,
    unknown_course,
)
from lembar.engine.manifest import INDEX, Entry
from lembar.engine.titles import CourseTitles
from lembar.sheet.environment import environment, template_error
from lembar.sheet.stamping import Stamping
from lembar.writers.html.policy import policy

_TEMPLATE = "pages/index.html.j2"
_STYLE = "pages/index.css"
_SERIFS = '"Source Serif Pro", Georgia, Cambria, "Noto Serif", serif'
_SANS = '"Source Sans Pro", "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif'


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
    finder: Finder
    policy: str
    edited: tuple[Link, ...] = ()


def teacher_page(
    entries: Sequence[Entry],
    words: Words,
    theme: Theme,
    titles: Mapping[str, CourseTitles],
    sizes: Mapping[str, int],
    edited: Sequence[str],
    pictures: Mapping[str, Thumbnail] | None = None,
) -> bytes:
    """Return output/index.html: everything, by course, unit and audience."""
    shown = [each for each in entries if each.edition in AUDIENCES]
    finds = finder(shown, words, titles)
    courses = Listing(words, titles, sizes, finds, pictures=pictures or {}).courses(shown)
    page = Page(
        words.language,
        direction_of(words.language),
        words("index.title"),
        (words("index.files", n=len(shown)),),
        _css(theme),
        True,
        contents(courses),
        courses,
        finds,
        policy(finds.script, own_pictures=bool(pictures)),
        tuple(
            Link(quote(path), path.partition("/")[2], size_in_words(sizes.get(path), words))
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
    pictures: Mapping[str, Thumbnail] | None = None,
) -> bytes:
    """Return the index page of a course's student/ folder, made of that folder's files only."""
    base = student_folder(titles.slug)
    shown = [each for each in entries if each.path.startswith(base)]
    finds = finder(shown, words)
    own = {each.path: pictures[each.path] for each in shown if pictures and each.path in pictures}
    listing = Listing(words, {titles.slug: titles}, sizes, finds, base, own)
    courses = listing.courses(shown)
    page = Page(
        titles.language,
        direction_of(titles.language),
        titles.title,
        (words("index.files", n=len(shown)),),
        _css(theme),
        False,
        (),
        courses,
        finds,
        policy(finds.script, own_pictures=bool(own)),
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
    audiences: Collection[str] = AUDIENCES,
    pictures: Mapping[str, Thumbnail] | None = None,
) -> dict[str, bytes]:
    """Return the index pages of audiences by path; a student's is in the words of its course."""
    pages: dict[str, bytes] = {}
    if "teacher" in audiences:
        pages[INDEX] = teacher_page(entries, words, theme, titles, sizes, edited, pictures)
    with_page = {each.course for each in entries if each.edition == "student"}
    for slug in sorted(with_page) if "student" in audiences else ():
        own = (course_words or {}).get(slug, words)
        course = titles.get(slug) or unknown_course(slug, own.language)
        page = student_page(entries, own, theme, course, sizes, pictures)
        pages[student_folder(slug) + INDEX] = page
    return pages


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
