"""Explain what YAML could not read: the usual trap, and the line rewritten."""

import re
from typing import Any

from lembar.errors import Place, Problem, problem

_KEY = re.compile(r"^(?P<head>\s*(?:- +)*(?:[\w-]+:\s+)?)(?P<value>.*)$")
_WORDS_AFTER_BAR = re.compile(r":\s+[|>][+-]?\d?\s+(?P<words>\S.*)$")


def quoted(line: str) -> str:
    """Return a line with its value in quotes."""
    found = _KEY.match(line)
    assert found is not None  # every part of the pattern may be empty
    value = found["value"].strip()
    if '"' not in value and "\\" not in value:
        return f'{found["head"].strip()} "{value}"'.strip()
    return f"{found['head'].strip()} '{value.replace(chr(39), chr(39) * 2)}'".strip()


def explain(error: Any, text: str, name: str, first_line: int) -> Problem:
    """Return the problem that a YAML error means to the person who wrote the file."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        place = _reader_place(error, text, name, first_line)
        return problem("yaml-character", place, "yaml-character")
    said = str(getattr(error, "problem", "") or "")
    context = str(getattr(error, "context", "") or "")
    lines = text.split("\n")
    at = _Spot(lines, mark.line, mark.column)
    trap = _trap(at, said, context, getattr(error, "context_mark", None))
    if trap is None:
        place = Place(name, mark.line + first_line, mark.column + 1)
        return problem("yaml-syntax", place, "yaml-syntax", "error", message=said or context)
    code, hint, line, column, rewritten = trap
    place = Place(name, line + first_line, column + 1)
    return problem(code, place, hint, "error", rewritten=rewritten)


class _Spot:
    """Hold where a parser stopped."""

    def __init__(self, lines: list[str], line: int, column: int) -> None:
        self.lines = lines
        self.line = line
        self.column = column

    def text(self, line: int) -> str:
        """Return a line, or nothing past the end."""
        return self.lines[line] if 0 <= line < len(self.lines) else ""


_Trap = tuple[str, str, int, int, str]


def _trap(at: _Spot, said: str, context: str, context_mark: Any) -> _Trap | None:
    """Name the trap by what stands on the line, or on the line where the context began."""
    candidates = [at.line]
    if context_mark is not None and context_mark.line != at.line:
        candidates.append(context_mark.line)
    for line in candidates:
        found = _on_line(at, line, said)
        if found is not None:
            return found
    if "expected a single document" in context + said:
        return "yaml-documents", "yaml-documents", at.line, at.column, ""
    if "escape character" in said:
        text = at.text(at.line)
        return "yaml-backslash", "rewritten", at.line, at.column, _single(text)
    if "unexpected end of stream" in said and context_mark is not None:
        line = context_mark.line
        text = at.text(line)
        return "yaml-open-quote", "rewritten", line, context_mark.column, quoted(text)
    if "mapping values are not allowed" in said:
        return "yaml-colon", "rewritten", at.line, at.column, quoted(at.text(at.line))
    if "did not find expected key" in said or "could not find expected ':'" in said:
        return "yaml-indent", "yaml-indent", at.line, at.column, ""
    if "did not find expected '-'" in said:
        return "yaml-indent", "yaml-indent", at.line, at.column, ""
    return None


def _on_line(at: _Spot, line: int, said: str) -> _Trap | None:
    """Look for a trap that one line shows by itself."""
    text = at.text(line)
    indent = text[: len(text) - len(text.lstrip())]
    if "\t" in indent:
        return "yaml-tab", "yaml-tab", line, indent.index("\t"), ""
    words = _WORDS_AFTER_BAR.search(text)
    if words:
        head = text[: words.start()].strip()
        return (
            "yaml-words-after-bar",
            "rewritten",
            line,
            words.start("words"),
            f"{head}: |\u23ce    {words['words']}",
        )
    found = _KEY.match(text)
    value = found["value"].strip() if found else ""
    column = found.start("value") if found else 0
    if value[:1] in tuple("*&!%@`") and value[:1]:
        return "yaml-sign-first", "rewritten", line, column, quoted(text)
    if value.startswith(("|", ">")) and len(value) > 1:
        return "yaml-sign-first", "rewritten", line, column, quoted(text)
    if value.startswith("[") and not value.rstrip().endswith("]"):
        return "yaml-sign-first", "rewritten", line, column, quoted(text)
    if re.match(r"\"[^\"]*\"\s*\S", value) or re.match(r"'[^']*'\s*[^'\s]", value):
        return "yaml-quote-inside", "rewritten", line, column, quoted(text)
    return None


def _single(line: str) -> str:
    """Return a line whose double quotes are single ones, in which a backslash is itself."""
    found = _KEY.match(line)
    assert found is not None
    value = found["value"].strip().strip('"').replace("'", "''")
    return f"{found['head'].strip()} '{value}'".strip()


def _reader_place(error: Any, text: str, name: str, first_line: int) -> Place:
    """Return the place of a character that may not stand in a text file."""
    position = int(getattr(error, "position", 0) or 0)
    before = text[:position]
    return Place(name, before.count("\n") + first_line, position - (before.rfind("\n") + 1) + 1)
