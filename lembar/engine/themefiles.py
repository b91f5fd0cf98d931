"""Name the files of a theme as people know them: their digests, and which a document may read."""

import hashlib
from collections.abc import Iterator

from lembar.course.theme import Theme, in_layer
from lembar.engine.jobs import Look
from lembar.engine.keys import key
from lembar.engine.prepare import Prepared
from lembar.engine.readings import Readings
from lembar.writers.reads import narrowed


def digests(theme: Theme) -> dict[str, str]:
    """Return the digests of a theme's files; its tokens, fonts and logo as one."""
    texts = {
        layer.origins[path]: hashlib.sha256(text.encode()).hexdigest()
        for layer in theme.layers
        for path, text in layer.files.items()
    }
    pictures = {_picture(theme, name): asset for name, asset in theme.images.items()}
    office = {each.file: each.asset for each in (theme.master, theme.reference) if each}
    chain = [(each.name, each.replaces) for each in theme.layers]
    rest = key(theme.tokens, theme.fonts, theme.logo, chain)
    return {**texts, **pictures, **office, _tokens(theme): rest}


def files_read(prepared: Prepared, readings: Readings) -> dict[str, frozenset[str]]:
    """Return the files of themes that documents may read, by the keys of their sets."""
    known: dict[tuple[Look, str, str], frozenset[str]] = {}
    found: dict[str, frozenset[str]] = {}
    for course in prepared.courses:
        looks = {
            name: Look(key(each), course.words.language) for name, each in course.looks.items()
        }
        for each in course.sets:
            asked = {
                (document.profile, document.template, format_)
                for document in (*each.documents, *each.named_forms)
                for format_, _ in document.paths
            }
            read: set[str] = set()
            for profile, template, format_ in asked:
                name = looks[profile], template, format_
                if name not in known:
                    known[name] = frozenset(_read(course.looks[profile], readings, *name))
                read |= known[name]
            found[each.key] = frozenset(read)
    return found


def _read(
    theme: Theme, readings: Readings, look: Look, template: str, format_: str
) -> Iterator[str]:
    given = narrowed(theme, format_)
    yield _tokens(theme)
    yield from (each.file for each in (given.master, given.reference) if each)
    yield from (theme.origins[name] for name in readings.texts(theme, look, template))
    yield from (
        theme.origins[in_layer(index, path)]
        for index, layer in enumerate(theme.layers)
        for path in given.files
        if path in layer.files
    )
    if template:
        yield from (_picture(theme, name) for name in theme.images)


def _tokens(theme: Theme) -> str:
    return f"{theme.name}/theme.yaml"


def _picture(theme: Theme, name: str) -> str:
    return f"{theme.name}/images/{name}"
