"""Tell what of a theme a document in a format may read: the key of the file covers no more.

    templates   those that its own asks for, by whatever way, and those that content asks for
    catalogues  those of its language
    all else    that the writer of the format is given: tokens, fonts, style sheets, Office files

Nothing is recorded while a document is made: what may be read follows from the theme alone.
"""

import json
from collections.abc import Iterator
from typing import TypeAlias

from lembar.content.catalogues import catalogues
from lembar.course.theme import Layer, Theme, in_layer, meant, of_layer
from lembar.engine.cache import Cache
from lembar.engine.jobs import Look
from lembar.engine.keys import key
from lembar.sheet.filling import fills
from lembar.writers import Written
from lembar.writers.reads import narrowed

_Asked: TypeAlias = dict[str, list[str] | None]
"""Which names the texts of a layer ask for, by their paths; None: chosen while they run."""


class Readings:
    """Name what documents may read of themes.

    Which templates ask for which is read from their syntax once, and kept in a cache.
    """

    def __init__(self, cache: Cache, machinery: str) -> None:
        self._cache, self._machinery = cache, machinery
        self._names: dict[tuple[Look, str, str], str] = {}
        self._texts: dict[tuple[Look, str], tuple[str, ...]] = {}
        self._asked: dict[str, tuple[_Asked, ...]] = {}

    def name(self, theme: Theme, look: Look, template: str, format_: str) -> str:
        """Return the name of all that a document may read in a format.

        `look` names the theme; `template` is that of the document, a workbook has none.
        """
        asked = look, template, format_
        if asked not in self._names:
            texts = {name: theme.text(name) for name in self.texts(theme, look, template)}
            # What templates know of a theme besides its texts, and what bounds them.
            known = (theme.logo, dict(sorted(theme.images.items()))) if template else ()
            chain = [(each.name, each.built_in) for each in theme.layers]
            self._names[asked] = key(narrowed(theme, format_), texts, known, chain)
        return self._names[asked]

    def texts(self, theme: Theme, look: Look, template: str) -> tuple[str, ...]:
        """Return the templates and catalogues that a document may read, as layers call them."""
        asked = look, template
        if asked not in self._texts:
            found = set(catalogues(look.language, theme))
            if template:
                found.update(self._reached(theme, look.theme, template))
            self._texts[asked] = tuple(sorted(found))
        return self._texts[asked]

    def _reached(self, theme: Theme, name: str, template: str) -> set[str]:
        """Return the templates that one leads to, and those that any content leads to."""
        if name not in self._asked:
            self._asked[name] = tuple(map(self._asked_in, range(len(theme.layers)), theme.layers))
        waiting = [meant(each, theme.layers) for each in _first(theme, template)]
        reached: set[str] = set()
        while waiting:
            at = waiting.pop()
            if at is None or at in reached:  # what is not there may be left out by who asks for it
                continue
            reached.add(at)
            index, path = of_layer(at)
            more = self._asked[name][index].get(path, [])
            if more is None:
                return set(_all(theme))
            waiting.extend(meant(each, theme.layers, index + 1) for each in more)
        return reached

    def _asked_in(self, index: int, layer: Layer) -> _Asked:
        """Return what each text of a layer asks for: remembered, or read from their syntax."""
        # Any text may be asked for as a template; one without a tag asks for nothing.
        texts = {
            path: layer.files[path] for path in sorted(layer.files) if "{%" in layer.files[path]
        }
        name = key("references", self._machinery, texts)
        kept = self._cache.get(name)
        if kept is not None:
            found: _Asked = json.loads(kept.content)
            return found
        from lembar.sheet.references import references

        found = references(texts, index)
        self._cache.put(name, Written(json.dumps(found).encode()))
        return found


def _first(theme: Theme, template: str) -> Iterator[str]:
    yield template
    for layer in theme.layers:
        yield from filter(fills, layer.files)


def _all(theme: Theme) -> Iterator[str]:
    for index, layer in enumerate(theme.layers):
        for path in layer.files:
            yield in_layer(index, path)
