"""Turn the events of a YAML parser into values, and look for what YAML takes in silence."""

import re
from collections.abc import Iterator
from typing import Any

import yaml as pyyaml

from lembar.content.yamltraps import blank_behind, quoted, single
from lembar.content.yamlvalues import Mapping, Scalar, Sequence, Value
from lembar.errors import Place, Problems

_LOADER: Any = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
_DEEPEST = 40
# In double quotes only the quote and the backslash itself may be escaped: `\f` of `\frac` is no f.
_ESCAPE = re.compile(r"\\(?P<sign>[\s\S]?)")
_DOUBLED = {"'": re.compile(r"''"), '"': re.compile(r"\\[\"\\/]")}


class _TooDeepError(Exception):
    """Say that lists and mappings stand in one another without end."""


class Reader:
    """Read one document; `broken` says whether something in it can't be trusted."""

    def __init__(self, lines: list[str], name: str, first_line: int, problems: Problems) -> None:
        self.lines = lines
        self.name = name
        self.first_line = first_line
        self.problems = problems
        self.broken = False
        self._events: Any = None

    def read(self, text: str) -> Value | None:
        """Return the value of a text, or None where there is none."""
        self._events = _LOADER(text)
        try:
            return self._document()
        except _TooDeepError:
            return None
        finally:
            self._events.dispose()

    def _document(self) -> Value | None:
        """Return the value of the first document; a second is an error."""
        self._next()
        if isinstance(self._next(), pyyaml.StreamEndEvent):
            return None
        root = self._value(self._next(), 0)
        self._next()
        after = self._next()
        if not isinstance(after, pyyaml.StreamEndEvent):
            self._complain("yaml-documents", after)
        empty = isinstance(root, Scalar) and not root.text and not root.style
        return None if empty else root

    def _next(self) -> Any:
        return self._events.get_event()

    def _value(self, event: Any, depth: int) -> Value:
        """Return the value that begins with an event."""
        if depth > _DEEPEST:
            self._complain("yaml-deep", event)
            raise _TooDeepError
        self._check_sign(event)
        line = self._line(event.start_mark.line)
        if isinstance(event, pyyaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, pyyaml.SequenceStartEvent):
            items = tuple(self._items(depth + 1))
            return Sequence(items, self._place(event), line)
        if isinstance(event, pyyaml.MappingStartEvent):
            entries = tuple(self._entries(depth + 1))
            return Mapping(entries, self._place(event), line)
        return Scalar("", self._place(event))  # an alias: _check_sign has refused it

    def _items(self, depth: int) -> Iterator[Value]:
        while not isinstance(event := self._next(), pyyaml.SequenceEndEvent):
            yield self._value(event, depth)

    def _entries(self, depth: int) -> Iterator[tuple[Scalar, Value]]:
        """Yield keys and values; a key that was there before is an error."""
        first: dict[str, int] = {}
        while not isinstance(event := self._next(), pyyaml.MappingEndEvent):
            key = self._value(event, depth)
            value = self._value(self._next(), depth)
            if not isinstance(key, Scalar):
                self._complain("yaml-key", event)
                continue
            if key.text == "<<" and not key.style:
                self._complain("yaml-alias", event)
                continue
            if key.text in first:
                self._complain("yaml-same-key", event, key=key.text, line=first[key.text])
            first.setdefault(key.text, key.place.line)
            yield key, value

    def _check_sign(self, event: Any) -> None:
        """Refuse anchors, aliases and tags: in a text they are a sign that should be quoted."""
        if event.anchor is None and getattr(event, "tag", None) is None:
            return
        line, column = self._line(event.start_mark.line), event.start_mark.column
        sign = line[column : column + 1]
        self._complain("yaml-sign", event, "rewritten", sign=sign, rewritten=quoted(line))

    def _complain(self, code: str, event: Any, hint: str | None = None, **values: object) -> None:
        self.broken = True
        self.problems.add(code, self._place(event), hint or code, "error", **values)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.name, mark.line + self.first_line, mark.column + 1)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    # --- texts --------------------------------------------------------------------------------

    def _scalar(self, event: Any) -> Scalar:
        style = event.style or ""
        place = self._place(event)
        if style == "|":
            return Scalar(event.value, place, style, self._block_lines(event))
        if style == ">":
            self._complain("yaml-folded", event)
        if style in ('"', "'"):
            return self._quoted(event, style, place)
        return self._plain(event, place)

    def _plain(self, event: Any, place: Place) -> Scalar:
        """Return a text without quotes."""
        mark = event.start_mark
        if blank_behind(event.value):
            line = self._line(mark.line)
            self._complain("yaml-blank", event, "rewritten", rewritten=" ".join(line.split()))
        folds = self._folds(event, "") if event.end_mark.line != mark.line else ()
        lines = ((place.line, place.column),)
        return Scalar(event.value, place, "", lines, self._cut(event), folds)

    def _quoted(self, event: Any, style: str, place: Place) -> Scalar:
        """Return a text in quotes; a backslash between double ones would change it."""
        start, end = event.start_mark, event.end_mark
        several = end.line != start.line
        written = "" if several else self._line(start.line)[start.column : end.column]
        if style == '"':
            self._check_escapes(event)
        folded = several or _DOUBLED[style].search(written[1:-1]) is not None
        folds = self._folds(event, style) if folded else ()
        return Scalar(event.value, place, style, ((place.line, place.column + 1),), "", folds)

    def _check_escapes(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        for row in range(start.line, end.line + 1):
            line = self._line(row)
            begin = start.column if row == start.line else 0
            for found in _ESCAPE.finditer(line[: end.column] if row == end.line else line, begin):
                if found["sign"] and found["sign"] in '"\\/':
                    continue
                place = Place(self.name, row + self.first_line, found.start() + 1)
                self.broken = True
                rewritten = single(line) if start.line == end.line else ""
                hint = "rewritten" if rewritten else "text-under-bar"
                self.problems.add("yaml-backslash", place, hint, rewritten=rewritten)
                return

    def _block_lines(self, event: Any) -> tuple[tuple[int, int], ...]:
        """Return the place of each line of a text under `|`."""
        start = event.start_mark.line + 1
        rows = event.value.split("\n")
        indent = next(
            (len(self._line(start + at)) - len(row) for at, row in enumerate(rows) if row), 0
        )
        first = start + self.first_line
        return tuple((first + at, indent + 1) for at in range(len(rows)))

    def _folds(self, event: Any, quote: str) -> tuple[tuple[int, int, int], ...]:
        """Return where the pieces of a text stand that was folded or unescaped."""
        start, end = event.start_mark, event.end_mark
        inside = len(quote)
        found: list[tuple[int, int, int]] = []
        at = 0
        for row in range(start.line, end.line + 1):
            line = self._line(row)
            begin = start.column + inside if row == start.line else len(line) - len(line.lstrip())
            stop = max(begin, end.column - inside) if row == end.line else len(line)
            for column, piece in _pieces(line[begin:stop], quote):
                here = event.value.find(piece, at) if piece else -1
                if here < 0:
                    continue
                found.append((here, row + self.first_line, begin + column + 1))
                at = here + len(piece)
        return tuple(found)

    def _cut(self, event: Any) -> str:
        """Return what a `#` cut off a plain text, unless it looks like a note.

        A note has two spaces before its `#`, or follows a single word, and a space after; a
        number behind the `#` is no note.
        """
        mark = event.end_mark
        rest = self._line(mark.line)[mark.column :]
        body = rest.lstrip()
        if not body.startswith("#") or not event.value:
            return ""
        tight = len(body) > 1 and body[1] not in " #"
        near = len(rest) - len(body) == 1 and " " in event.value
        counted = re.match(r"#\s?\d", body) is not None
        return body if tight or near or counted else ""


def _pieces(written: str, quote: str) -> Iterator[tuple[int, str]]:
    """Yield (column, text) of what stands between doubled quotes and escapes."""
    at = 0
    if quote:
        for found in _DOUBLED[quote].finditer(written):
            yield at, written[at : found.start()]
            at = found.end() - 1
    yield at, written[at:].rstrip()
