"""What checks of a theme look at: its tokens with their places, its files, the papers."""

from collections.abc import Mapping
from dataclasses import dataclass

from lembar.content.tokens import Found
from lembar.course.theme import Theme
from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Look:
    """Hold a theme, its tokens as they hold in the end, and the assets.

    `file` is its own theme.yaml, as people know it.
    """

    theme: Theme
    found: Found
    papers: frozenset[str]  # that are printed on
    assets: Mapping[str, bytes]
    file: str = ""

    def place(self, *path: str) -> Place | None:
        """Return where a token is set; of one that nothing sets, where the nearest above is."""
        while path:
            if path in self.found:
                return self.found[path].place
            under = [each.place for key, each in self.found.items() if key[: len(path)] == path]
            if under:
                return min(under, key=lambda each: (each.file != self.file, each))
            path = path[:-1]
        return None
