"""Read catalogues: gettext .po files whose msgid is a key."""

import gettext
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lembar.course.theme import Theme, in_layer
from lembar.course.words import Words


def read_words(language: str, text: str, base: Words | None = None) -> Words:
    """Return the words of a .po file, laid over those of `base` (another language, or a parent)."""
    from babel.messages.pofile import read_po

    catalogue = read_po(io.BytesIO(text.encode()), locale=language.replace("-", "_"))
    entries = dict(base.entries) if base else {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        )
        if key and forms[0]:
            entries[key] = tuple(str(form) for form in forms)
    return Words(language, entries, gettext.c2py(catalogue.plural_expr))


def words_for(language: str, theme: Theme) -> Words | None:
    """Return the words for a language, or None if no theme of the chain has a catalogue for it.

    Those of a theme are laid over its parents', key by key, and those of a region (`ms-MY`) over
    those of its language (`ms`).
    """
    found: Words | None = None
    for name in catalogues(language, theme):
        found = read_words(Path(name).stem, theme.text(name), found)
    return None if found is None else replace(found, language=language)


def catalogues(language: str, theme: Theme) -> Iterator[str]:
    """Yield the catalogues of a language as they are called in their layers, the farthest first."""
    for wanted in dict.fromkeys((language.partition("-")[0], language)):
        path = f"locale/{wanted}.po"
        for index, layer in reversed(tuple(enumerate(theme.layers))):
            if path in layer.files:
                yield in_layer(index, path)
