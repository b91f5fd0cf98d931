"""What YAML holds, with places; and what a schema may want of a value."""

from dataclasses import dataclass
from typing import TypeAlias

from lembar.content.yamltraps import quote, quoted_from
from lembar.errors import Place, Problems


@dataclass(frozen=True, slots=True)
class Scalar:
    """Hold a text as it was written.

    `style` is "" (plain), a quote, or "|"; `lines` gives the place (line, column) of each of its
    lines; `folds` gives (offset, line, column) where a text in one line stands on several, or
    holds doubled quotes; `cut` is what ` #` cut off.
    """

    text: str
    place: Place
    style: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    cut: str = ""
    folds: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """Hold a list; `line` is the line of the file on which it begins."""

    items: tuple["Value", ...]
    place: Place
    line: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Hold keys and values in their order; `line` is the line of the file on which it begins."""

    entries: tuple[tuple[Scalar, "Value"], ...]
    place: Place
    line: str = ""

    def get(self, name: str) -> "Value | None":
        """Return the value of a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


Value: TypeAlias = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold what a file says; `root` is None where it is empty or `broken`."""

    root: Value | None
    broken: bool


def want_text(value: Value, problems: Problems) -> str | None:
    """Return a text; report a list, a mapping, nothing at all, or a text cut by ` #`."""
    if isinstance(value, Mapping):
        rewritten = _rewritten(value, [key.place for key, _ in value.entries])
        hint = "rewritten" if rewritten else "text-under-bar"
        problems.add("mapping-not-text", value.place, hint, rewritten=rewritten)
        return None
    if isinstance(value, Sequence):
        problems.add("list-not-text", value.place, "list-not-text")
        return None
    if value.cut:
        rewritten = quote(f"{value.text} {value.cut}")
        problems.add("yaml-cut", value.place, "yaml-cut", cut=value.cut, rewritten=rewritten)
        return None
    if not value.text.strip():
        problems.add("empty-value", value.place)
        return None
    return value.text


def _rewritten(value: Mapping, places: list[Place]) -> str:
    """Return the line of a mapping with its text in quotes, or nothing if it has several lines."""
    if any(place.line != value.place.line for place in places):
        return ""
    return quoted_from(value.line, value.place.column - 1)


def want_bool(value: Value, problems: Problems) -> bool | None:
    """Return true or false, written so."""
    if isinstance(value, Scalar) and not value.style and value.text in ("true", "false"):
        return value.text == "true"
    problems.add("not-true-false", value.place, "not-true-false", given=_said(value))
    return None


def want_int(value: Value, problems: Problems) -> int | None:
    """Return a whole number, written in digits."""
    if isinstance(value, Scalar) and not value.style:
        digits = value.text.removeprefix("-")
        if digits.isascii() and digits.isdigit() and len(digits) < 10:
            return int(value.text)
    problems.add("not-a-number", value.place, "not-a-number", given=_said(value))
    return None


def want_list(value: Value, problems: Problems) -> tuple[Value, ...] | None:
    """Return the entries of a list."""
    if isinstance(value, Sequence):
        return value.items
    problems.add("not-a-list", value.place, "not-a-list")
    return None


def _said(value: Value) -> str:
    return value.text.strip()[:40] if isinstance(value, Scalar) else "…"
