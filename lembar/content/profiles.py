"""Read profiles: small token files that are laid over the tokens of any theme."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lembar.content.files import is_there, read_text
from lembar.content.tokens import BASE, SHAPE, Found, Holds, Kind, Token, read_tokens
from lembar.content.tokens import Path as Key
from lembar.content.yaml import load
from lembar.course.documents import DOCUMENTS, EDITIONS, FORMATS
from lembar.course.profile import FIXED, PLAIN, WITHOUT_LOOK, Asked, Profile, Setting
from lembar.course.scripts import SCRIPTS
from lembar.errors import ContentError, Problems, nearest

FOLDER = "profiles"
_FAMILIES = ("serif", "sans")


def _each(prefix: str, names: str, holds: Kind) -> dict[Key, Kind]:
    return {(prefix, name): holds for name in names.split()}


OWN: dict[Key, Kind] = {
    ("extends",): Holds.TEXT,
    **_each("for", "editions formats documents", Holds.WORDS),
    **_each("scale", "type lines slides margins", Holds.NUMBER),
    ("typography", "family"): Holds.TEXT,
    **_each("typography", "least most leading letter-spacing word-spacing", Holds.AMOUNT),
    **_each("typography", "italics capitals underlines hyphens justified", Holds.TRUTH),
    **_each("layout", "columns notes boxes fills ids", Holds.TRUTH),
    **_each("rules", "thinnest thickest", Holds.AMOUNT),
}
"""The keys that profiles alone have."""
_OF_THEMES = (("name",), ("extends",), ("replaces",), BASE)
_SHAPE: dict[Key, Kind] = {k: holds for k, holds in SHAPE.items() if k not in _OF_THEMES} | OWN
# Where a key of a profile is kept; all others are tokens of the theme.
_SETTINGS: Mapping[Key, str] = {
    ("scale", "type"): "scale",
    ("scale", "slides"): "slides",
    ("scale", "lines"): "tightened",
    **{(each[0], each[1]): each[1].replace("-", "_") for each in OWN if len(each) == 2
       and each[0] in ("typography", "layout", "rules") and each[1] != "family"},
}  # fmt: skip


_ON_SLIDES = tuple(("slides", name) for name in ("title", "body", "note"))


@dataclass(frozen=True, slots=True)
class LaidOver:
    """Hold a theme's tokens as a profile has them, and what it asks beyond them."""

    found: Found
    profile: Profile
    setting: Setting


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold where profiles lie: folders of a chain of themes, parents first, then a school's own."""

    folders: tuple[Path, ...]
    said: Callable[[Path], str]  # what people call a file

    def names(self) -> list[str]:
        """Return the names of all profiles."""
        return sorted({path.stem for each in self.folders for path in each.glob("*.yaml")})

    def files(self, name: str) -> list[Path]:
        """Return the files of a profile, in the order in which they are laid over each other."""
        return [path for each in self.folders if is_there(path := each / f"{name}.yaml")]


def own_profiles(start: Path, root: Path) -> Path | None:
    """Return the nearest folder of profiles from `start` up to `root`."""
    for folder in (start, *start.parents):
        if (folder / FOLDER).is_dir():
            return folder / FOLDER
        if folder == root or root not in folder.parents:
            return None
    return None


def laid_over(found: Found, asked: Asked, shelf: Shelf, problems: Problems) -> LaidOver:
    """Lay a profile over the tokens of a theme.

    Raises ContentError if there is no such profile, or something in it is wrong.
    """
    before = problems.failures
    own = _read(asked, shelf, (), problems)
    profile = _profile(asked.name, own, problems)
    family = own.get(("typography", "family"))
    if family is not None and family.value not in _FAMILIES:
        problems.unknown_word(str(family.value), family.place, _FAMILIES)
    if problems.failures > before:
        raise ContentError(*problems)
    given: dict[str, Any] = {n: own[key].value for key, n in _SETTINGS.items() if key in own}
    setting = Setting(**given)
    tokens = dict(_scaled(found, own, setting))
    tokens |= {key: _meant(key, token, found) for key, token in own.items() if key not in OWN}
    tokens |= dict(_limited(tokens, setting))
    if family is not None:
        tokens |= dict(_in_family(tokens, str(family.value)))
        for part in ((), ("office",)):
            heading = ("typography", *part, "heading")
            if heading not in own:
                tokens.pop(heading, None)
    return LaidOver(tokens, profile, setting)


def _read(
    asked: Asked, shelf: Shelf, seen: tuple[str, ...], problems: Problems
) -> dict[Key, Token]:
    """Return what the files of a profile say, laid over the one that it extends."""
    files = shelf.files(asked.name)
    if not files:
        known = shelf.names()
        near = nearest(asked.name, known)
        hint = "did-you-mean" if near else "known-words"
        names = ", ".join((PLAIN, *known))
        said: dict[str, Any] = {"profile": asked.name, "nearest": near, "known": names}
        problems.add("unknown-profile", asked.place, hint, **said)
        raise ContentError(*problems)
    own: dict[Key, Token] = {}
    for path in files:
        name = shelf.said(path)
        loaded = load(read_text(path, name, problems) or "", name, problems)
        own |= read_tokens(loaded.root, problems, _SHAPE)
    parent = own.pop(("extends",), None)
    if parent is None:
        return own
    if parent.value in (*seen, asked.name):
        problems.add("profile-extends-itself", parent.place, profile=asked.name)
        raise ContentError(*problems)
    under = Asked(str(parent.value), parent.place)
    return _read(under, shelf, (*seen, asked.name), problems) | own


def _profile(name: str, own: Found, problems: Problems) -> Profile:
    """Return which papers a profile is for."""
    known = {
        "editions": EDITIONS,
        "formats": tuple(each for each in FORMATS if each not in WITHOUT_LOOK),
        "documents": tuple(each for each in DOCUMENTS if each not in FIXED),
    }
    given: dict[str, tuple[str, ...]] = {}
    for key, words in known.items():
        token = own.get(("for", key))
        if token is None:
            continue
        assert isinstance(token.value, tuple)
        for word in token.value:
            if word not in words:
                problems.unknown_word(word, token.place, words)
        given[key] = token.value
    return Profile(name, **given)


def _scaled(found: Found, own: Found, setting: Setting) -> Iterator[tuple[Key, Token]]:
    """Yield the tokens of a theme with their sizes as many times as large as a profile asks."""

    def times(name: str) -> float:
        token = own.get(("scale", name))
        return token.value if token and isinstance(token.value, float) else 1.0

    factors: Mapping[Key, float] = {
        ("typography", "sizes"): setting.scale,
        ("typography", "line-height"): setting.tightened,
        ("spacing", "margins"): times("margins"),
        **dict.fromkeys(_ON_SLIDES, setting.slides),
    }
    for key, token in found.items():
        factor = factors.get(key, factors.get(key[:2], 1.0))
        value: Any = token.value
        scaled = _half(value * factor) if isinstance(value, float) and factor != 1 else value
        if key == ("typography", "line-height"):
            scaled = value * factor
        yield key, Token(scaled, token.place)


def _half(size: float) -> float:
    """Return a size in half points or millimetres, as people write them."""
    return round(size * 2) / 2


def _limited(found: Found, setting: Setting) -> Iterator[tuple[Key, Token]]:
    """Yield what a profile limits: type sizes, and how elements look."""
    for key, token in found.items():
        if key[:2] == ("typography", "sizes") and isinstance(token.value, float):
            yield key, Token(setting.size(token.value), token.place)
        elif key in _ON_SLIDES and isinstance(token.value, float):
            yield key, Token(max(token.value, setting.least), token.place)
        elif key[0] == "elements":
            yield key, Token(_element(key[-1], token.value, setting), token.place)
    line = found.get(("typography", "line-height"))
    if line is not None and isinstance(line.value, float):
        yield ("typography", "line-height"), Token(max(line.value, setting.leading), line.place)


def _meant(key: Key, token: Token, found: Found) -> Token:
    """Return a token of a profile; a colour may be that which the theme has for another role."""
    if key[:2] == ("color", "roles") and ("color", "palette", str(token.value)) not in found:
        return found.get(("color", "roles", str(token.value)), token)
    return token


def _element(name: str, value: object, setting: Setting) -> object:
    """Return a property of an element as a profile has it."""
    if name == "style" and not setting.italics:
        return "upright"
    if (name == "case" and not setting.capitals) or (name == "fill" and not setting.fills):
        return "none"
    if name == "rule-width" and isinstance(value, float):
        return setting.rule(value)
    return value


def _in_family(found: Found, family: str) -> Iterator[tuple[Key, Token]]:
    """Yield the families of a theme, with one of the two in place of both."""
    other = "sans" if family == "serif" else "serif"
    starts = ("typography",), *(("typography", "scripts", tag) for tag in SCRIPTS)
    for start in starts:
        for part in ((), ("office",), ("scale",)):
            token = found.get((*start, *part, family))
            if token is not None:
                yield (*start, *part, other), token
