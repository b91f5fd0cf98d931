"""Look at the style sheets of themes: they reach for nothing outside of themselves."""

from collections.abc import Iterable, Iterator
from typing import Any

from lembar.course.theme import Layer, Theme
from lembar.errors import Place, Problem, Problems

_REACHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "cross-fade"})
_OWN = ("data:", "#")


def check_styles(theme: Theme) -> list[Problem]:
    """Return what style sheets of themes that are not built in ask for from elsewhere."""
    problems = Problems()
    for layer in theme.layers:
        for path, text in layer.files.items():
            if path.endswith(".css") and not layer.built_in:
                _check(layer, path, text, problems)
    return list(problems)


def _check(layer: Layer, path: str, text: str, problems: Problems) -> None:
    import tinycss2

    try:
        for address, line, column in _reached(tinycss2.parse_component_value_list(text)):
            place = Place(layer.origins[path], line, column)
            problems.add("style-reaches-out", place, "style-reaches-out", name=address[:80])
    except RecursionError:
        problems.add("style-nested", Place(layer.origins[path]))


def _reached(tokens: Iterable[Any]) -> Iterator[tuple[str, int, int]]:
    """Yield the addresses that a style sheet names, with line and column."""
    for token in tokens:
        if token.type == "at-keyword" and token.lower_value == "import":
            yield "@import", token.source_line, token.source_column
        elif token.type == "url" and not _own(token.value):
            yield token.value, token.source_line, token.source_column
        elif token.type == "function":
            if token.lower_name in _REACHING:
                for each in token.arguments:
                    if each.type == "string" and not _own(each.value):
                        yield each.value, each.source_line, each.source_column
            yield from _reached(token.arguments)
        elif hasattr(token, "content"):
            yield from _reached(token.content)


def _own(address: str) -> bool:
    """Say whether an address holds what it names, or names a part of the same document."""
    return address.strip().lower().startswith(_OWN)
