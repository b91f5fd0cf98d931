"""Read themes: theme.yaml along the `extends` chain, fonts, templates, style sheets."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.layers import layer_of, read_chain, said, theme_roots
from lembar.content.profiles import FOLDER, Shelf, laid_over
from lembar.content.restyle import restyled
from lembar.content.tokens import Found, fonts_of, laid, sizes_of, tokens_of
from lembar.course.profile import Asked, Setting
from lembar.course.theme import FontFace, Layer, Theme, Tokens
from lembar.errors import ContentError, Place, Problems

__all__ = ["load_theme", "theme_roots"]


def load_theme(
    name: str,
    roots: Sequence[Path],
    store: AssetStore,
    here: Path | None = None,
    asked: Place | None = None,
    told: Problems | None = None,
    profile: Asked | None = None,
    profiles: Path | None = None,
) -> Theme:
    """Load a theme by name, as a profile has it, and put its fonts into the store.

    Files are named relative to `here`; `asked` is where the theme was asked for, `profiles` the
    folder of a school's own. Warnings go to `told`. Raises ContentError if the theme, its parent,
    the profile or a font is not there, or a theme.yaml or a profile is wrong.
    """
    problems = Problems()
    chain = read_chain(name, roots, here, asked, problems)
    found = laid(each.tokens for each in reversed(chain))
    layers = tuple(layer_of(each, here, problems) for each in chain)
    place = Place(said(chain[0].folder / "theme.yaml", here))
    over = None
    if profile is not None and not problems.errors():
        own = (profiles,) if profiles else ()
        folders = (*(each.folder / FOLDER for each in reversed(chain)), *own)
        shelf = Shelf(folders, lambda path: said(path, here))
        over = laid_over(found, profile, shelf, problems)
        layers = tuple(_restyled(each, over.setting, sizes_of(found)) for each in layers)
        found = dict(over.found)
    read = None if problems.errors() else tokens_of(found, place, problems)
    if read is None:
        raise ContentError(*problems)
    if over is not None:
        read = replace(read, setting=over.setting)
    absent: dict[str, str] = {}
    faces = tuple(_fonts(found, read, store, absent, problems))
    if problems.errors():
        raise ContentError(*problems)
    if told is not None:
        told.extend(problems)
    made = Theme(name, read, faces, absent=absent, profile=over.profile if over else None)
    return made.with_layers(layers)


def _restyled(layer: Layer, setting: Setting, sizes: Mapping[str, float]) -> Layer:
    """Return the files of a theme as a profile has them."""
    files = {name: restyled(name, text, setting, sizes) for name, text in layer.files.items()}
    return replace(layer, files=files)


def _fonts(
    found: Found, tokens: Tokens, store: AssetStore, absent: dict[str, str], problems: Problems
) -> Iterator[FontFace]:
    """Load the fonts of the wheels that theme.yaml names.

    A font for a script may be absent: it is missed where a sheet has signs of the script.
    """
    for family, module, place in fonts_of(found):
        spec = find_spec(module) if module.isidentifier() else None
        of_script = _script_of(family, tokens)
        if spec is None or spec.origin is None:
            if of_script[0]:
                absent[family] = module
                continue
            problems.add("font-missing", place, "font-missing", family=family, package=module)
            continue
        for path, content, weight in _files(Path(spec.origin).parent / "files", tokens.weights):
            name = store.add(content, path.suffix)
            yield FontFace(family, name, weight, "Italic" in path.name, *of_script)


def _files(folder: Path, weights: tuple[int, ...]) -> list[tuple[Path, bytes, str]]:
    """Return the fonts of a package with their weights: of fixed ones, those that are used."""
    every = [
        (path, content, "200 900" if "wght" in path.name else _weight(content))
        for path in sorted(folder.glob("*.ttf"))
        for content in (path.read_bytes(),)
    ]
    used = [each for each in every if " " in each[2] or int(each[2]) in weights]
    return used or every


def _weight(content: bytes) -> str:
    """Return the weight that a font says it has."""
    tables = struct.unpack_from(">H", content, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        if content[at : at + 4] == b"OS/2":
            start = struct.unpack_from(">I", content, at + 8)[0]
            return str(struct.unpack_from(">H", content, start + 4)[0])
    return "400"


def _script_of(family: str, tokens: Tokens) -> tuple[str, float]:
    """Return the script for whose sake alone a family is there, and its scale."""
    for tag, script in tokens.scripts.items() if family not in (tokens.serif, tokens.sans) else ():
        for name, each in (("serif", script.serif), ("sans", script.sans)):
            if family == each:
                return tag, script.scales[name]
    return "", 1.0
