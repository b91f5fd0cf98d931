"""Every sign that catalogues print must be in one of the theme's fonts; so must those of papers,
which is seen where they are made."""

from collections.abc import Iterator

from lembar.checks.themes.look import Look
from lembar.content.catalogues import read_words
from lembar.course.tree import Element
from lembar.errors import Place, Problem
from lembar.writers.pdf.glyphs import missing_glyphs


def letters(look: Look) -> Iterator[Problem]:
    """Report signs of the catalogues of all languages that no font has."""
    for root in _catalogues(look):
        yield from missing_glyphs(root, look.theme, look.assets)


def _catalogues(look: Look) -> Iterator[Element]:
    """Yield the words of each catalogue as if they stood on a sheet."""
    for layer in look.theme.layers:
        for path, text in sorted(layer.files.items()):
            if path.startswith("locale/") and path.endswith(".po"):
                language = path.removeprefix("locale/").removesuffix(".po")
                words = read_words(language, text).entries.values()
                signs = {sign for forms in words for form in forms for sign in form}
                yield Element("article", {}, ("".join(sorted(signs)),), Place(layer.origins[path]))
