"""Explain what YAML could not read: the usual trap, and the line rewritten."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from lembar.errors import Place, Problem, problem

_KEY = re.compile(r"^(?P<head>\s*(?:- +)*(?:[\w-]+:\s+)?)(?P<value>.*)$")
_WORDS_AFTER_BAR = re.compile(r":\s+\|[+-]?\d?\s+(?P<words>[^\s#].*)$")
_KEY_IN_TEXT = re.compile(r"\s+[\w-]+$")
_NO_SPACE = re.compile(r"^(?P<head>\s*(?:- +)*)(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s/:].*)$")
_LONG_TEXT = re.compile(
    r"^(?P<head>\s*(?:- +)*(?:text|explanation|answer|rubric):)\s+(?P<text>.*)$"
)
_BLANK = re.compile(
    r"^\s*(?:-[\u00a0\u202f\u2007\u3000]|(?:- +)*[\w-]+:[\u00a0\u202f\u2007\u3000])"
)
_SIGNS = ("*", "&", "!", "%", "@", "`", "]", "}", ",", "|", ">")
_AROUND = re.compile(r"""(?P<sign>["']).*(?P=sign)""")


def quote(value: str) -> str:
    """Return a text in quotes, so that YAML reads the text itself."""
    if '"' not in value and "\\" not in value:
        return f'"{value}"'
    doubled = value.replace("'", "''")
    return f"'{doubled}'"


def quoted(line: str) -> str:
    """Return a line with its value in quotes."""
    found = _KEY.match(line)
    assert found is not None  # every part of the pattern may be empty
    return quoted_from(line, found.end("head"))


def quoted_from(line: str, column: int) -> str:
    """Return a line with all that stands from a column on in quotes."""
    value = line[column:].strip()
    if _AROUND.fullmatch(value) and value[1:-1].count(value[0]) % 2:
        value = value[1:-1]  # quotes stand around it already; one inside is in the way
    elif value.startswith('"') and value.count('"') == 1:
        value = value[1:]  # only the closing quote is missing
    return f"{line[:column].strip()} {quote(value)}".strip()


def single(line: str) -> str:
    """Return a line whose double quotes are single ones, in which a backslash is itself."""
    found = _KEY.match(line)
    assert found is not None
    value = found["value"].strip().strip('"').replace("'", "''")
    return f"{found['head'].strip()} '{value}'".strip()


def blank_behind(text: str) -> bool:
    """Say whether a no-break space stands where only a space makes a list or a key."""
    return _BLANK.match(text) is not None


class _Stop(NamedTuple):
    """Hold where a parser stopped, what it said, and where what it was reading began."""

    lines: list[str]
    line: int
    column: int
    said: str
    began: tuple[int, int] | None

    def text(self, line: int) -> str:
        """Return a line, or nothing past the end."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""


class _Trap(NamedTuple):
    """Hold what a trap is: code, place (from 0), and the line rewritten (then it is the hint)."""

    code: str
    line: int
    column: int
    rewritten: str = ""


def explain(error: Any, lines: list[str], name: str, first_line: int) -> Problem:
    """Return the problem that a YAML error means to the person who wrote the file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = str(getattr(error, "problem", "") or "") or str(getattr(error, "context", "") or "")
    if mark is None:
        return problem("yaml-syntax", Place(name, first_line), "yaml-syntax", message=said)
    begun = getattr(error, "context_mark", None)
    began = (begun.line, begun.column) if begun is not None else None
    stop = _Stop(lines, mark.line, mark.column, said, began)
    trap = _trap(stop)
    if trap is None:
        place = _inside(stop.lines, mark.line, mark.column, name, first_line)
        return problem("yaml-syntax", place, "yaml-syntax", "error", message=said)
    place = _inside(stop.lines, trap.line, trap.column, name, first_line)
    hint = "rewritten" if trap.rewritten else trap.code
    return problem(trap.code, place, hint, "error", rewritten=trap.rewritten)


def _inside(lines: list[str], line: int, column: int, name: str, first_line: int) -> Place:
    """Return a place; one past the last line that says something is the end of that line."""
    filled = [at for at, text in enumerate(lines) if text.strip()]
    if filled and line > filled[-1]:
        line = filled[-1]
        column = len(lines[line])
    return Place(name, line + first_line, column + 1)


def _trap(stop: _Stop) -> _Trap | None:
    """Name the trap by what stands on the line, or on the line where the context began."""
    candidates = [stop.line]
    if stop.began is not None and stop.began[0] != stop.line:
        candidates.append(stop.began[0])
    for line in candidates:
        found = _on_line(stop, line)
        if found is not None:
            return found
    return next((make(stop) for words, make in _SAID if words in stop.said), None)


def _on_line(stop: _Stop, line: int) -> _Trap | None:
    """Look for a trap that one line shows by itself."""
    text = stop.text(line)
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        return _Trap("yaml-tab", line, indent.index("\t"))
    if blank_behind(text):
        column = next(i for i, sign in enumerate(text) if sign in "\u00a0\u202f\u2007\u3000")
        return _Trap("yaml-blank", line, column, " ".join(text.split()))
    words = _WORDS_AFTER_BAR.search(text)
    if words:
        rewritten = f"{text[: words.start()].strip()}: |\u23ce    {words['words']}"
        return _Trap("yaml-words-after-bar", line, words.start("words"), rewritten)
    found = _KEY.match(text)
    assert found is not None
    value, column = found["value"].strip(), found.start("value")
    if _bad_first(value):
        return _Trap("yaml-sign-first", line, column, quoted(text))
    if re.match(r"\"[^\"]*\"\s*\S", value) or re.match(r"'[^']*'\s*[^'\s]", value):
        return _Trap("yaml-quote-inside", line, column, quoted(text))
    return None


def _bad_first(value: str) -> bool:
    """Say whether a text begins with a sign that YAML takes for its own."""
    if value.startswith(_SIGNS):
        return value not in ("|", ">", "|-", "|+", ">-", ">+")
    if value.startswith(("- ", "? ")) or value in ("-", "?"):
        return True
    closing = {"[": "]", "{": "}"}.get(value[:1])
    return closing is not None and not value.endswith(closing)


# --- traps that only the parser's words tell, in the order in which they are tried -------------


def _documents(stop: _Stop) -> _Trap:
    return _Trap("yaml-documents", stop.line, stop.column)


def _backslash(stop: _Stop) -> _Trap:
    text = stop.text(stop.line)
    return _Trap("yaml-backslash", stop.line, max(0, text.find("\\")), single(text))


def _open_quote(stop: _Stop) -> _Trap:
    line, column = stop.began or (stop.line, stop.column)
    return _Trap("yaml-open-quote", line, column, quoted(stop.text(line)))


def _colon(stop: _Stop) -> _Trap:
    """Tell a colon in a text from a key that a text above it has swallowed."""
    text = stop.text(stop.line)
    above = _NO_SPACE.match(stop.text(stop.line - 1))
    if above and len(above["head"]) == len(text) - len(text.lstrip()):
        return _no_space(stop.line - 1, above)
    if _KEY_IN_TEXT.fullmatch(text[: stop.column]):
        return _Trap("yaml-indent", stop.line, len(text) - len(text.lstrip()))
    return _Trap("yaml-colon", stop.line, stop.column, _under_bar(text) or quoted(text))


def _under_bar(line: str) -> str:
    """Return a line whose text stands under a bar, if its key is one whose text does."""
    found = _LONG_TEXT.match(line)
    return f"{found['head'].strip()} |\u23ce    {found['text'].strip()}" if found else ""


def _no_colon(stop: _Stop) -> _Trap:
    """Tell a key without a space behind its colon from a line without a colon."""
    line, column = stop.began or (stop.line, stop.column)
    text = stop.text(line)
    found = _NO_SPACE.match(text)
    return _no_space(line, found) if found else _Trap("yaml-no-colon", line, column)


def _no_space(line: int, found: re.Match[str]) -> _Trap:
    rewritten = f"{found['head']}{found['key']}: {found['value']}".strip()
    return _Trap("yaml-no-space", line, found.start("value"), rewritten)


def _indent(stop: _Stop) -> _Trap:
    text = stop.text(stop.line)
    if not text.strip() and stop.began is not None:
        return _Trap("yaml-indent", *stop.began)
    return _Trap("yaml-indent", stop.line, stop.column)


_SAID: tuple[tuple[str, Callable[[_Stop], _Trap]], ...] = (
    ("expected a single document", _documents),
    ("<document start>", _documents),
    ("escape character", _backslash),
    ("expected hexdecimal number", _backslash),
    ("unexpected end of stream", _open_quote),
    ("unexpected document indicator", _open_quote),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _indent),
    ("did not find expected '-'", _indent),
)
