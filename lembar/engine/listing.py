"""What index pages list: courses, units, audiences, works, documents, and a link for each file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil
from urllib.parse import quote

from lembar.course.documents import FORMATS, TIERS
from lembar.course.words import Words, direction_of, locale_of
from lembar.engine.finder import Finder, document_place, place, tier_name, word_for
from lembar.engine.manifest import CHECKSUMS, INDEX, Entry
from lembar.engine.titles import CourseTitles, readable

AUDIENCES = ("teacher", "student")
_SHARP = 2  # dots of a picture for one of the page


@dataclass(frozen=True, slots=True)
class Link:
    """Hold a link to a file: the address, its name, its size in words, marks of the finder."""

    href: str
    name: str
    size: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """Hold the path of a picture, relative to output/, and its size."""

    path: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture of a file's first page: where both are, and the size in which it is shown."""

    href: str
    source: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a document: what it is, facts, a link for each format, and marks of the finder."""

    name: str
    facts: tuple[str, ...]
    links: tuple[Link, ...]
    marks: str = ""
    picture: Picture | None = None


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
    class_file: Link | None
    checksums: tuple[Link, ...]
    units: tuple[UnitList, ...]


def student_folder(course: str) -> str:
    """Return the folder of what pupils may see, with a slash at its end."""
    return f"{course}/student/"


@dataclass(frozen=True, slots=True)
class Listing:
    """List entries, in words; links start from the folder `base`."""

    words: Words
    titles: Mapping[str, CourseTitles]
    sizes: Mapping[str, int]
    finder: Finder
    base: str = ""
    pictures: Mapping[str, Thumbnail] = field(default_factory=dict)

    def courses(self, entries: Sequence[Entry]) -> tuple[CourseList, ...]:
        """Group entries by course and unit."""
        return tuple(
            self._course(number, slug, of_course)
            for number, (slug, of_course) in enumerate(_grouped(entries, "course"), 1)
        )

    def _course(self, number: int, slug: str, entries: Sequence[Entry]) -> CourseList:
        known = self.titles.get(slug) or unknown_course(slug, self.words.language)
        units = tuple(
            UnitList(
                f"unit-{number}-{at}",
                known.units.get(unit) or readable(unit),
                self._audiences(of_unit),
            )
            for at, (unit, of_unit) in enumerate(_grouped(entries, "unit"), 1)
        )
        has_student = any(each.path.startswith(student_folder(slug)) for each in entries)
        return CourseList(
            f"course-{number}",
            known.title,
            known.language,
            direction_of(known.language),
            quote(student_folder(slug) + INDEX) if has_student and not self.base else "",
            None if self.base else self._class_file(known),
            () if self.base else tuple(self._checksums(slug, entries)),
            units,
        )

    def _class_file(self, course: CourseTitles) -> Link | None:
        path = f"{course.slug}/{course.class_file}"
        size = self.sizes.get(path)
        if size is None:
            return None
        return Link(quote(path), self.words("index.class-file"), size_in_words(size, self.words))

    def _checksums(self, slug: str, entries: Sequence[Entry]) -> Iterator[Link]:
        for audience in AUDIENCES:
            folder = f"{slug}/{audience}/"
            if any(each.path.startswith(folder) for each in entries):
                yield Link(quote(folder + CHECKSUMS), self.words(f"index.checksums.{audience}"))

    def _audiences(self, entries: Sequence[Entry]) -> tuple[Audience, ...]:
        found = dict(_grouped(entries, "edition"))
        return tuple(
            Audience(
                self.words(f"edition.{edition}"),
                self.words(f"edition.{edition}.note"),
                tuple(self._work(of_set) for _, of_set in _grouped(found[edition], "set")),
            )
            for edition in AUDIENCES
            if edition in found
        )

    def _work(self, entries: Sequence[Entry]) -> Work:
        def kind(each: Entry) -> tuple[tuple[int, str], str, int, str]:
            tier = place(each.tier, TIERS)
            return (document_place(each.document), each.form, tier, each.profile)

        ordered = sorted(entries, key=lambda e: (*kind(e), place(e.format, FORMATS), e.path))
        return Work(
            entries[0].title,
            tuple(self._row(list(same)) for _, same in groupby(ordered, key=kind)),
        )

    def _row(self, entries: Sequence[Entry]) -> Row:
        """Return the row of a document that was written in one or more formats."""
        words, first = self.words, entries[0]
        name = [word_for("document", first.document, words)]
        if first.form:
            name.append(words("form", code=first.form))
        if first.tier in TIERS:
            name.append(tier_name(first.tier, words))
        if first.profile:
            name.append(word_for("profile", first.profile, words))
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
                quote(each.path.removeprefix(self.base)),
                word_for("format", each.format, words),
                size_in_words(self.sizes.get(each.path), words),
                self.finder.link_marks(each),
            )
            for each in entries
        )
        marks, picture = self.finder.row_marks(first), self._picture(entries)
        return Row(", ".join(name), tuple(facts), tuple(links), marks, picture)

    def _picture(self, entries: Sequence[Entry]) -> Picture | None:
        """Return the picture of a document; of what stands outside of the folder there is none."""
        for each in entries:
            found = self.pictures.get(each.path)
            if found is not None and found.path.startswith(self.base):
                href, source = (quote(p.removeprefix(self.base)) for p in (each.path, found.path))
                size = (ceil(dots / _SHARP) for dots in (found.width, found.height))
                return Picture(href, source, *size)
        return None


def unknown_course(slug: str, language: str) -> CourseTitles:
    """Return titles for a course of which nothing is remembered."""
    return CourseTitles(slug, readable(slug), language, {})


def _grouped(entries: Sequence[Entry], by: str) -> list[tuple[str, list[Entry]]]:
    """Group entries by an attribute, in the order in which a person counts: 2 before 10."""

    def order(each: Entry) -> tuple[list[tuple[int, str]], str]:
        value = getattr(each, by)
        parts = re.findall(r"\d+|\D+", value)
        return [(int(p), "") if p.isdecimal() else (10**9, p) for p in parts], value

    ordered = sorted(entries, key=order)
    return [(key, list(same)) for key, same in groupby(ordered, key=lambda e: getattr(e, by))]


def contents(courses: Sequence[CourseList]) -> tuple[Link, ...]:
    """Return links to all units, if there are several."""
    links = [
        Link(f"#{unit.anchor}", " · ".join((course.title, unit.title)))
        for course in courses
        for unit in course.units
    ]
    return tuple(links) if len(links) > 1 else ()


def size_in_words(count: int | None, words: Words) -> str:
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
