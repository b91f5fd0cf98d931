"""Read themes: theme.yaml along the `extends` chain, fonts, templates, style sheets."""

import struct
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.files import read_text
from lembar.content.tokens import Found, Token, fonts_of, read_tokens, tokens_of
from lembar.content.yaml import load
from lembar.course.theme import FontFace, Theme, Tokens
from lembar.errors import ContentError, Place, Problem, Problems, nearest, problem

_TEXT_FILES = ("**/*.css", "**/*.j2", "**/*.po")


def theme_roots(project: Path | None = None) -> tuple[Path, ...]:
    """Return the folders that hold themes: the project's own first, then the package's."""
    package = Path(__file__).resolve().parents[1]
    built_in = package / "templates"
    if not built_in.is_dir():
        built_in = package.parent / "templates"
    roots = [built_in]
    if project is not None and (project / "templates").resolve() != built_in:
        roots.insert(0, project / "templates")
    return tuple(roots)


def load_theme(
    name: str,
    roots: Sequence[Path],
    store: AssetStore,
    here: Path | None = None,
    asked: Place | None = None,
) -> Theme:
    """Load a theme by name and put its fonts into the store.

    Files are named relative to `here`; `asked` is where the theme was asked for. Raises
    ContentError if the theme, its parent or a font is not there, or a theme.yaml is wrong.
    """
    problems = Problems()
    chain = _chain(name, roots, here, asked, problems)
    found: dict[tuple[str, ...], Token] = {}
    files: dict[str, str] = {}
    origins: dict[str, str] = {}
    for folder, tokens in reversed(chain):
        found.update(tokens)
        for pattern in _TEXT_FILES:
            for path in sorted(folder.glob(pattern)):
                inside = path.relative_to(folder).as_posix()
                files[inside] = read_text(path, _said(path, here), problems) or ""
                origins[inside] = _said(path, here)
    place = Place(_said(chain[0][0] / "theme.yaml", here))
    read = None if problems.errors() else tokens_of(found, place, problems)
    if read is None:
        raise ContentError(*problems)
    absent: dict[str, str] = {}
    faces = tuple(_fonts(found, read, store, absent, problems))
    if problems.errors():
        raise ContentError(*problems)
    return Theme(name, read, faces, files, origins, absent)


def _said(path: Path, here: Path | None) -> str:
    """Return a path as people know it: short within the project, whole outside of it."""
    inside = here is not None and here in path.parents
    return path.relative_to(here).as_posix() if inside and here else str(path)


def _chain(
    name: str,
    roots: Sequence[Path],
    here: Path | None,
    asked: Place | None,
    problems: Problems,
) -> list[tuple[Path, Found]]:
    """Return the folders and tokens of a theme and its parents, nearest first."""
    chain: list[tuple[Path, Found]] = []
    seen: set[str] = set()
    wanted: str | None = name
    while wanted:
        folder = next((r / wanted for r in roots if (r / wanted / "theme.yaml").is_file()), None)
        if folder is None or wanted in seen:
            raise ContentError(_not_there(wanted, wanted in seen, roots, asked), *problems)
        path = folder / "theme.yaml"
        text = read_text(path, _said(path, here), problems)
        loaded = load(text or "", _said(path, here), problems)
        tokens = read_tokens(loaded.root, problems)
        chain.append((folder, tokens))
        seen.add(wanted)
        parent = tokens.get(("extends",))
        wanted = str(parent.value) if parent else None
        asked = parent.place if parent else None
    return chain


def _not_there(wanted: str, seen: bool, roots: Sequence[Path], asked: Place | None) -> Problem:
    known = sorted({p.parent.name for r in roots for p in r.glob("*/theme.yaml")})
    near = nearest(wanted, known)
    if seen:
        return problem("theme-extends-itself", asked, theme=wanted)
    hint = "did-you-mean" if near else "known-words"
    return problem("unknown-theme", asked, hint, theme=wanted, nearest=near, known=", ".join(known))


def _fonts(
    found: Found, tokens: Tokens, store: AssetStore, absent: dict[str, str], problems: Problems
) -> Iterator[FontFace]:
    """Load the fonts of the wheels that theme.yaml names.

    A font for a script may be absent: it is missed where a sheet has signs of the script.
    """
    for family, module, place in fonts_of(found):
        spec = find_spec(module) if module.isidentifier() else None
        of_script = _script_of(family, tokens)
        if spec is None or spec.origin is None:
            if of_script[0]:
                absent[family] = module
                continue
            problems.add("font-missing", place, "font-missing", family=family, package=module)
            continue
        for path, content, weight in _files(Path(spec.origin).parent / "files", tokens.weights):
            name = store.add(content, path.suffix)
            yield FontFace(family, name, weight, "Italic" in path.name, *of_script)


def _files(folder: Path, weights: tuple[int, ...]) -> list[tuple[Path, bytes, str]]:
    """Return the fonts of a package with their weights: of fixed ones, those that are used."""
    every = [
        (path, content, "200 900" if "wght" in path.name else _weight(content))
        for path in sorted(folder.glob("*.ttf"))
        for content in (path.read_bytes(),)
    ]
    used = [each for each in every if " " in each[2] or int(each[2]) in weights]
    return used or every


def _weight(content: bytes) -> str:
    """Return the weight that a font says it has."""
    tables = struct.unpack_from(">H", content, 4)[0]
    for at in range(12, 12 + 16 * tables, 16):
        if content[at : at + 4] == b"OS/2":
            start = struct.unpack_from(">I", content, at + 8)[0]
            return str(struct.unpack_from(">H", content, start + 4)[0])
    return "400"


def _script_of(family: str, tokens: Tokens) -> tuple[str, float]:
    """Return the script for whose sake alone a family is there, and its scale."""
    for tag, script in tokens.scripts.items() if family not in (tokens.serif, tokens.sans) else ():
        for name, each in (("serif", script.serif), ("sans", script.sans)):
            if family == each:
                return tag, script.scales[name]
    return "", 1.0
