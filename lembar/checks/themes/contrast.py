"""Text must stand out from its ground: WCAG 2.2, success criteria 1.4.3 and 1.4.11 (AA)."""

from collections.abc import Iterator

from lembar.checks.themes.colours import ratio, readable
from lembar.checks.themes.look import Look
from lembar.course.appearance import Appearance
from lembar.course.theme import Tokens
from lembar.errors import Problem, problem

_TEXT = 4.5
_LARGE = 3.0  # type of 18 points, or of 14 and bold; lines too
_RUNNING = (
    ("text", "paper"),
    ("muted", "paper"),
    ("answer", "paper"),
    ("text", "tint"),
    ("muted", "tint"),
)
_LINES = ("rule", "accent")


def contrast(look: Look) -> Iterator[Problem]:
    """Report every role whose text is too faint on what it stands on, and lines that are."""
    tokens = look.theme.tokens
    least = dict.fromkeys(_RUNNING, _TEXT)
    for each in tokens.elements.values():
        pair = _pair(each)
        asked = _LARGE if _large(each, tokens) else _TEXT
        least[pair] = max(asked, least.get(pair, asked))
    for (role, ground), asked in sorted(least.items()):
        one, other = tokens.colors[role], tokens.colors[ground]
        found = ratio(one, other)
        if found < asked:
            yield problem(
                "low-contrast",
                look.place("color", "roles", role),
                "low-contrast",
                role=role,
                ground=ground,
                ratio=f"{found:.1f}",
                least=f"{asked:g}",
                better=readable(one, other, asked),
            )
    for role in _LINES:
        found = ratio(tokens.colors[role], tokens.colors["paper"])
        if found < _LARGE and (role, "paper") not in least:
            yield problem(
                "faint-lines",
                look.place("color", "roles", role),
                "low-contrast",
                "warning",
                role=role,
                ratio=f"{found:.1f}",
                better=readable(tokens.colors[role], tokens.colors["paper"], _LARGE),
            )


def _pair(each: Appearance) -> tuple[str, str]:
    """Return the role of an element's letters, and of the ground they stand on."""
    if each.fill == "accent":
        return "paper", "accent"
    return each.color, "tint" if each.fill == "tint" else "paper"


def _large(each: Appearance, tokens: Tokens) -> bool:
    size = tokens.sizes.get(each.size, 0)
    return size >= 18 or (size >= 14 and each.weight == "bold")
