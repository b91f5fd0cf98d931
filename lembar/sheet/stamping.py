"""Stamp every tag of a template with its file and line, so that errors can name the place."""

import re
from collections.abc import Iterator

from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from lembar.sheet.parser import TEMPLATE_PLACE

_TAG = re.compile(r"<([a-zA-Z][\w-]*)")


class Stamping(Extension):
    """Write `data-at="template:line"` into each tag while a template is compiled.

    Works through extends, include and blocks, since it sees the tokens of each file by itself.
    The strict parser takes the stamps off again.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template with its tags stamped."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", _stamped(token, stream.name or ""))
            else:
                yield token


def _stamped(token: Token, name: str) -> str:
    def stamp(tag: re.Match[str]) -> str:
        line = token.lineno + token.value.count("\n", 0, tag.start())
        return f'<{tag[1]} {TEMPLATE_PLACE}="{name}:{line}"'

    return _TAG.sub(stamp, token.value)
