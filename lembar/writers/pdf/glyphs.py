"""Find signs that none of the theme's fonts has: they would print as an empty box."""

from collections.abc import Iterator, Mapping

from lembar.course.scripts import script_of
from lembar.course.theme import Theme
from lembar.course.tree import Element
from lembar.errors import Place, Problem, problem
from lembar.writers.contract import Assets
from lembar.writers.cuts import characters_of

_UNSEEN = frozenset("\n\t\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f")
# Attributes that stand on the page; the type of a list is its first sign.
_PRINTED = ("number", "points", "letter", "kicker", "label", "note", "type")
_NOT_SET = frozenset({"math", "math-block"})  # formulas are drawn with a font of their own


def missing_glyphs(root: Element, theme: Theme, assets: Assets) -> tuple[Problem, ...]:
    """Return a problem for each sign of a sheet that no font of the theme has."""
    known = _signs(theme, assets)
    found: dict[str, Place | None] = {}
    for text, place in _texts(root, None):
        for sign in set(text) - known:
            found.setdefault(sign, place)
    absent, told = _absent(found, theme)
    missing = (
        problem(
            "missing-glyph",
            place,
            "missing-glyph",
            "error",
            character=sign,
            point=f"U+{ord(sign):04X}",
        )
        for sign, place in sorted(found.items())
        if sign not in told
    )
    return (*absent, *missing)


def _absent(found: Mapping[str, Place | None], theme: Theme) -> tuple[list[Problem], set[str]]:
    """Return a problem for each font of a script that is not installed, and the signs it has."""
    problems: dict[str, Problem] = {}
    told: set[str] = set()
    for sign, place in sorted(found.items()):
        script = theme.tokens.scripts.get(script_of(sign))
        for family in (script.serif, script.sans) if script else ():
            if family in theme.absent:
                told.add(sign)
                problems.setdefault(
                    family,
                    problem(
                        "font-missing",
                        place,
                        "font-missing",
                        family=family,
                        package=theme.absent[family],
                    ),
                )
    return list(problems.values()), told


def _texts(element: Element, place: Place | None) -> Iterator[tuple[str, Place | None]]:
    place = element.place or place
    if element.tag in _NOT_SET:
        return
    yield from ((element.get(name), place) for name in _PRINTED)
    for child in element.children:
        if isinstance(child, str):
            yield child, place
        else:
            yield from _texts(child, place)


def _signs(theme: Theme, assets: Assets) -> frozenset[str]:
    """Return the signs that the theme's upright fonts have."""
    signs: frozenset[str] = _UNSEEN
    for face in theme.fonts:
        if not face.italic:
            signs |= frozenset(map(chr, characters_of(face, assets)))
    return signs
