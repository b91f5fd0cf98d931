"""Read YAML that never guesses: every scalar is its own characters, every trap is an error.

YAML is composed to nodes, never constructed, so `007`, `no` and `12:30` stay what they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml as pyyaml

from lembar.content.yamltraps import explain, quoted
from lembar.errors import Place, Problems

_LOADER: Any = getattr(pyyaml, "CSafeLoader", pyyaml.SafeLoader)
_BLANK = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "\u3000": " "}


@dataclass(frozen=True, slots=True)
class Scalar:
    """Hold a text as it was written.

    `style` is "" (plain), a quote, or "|"; `lines` gives the place (line, column) of each of its
    lines; `cut` is what ` #` cut off.
    """

    text: str
    place: Place
    style: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    cut: str = ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """Hold a list."""

    items: tuple["Value", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Hold keys and values in their order."""

    entries: tuple[tuple[Scalar, "Value"], ...]
    place: Place

    def get(self, name: str) -> "Value | None":
        """Return the value of a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


Value: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold what a file says; `root` is None where it is empty or `broken`."""

    root: Value | None
    broken: bool


def load(text: str, name: str, problems: Problems, first_line: int = 1) -> Loaded:
    """Read YAML; report what is wrong with its place and the line rewritten."""
    tidy = _tidy(text)
    try:
        node = pyyaml.compose(tidy, Loader=_LOADER)
    except pyyaml.YAMLError as error:
        problems.extend([explain(error, tidy, name, first_line)])
        return Loaded(None, True)
    if node is None:
        return Loaded(None, False)
    reader = _Reader(tidy.split("\n"), name, first_line, problems)
    root = reader.value(node)
    return Loaded(None if reader.broken else root, reader.broken)


def _tidy(text: str) -> str:
    """Turn the no-break spaces of an indent into spaces."""
    lines = []
    for line in text.split("\n"):
        body = line.lstrip(" " + "".join(_BLANK))
        indent = line[: len(line) - len(body)]
        lines.append("".join(_BLANK.get(sign, sign) for sign in indent) + body)
    return "\n".join(lines)


class _Reader:
    """Turn nodes into values, and look for what YAML would take in silence."""

    def __init__(self, lines: list[str], name: str, first_line: int, problems: Problems) -> None:
        self.lines = lines
        self.name = name
        self.first_line = first_line
        self.problems = problems
        self.broken = False
        self._seen: set[int] = set()

    def value(self, node: Any) -> Value:
        """Return the value of a node."""
        self._check_sign(node)
        if isinstance(node, pyyaml.ScalarNode):
            return self._scalar(node)
        if isinstance(node, pyyaml.SequenceNode):
            return Sequence(tuple(self.value(each) for each in node.value), self._place(node))
        return Mapping(tuple(self._entries(node)), self._place(node))

    def _entries(self, node: Any) -> Iterator[tuple[Scalar, Value]]:
        """Yield keys and values; a key that was there before is an error."""
        first: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, pyyaml.ScalarNode):
                self._complain("yaml-key", key)
                continue
            name = self._scalar(key)
            if name.text == "<<":
                self._complain("yaml-alias", key)
                continue
            if name.text in first:
                self._complain("yaml-same-key", key, key=name.text, line=first[name.text])
            first.setdefault(name.text, name.place.line)
            yield name, self.value(value)

    def _check_sign(self, node: Any) -> None:
        """Refuse anchors, aliases and tags: in a text they are a sign that should be quoted."""
        mark = node.start_mark
        line = self.lines[mark.line] if mark.line < len(self.lines) else ""
        sign = line[mark.column : mark.column + 1]
        plain = not (isinstance(node, pyyaml.ScalarNode) and node.style)
        if id(node) in self._seen or (plain and sign in "&*!" and sign):
            self._complain("yaml-sign", node, "rewritten", sign=sign, rewritten=quoted(line))
        self._seen.add(id(node))

    def _complain(self, code: str, node: Any, hint: str | None = None, **values: object) -> None:
        self.broken = True
        self.problems.add(code, self._place(node), hint or code, "error", **values)

    def _place(self, node: Any) -> Place:
        mark = node.start_mark
        return Place(self.name, mark.line + self.first_line, mark.column + 1)

    def _scalar(self, node: Any) -> Scalar:
        style = node.style or ""
        place = self._place(node)
        if style == ">":
            self._complain("yaml-folded", node)
        if style == "|":
            return Scalar(node.value, place, style, self._block_lines(node))
        inside = place.column + (1 if style else 0)
        cut = self._cut(node) if not style else ""
        return Scalar(node.value, place, style, ((place.line, inside),), cut)

    def _block_lines(self, node: Any) -> tuple[tuple[int, int], ...]:
        """Return the place of each line of a text under `|`."""
        start = node.start_mark.line + 1
        count = node.value.count("\n") + 1
        below = self.lines[start : start + count]
        indent = next((len(s) - len(s.lstrip(" ")) for s in below if s.strip()), 0)
        return tuple((start + at + self.first_line, indent + 1) for at in range(count))

    def _cut(self, node: Any) -> str:
        """Return what a `#` cut off a plain text, unless it looks like a note.

        A note has two spaces before its `#`, or follows a single word, and a space after.
        """
        mark = node.end_mark
        rest = self.lines[mark.line][mark.column :] if mark.line < len(self.lines) else ""
        body = rest.lstrip()
        if not body.startswith("#") or not node.value:
            return ""
        tight = len(body) > 1 and body[1] not in " #"
        near = len(rest) - len(body) == 1 and " " in node.value
        return body if tight or near else ""


def want_text(value: Value, problems: Problems) -> str | None:
    """Return a text; report a list, a mapping, nothing at all, or a text cut by ` #`."""
    if isinstance(value, Mapping):
        first = value.entries[0] if value.entries else None
        rest = first[1].text if first and isinstance(first[1], Scalar) else "…"
        rewritten = f'"{first[0].text}: {rest}"' if first else '""'
        problems.add("mapping-not-text", value.place, "rewritten", "error", rewritten=rewritten)
        return None
    if isinstance(value, Sequence):
        problems.add("list-not-text", value.place, "list-not-text")
        return None
    if value.cut:
        rewritten = f'"{value.text} {value.cut}"'
        problems.add(
            "yaml-cut", value.place, "yaml-cut", "error", cut=value.cut, rewritten=rewritten
        )
        return None
    if not value.text.strip():
        problems.add("empty-value", value.place)
        return None
    return value.text


def want_bool(value: Value, problems: Problems) -> bool | None:
    """Return true or false, written so."""
    if isinstance(value, Scalar) and not value.style and value.text in ("true", "false"):
        return value.text == "true"
    problems.add("not-true-false", value.place, "not-true-false", "error", given=_said(value))
    return None


def want_int(value: Value, problems: Problems) -> int | None:
    """Return a whole number, written in digits."""
    if isinstance(value, Scalar) and not value.style:
        digits = value.text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 10:
            return int(value.text)
    problems.add("not-a-number", value.place, "not-a-number", "error", given=_said(value))
    return None


def want_list(value: Value, problems: Problems) -> tuple[Value, ...] | None:
    """Return the entries of a list."""
    if isinstance(value, Sequence):
        return value.items
    problems.add("not-a-list", value.place, "not-a-list")
    return None


def _said(value: Value) -> str:
    return value.text.strip()[:40] if isinstance(value, Scalar) else "…"
