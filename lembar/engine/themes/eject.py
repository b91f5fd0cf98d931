"""Copy a file of a parent into a theme, or one block of it as an override."""

import re
from pathlib import Path

from lembar.content.layers import said
from lembar.course.theme import PARENT, Layer, Theme, in_layer, of_layer
from lembar.engine.edits import replace
from lembar.engine.themes.ejected import NAME, Ejected, read_ejected, written
from lembar.engine.themes.shelf import Shelf
from lembar.engine.themes.show import blocks_of
from lembar.errors import Place, UsageError, nearest, problem
from lembar.sheet.outline import outline
from lembar.sheet.overriding import hooks
from lembar.sheet.source import block_in, blocks_in


def eject(shelf: Shelf, name: str, file: str, piece: str | None) -> list[Path]:
    """Copy a file, or a piece of it, into a theme of the project and return what was written.

    A piece is a block of a template, a rule of a style sheet by its selector, or a word of a
    catalogue by its key. Raises UsageError if it is not there, or if the theme has it already.
    """
    folder = shelf.folder_to_write(name)
    theme = shelf.readable(name)
    target = folder / file
    below = theme.with_layers(theme.layers[1:])
    if file not in below.files:
        _unknown(file, below)
    if piece is not None and file.endswith(".j2"):
        text, record = _one_block(theme, below, file, piece)
    elif piece is not None:
        text, record = _one_piece(theme, below, file, piece)
    elif target.exists():
        place = Place(said(target, shelf.root))
        raise UsageError(problem("already-there", place, None, path=file))
    else:
        layer = below.layers_of(file)[0]
        text, record = layer.files[file], Ejected(file, "", layer.name, layer.files[file])
    records = read_ejected(folder, said(folder / NAME, shelf.root))
    target.parent.mkdir(parents=True, exist_ok=True)
    replace(target, text.encode())
    kept = (each for each in records if (each.file, each.piece) != (record.file, record.piece))
    replace(folder / NAME, written((*kept, record)))
    return [target, folder / NAME]


def _one_piece(theme: Theme, below: Theme, file: str, piece: str) -> tuple[str, Ejected]:
    """Return the theme's file with a rule or a word of the parent behind it."""
    for layer in below.layers_of(file):
        if piece in (found := pieces(file, layer.files[file])):
            break
    else:
        known = pieces(file, below.layers_of(file)[0].files[file])
        near = nearest(piece, known)
        hint = "did-you-mean" if near else None
        raise UsageError(
            problem("no-such-piece", Place(below.origins[file]), hint, name=piece, nearest=near)
        )
    own = theme.layers[0].files.get(file, "")
    if piece in pieces(file, own):
        place = Place(theme.layers[0].origins[file])
        raise UsageError(problem("already-there", place, None, path=f"{file} {piece}"))
    text = found[piece]
    between = "\n" if file.endswith(".po") else ""
    return f"{own.rstrip()}\n{between}{text}\n".lstrip("\n"), Ejected(file, piece, layer.name, text)


def pieces(file: str, text: str) -> dict[str, str]:
    """Return the rules of a style sheet by their selectors, or the words of a catalogue by key."""
    if file.endswith(".po"):
        entries = (each.strip("\n") for each in re.split(r"\n{2,}", text))
        return {found[1]: e for e in entries if (found := re.search(r'^msgid "(.+)"', e, re.M))}
    rules: dict[str, str] = {}
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    for rule in re.finditer(r"(?:^|(?<=[};]))\s*([^{}@;]+?)\s*\{[^{}]*\}", bare):
        for selector in dict.fromkeys((rule[1], *map(str.strip, rule[1].split(",")))):
            before = f"{rules[selector]}\n" if selector in rules else ""
            rules[selector] = before + rule[0].strip()
    return rules


def _one_block(theme: Theme, below: Theme, file: str, block: str) -> tuple[str, Ejected]:
    """Return the theme's template with a block of the parent in it, and what to remember."""
    known = blocks_of(below, file)
    if block not in known:
        near = nearest(block, known)
        hint = "did-you-mean" if near else "known-words"
        place = Place(below.origins[file])
        raise UsageError(
            problem(
                "unknown-template-block",
                place,
                hint,
                name=block,
                nearest=near,
                known=", ".join(known) or "–",
            )
        )
    source, text = source_of(below, file, block)
    own = theme.layers[0].files.get(file, "")
    if own:
        read = outline(own, in_layer(0, file))
        again = {each.name for each in blocks_in(text)} & {*read.blocks}
        if again or not read.extends_line:
            place = Place(theme.layers[0].origins[file])
            raise UsageError(problem("already-there", place, None, path=f"{file} {block}"))
    head = own or f'{{% extends "{PARENT}{file}" %}}\n'
    return f"{head.rstrip()}\n{text}\n", Ejected(file, block, source.name, text)


def source_of(theme: Theme, file: str, block: str) -> tuple[Layer, str]:
    """Return the layer that has a block last, and the block as it is written there."""
    index = next(i for i, each in enumerate(theme.layers) if file in each.files)
    at, path = of_layer(hooks(theme, in_layer(index, file))[block])
    found = block_in(theme.layers[at].files[path], block)
    return theme.layers[at], found.text if found else ""


def _unknown(file: str, below: Theme) -> None:
    near = nearest(file, below.files)
    hint = "did-you-mean" if near else "known-words"
    raise UsageError(
        problem("not-in-parent", None, hint, path=file, nearest=near, known=", ".join(below.files))
    )
