"""Read themes: theme.yaml along the `extends` chain, fonts, templates, style sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.fontfiles import cuts_in, cuts_of
from lembar.content.layers import Link, layer_of, read_chain, said, theme_roots
from lembar.content.officefiles import MASTER, REFERENCE, office_file
from lembar.content.profiles import FOLDER, Shelf, laid_over
from lembar.content.restyle import restyled
from lembar.content.themepictures import logo_of, pictures_of
from lembar.content.tokens import BASE, Found, fonts_of, laid, rebased, sizes_of, tokens_of
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
    layers = tuple(_layers(chain, here, problems))
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
    homes = {
        key[-1]: each.folder
        for each in reversed(chain)
        for key in each.tokens
        if key[:2] == ("typography", "fonts")
    }
    faces = tuple(_fonts(found, read, homes, store, absent, problems))
    images = pictures_of(chain, here, store, problems)
    logo = logo_of(chain, store, problems)
    master = office_file(MASTER, chain, here, store, problems)
    reference = office_file(REFERENCE, chain, here, store, problems)
    if problems.errors():
        raise ContentError(*problems)
    if told is not None:
        told.extend(problems)
    made = Theme(
        name,
        read,
        faces,
        absent=absent,
        profile=over.profile if over else None,
        images=images,
        logo=logo,
        master=master,
        reference=reference,
    )
    return made.with_layers(layers)


def _layers(chain: Sequence[Link], here: Path | None, problems: Problems) -> Iterator[Layer]:
    """Yield the files of each theme; type in style sheets goes with the base of the nearest."""
    for index, link in enumerate(chain):
        layer = layer_of(link, here, problems)
        above, below = chain[:index], laid(each.tokens for each in reversed(chain[index:]))
        factor = 1.0
        for each in reversed(above):
            factor *= rebased(below, each.tokens)
            below = {**below, **{k: v for k, v in each.tokens.items() if k == BASE}}
        if factor != 1:
            sizes = sizes_of(laid(each.tokens for each in reversed(chain[index:])))
            layer = _restyled(layer, Setting(scale=factor, slides=factor), sizes)
        yield layer


def _restyled(layer: Layer, setting: Setting, sizes: Mapping[str, float]) -> Layer:
    """Return the files of a theme as a profile has them."""
    files = {name: restyled(name, text, setting, sizes) for name, text in layer.files.items()}
    return replace(layer, files=files)


def _fonts(
    found: Found,
    tokens: Tokens,
    homes: Mapping[str, Path],
    store: AssetStore,
    absent: dict[str, str],
    problems: Problems,
) -> Iterator[FontFace]:
    """Load the fonts that theme.yaml names: of a package, or of files in the theme's folder.

    A font for a script may be absent: it is missed where a sheet has signs of the script.
    """
    for family, source, place in fonts_of(found):
        of_script = _script_of(family, tokens)
        if source.split("/")[0] == "fonts":
            cuts = cuts_of(homes.get(family, Path()), source, place, tokens.weights, problems)
        else:
            spec = find_spec(source) if source.isidentifier() else None
            if spec is None or spec.origin is None:
                if of_script[0]:
                    absent[family] = source
                    continue
                problems.add("font-missing", place, "font-missing", family=family, package=source)
                continue
            folder = Path(spec.origin).parent / "files"
            store.fonts.update(dict.fromkeys(sorted(folder.glob("*.ttf"))))
            cuts = cuts_in(folder, tokens.weights)
        for cut in cuts:
            name = store.add(cut.content, cut.ending)
            yield FontFace(family, name, cut.weight, cut.italic, *of_script)


def _script_of(family: str, tokens: Tokens) -> tuple[str, float]:
    """Return the script for whose sake alone a family is there, and its scale."""
    for tag, script in tokens.scripts.items() if family not in (tokens.serif, tokens.sans) else ():
        for name, each in (("serif", script.serif), ("sans", script.sans)):
            if family == each:
                return tag, script.scales[name]
    return "", 1.0
