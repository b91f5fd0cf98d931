"""Attributes in braces, `{#id key=value other="two words"}`: read, attached, checked.

Those of mdit-py-plugins take `width=60%` for the beginning of a comment.
"""

import re
from collections.abc import Iterable, Mapping

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline.state_inline import StateInline

from lembar.errors import Place, Problems

GIVEN = "given"
"""The key in a token's meta: its attributes."""

_ONE = r"#[\w-]+|\.[\w-]+|[\w-]+=(?:\"[^\"]*\"|[^\s\"{}]+)"
_BRACES = re.compile(rf"\{{\s*((?:{_ONE})(?:\s+(?:{_ONE}))*)\s*\}}")
_EACH = re.compile(_ONE)
_AT_END = re.compile(rf"{_BRACES.pattern}\s*$")


def braces(text: str, at: int = 0) -> tuple[dict[str, str], int] | None:
    """Return the attributes of the braces at a position, and where they end."""
    found = _BRACES.match(text, at)
    if found is None:
        return None
    given: dict[str, str] = {}
    for each in _EACH.findall(found[1]):
        if each.startswith("#"):
            given["id"] = each[1:]
        elif each.startswith("."):
            given["class"] = each[1:]
        else:
            name, _, value = each.partition("=")
            given[name] = value.strip('"')
    return given, found.end()


def split_braces(text: str) -> tuple[str, dict[str, str] | None]:
    """Return a line's text and the attributes in braces at its end; None if they can't be read."""
    text = text.strip()
    if not text.endswith("}") or "{" not in text:
        return text, {}
    at = text.rindex("{")
    found = braces(text, at)
    return (text[:at].strip(), found[0]) if found else (text, None)


def split_anchor(text: str) -> tuple[str, dict[str, str]]:
    """Return a heading's text and the attributes in braces at its end."""
    found = _AT_END.search(text)
    given = braces(text, found.start()) if found else None
    return (text[: found.start()].rstrip(), given[0]) if found and given else (text, {})


def picture_rule(state: StateInline, silent: bool) -> bool:
    """Attach braces right behind a picture to it."""
    if state.pending or not state.tokens or state.tokens[-1].type != "image":
        return False
    found = braces(state.src, state.pos)
    if found is None:
        return False
    given, state.pos = found
    if not silent:
        state.tokens[-1].meta[GIVEN] = given
    return True


def line_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line of braces alone: it belongs to the block below it."""
    begin = state.bMarks[start] + state.tShift[start]
    line = state.src[begin : state.eMarks[start]].rstrip()
    found = braces(line)
    if found is None or found[1] != len(line):
        return False
    if not silent:
        token = state.push("lembar_braces", "", 0)
        token.meta = {GIVEN: found[0]}
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def attach_rule(state: StateCore) -> None:
    """Move what lines of braces say to the block that follows; those without one stay."""
    kept = []
    waiting: dict[str, str] = {}
    last = None
    for token in state.tokens:
        if token.type == "lembar_braces":
            waiting |= token.meta[GIVEN]
            last = token
            continue
        if last is not None:
            if token.nesting >= 0:
                token.meta[GIVEN] = waiting
            else:
                kept.append(last)
            waiting, last = {}, None
        kept.append(token)
    if last is not None:
        kept.append(last)
    state.tokens = kept


def checked(
    given: Mapping[str, str], known: Iterable[str], place: Place, problems: Problems
) -> dict[str, str]:
    """Return the attributes that are known; report the others."""
    known = tuple(known)
    found: dict[str, str] = {}
    for name, value in given.items():
        if name in known:
            found[name] = value
            continue
        problems.unknown("unknown-brace", name, place, known, name=name)
    return found
