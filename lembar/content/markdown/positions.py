"""Remember where inline tokens stand: the parser keeps lines of blocks only."""

from typing import Any

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token


class _State(StateInline):
    """Note the offset of every token that is pushed in its `map`, which inline tokens lack."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        token.map = [self.pos, self.pos]
        return token


class PositionedInline(ParserInline):
    """Parse inline text with states that note offsets; rules are those of another parser."""

    def __init__(self, other: ParserInline) -> None:
        super().__init__()
        self.ruler = other.ruler
        self.ruler2 = other.ruler2
        self.terminator_re = other.terminator_re

    def parse(self, src: str, md: Any, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse as the other parser does."""
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def offset(token: Token) -> int:
    """Return the offset in the inline text where what a token stands for begins."""
    at = token.map[0] if token.map else 0
    if token.type == "link_open" and token.info != "auto":
        return max(0, at - 1)  # the parser stands behind the bracket by then
    return at
