"""Look at the catalogues that a theme lays over others: keys, names in braces, missing words."""

import gettext
import io
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from lembar.content.catalogues import read_words
from lembar.course.theme import Layer, Theme
from lembar.errors import Place, Problem, Problems, nearest

_ASKED = re.compile(r"""\bwords\(\s*["']([\w.-]+)["']""")
_NAME = re.compile(r"\{(\w*)\}")
_BRACE = re.compile(r"\{[^{}]*\}")
_FULLEST = "en"


def check_words(theme: Theme) -> list[Problem]:
    """Return what is wrong with the catalogues of themes that are not built in."""
    problems = Problems()
    for index, layer in enumerate(theme.layers):
        for path in sorted(layer.files) if not layer.built_in else ():
            if path.startswith("locale/") and path.endswith(".po"):
                _check(theme, index, layer, path, problems)
    return list(problems)


def _check(theme: Theme, index: int, layer: Layer, path: str, problems: Problems) -> None:
    below = theme.layers[index + 1 :]
    language = PurePosixPath(path).stem
    known = _known(below, language)
    new = not any(_paths(language, each) for each in below)
    models = known or _known(below, _FULLEST)
    asked = {key for each in theme.layers for key in _ASKED.findall(_templates(each))}
    own: set[str] = set()
    for key, forms, line in _read(layer, path, problems):
        own.add(key)
        place = Place(layer.origins[path], line)
        if key not in models and key not in asked and models:
            near = nearest(key, models)
            hint = "did-you-mean" if near else None
            problems.add("unknown-printed-word", place, hint, key=key, nearest=near)
            continue
        for form in forms:
            for brace in _BRACE.findall(form):
                if not _NAME.fullmatch(brace):
                    problems.add("word-brace-form", place, "word-brace-form", given=brace, key=key)
        filled = {name for form in models.get(key, ()) for name in _NAME.findall(form)}
        for form in forms:
            for name in _NAME.findall(form):
                if key in models and name not in filled:
                    near = nearest(name, filled)
                    listed = ", ".join(sorted(filled)) or "–"
                    problems.add(
                        "unknown-word-brace",
                        place,
                        "did-you-mean" if near else "known-words",
                        name=name,
                        key=key,
                        nearest=near,
                        known=listed,
                    )
            if key.startswith("file.") and not form.isascii():
                problems.add("file-word-not-ascii", place, None, key=key)
    missing = sorted(set(models) - own) if new and "-" not in language else []
    if missing:
        place = Place(layer.origins[path])
        shown = ", ".join(missing[:8]) + (" …" if len(missing) > 8 else "")
        problems.add("missing-printed-words", place, None, count=len(missing), keys=shown)


def _known(layers: tuple[Layer, ...], language: str) -> dict[str, tuple[str, ...]]:
    """Return the words of a language in some layers."""
    found: dict[str, tuple[str, ...]] = {}
    for layer in reversed(layers):
        for path in _paths(language, layer):
            found.update(read_words(language, layer.files[path]).entries)
    return found


def _paths(language: str, layer: Layer) -> list[str]:
    wanted = dict.fromkeys((language.partition("-")[0], language))
    return [path for each in wanted if (path := f"locale/{each}.po") in layer.files]


def _templates(layer: Layer) -> str:
    return "\n".join(text for path, text in layer.files.items() if path.endswith(".j2"))


def _read(
    layer: Layer, path: str, problems: Problems
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Yield the keys of a catalogue with their words and lines; report what can't be read."""
    from babel.messages.pofile import PoFileError, read_po

    text = layer.files[path]
    language = PurePosixPath(path).stem.replace("-", "_")
    try:
        catalogue = read_po(io.BytesIO(text.encode()), language, abort_invalid=True)
        plural = gettext.c2py(catalogue.plural_expr)
        if not all(plural(n) in range(catalogue.num_plurals) for n in range(_COUNTED)):
            raise ValueError(f"plural={catalogue.plural_expr}")
    except (PoFileError, ValueError, UnicodeError, ArithmeticError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        place = Place(layer.origins[path], line + 1 if isinstance(line, int) else 1)
        problems.add("words-syntax", place, "words-syntax", message=error)
        return
    lines = {found[1]: text.count("\n", 0, found.start()) + 1 for found in _MSGID.finditer(text)}
    for message in catalogue:
        key = message.id if isinstance(message.id, str) else message.id[0]
        forms = (
            (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        )
        if key:
            yield key, tuple(map(str, forms)), lines.get(key, 1)


_COUNTED = 1000  # numbers that a rule of plurals is tried with
_MSGID = re.compile(r'^msgid "(.+)"', re.MULTILINE)
