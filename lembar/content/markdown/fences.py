"""The rule of fenced blocks: `::: kind Title {attributes}` … `:::`, nested at will."""

import re

from markdown_it.rules_block import StateBlock
from mdit_py_plugins.utils import is_code_block

_OPENS = re.compile(r":{3,}\s*(?P<kind>[^\s:{][^\s{]*)(?P<rest>.*)$")
_CLOSES = re.compile(r"(:{3,})\s*$")
_CODE = re.compile(r"(`{3,}|~{3,})")
RAW = frozenset({"questions"})
"""Kinds whose content is not Markdown."""


def fence_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a fenced block: one token that opens (`info`: the rest of its line) and one that closes.

    `meta` says whether it was closed; a raw block is one token with its text.
    """
    if is_code_block(state, start):
        return False
    opened = _OPENS.match(_line(state, start))
    if opened is None:
        return False
    if silent:
        return True
    close, closed = _close(state, start, end, opened["kind"] in RAW)
    token = state.push("lembar_fence_open", "", 1)
    token.block = True
    token.info = opened["rest"].strip()
    token.meta = {"kind": opened["kind"], "closed": closed}
    token.map = [start, close]
    if opened["kind"] in RAW:
        token.content = state.getLines(start + 1, close, state.blkIndent, False)
    else:
        parent, maximum = state.parentType, state.lineMax
        state.parentType = "lembar_fence"
        state.lineMax = close
        state.md.block.tokenize(state, start + 1, close)
        state.parentType, state.lineMax = parent, maximum
    state.push("lembar_fence_close", "", -1)
    state.line = close + (1 if closed else 0)
    return True


def _close(state: StateBlock, start: int, end: int, raw: bool) -> tuple[int, bool]:
    """Return the line that closes a block, or where the text around it ends."""
    opened = [_colons(_line(state, start))]
    code = ""
    line = start
    while (line := line + 1) < end:
        text = _line(state, line)
        if text and state.sCount[line] < state.blkIndent:
            return line, False
        fence = None if raw else _CODE.match(text)
        if code:
            if fence and fence[1].startswith(code) and not text.strip(code[0]).strip():
                code = ""
        elif fence:
            code = fence[1]
        elif (found := _CLOSES.match(text)) is not None:
            _shut(opened, len(found[1]))
            if not opened:
                return line, True
        elif not raw and _OPENS.match(text):
            opened.append(_colons(text))
    return end, False


def _shut(opened: list[int], colons: int) -> None:
    """Close the innermost block with as many colons, or else the innermost block."""
    if colons in opened:
        while opened[-1] != colons:
            opened.pop()
    opened.pop()


def _colons(text: str) -> int:
    return len(text) - len(text.lstrip(":"))


def _line(state: StateBlock, line: int) -> str:
    """Return a line without its indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
