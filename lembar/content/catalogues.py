"""Read catalogues: gettext .po files whose msgid is a key."""

import gettext
import io
from collections.abc import Mapping
from dataclasses import replace

from lembar.course.words import Words


def read_words(language: str, text: str, base: Words | None = None) -> Words:
    """Return the words of a .po file, laid over those of `base` (another language, or a parent)."""
    from babel.messages.pofile import read_po

    catalogue = read_po(io.BytesIO(text.encode()), locale=language)
    entries = dict(base.entries) if base else {}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))
        )
        if key and forms[0]:
            entries[key] = tuple(str(form) for form in forms)
    return Words(language, entries, gettext.c2py(catalogue.plural_expr))


def words_for(language: str, files: Mapping[str, str]) -> Words | None:
    """Return the words for a language (`id-ID` falls to `id`), or None if there is no catalogue."""
    for wanted in (language, language.partition("-")[0]):
        text = files.get(f"locale/{wanted}.po")
        if text is not None:
            return replace(read_words(wanted, text), language=language)
    return None
