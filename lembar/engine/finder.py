"""The finder of an index page: a search field, and a filter for each thing that tells files apart.

Rows and links bear marks, as "2-0 3-1"; a filter's choices are such marks. A mark says which filter
it answers, and where a value stands among those that the page shows: nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from markupsafe import Markup

from lembar.course.documents import FORMATS, TIERS
from lembar.course.words import Words
from lembar.engine.manifest import Entry
from lembar.engine.titles import CourseTitles, readable

_SCRIPT = "finder.js"
_FEW = 6  # files that are seen at a glance
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
_FILTERS = ("course", "edition", "document", "form", "tier", "profile", "format")
_OF_LINKS = ("format",)  # all else holds for a row


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold a choice of a filter: the mark that files must bear, and its name."""

    mark: str
    name: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Hold a filter: what it asks, by its name and in words, and its choices."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Finder:
    """Hold what the finder of a page is made of; without a script there is nothing to find."""

    files: int = 0
    filters: tuple[Filter, ...] = ()
    digits: str = ""
    script: str = ""
    _marks: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def row_marks(self, entry: Entry) -> str:
        """Return the marks of a document."""
        return self._of(entry, (each for each in _FILTERS if each not in _OF_LINKS))

    def link_marks(self, entry: Entry) -> str:
        """Return the marks that a file has besides."""
        return self._of(entry, _OF_LINKS)

    def _of(self, entry: Entry, names: Iterable[str]) -> str:
        found = (self._marks.get((name, getattr(entry, name))) for name in names)
        return " ".join(each for each in found if each)


def finder(
    entries: Sequence[Entry], words: Words, titles: Mapping[str, CourseTitles] | None = None
) -> Finder:
    """Return the finder of a page that shows entries; an empty one where these are few."""
    if len(entries) <= _FEW:
        return Finder()
    filters = []
    marks: dict[tuple[str, str], str] = {}
    for which, name in enumerate(_FILTERS):
        values = _values(name, entries)
        if len(values) > 1:
            choices = [
                Choice(f"{which}-{at}", _said(name, value, words, titles or {}))
                for at, value in enumerate(values)
            ]
            filters.append(Filter(name, words(f"index.filter.{name}"), tuple(choices)))
            marks |= {(name, value): each.mark for value, each in zip(values, choices)}
    script = Markup(files(__package__).joinpath(_SCRIPT).read_text("utf-8"))
    return Finder(len(entries), tuple(filters), words.digits, script, marks)


def document_place(document: str) -> tuple[int, str]:
    """Return where a document stands among others."""
    return place(document, _DOCUMENTS), document


def place(name: str, order: Sequence[str]) -> int:
    """Return where a name stands in an order; unknown ones stand last."""
    return order.index(name) if name in order else len(order)


def word_for(kind: str, name: str, words: Words) -> str:
    """Return the word for a document, profile or format; a publisher's own keeps its name."""
    key = f"{kind}.{name}"
    return words(key) if key in words else readable(name)


def _values(name: str, entries: Iterable[Entry]) -> list[str]:
    """Return what a filter can ask for, in order."""
    found = {str(getattr(each, name)) for each in entries}
    if name != "profile":  # without one a document is plain, which can be asked for
        found.discard("")
    if name == "document":
        return sorted(found, key=document_place)
    if name == "format":
        return sorted(found, key=lambda each: (place(each, FORMATS), each))
    if name == "edition":
        return sorted(found, reverse=True)  # as on the page: the teacher's first
    return sorted(found, key=lambda each: (place(each, TIERS), each))


def _said(name: str, value: str, words: Words, titles: Mapping[str, CourseTitles]) -> str:
    """Return a filter's choice in words."""
    if name == "course":
        return titles[value].title if value in titles else readable(value)
    if name == "form":
        return value
    if name == "tier":
        return tier_name(value, words)
    if name == "profile" and not value:
        return words("index.plain")
    return word_for(name, value, words)


def tier_name(tier: str, words: Words) -> str:
    """Return the sign of a tier and its name; pupils read it too, so not what it is for."""
    return f"{words(f'sign.{tier}')} {words(f'file.tier.{tier}')}"
