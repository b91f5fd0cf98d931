"""Themes for tests: files laid over those of a loaded theme."""

from collections.abc import Mapping

from lembar.course.theme import Layer, Theme


def laid_over(theme: Theme, files: Mapping[str, str], name: str = "mine") -> Theme:
    """Return a theme that extends another one with some files, of a folder under templates/."""
    origins = {path: f"templates/{name}/{path}" for path in files}
    return theme.with_layers((Layer(name, files, origins), *theme.layers))
