"""Remember where inline tokens stand: the parser keeps lines of blocks only."""

from typing import Any

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import StateInline
from markdown_it.token import Token

AT = "at"
"""The key in a token's meta: the offset in the inline text where it begins."""


class _State(StateInline):
    """Note the offset of every token that is pushed."""

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta[AT] = self.pos
        return token

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta[AT] = max(0, self.pos - len(token.content))
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
