"""Show a theme: each token with what sets it, the files it changes, the blocks one can override."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lembar.content.tokens import Token, laid
from lembar.course.theme import Layer, Theme, in_layer, of_layer
from lembar.engine.themes.shelf import Shelf
from lembar.errors import Place, UsageError, nearest, problem
from lembar.sheet.outline import outline
from lembar.sheet.overriding import hooks


@dataclass(frozen=True, slots=True)
class TokenRow:
    """Hold a token as it holds in the end, and which theme of the chain sets it."""

    key: str
    value: str
    theme: str
    place: Place


@dataclass(frozen=True, slots=True)
class FileRow:
    """Hold a file that a theme brings: `how` is new, replaces, blocks, after or words."""

    path: str
    how: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StyleRow:
    """Hold a style of Word as a theme has it; sizes are points."""

    name: str
    id: str
    family: str
    size: float


@dataclass(frozen=True, slots=True)
class Shown:
    """Hold all that is shown of a theme."""

    name: str
    chain: tuple[str, ...]
    tokens: tuple[TokenRow, ...]
    files: tuple[FileRow, ...]


def show(shelf: Shelf, name: str) -> Shown:
    """Return what a theme says and changes; raises UsageError and ContentError."""
    chain = shelf.chain(shelf.named(name))
    theme = shelf.readable(name)
    found = laid([each.tokens for each in reversed(chain)])
    rows = []
    for path, token in found.items():
        setter = next(each.name for each in chain if path in each.tokens)
        value = shown(token)
        if path[:2] == ("color", "roles") and not value.startswith("#"):
            value = f"{value} ({theme.tokens.colors[path[2]]})"
        rows.append(TokenRow(".".join(path), value, setter, token.place))
    return Shown(
        name,
        tuple(each.name for each in chain),
        tuple(sorted(rows, key=lambda each: each.key)),
        tuple(_files(theme, 0)),
    )


def styles_of(theme: Theme) -> list[StyleRow]:
    """Return the styles of paragraphs and words that Word files of a theme have."""
    from lembar.writers.docx.styles import STYLES, family_of, size_of

    tokens = theme.tokens
    return [
        StyleRow(each.name, each.id, family_of(each.id, tokens), size_of(each.id, tokens))
        for each in STYLES
    ]


def shown(token: Token) -> str:
    """Return the value of a token as theme.yaml writes it."""
    if isinstance(token.value, float):
        return f"{token.value:g}"
    if isinstance(token.value, tuple):
        return f"[{', '.join(shown(Token(each, token.place)) for each in token.value)}]"
    return str(token.value)


def _files(theme: Theme, index: int) -> Iterator[FileRow]:
    """Yield the files that one layer brings."""
    layer = theme.layers[index]
    below = theme.layers[index + 1 :]
    for path, text in layer.files.items():
        inherited = any(path in each.files for each in below)
        if path.endswith(".po"):
            yield FileRow(path, "words" if inherited else "new", _keys(text))
        elif path.endswith(".css"):
            after = inherited and path not in layer.replaces
            yield FileRow(path, "after" if after else "replaces" if inherited else "new")
        else:
            read = outline(text, in_layer(index, path))
            if read.extends_line:
                yield FileRow(path, "blocks", tuple(read.blocks))
            else:
                yield FileRow(path, "replaces" if inherited else "new")


def _keys(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r'^msgid "(.+)"', text, re.MULTILINE))


def blocks_of(theme: Theme, path: str) -> dict[str, Layer]:
    """Return the blocks of a template that one can override, with the layer that has each last.

    Raises UsageError if no theme of the chain has the template.
    """
    index = next((i for i, each in enumerate(theme.layers) if path in each.files), None)
    if index is None:
        known = [each for each in theme.files if each.endswith(".j2")]
        near = nearest(path, known)
        hint = "did-you-mean" if near else "known-words"
        raise UsageError(
            problem(
                "template-missing", None, hint, template=path, nearest=near, known=", ".join(known)
            )
        )
    found = hooks(theme, in_layer(index, path))
    return {block: theme.layers[of_layer(name)[0]] for block, name in found.items()}
