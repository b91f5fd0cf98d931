"""Read the tokens of theme.yaml: every key known, every value of its kind, each with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from lembar.content.yaml import Mapping as YamlMapping
from lembar.content.yaml import Scalar, Value, want_bool, want_int, want_list, want_text
from lembar.content.yaml import Sequence as YamlSequence
from lembar.course.appearance import CHOICES, ELEMENTS, MEASURES, Appearance
from lembar.course.labels import Style
from lembar.course.scripts import SCRIPTS
from lembar.course.theme import Paper, Script, Tokens
from lembar.errors import Place, Problems, nearest


class Holds(Enum):
    """List what a token may be."""

    TEXT = "text"
    NUMBER = "number"  # above 0; points, millimetres, or a ratio
    AMOUNT = "amount"  # the same, or 0
    TRUTH = "truth"  # true or false
    WORDS = "words"  # a list of words
    COLOUR = "colour"  # #rrggbb
    ROLE = "role"  # #rrggbb, or a name of the palette
    SIZE = "size"  # [width, height] in millimetres
    SHEETS = "sheets"  # names of style sheets
    WEIGHTS = "weights"  # whole numbers, 1 to 1000


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a value of a theme and where it stands."""

    value: object
    place: Place


Path = tuple[str, ...]  # ("color", "roles", "text")
Kind = Holds | tuple[str, ...]  # or the words of which it is one
Found = Mapping[Path, Token]

ANY = "*"
"""Stands for keys that are the theme's own."""


def _each(prefix: str, names: str, holds: Kind) -> dict[Path, Kind]:
    return {(*prefix.split(), name): holds for name in names.split()}


def _script(tag: str) -> dict[Path, Kind]:
    """Return the tokens of a script."""
    at = f"typography scripts {tag}"
    return {
        **_each(at, "serif sans", Holds.TEXT),
        **_each(f"{at} office", "serif sans", Holds.TEXT),
        **_each(f"{at} scale", "serif sans office", Holds.NUMBER),
    }


_SIZES = "note text question lead heading3 heading2 paper-title title display"


def _elements() -> dict[Path, Kind]:
    """Return the tokens that say how elements look."""
    kinds: dict[str, Kind] = {**CHOICES, "size": tuple(_SIZES.split())}
    kinds |= dict.fromkeys(MEASURES, Holds.AMOUNT)
    return {
        ("elements", element, name): kinds[name]
        for element, properties in ELEMENTS.items()
        for name in properties
    }


_OF_SCRIPTS = {tag: _script(tag) for tag in SCRIPTS}
SHAPE: Mapping[Path, Kind] = {
    ("name",): Holds.TEXT,
    ("extends",): Holds.TEXT,
    ("replaces",): Holds.SHEETS,
    ("color", "palette", ANY): Holds.COLOUR,
    **_each("color roles", "text muted rule tint accent answer paper", Holds.ROLE),
    **_each("logo", "path alt", Holds.TEXT),
    ("typography", "base"): Holds.NUMBER,
    **_each("typography", "serif sans heading", Holds.TEXT),
    **_each("typography office", "serif sans heading", Holds.TEXT),
    ("typography", "fonts", ANY): Holds.TEXT,
    **{path: holds for tokens in _OF_SCRIPTS.values() for path, holds in tokens.items()},
    **_each("typography sizes", _SIZES, Holds.NUMBER),
    ("typography", "weights"): Holds.WEIGHTS,
    ("typography", "line-height"): Holds.NUMBER,
    **_each("spacing margins", "top right bottom left", Holds.NUMBER),
    **_each("spacing", "outer-column answer-pitch", Holds.NUMBER),
    ("spacing", "outer-side"): ("start", "end"),
    ("papers", ANY): Holds.SIZE,
    **_each("labels", "choices sections parts", ("locale", *Style)),
    **_each("slides", "width height margin title body note words", Holds.NUMBER),
    ("headings", "numbered"): Holds.TRUTH,
    **_elements(),
}
BASE = ("typography", "base")
_OPTIONAL = {
    ("name",),
    ("extends",),
    ("replaces",),
    ("logo", "path"),
    ("logo", "alt"),
    BASE,
    ("typography", "heading"),
    ("typography", "office", "heading"),
}
_SIZES_AT = ("typography", "sizes")
_OF_BASE = {("slides", "title"), ("slides", "body"), ("slides", "note")}
STYLE_SHEETS = (
    "print.css",
    "slides.css",
    "page.css",
    "print-rtl.css",
    "pages/index.css",
    *(f"scripts/{tag}.css" for tag in SCRIPTS),
)
"""The style sheets that a theme may have."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_NUMBER = re.compile(r"\d{1,5}(\.\d{1,5})?")


def read_tokens(
    root: Value | None, problems: Problems, shape: Mapping[Path, Kind] = SHAPE
) -> Found:
    """Return what a theme.yaml says, or a file of another `shape`.

    Reports unknown keys and values of the wrong kind.
    """
    return {} if root is None else dict(_read(root, (), problems, shape))


def laid(themes: Iterable[Found]) -> dict[Path, Token]:
    """Return the tokens of a chain of themes laid over each other, the lowest given first.

    A theme with another `typography.base` scales the sizes that it inherits, to half points.
    """
    found: dict[Path, Token] = {}
    for tokens in themes:
        factor = rebased(found, tokens)
        for path, token in found.items() if factor != 1 else ():
            if isinstance(token.value, float) and (path[:2] == _SIZES_AT or path in _OF_BASE):
                found[path] = Token(max(round(token.value * factor * 2) / 2, 0.5), token.place)
        found.update(tokens)
    return found


def rebased(below: Found, own: Found) -> float:
    """Return how many times larger a theme wants the type of those below it."""
    before, after = below.get(BASE), own.get(BASE)
    if before is None or after is None:
        return 1.0
    assert isinstance(before.value, float)
    assert isinstance(after.value, float)
    return after.value / before.value


def tokens_of(found: Found, place: Place, problems: Problems) -> Tokens | None:
    """Return the tokens of a chain of themes laid over each other.

    Reports what is missing, a colour that the palette lacks, a family without a font.
    """
    before = problems.failures
    for path in SHAPE:
        if path[-1] != ANY and path not in found and not _may_lack(path, found):
            problems.add("missing-token", place, "missing-token", token=".".join(path))
    palette = {name: str(token.value) for name, token in _under(found, "color", "palette")}
    colors = {
        role: _color(role, token, palette, problems)
        for role, token in _under(found, "color", "roles")
    }
    families = [name for name, _ in _under(found, "typography", "fonts")]
    _known_family(found.get(("typography", "heading")), families, problems)
    for name in ("serif", "sans"):
        for at in ("typography",), *(("typography", "scripts", tag) for tag in SCRIPTS):
            _known_family(found.get((*at, name)), families, problems)
    if ("logo", "path") in found and ("logo", "alt") not in found:
        problems.add("logo-without-alt", found["logo", "path"].place, "logo-without-alt")
    if problems.failures > before:
        return None
    heading, office_heading = _heading(found)
    return Tokens(
        heading=heading,
        office_heading=office_heading,
        palette=palette,
        colors=colors,
        serif=_text(found, "typography", "serif"),
        sans=_text(found, "typography", "sans"),
        office_serif=_text(found, "typography", "office", "serif"),
        office_sans=_text(found, "typography", "office", "sans"),
        sizes=_numbers(found, "typography", "sizes"),
        weights=_tuple(found["typography", "weights"]),
        line_height=_numbers(found, "typography")["line-height"],
        margins=_numbers(found, "spacing", "margins"),
        outer_column=_numbers(found, "spacing")["outer-column"],
        outer_side=_text(found, "spacing", "outer-side"),
        answer_pitch=_numbers(found, "spacing")["answer-pitch"],
        papers={name: Paper(*_tuple(token)) for name, token in _under(found, "papers")},
        labels={name: str(token.value) for name, token in _under(found, "labels")},
        slide=_numbers(found, "slides"),
        scripts={tag: _script_of(found, tag) for tag in SCRIPTS if _named(tag, found)},
        numbered=found["headings", "numbered"].value is True,
        elements={name: _appearance(found, name) for name in ELEMENTS},
    )


def _heading(found: Found) -> tuple[str, str]:
    """Return the family of headings and its name in Office: those of the sans, if none is said.

    A family that is neither serif nor sans is named in Office as it is called.
    """
    sans = _text(found, "typography", "sans")
    token, office = (
        found.get(("typography", "heading")),
        found.get(("typography", "office", "heading")),
    )
    heading = str(token.value) if token else sans
    if office is not None:
        return heading, str(office.value)
    for name in ("sans", "serif"):
        if heading == _text(found, "typography", name):
            return heading, _text(found, "typography", "office", name)
    return heading, heading


def _may_lack(path: Path, found: Found) -> bool:
    """Say whether a theme need not have a token: a script's, if it says nothing of the script."""
    script = path[:2] == ("typography", "scripts")
    plain = path[0] == "elements"
    return path in _OPTIONAL or plain or (script and not _named(path[2], found))


def _named(tag: str, found: Found) -> bool:
    return any(path in found for path in _OF_SCRIPTS[tag])


def _script_of(found: Found, tag: str) -> Script:
    at = ("typography", "scripts", tag)
    return Script(
        serif=_text(found, *at, "serif"),
        sans=_text(found, *at, "sans"),
        office_serif=_text(found, *at, "office", "serif"),
        office_sans=_text(found, *at, "office", "sans"),
        scales=_numbers(found, *at, "scale"),
    )


def _appearance(found: Found, element: str) -> Appearance:
    said = {name: token.value for name, token in _under(found, "elements", element)}
    return Appearance(**{name.replace("-", "_"): value for name, value in said.items()})  # type: ignore[arg-type]


def fonts_of(found: Found) -> Iterator[tuple[str, str, Place]]:
    """Yield the families of a theme, the package that holds each, and where it is named."""
    for family, token in _under(found, "typography", "fonts"):
        yield family, str(token.value), token.place


def sizes_of(found: Found) -> Mapping[str, float]:
    """Return the type sizes of a theme by name."""
    return _numbers(found, "typography", "sizes")


def _under(found: Found, *path: str) -> Iterator[tuple[str, Token]]:
    """Yield the tokens right under a path by their last names."""
    for each, token in found.items():
        if each[:-1] == path:
            yield each[-1], token


def _text(found: Found, *path: str) -> str:
    return str(found[path].value)


def _numbers(found: Found, *path: str) -> dict[str, float]:
    under = _under(found, *path)
    return {name: token.value for name, token in under if isinstance(token.value, float)}


def _tuple(token: Token) -> tuple[Any, ...]:
    assert isinstance(token.value, tuple)
    return token.value


def _read(
    value: Value, path: Path, problems: Problems, shape: Mapping[Path, Kind]
) -> Iterator[tuple[Path, Token]]:
    if not isinstance(value, YamlMapping):
        record = ".".join(path) or _file(value.place)
        problems.add("not-a-mapping", value.place, "not-a-mapping", record=record)
        return
    names = {each[len(path)] for each in shape if each[: len(path)] == path}
    for name, given in value.entries:
        inside = (*path, name.text)
        holds = shape.get(inside) or shape.get((*path, ANY))
        if holds is not None:
            held = _held(given, holds, problems)
            if held is not None:
                yield inside, Token(held, given.place)
        elif name.text in names:
            yield from _read(given, inside, problems, shape)
        else:
            _unknown(name, path, sorted(names), problems)


def _unknown(name: Scalar, path: Path, names: Sequence[str], problems: Problems) -> None:
    near = nearest(name.text, names)
    problems.add(
        "unknown-key",
        name.place,
        "did-you-mean" if near else "known-keys",
        key=name.text,
        record=".".join(path) or _file(name.place),
        nearest=near,
        known=", ".join(names),
    )


def _file(place: Place) -> str:
    return place.file.rpartition("/")[2]


def _held(value: Value, holds: Kind, problems: Problems) -> object | None:
    """Return a value of the kind it must be, or None after it was reported."""
    if holds is Holds.SIZE:
        return _size(value, problems)
    if holds is Holds.WEIGHTS:
        return _weights(value, problems)
    if holds is Holds.SHEETS:
        return _sheets(value, problems)
    if holds in (Holds.NUMBER, Holds.AMOUNT):
        return _number(value, problems, holds is Holds.AMOUNT)
    if holds is Holds.TRUTH:
        return want_bool(value, problems)
    if holds is Holds.WORDS:
        given = value.items if isinstance(value, YamlSequence) else (value,)
        words = [word for each in given if (word := want_text(each, problems)) is not None]
        return tuple(words) if len(words) == len(given) else None
    text = want_text(value, problems)
    if text is None or holds is Holds.TEXT:
        return text
    if isinstance(holds, tuple):
        return _one_of(text, holds, value.place, problems)
    if _COLOUR.fullmatch(text):
        return text.lower()
    if holds is Holds.ROLE and not text.startswith("#"):
        return text
    problems.add("not-a-colour", value.place, "not-a-colour", given=text)
    return None


def _one_of(text: str, words: Sequence[str], place: Place, problems: Problems) -> str | None:
    if text in words:
        return text
    problems.unknown_word(text, place, words)
    return None


def _number(value: Value, problems: Problems, may_be_0: bool = False) -> float | None:
    text = value.text if isinstance(value, Scalar) else "…"
    if _NUMBER.fullmatch(text) and (may_be_0 or float(text) > 0):
        return float(text)
    problems.add("not-a-measure", value.place, "not-a-measure", given=text)
    return None


def _size(value: Value, problems: Problems) -> tuple[float, ...] | None:
    if not isinstance(value, YamlSequence) or len(value.items) != 2:
        problems.add("not-a-size", value.place, "not-a-size")
        return None
    sides = [side for each in value.items if (side := _number(each, problems)) is not None]
    return tuple(sides) if len(sides) == 2 else None


def _weights(value: Value, problems: Problems) -> tuple[int, ...] | None:
    numbers: set[int] = set()
    for each in want_list(value, problems) or ():
        number = want_int(each, problems)
        if number is not None and not 1 <= number <= 1000:
            problems.add("not-a-weight", each.place, "not-a-weight", given=number)
        elif number is not None:
            numbers.add(number)
    return tuple(sorted(numbers)) or None


def _sheets(value: Value, problems: Problems) -> tuple[str, ...]:
    named = [(want_text(each, problems), each) for each in want_list(value, problems) or ()]
    for text, each in named:
        if text is not None and text not in STYLE_SHEETS:
            problems.unknown_word(text, each.place, STYLE_SHEETS)
    return tuple(text for text, _ in named if text in STYLE_SHEETS)


def _color(role: str, token: Token, palette: Mapping[str, str], problems: Problems) -> str:
    name = str(token.value)
    if name.startswith("#"):
        return name
    if name not in palette:
        _not_there("unknown-colour", token, palette, problems, role=role)
    return palette.get(name, "")


def _known_family(token: Token | None, families: Sequence[str], problems: Problems) -> None:
    if token is not None and token.value not in families:
        _not_there("unknown-family", token, families, problems)


def _not_there(
    code: str, token: Token, known: Iterable[str], problems: Problems, **values: str
) -> None:
    """Report a name that none of the known ones is."""
    near = nearest(str(token.value), known)
    problems.add(
        code,
        token.place,
        "did-you-mean" if near else "known-words",
        name=token.value,
        nearest=near,
        known=", ".join(known),
        **values,
    )
