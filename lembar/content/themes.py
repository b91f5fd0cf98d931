"""Read themes: theme.yaml along the `extends` chain, fonts, templates, style sheets."""

from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from lembar.content.assets import AssetStore
from lembar.course.theme import FontFace, Paper, Theme, Tokens
from lembar.errors import ContentError, Place, nearest, problem

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


def load_theme(name: str, roots: Sequence[Path], store: AssetStore) -> Theme:
    """Load a theme by name and put its fonts into the store.

    Raises ContentError if the theme, its parent or a font package is not there.
    """
    chain = _chain(name, roots)
    merged: dict[str, Any] = {}
    files: dict[str, str] = {}
    origins: dict[str, str] = {}
    for folder, raw in reversed(chain):
        merged = _merge(merged, raw)
        for pattern in _TEXT_FILES:
            for path in sorted(folder.glob(pattern)):
                inside = path.relative_to(folder).as_posix()
                files[inside] = path.read_text("utf-8")
                origins[inside] = str(path)
    origin = Place(str(chain[0][0] / "theme.yaml"))
    try:
        tokens = _tokens(merged, origin)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # The last theme of the chain has every key, so what is wrong is of the wrong kind.
        raise ContentError(problem("bad-theme", origin, message=str(error))) from error
    return Theme(name, tokens, _fonts(merged, store, origin), files, origins)


def _chain(name: str, roots: Sequence[Path]) -> list[tuple[Path, dict[str, Any]]]:
    """Return the folders and raw tokens of a theme and its parents, nearest first."""
    chain: list[tuple[Path, dict[str, Any]]] = []
    seen: set[str] = set()
    wanted: str | None = name
    while wanted:
        folder = next((r / wanted for r in roots if (r / wanted / "theme.yaml").is_file()), None)
        if folder is None or wanted in seen:
            known = sorted({p.parent.name for r in roots for p in r.glob("*/theme.yaml")})
            near = nearest(wanted, known)
            code = "theme-extends-itself" if wanted in seen else "unknown-theme"
            raise ContentError(
                problem(code, None, "did-you-mean" if near else None, theme=wanted, nearest=near)
            )
        raw = _raw(folder / "theme.yaml")
        chain.append((folder, raw))
        seen.add(wanted)
        wanted = raw.get("extends")
    return chain


def _raw(path: Path) -> dict[str, Any]:
    """Return what a theme.yaml says by itself."""
    place = Place(str(path))
    try:
        raw = yaml.safe_load(path.read_text("utf-8")) or {}
    except yaml.MarkedYAMLError as error:
        if error.problem_mark:
            place = Place(str(path), error.problem_mark.line + 1, error.problem_mark.column + 1)
        raise ContentError(problem("bad-theme", place, message=error.problem)) from error
    if not isinstance(raw, dict):
        raise ContentError(problem("bad-theme", place, message="title: …"))
    return raw


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Lay one mapping over another, key by key, in depth."""
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, Mapping) and isinstance(merged.get(key), Mapping)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def _tokens(raw: Mapping[str, Any], origin: Place) -> Tokens:
    palette = {k: str(v).lower() for k, v in raw["color"]["palette"].items()}
    colors: dict[str, str] = {}
    for role, value in raw["color"]["roles"].items():
        if not str(value).startswith("#") and value not in palette:
            near = nearest(str(value), palette)
            hint = "did-you-mean" if near else None
            raise ContentError(
                problem("unknown-colour", origin, hint, role=role, name=value, nearest=near)
            )
        colors[role] = palette.get(value, str(value)).lower()
    type_, space = raw["typography"], raw["spacing"]
    return Tokens(
        palette=palette,
        colors=colors,
        serif=type_["serif"],
        sans=type_["sans"],
        office_serif=type_["office"]["serif"],
        office_sans=type_["office"]["sans"],
        sizes={k: float(v) for k, v in type_["sizes"].items()},
        line_height=float(type_["line-height"]),
        margins={k: float(v) for k, v in space["margins"].items()},
        outer_column=float(space["outer-column"]),
        answer_pitch=float(space["answer-pitch"]),
        papers={k: Paper(float(w), float(h)) for k, (w, h) in raw["papers"].items()},
        slide={k: float(v) for k, v in raw["slides"].items()},
    )


def _fonts(raw: Mapping[str, Any], store: AssetStore, origin: Place) -> tuple[FontFace, ...]:
    """Load the fonts of the wheels that theme.yaml names."""
    faces: list[FontFace] = []
    for family, module in raw["typography"]["fonts"].items():
        spec = find_spec(module)
        if spec is None or spec.origin is None:
            raise ContentError(problem("font-missing", origin, family=family, package=module))
        for path in sorted((Path(spec.origin).parent / "files").glob("*.ttf")):
            italic = "Italic" in path.name
            weight = "200 900" if "wght" in path.name else "400"
            faces.append(FontFace(family, store.add_file(path), weight, italic))
    return tuple(faces)
