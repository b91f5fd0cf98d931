"""Read the `extends` chain of a theme: each theme of it with its folder, tokens and files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lembar.content.files import ignored, is_there, read_text
from lembar.content.tokens import Found, read_tokens
from lembar.content.yaml import load
from lembar.course.theme import Layer
from lembar.errors import ContentError, Place, Problem, Problems, nearest, problem

_TEXTS = (".css", ".j2", ".po")
_FOLDERS: dict[str, tuple[str, ...]] = {
    "documents": (".html.j2",),
    "interactions": (".html.j2",),
    "parts": (".html.j2",),
    "pages": (".html.j2", ".css"),
    "scripts": (".css",),
    "locale": (".po",),
    "profiles": (".yaml",),
}
"""What is read in which folder of a theme."""
_LARGEST = 512 * 1024  # bytes of one file


@dataclass(frozen=True, slots=True)
class Link:
    """Hold one theme of a chain: its folder, and what its own theme.yaml says."""

    name: str
    folder: Path
    tokens: Found


def built_in_root() -> Path:
    """Return the folder of the themes that come with the package."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def theme_roots(project: Path | None = None) -> tuple[Path, ...]:
    """Return the folders that hold themes: the project's own first, then the package's."""
    own, built_in = project and project / "templates", built_in_root()
    return (built_in,) if own is None or own.resolve() == built_in else (own, built_in)


def said(path: Path, here: Path | None) -> str:
    """Return a path as people know it: short within the project, whole outside of it."""
    inside = here is not None and here in path.parents
    return path.relative_to(here).as_posix() if inside and here else str(path)


def read_chain(
    name: str,
    roots: Sequence[Path],
    here: Path | None,
    asked: Place | None,
    problems: Problems,
) -> list[Link]:
    """Return a theme and its parents, nearest first.

    Raises ContentError if one is not there, or the chain comes back to where it was.
    """
    known = known_themes(roots)
    chain: list[Link] = []
    seen: set[str] = set()
    wanted: str | None = name
    while wanted is not None:
        folder = known.get(wanted)
        if folder is None or wanted in seen:
            raise ContentError(_not_there(wanted, wanted in seen, known, asked), *problems)
        path = folder / "theme.yaml"
        text = read_text(path, said(path, here), problems)
        loaded = load(text or "", said(path, here), problems)
        tokens = read_tokens(loaded.root, problems)
        chain.append(Link(wanted, folder, tokens))
        seen.add(wanted)
        parent = tokens.get(("extends",))
        wanted = str(parent.value) if parent else None
        asked = parent.place if parent else None
    return chain


def known_themes(roots: Sequence[Path]) -> dict[str, Path]:
    """Return the folders of all themes by name; a project's own comes before a built-in one."""
    found: dict[str, Path] = {}
    for root in roots:
        for folder in sorted(root.glob("*/")):
            if is_there(folder / "theme.yaml"):
                found.setdefault(folder.name, folder)
    return dict(sorted(found.items()))


def layer_of(link: Link, here: Path | None, problems: Problems) -> Layer:
    """Read the files of one theme; report those that no one would ever read."""
    files: dict[str, str] = {}
    origins: dict[str, str] = {}
    for path in sorted(link.folder.rglob("*")):
        inside = path.relative_to(link.folder)
        text = path.suffix in _TEXTS
        if any(ignored(part) for part in inside.parts) or not (text or path.is_file()):
            continue
        if text and _may_be_read(path, link, here, problems):
            files[inside.as_posix()] = read_text(path, said(path, here), problems) or ""
            origins[inside.as_posix()] = said(path, here)
        ending = _FOLDERS.get(inside.parts[0])
        if ending and len(inside.parts) > 1 and not path.name.endswith(ending):
            where = Place(said(path, here))
            problems.add("unread-file", where, "unread-file", "warning", endings=" ".join(ending))
    replaced = link.tokens.get(("replaces",))
    return Layer(
        link.name,
        files,
        origins,
        tuple(sorted(replaced.value if replaced and isinstance(replaced.value, tuple) else ())),
        link.folder.parent == built_in_root(),
    )


def is_own(path: Path, link: Link, here: Path | None, problems: Problems) -> bool:
    """Say whether a file of a theme stands in it or in the project `here`; report it if not.

    A theme may stand elsewhere as a whole; a link within it leads to what is not its own.
    """
    homes = [link.folder.resolve(), *([here.resolve()] if here else [])]
    own = any(home in path.resolve().parents for home in homes)
    if not own:
        problems.add("theme-file-outside", Place(said(path, here)), "theme-file-outside")
    return own


def _may_be_read(path: Path, link: Link, here: Path | None, problems: Problems) -> bool:
    """Say whether a text of a theme is its own and no larger than need be; report it if not."""
    where = Place(said(path, here))
    if not path.is_file():
        return True  # reading it tells why not
    if not is_own(path, link, here, problems):
        return False
    if path.stat().st_size > _LARGEST:
        problems.add("theme-file-large", where, "theme-file-large", most=_LARGEST // 1024)
        return False
    return True


def _not_there(wanted: str, seen: bool, known: Iterable[str], asked: Place | None) -> Problem:
    near = nearest(wanted, known)
    if seen:
        return problem("theme-extends-itself", asked, theme=wanted)
    hint = "did-you-mean" if near else "known-words"
    return problem("unknown-theme", asked, hint, theme=wanted, nearest=near, known=", ".join(known))
