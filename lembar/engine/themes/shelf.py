"""The themes of a project: its own and the built-in ones, and what each says."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.layers import Link, built_in_root, known_themes, read_chain, said
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Theme
from lembar.engine.project import find_project
from lembar.errors import ContentError, Problems, UsageError, nearest, problem
from lembar.sheet.overriding import check_templates

_UNREADABLE = (
    "template-syntax",
    "template-nested",
    "template-missing",
    "no-parent-template",
    "extends-not-plain",
    "template-extends-itself",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Hold what the list says of a theme."""

    name: str
    title: str
    extends: str
    folder: str
    built_in: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold where a project's themes are; `root` is the folder that paths are told from."""

    root: Path

    @property
    def themes(self) -> Mapping[str, Path]:
        """Return the folders of all themes by name."""
        return known_themes(theme_roots(self.root))

    def own(self) -> list[str]:
        """Return the names of the project's own themes."""
        return [name for name, folder in self.themes.items() if not _built_in(folder)]

    def named(self, name: str | None) -> str:
        """Return the name of a theme that was asked for, or of the only one of the project.

        Raises UsageError.
        """
        known = self.themes if name else self.own()
        if name is None:
            if len(known) == 1:
                return next(iter(known))
            listed = ", ".join(known) or "–"
            raise UsageError(problem("which-theme", None, "which-theme", known=listed))
        if name not in known:
            near = nearest(name, known)
            hint = "did-you-mean" if near else "known-words"
            raise UsageError(
                problem(
                    "unknown-theme", None, hint, theme=name, nearest=near, known=", ".join(known)
                )
            )
        return name

    def folder_to_write(self, name: str) -> Path:
        """Return the folder of a theme of the project; raises UsageError for a built-in one."""
        folder = self.themes[self.named(name)]
        if _built_in(folder):
            raise UsageError(problem("theme-built-in", None, "theme-built-in", theme=name))
        return folder

    def chain(self, name: str) -> list[Link]:
        """Return a theme and its parents, nearest first; raises ContentError."""
        problems = Problems()
        chain = read_chain(name, theme_roots(self.root), self.root, None, problems)
        if problems.errors():
            raise ContentError(*problems)
        return chain

    def theme(self, name: str, store: AssetStore | None = None) -> Theme:
        """Load a theme; raises ContentError."""
        store = AssetStore() if store is None else store
        return load_theme(name, theme_roots(self.root), store, self.root)

    def readable(self, name: str) -> Theme:
        """Load a theme whose templates can all be read, with their parents; raises ContentError.

        Blocks that no parent has any more are no hindrance: one wants to see what changed.
        """
        theme = self.theme(name)
        found = [each for each in check_templates(theme) if each.code in _UNREADABLE]
        if found:
            raise ContentError(*found)
        return theme

    def listed(self) -> list[Listed]:
        """Return all themes: the project's own first."""
        found = []
        for name, folder in self.themes.items():
            tokens = self.chain(name)[0].tokens
            title, parent = tokens.get(("name",)), tokens.get(("extends",))
            found.append(
                Listed(
                    name,
                    str(title.value) if title else name,
                    str(parent.value) if parent else "",
                    said(folder, self.root),
                    _built_in(folder),
                )
            )
        return sorted(found, key=lambda each: (each.built_in, each.name))


def shelf_of(here: Path) -> Shelf:
    """Return the themes of the project that a folder belongs to."""
    try:
        return Shelf(find_project((), here).root)
    except UsageError:
        return Shelf(here.resolve())


def _built_in(folder: Path) -> bool:
    return folder.parent == built_in_root()
