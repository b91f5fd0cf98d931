"""Read YAML that never guesses: every scalar is its own characters, every trap is an error.

The parser's events become values directly, never constructed objects, so `007`, `no` and `12:30`
stay what they are.
"""

import yaml as pyyaml

from lembar.content.files import bad_sign, plain_indents
from lembar.content.yamlevents import Reader
from lembar.content.yamltraps import explain
from lembar.content.yamlvalues import (
    Loaded,
    Mapping,
    Scalar,
    Sequence,
    Value,
    want_bool,
    want_int,
    want_list,
    want_text,
)
from lembar.errors import Problems

__all__ = [
    "Loaded",
    "Mapping",
    "Scalar",
    "Sequence",
    "Value",
    "load",
    "want_bool",
    "want_int",
    "want_list",
    "want_text",
]

# YAML takes these for line ends; people and their editors don't.
_BREAKS = str.maketrans("\x85\u2028\u2029", "   ")


def load(text: str, name: str, problems: Problems, first_line: int = 1) -> Loaded:
    """Read YAML; report what is wrong with its place and the line rewritten."""
    tidy = _tidy(text)
    lines = tidy.split("\n")
    bad = bad_sign(tidy, name, first_line)
    if bad is not None:
        problems.add("yaml-character", bad, "yaml-character")
        return Loaded(None, True)
    reader = Reader(lines, name, first_line, problems)
    try:
        root = reader.read(tidy)
    except pyyaml.YAMLError as error:
        problems.extend([explain(error, lines, name, first_line)])
        return Loaded(None, True)
    return Loaded(None if reader.broken else root, reader.broken)


def _tidy(text: str) -> str:
    """Make line ends plain, and the no-break spaces of indents spaces; nothing moves by that."""
    return plain_indents(text.replace("\r\n", "\n").replace("\r", "\n").translate(_BREAKS))
