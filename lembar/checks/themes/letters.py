"""Every sign that papers and catalogues need must be in one of the theme's fonts."""

from collections.abc import Iterator
from dataclasses import replace

from lembar.checks.themes.look import Look
from lembar.content.catalogues import read_words
from lembar.course.tree import Element
from lembar.errors import Place, Problem
from lembar.writers.pdf.glyphs import missing_glyphs


def letters(look: Look) -> Iterator[Problem]:
    """Report signs of the catalogues of all languages, and of sheets, that no font has."""
    told: set[object] = set()
    roots = [*_catalogues(look), *(sheet.root for sheet in look.sheets)]
    for root in roots:
        for each in missing_glyphs(root, look.theme, look.assets):
            if each.values not in told:  # a word of a catalogue stands on many sheets
                told.add(each.values)
                place = look.theme.at_origin(each.place) if each.place else None
                yield replace(each, place=place)


def _catalogues(look: Look) -> Iterator[Element]:
    """Yield the words of each catalogue as if they stood on a sheet."""
    for layer in look.theme.layers:
        for path, text in sorted(layer.files.items()):
            if path.startswith("locale/") and path.endswith(".po"):
                language = path.removeprefix("locale/").removesuffix(".po")
                words = read_words(language, text).entries.values()
                signs = {sign for forms in words for form in forms for sign in form}
                yield Element("article", {}, ("".join(sorted(signs)),), Place(layer.origins[path]))
