"""The rule of feedback: in a list of choices, a line `: why` under a choice is secret.

It is not left to definition lists, which take the last line before the colon for a term.
"""

import re
from collections.abc import Callable

from markdown_it.rules_block import StateBlock

_COLON = re.compile(r":(?:\s|$)")
_ENDS = re.compile(r"(?:[-*+]|\d+[.)]|:|:{3,}.*)(?:\s|$)")
_CHOICE = re.compile(r"(?:[-*+]|\d+[.)])\s+\[(?:[ xX]?|\d+)\]")

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def feedback_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line `: why` in an entry of a list, with all that belongs to it."""
    if state.listIndent < 0 or not _COLON.match(_line(state, start)):
        return False
    if silent:
        return True
    if state.sCount[start] < state.blkIndent:
        return False
    last = _last(state, start, end)
    token = state.push("lembar_feedback_open", "", 1)
    token.map = [start, last]
    _read(state, start, last)
    state.push("lembar_feedback_close", "", -1)
    state.line = last
    return True


def _read(state: StateBlock, start: int, last: int) -> None:
    """Read the lines of a feedback as blocks, the first from behind its colon."""
    kept = (state.tShift[start], state.sCount[start], state.blkIndent, state.lineMax)
    tight, parent = state.tight, state.parentType
    text = _line(state, start)
    shift = len(text) - len(text[1:].lstrip(" \t"))
    state.tShift[start] += shift
    state.sCount[start] += shift
    state.blkIndent = kept[1] + 2
    state.lineMax = last
    state.parentType = "lembar_feedback"
    state.md.block.tokenize(state, start, last)
    state.tShift[start], state.sCount[start], state.blkIndent, state.lineMax = kept
    state.tight, state.parentType = tight, parent


def _last(state: StateBlock, start: int, end: int) -> int:
    """Return the line after a feedback: one that is not indented goes on only with its text."""
    line = start + 1
    indent = state.sCount[start] + 2
    while line < end:
        if state.isEmpty(line):
            below = next((at for at in range(line, end) if not state.isEmpty(at)), end)
            if below == end or state.sCount[below] < indent:
                return line
            line = below
        elif state.sCount[line] < indent and _ENDS.match(_line(state, line)):
            return line
        line += 1
    return line


def outside_lists(rule: BlockRule) -> BlockRule:
    """Return a rule that stands back inside lists, and ends where a list of choices begins."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.listIndent >= 0:
            return False
        choices = (at for at in range(start, end) if _CHOICE.match(_line(state, at)))
        return rule(state, start, next(choices, end), silent)

    return guarded


def _line(state: StateBlock, line: int) -> str:
    """Return a line without its indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
