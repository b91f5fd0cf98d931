"""Compare a theme with its parent: what it changes, and what changed under it since it copied."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from lembar.content.catalogues import read_words
from lembar.content.layers import said
from lembar.content.tokens import laid
from lembar.course.theme import Theme, in_layer
from lembar.engine.themes.eject import pieces, source_of
from lembar.engine.themes.ejected import NAME, Ejected, read_ejected
from lembar.engine.themes.shelf import Shelf
from lembar.engine.themes.show import shown
from lembar.errors import Place
from lembar.sheet.outline import outline
from lembar.sheet.overriding import hooks
from lembar.sheet.source import block_in

_ABOUT = ("extends", "name", "replaces")


@dataclass(frozen=True, slots=True)
class TokenChange:
    """Hold a token that a theme sets: as its parent has it ("" for none), and as it has it."""

    key: str
    before: str
    after: str
    place: Place


@dataclass(frozen=True, slots=True)
class TextChange:
    """Hold what differs in a file, or in a piece of it, as a unified diff."""

    file: str
    piece: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold how a theme and its parent differ; `gone` is what was copied and is no longer there."""

    name: str
    parent: str
    tokens: tuple[TokenChange, ...]
    texts: tuple[TextChange, ...]
    moved: tuple[TextChange, ...]
    gone: tuple[Ejected, ...]


def diff(shelf: Shelf, name: str) -> Compared:
    """Return what a theme changes, and what its parent changed since it was copied from.

    Raises UsageError and ContentError.
    """
    chain = shelf.chain(shelf.named(name))
    theme = shelf.readable(name)
    below = theme.with_layers(theme.layers[1:])
    parent = chain[1].name if len(chain) > 1 else ""
    under = laid([each.tokens for each in reversed(chain[1:])])
    tokens = (
        TokenChange(
            ".".join(path), shown(under[path]) if path in under else "", shown(token), token.place
        )
        for path, token in chain[0].tokens.items()
        if path[0] not in _ABOUT and (path not in under or under[path].value != token.value)
    )
    records = read_ejected(chain[0].folder, said(chain[0].folder / NAME, shelf.root))
    now = {each: _now(below, each) for each in records}
    return Compared(
        name,
        parent,
        tuple(tokens),
        tuple(_texts(theme, below, {each.file: each.text for each in records if not each.piece})),
        tuple(
            TextChange(each.file, each.piece, lines)
            for each, text in now.items()
            if text is not None
            and (lines := _diff(each.text, text, f"{each.source} (ejected)", each.source))
        ),
        tuple(each for each, text in now.items() if text is None),
    )


def _now(below: Theme, each: Ejected) -> str | None:
    """Return what a parent has today where something was copied, or None."""
    if each.file not in below.files:
        return None
    if not each.piece:
        return below.layers_of(each.file)[0].files[each.file]
    if not each.file.endswith(".j2"):
        found = (pieces(each.file, e.files[each.file]) for e in below.layers_of(each.file))
        return next((each_[each.piece] for each_ in found if each.piece in each_), None)
    index = next(i for i, layer in enumerate(below.layers) if each.file in layer.files)
    if each.piece not in hooks(below, in_layer(index, each.file)):
        return None
    return source_of(below, each.file, each.piece)[1]


def _texts(theme: Theme, below: Theme, copies: Mapping[str, str]) -> Iterator[TextChange]:
    """Yield what a theme's own files change: per block, per file, per word.

    A style sheet that began as a copy of its parent's is compared with that.
    """
    own = theme.layers[0]
    for path, text in own.files.items():
        inherited = below.layers_of(path)
        if path.endswith(".po"):
            yield from _words(path, text, below)
        elif path.endswith(".j2") and outline(text, in_layer(0, path)).extends_line:
            for block in outline(text, in_layer(0, path)).blocks:
                yield from _block(theme, below, path, block)
        else:
            whole = path.endswith(".css") and path not in own.replaces
            before = "" if whole or not inherited else inherited[0].files[path]
            before = copies.get(path, before) if whole else before
            source = inherited[0].name if inherited else "–"
            lines = _diff(before, text, f"{source}/{path}", f"{own.name}/{path}")
            if lines:
                yield TextChange(path, "", lines)


def _block(theme: Theme, below: Theme, path: str, block: str) -> Iterator[TextChange]:
    """Yield what a block changes; one of the theme's own changes nothing of its parent."""
    after = block_in(theme.layers[0].files[path], block)
    source, before = _under(theme, below, path, block)
    lines = _diff(
        before, after.text if after else "", f"{source}/{path}", f"{theme.layers[0].name}/{path}"
    )
    if lines:
        yield TextChange(path, block, lines)


def _under(theme: Theme, below: Theme, path: str, block: str) -> tuple[str, str]:
    """Return the block that one overrides, and the theme that has it."""
    parent = outline(theme.layers[0].files[path], in_layer(0, path)).extends or ""
    for file in (path, parent.removeprefix("parent:")):
        if file in below.files:
            index = next(i for i, layer in enumerate(below.layers) if file in layer.files)
            if block in hooks(below, in_layer(index, file)):
                layer, text = source_of(below, file, block)
                return layer.name, text
    return "–", ""


def _words(path: str, text: str, below: Theme) -> Iterator[TextChange]:
    """Yield the words that a catalogue changes, key by key."""
    language = path.removeprefix("locale/").removesuffix(".po")
    under: dict[str, tuple[str, ...]] = {}
    for layer in reversed(below.layers_of(path)):
        under.update(read_words(language, layer.files[path]).entries)
    lines: list[str] = []
    for key, forms in read_words(language, text).entries.items():
        before = under.get(key)
        if before != forms:
            lines += [f"-{key}: {' | '.join(before)}"] if before else []
            lines.append(f"+{key}: {' | '.join(forms)}")
    if lines:
        yield TextChange(path, "", tuple(lines))


def _diff(before: str, after: str, source: str, target: str) -> tuple[str, ...]:
    found = unified_diff(before.splitlines(), after.splitlines(), source, target, lineterm="", n=2)
    return tuple(found)
