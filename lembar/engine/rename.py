"""Rename an item, an objective, a term or a bank wherever it is used: all places, or none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lembar.content import yaml
from lembar.content.files import ignored
from lembar.content.loader import is_unit
from lembar.content.names import Names
from lembar.content.yaml import Mapping, Scalar, Sequence, Value
from lembar.engine.edits import Edit, apply
from lembar.errors import LembarError, Problems, UsageError, problem

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(slots=True)
class Renamed:
    """Hold how many places were changed, and in which files."""

    places: int = 0
    files: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _File:
    """Hold a file of a unit: its YAML, or its text with the line of each YAML it holds."""

    path: Path
    text: str
    root: Value | None


def rename(course: Path, old: str, new: str, names: Names) -> Renamed:
    """Rename in every unit of a course.

    Raises UsageError if nothing has the old name or something has the new one, LembarError if a
    file can't be read: nothing is changed then.
    """
    found = Renamed()
    units = [folder for folder in sorted(course.iterdir()) if folder.is_dir() and is_unit(folder)]
    jobs = [job for folder in units if (job := _job(folder, old, new, names)) is not None]
    if not jobs:
        hint = "not-found-to-rename"
        raise UsageError(problem("not-found-to-rename", None, hint, old=old))
    for edits, move in jobs:
        for path, places in edits.items():
            if not apply(path, places):
                raise LembarError(problem("not-edited", None, path=names.of(path)))
            found.places += len(places)
            found.files.append(path)
        if move is not None:
            move[0].rename(move[1])
            found.places += 1
            found.files.append(move[1])
    return found


_Edits = dict[Path, list[Edit]]
_Job = tuple[_Edits, tuple[Path, Path] | None]


def _job(folder: Path, old: str, new: str, names: Names) -> _Job | None:
    """Return what a rename changes in one unit, or None if it holds nothing of the old name."""
    files = list(_files(folder, names))
    bank, _, id_ = old.partition("/")
    if id_:
        return _item(folder, files, bank, id_, new.removeprefix(f"{bank}/"))
    if (folder / "questions" / f"{old}.yaml").is_file():
        return _bank(folder, files, old, new)
    objectives = _declared(files, folder, "objectives", "id")
    if old in objectives:
        _free(new, objectives)
        return _edits(files, lambda file: _objective(file, old, new)), None
    terms = _declared(files, folder, "glossary", "term")
    if old in terms:
        _free(new, terms, _ANY)
        return _edits(files, lambda file: _term(file, old, new)), None
    return None


_ANY = re.compile(r"[^\n\[\]()<>]+")


def _free(new: str, taken: Iterable[str], pattern: re.Pattern[str] = _ID) -> None:
    """Refuse a name that is taken, or that can't be one."""
    if not pattern.fullmatch(new):
        raise UsageError(problem("bad-name", None, "bad-name", new=new))
    if new.casefold() in {each.casefold() for each in taken}:
        raise UsageError(problem("name-taken", None, "name-taken", new=new))


def _files(folder: Path, names: Names) -> Iterator[_File]:
    """Yield the files of a unit, read; an error in one of them stops the rename."""
    problems = Problems()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or ignored(path.name) or path.suffix not in (".md", ".yaml"):
            continue
        text = names.text(path, problems)
        root = None
        if text is not None and path.suffix == ".yaml":
            root = yaml.load(text, names.of(path), problems).root
        if text is not None:
            yield _File(path, text, root)
    if problems.errors():
        raise LembarError(*problems)


def _edits(files: Iterable[_File], of: object) -> _Edits:
    found = {file.path: list(of(file)) for file in files}  # type: ignore[operator]
    return {path: edits for path, edits in found.items() if edits}


def _declared(files: Iterable[_File], folder: Path, key: str, name: str) -> set[str]:
    """Return the names that unit.yaml declares in a list."""
    return {
        value.text
        for file in files
        if file.path == folder / "unit.yaml"
        for each in _listed(file.root, key)
        if isinstance(each, Mapping) and isinstance(value := each.get(name), Scalar)
    }


def _listed(root: Value | None, key: str) -> tuple[Value, ...]:
    value = root.get(key) if isinstance(root, Mapping) else None
    return value.items if isinstance(value, Sequence) else ()


def _item(folder: Path, files: list[_File], bank: str, old: str, new: str) -> _Job | None:
    """Rename an item's id in its bank, and every `use` of it."""
    home = folder / "questions" / f"{bank}.yaml"
    ids = {
        value.text
        for file in files
        if file.path == home
        for each in _mappings(file.root)
        if isinstance(value := each.get("id"), Scalar)
    }
    if old not in ids:
        return None
    _free(new, ids)

    def edits(file: _File) -> Iterator[Edit]:
        for each in _mappings(file.root):
            if file.path == home:
                yield from _scalar(each.get("id"), old, new)
            yield from _scalar(each.get("use"), f"{bank}/{old}", f"{bank}/{new}")
        yield from _in_blocks(file, "use", f"{bank}/{old}", f"{bank}/{new}")

    return _edits(files, edits), None


def _bank(folder: Path, files: list[_File], old: str, new: str) -> _Job:
    """Rename a bank's file, and every `bank` and `use` of it."""
    target = folder / "questions" / f"{new}.yaml"
    _free(new, {path.stem for path in target.parent.glob("*.yaml")})

    def edits(file: _File) -> Iterator[Edit]:
        for each in _mappings(file.root):
            yield from _scalar(each.get("bank"), old, new)
            used = each.get("use")
            if isinstance(used, Scalar) and used.text.startswith(f"{old}/"):
                id_ = used.text.removeprefix(f"{old}/")
                yield from _scalar(used, used.text, f"{new}/{id_}")
        yield from _in_blocks(file, "bank", old, new)
        for line, text in enumerate(file.text.split("\n"), 1):
            found = re.search(rf"\buse:\s+({re.escape(old)})/", text)
            if file.path.suffix == ".md" and found:
                yield Edit(line, found.start(1) + 1, old, new)

    return _edits(files, edits), (folder / "questions" / f"{old}.yaml", target)


def _objective(file: _File, old: str, new: str) -> Iterator[Edit]:
    """Yield the places of an objective: where it is declared, and wherever it is named."""
    for each in _mappings(file.root):
        yield from _scalar(each.get("objective"), old, new)
        named = each.get("objectives")
        for value in named.items if isinstance(named, Sequence) else (named,):
            yield from _scalar(value, old, new)
        if file.path.name == "unit.yaml":
            yield from _scalar(each.get("id"), old, new)
    if file.path.suffix == ".md":
        for line, text in enumerate(file.text.split("\n"), 1):
            if re.match(r"(?:-\s+|\s+)?objectives?:", text):
                for found in re.finditer(rf"(?<![\w-]){re.escape(old)}(?![\w-])", text):
                    yield Edit(line, found.start() + 1, old, new)


def _term(file: _File, old: str, new: str) -> Iterator[Edit]:
    """Yield the places of a term: where it is declared, and the links to it.

    A link that leaves the term to its own words, `[old](term:)`, keeps them and gets the new one.
    """
    for each in _mappings(file.root):
        if file.path.name == "unit.yaml":
            yield from _scalar(each.get("term"), old, new)
    target = f"<term:{new}>" if " " in new else f"term:{new}"
    word = r"\s+".join(map(re.escape, old.split()))
    named = re.compile(rf"\]\((<term:{word}>|term:{word})\)", re.IGNORECASE)
    bare = re.compile(rf"\[\*?{word}\*?\]\((term:)\)", re.IGNORECASE)
    for line, text in enumerate(file.text.split("\n"), 1):
        for found in (*named.finditer(text), *bare.finditer(text)):
            yield Edit(line, found.start(1) + 1, found[1], target)


def _in_blocks(file: _File, key: str, old: str, new: str) -> Iterator[Edit]:
    """Yield the places of a key's value in the `questions` blocks of a lesson."""
    if file.path.suffix != ".md":
        return
    pattern = re.compile(rf"^\s*-?\s*{key}:\s+({re.escape(old)})\s*(?:#.*)?$")
    for line, text in enumerate(file.text.split("\n"), 1):
        found = pattern.match(text)
        if found:
            yield Edit(line, found.start(1) + 1, old, new)


def _mappings(value: Value | None) -> Iterator[Mapping]:
    """Yield every mapping of a value."""
    if isinstance(value, Sequence):
        for each in value.items:
            yield from _mappings(each)
    elif isinstance(value, Mapping):
        yield value
        for _, each in value.entries:
            yield from _mappings(each)


def _scalar(value: Value | None, old: str, new: str) -> Iterator[Edit]:
    """Yield the edit of a value that is the old name."""
    if isinstance(value, Scalar) and value.text == old:
        line, column = value.lines[0] if value.lines else (value.place.line, value.place.column)
        yield Edit(line, column, old, new)
