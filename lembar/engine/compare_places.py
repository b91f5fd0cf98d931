"""Find the line of a source that a change is mended at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lembar.compare import Change, Kind
from lembar.course.assessment import Inline, Use
from lembar.course.item import Entry, Group, Item, items_of
from lembar.engine.compare_known import Known
from lembar.errors import Place
from lembar.writers.docx.trace import Step

_OF_ASSESSMENT = frozenset({Kind.QUESTION_ADDED, Kind.QUESTION_GONE, Kind.QUESTION_MOVED,
                            Kind.NUMBER})  # fmt: skip
_KEYS = {Kind.POINTS: "points", Kind.LINES: "lines"}
_WINDOW = 40  # lines of an item or a paragraph in which its words are looked for
_LEAST = 4  # signs of words that are looked for
_VALUE = re.compile(r"""^\s*(?:- )?(?:[\w-]+:\s+)?["']?(.*?)["']?\s*$""")
_MESSAGE = re.compile(r'^msgstr(?:\[\d\])? "(.*)"$')
_NAME = re.compile(r"\{\w+\}")
_MARKUP = re.compile(r"[*_`\\]")


@dataclass(slots=True)
class Places:
    """Find places in the sources of one document."""

    root: Path
    known: Known
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def of(self, change: Change) -> Place:
        """Return where a change is mended, as near as can be told."""
        item = self.item(change)
        if change.kind in _OF_ASSESSMENT and change.spot.question:
            return self._asked(item) or (item.place if item else self._set())
        if change.kind in _KEYS and item is not None:
            return self._key(item, _KEYS[change.kind]) or item.place
        own = self._own(change.spot.steps)
        # Not all places are exact: what the source says there decides.
        found = self._by_words(change, item, own) if change.found else None
        return found or own or (item.place if item else self._set())

    def _by_words(self, change: Change, item: Item | None, own: Place | None) -> Place | None:
        """Return where the words stand that were changed, the likeliest place first."""
        words = change.found
        return (
            (self._nearer(own, [words]) if own else None)
            or (self._in(item, [words]) if item else None)
            or self._by_value(change)
            or self._by_text(words)
            or (self._nearer(own, _parts(words)) if own else None)
            or (self._in(item, _parts(words)) if item else None)
        )

    def item(self, change: Change) -> Item | None:
        """Return the item whose question a change is in: the last that begins before its place."""
        place = self._own(change.spot.inside) if change.spot.question else None
        if place is None:
            return None
        before = [each for each in self._items() if each.place.file == place.file
                  and each.place.line <= place.line]  # fmt: skip
        return max(before, key=lambda each: each.place.line, default=None)

    # --- from the elements that a paragraph came from ---------------------------------------------

    def _own(self, steps: Sequence[Step]) -> Place | None:
        """Return the innermost place in the content."""
        files = self.known.theme.files
        places = (step.place for step in steps)
        return next((p for p in places if p and p.file not in files and self._read(p.file)), None)

    def _nearer(self, place: Place, wanted: Sequence[str]) -> Place | None:
        """Return where words stand at or below a place, in the same paragraph."""
        lines = self._read(place.file)[place.line - 1 :][:_WINDOW]
        end = next((at for at, line in enumerate(lines) if at and not line.strip()), len(lines))
        return self._first(place.file, place.line, lines[:end], wanted, place.column)

    def _in(self, item: Item, wanted: Sequence[str]) -> Place | None:
        """Return where words stand in an item."""
        begins = item.place.line
        lines = self._read(item.place.file)[begins - 1 : self._end(item)]
        return self._first(item.place.file, begins, lines, wanted)

    def _first(
        self, file: str, begins: int, lines: Sequence[str], wanted: Sequence[str], column: int = 1
    ) -> Place | None:
        """Return where the first of some words stand in lines; in the first, from a column on."""
        for words in wanted:
            for at, line in enumerate(lines):
                found = line.find(words, 0 if at else column - 1)
                if found < 0:
                    found = _plain_find(line, words)
                if found >= 0:
                    return Place(file, begins + at, found + 1)
        return None

    # --- from items and assessments ---------------------------------------------------------------

    def _items(self) -> Iterator[Item]:
        for entry in self._entries():
            yield from items_of(entry)

    def _entries(self) -> Iterator[Entry]:
        for unit in self.known.planned.course.units:
            if unit.slug != self.known.set.unit:
                continue
            for bank in unit.bank.values():
                yield from bank
            exercises = (each for lesson in unit.lessons for each in lesson.exercises)
            sittings = (each.drawn.assessment for each in unit.sittings)
            for asked in (*unit.assessments, *exercises, *sittings):
                for section in asked.sections:
                    for request in section.requests:
                        if isinstance(request, Inline):
                            yield request.entry
            for sitting in unit.sittings:
                yield from (placed.item for placed in sitting.drawn.items())

    def _asked(self, item: Item | None) -> Place | None:
        """Return where the assessment asks for an item by its name, or holds it."""
        for unit in self.known.planned.course.units:
            for asked in unit.assessments if unit.slug == self.known.set.unit else ():
                if asked.place.file != self.known.set.sources[0] or item is None:
                    continue
                for request in (r for section in asked.sections for r in section.requests):
                    if isinstance(request, Use) and request.ref in self._names(item):
                        return request.place
        own = self.known.set.sources[0]
        return item.place if item is not None and item.place.file == own else None

    def _names(self, item: Item) -> set[str]:
        """Return the names that an item is asked for by: its own, and that of its group."""
        groups = (e for e in self._entries() if isinstance(e, Group) and item in e.items)
        return {item.key, *(each.key for each in groups)}

    def _key(self, item: Item, key: str) -> Place | None:
        """Return where a key of an item stands."""
        lines = self._read(item.place.file)
        for at in range(item.place.line - 1, self._end(item)):
            found = re.match(rf"\s*(?:- )?{key}:", lines[at])
            if found:
                return Place(item.place.file, at + 1, found.end() - len(key))
        return None

    def _end(self, item: Item) -> int:
        """Return the number of the last line of an item."""
        here = item.place
        begins = [each.place.line for each in self._items() if each.place.file == here.file]
        later = [line - 1 for line in begins if line > here.line]
        return min([len(self._read(here.file)), *later])

    def _set(self) -> Place:
        return Place(self.known.set.sources[0])

    # --- from values: titles, letterheads, fixed words --------------------------------------------

    def _by_value(self, change: Change) -> Place | None:
        """Return the line of the longest value that the changed words stand in."""
        whole, words = _plain(change.whole or change.found), _plain(change.core or change.found)
        start = max(0, whole.find(_plain(change.found)))
        start = max(0, whole.find(words, start))
        best: tuple[int, Place] | None = None
        for place, value in self._values():
            if words not in value or (best is not None and len(value) <= best[0]):
                continue
            at = whole.find(value)
            if 0 <= at <= start and start + len(words) <= at + len(value):
                best = (len(value), place)
        return best[1] if best else None

    def _by_text(self, words: str) -> Place | None:
        """Return the first line of the sources in which words stand."""
        if len(words) < _LEAST:
            return None
        found = (self._first(file, 1, self._read(file), [words]) for file in self._files())
        return next(filter(None, found), None)

    def _values(self) -> Iterator[tuple[Place, str]]:
        for file in self._files():
            for number, line in enumerate(self._read(file), 1):
                found = _VALUE.match(line)
                text = _plain(found[1]) if found else ""
                if found and len(text) > 1:
                    yield Place(file, number, found.start(1) + 1), text
        theme, words = self.known.theme, self.known.planned.words
        name = f"locale/{words.language}.po"
        for number, line in enumerate(theme.files.get(name, "").splitlines(), 1):
            found = _MESSAGE.match(line)
            for piece in _NAME.split(found[1]) if found else ():
                if len(_plain(piece)) > 1:
                    yield theme.at_origin(Place(name, number)), _plain(piece)

    def _files(self) -> Sequence[str]:
        """Return the files whose values a document prints, its own first."""
        folder = self.root / self.known.set.sources[0]
        above = [each for each in folder.parents if each == self.root or self.root in each.parents]
        names = ("unit.yaml", "course.yaml", "school.yaml", "me.yaml")
        found = [each / name for name in names for each in above]
        there = [each.relative_to(self.root).as_posix() for each in found if each.is_file()]
        return [*self.known.set.sources, *there]

    def _read(self, file: str) -> list[str]:
        if file not in self._lines:
            try:
                text = (self.root / file).read_text("utf-8-sig")
            except (OSError, ValueError):
                text = ""
            self._lines[file] = text.splitlines()
        return self._lines[file]


def _parts(found: str) -> list[str]:
    """Return fewer and fewer of the words, the last ones kept, then the longest alone."""
    words = found.split()
    tails = [" ".join(words[at:]) for at in range(1, len(words))]
    made = [*tails, *sorted(words, key=len, reverse=True)[:2]]
    return [each for each in made if len(each) >= _LEAST]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _plain_find(line: str, words: str) -> int:
    """Return where words begin in a line whose marks of emphasis are passed over, or -1."""
    kept = [(at, sign) for at, sign in enumerate(line) if not _MARKUP.match(sign)]
    found = "".join(sign for _, sign in kept).find(words)
    return kept[found][0] if found >= 0 else -1
