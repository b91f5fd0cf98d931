"""Rename an item, an objective, a term or a bank wherever it is used: all places, or none."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lembar.content import yaml
from lembar.content.loader import is_unit
from lembar.content.locks import lock_files, sitting_of
from lembar.content.names import Names
from lembar.content.yaml import Scalar, Value
from lembar.course.tree import text_of
from lembar.engine.edits import Edit, edited, replace_all
from lembar.engine.unitfiles import UnitFile, unit_files
from lembar.errors import LembarError, Problems, UsageError, problem

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
# A term stands in YAML, in tables and in the target of a link: signs with a meaning there are out.
_TERM = re.compile(r"\w(?:[^\s\[\](){}<>:,#%\"`|\\*_$]| (?! ))*(?<! )")
_LINK = re.compile(r"\]\(\s*(<term:[^<>\n]*>|term:[^\s()<>]*)")
_DEFINED = re.compile(r"^ {0,3}\[[^\]\n]+\]:\s*(<term:[^<>\n]*>|term:\S+)", re.MULTILINE)


@dataclass(slots=True)
class Renamed:
    """Hold how many places were changed, and in which files."""

    places: int = 0
    files: list[Path] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Unit:
    folder: Path
    files: tuple[UnitFile, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Hold something of the old name: its own spelling, and names that are taken beside it."""

    kind: str
    unit: _Unit
    old: str
    taken: frozenset[str]


def rename(
    courses: Sequence[Path], folder: Path | None, old: str, new: str, names: Names
) -> Renamed:
    """Rename in the one unit that has the old name; with a folder, only there is looked.

    Raises UsageError if nothing has the old name, several things have it, or the new one can't
    be; LembarError if a file can't be read. Nothing is changed then.
    """
    kind, _, bare = old.rpartition(":")
    wanted = [kind] if kind in _FINDERS else list(_FINDERS)
    bare = bare if kind in _FINDERS else old
    found = [
        each
        for unit in _units(courses, folder)
        for files in (_Unit(unit, unit_files(unit, names)),)
        for name in wanted
        if (each := _FINDERS[name](files, bare)) is not None
    ]
    if not found:
        raise UsageError(problem("not-found-to-rename", None, "not-found-to-rename", old=old))
    if len(found) > 1:
        where = ", ".join(f"{names.of(each.unit.folder)} ({each.kind})" for each in found)
        code = "several-to-rename"
        raise UsageError(problem(code, None, code, old=bare, where=where, kind=found[0].kind))
    _refuse_printed(found[0])
    return _change(found[0], _new_name(found[0], new), names)


def _refuse_printed(found: _Found) -> None:
    """Raise UsageError if the papers of a sitting know an item, or one of a bank, by its name."""
    if found.kind not in ("item", "bank"):
        return
    mark = f'"key": "{found.old}' + ('"' if found.kind == "item" else "/")
    for lock in lock_files(found.unit.folder):
        if mark in lock.read_text("utf-8"):
            code, sitting = "locked-name", sitting_of(lock)
            raise UsageError(problem(code, None, None, item=found.old, sitting=sitting))


def _units(courses: Iterable[Path], folder: Path | None) -> Iterator[Path]:
    """Yield the units; of a folder, those in it, or the one that it belongs to."""
    for course in courses:
        for unit in sorted(course.iterdir()):
            inside = folder is None or folder in (unit, *unit.parents) or unit in folder.parents
            if inside and unit.is_dir() and is_unit(unit):
                yield unit


def _new_name(found: _Found, new: str) -> str:
    """Return the new name without what may stand before it; refuse one that can't be."""
    bank = found.old.partition("/")[0]
    new = new.removeprefix(f"{bank}/" if found.kind == "item" else f"{found.kind}:")
    pattern = _TERM if found.kind == "term" else _ID
    if not pattern.fullmatch(new):
        raise UsageError(problem("bad-name", None, "bad-name", new=new))
    own = found.old.rpartition("/")[2]
    others = {each.casefold() for each in found.taken - {own}}
    if new == own or new.casefold() in others:
        raise UsageError(problem("name-taken", None, "name-taken", new=new))
    return f"{bank}/{new}" if found.kind == "item" else new


def _change(found: _Found, new: str, names: Names) -> Renamed:
    """Make all edits, and only then write: a file that isn't as expected leaves all as they are."""
    made = Renamed()
    contents: dict[Path, bytes] = {}
    for file in found.unit.files:
        edits = set(_EDITS[found.kind](file, found, new))
        if not edits:
            continue
        content = edited(file.path.read_bytes(), edits)
        if content is None:
            raise LembarError(problem("not-edited", None, path=names.of(file.path)))
        if file.path.suffix == ".yaml" and not _is_whole(content):
            raise UsageError(problem("bad-name", None, "bad-name", new=new))
        contents[file.path] = content
        made.places += len(edits)
        made.files.append(file.path)
    replace_all(contents)
    if found.kind == "bank":
        target = _bank_file(found.unit, new)
        _bank_file(found.unit, found.old).rename(target)
        made.places += 1
        made.files.append(target)
    return made


def _is_whole(content: bytes) -> bool:
    return not yaml.load(content.decode("utf-8-sig"), "", Problems()).broken


# --- what has the old name ------------------------------------------------------------------------


def _find_item(unit: _Unit, old: str) -> _Found | None:
    bank, _, id_ = old.partition("/")
    home = _bank_file(unit, bank)
    ids = frozenset(_values(unit, "id", lambda file: file.path == home))
    return _Found("item", unit, old, ids) if id_ in ids else None


def _find_bank(unit: _Unit, old: str) -> _Found | None:
    banks = frozenset(
        file.path.stem for file in unit.files if file.path == _bank_file(unit, file.path.stem)
    )
    return _Found("bank", unit, old, banks) if old in banks else None


def _find_objective(unit: _Unit, old: str) -> _Found | None:
    ids = frozenset(_values(unit, "id", lambda file: file.path.name == "unit.yaml"))
    return _Found("objective", unit, old, ids) if old in ids else None


def _find_term(unit: _Unit, old: str) -> _Found | None:
    """Find a term however its letters are written, as a link does."""
    terms = frozenset(_values(unit, "term", lambda file: file.path.name == "unit.yaml"))
    own = next((each for each in sorted(terms) if _folded(each) == _folded(old)), None)
    return _Found("term", unit, own, terms) if own is not None else None


_FINDERS: Mapping[str, Callable[[_Unit, str], _Found | None]] = {
    "item": _find_item,
    "bank": _find_bank,
    "objective": _find_objective,
    "term": _find_term,
}


def _bank_file(unit: _Unit, bank: str) -> Path:
    return unit.folder / "questions" / f"{bank}.yaml"


def _values(unit: _Unit, key: str, of: Callable[[UnitFile], bool]) -> Iterator[str]:
    """Yield the texts that a key has in files."""
    for file in unit.files:
        if of(file):
            for each in file.mappings:
                if isinstance(value := each.get(key), Scalar):
                    yield value.text


# --- where it stands ------------------------------------------------------------------------------


def _item_edits(file: UnitFile, found: _Found, new: str) -> Iterator[Edit]:
    bank, _, id_ = found.old.partition("/")
    for each in file.mappings:
        if file.path == _bank_file(found.unit, bank):
            yield from _scalar(each.get("id"), id_, new.partition("/")[2])
        yield from _scalar(each.get("use"), found.old, new)


def _bank_edits(file: UnitFile, found: _Found, new: str) -> Iterator[Edit]:
    for each in file.mappings:
        yield from _scalar(each.get("bank"), found.old, new)
        used = each.get("use")
        if isinstance(used, Scalar) and used.text.startswith(f"{found.old}/"):
            id_ = used.text.removeprefix(f"{found.old}/")
            yield from _scalar(used, used.text, f"{new}/{id_}")


def _objective_edits(file: UnitFile, found: _Found, new: str) -> Iterator[Edit]:
    for each in file.mappings:
        yield from _scalar(each.get("objective"), found.old, new)
        named = each.get("objectives")
        for value in named.items if isinstance(named, yaml.Sequence) else (named,):
            yield from _scalar(value, found.old, new)
        if file.path.name == "unit.yaml":
            yield from _scalar(each.get("id"), found.old, new)


def _term_edits(file: UnitFile, found: _Found, new: str) -> Iterator[Edit]:
    """Yield the places of a term: where it is declared, and the links to it.

    A link that leaves the term to its own words, `[old](term:)`, keeps them and gets the new one.
    """
    for each in file.mappings:
        if file.path.name == "unit.yaml":
            yield from _scalar(each.get("term"), found.old, new)
    target = f"<term:{new}>" if " " in new else f"term:{new}"
    starts = [0, *(each.end() for each in re.finditer("\n", file.text))]
    targets = [each for each in _DEFINED.finditer(file.text) if _named(each) == _folded(found.old)]
    for used in file.terms:
        wanted = used.get("term")
        if used.place is None or _folded(wanted or text_of(used.children)) != _folded(found.old):
            continue
        link = _LINK.search(file.text, starts[used.place.line - 1] + used.place.column - 1)
        # Where it is another's, this one's target is defined at the foot of the text.
        if link and _named(link) == _folded(wanted):
            targets.append(link)
    for at in targets:
        line = bisect_right(starts, at.start(1))
        yield Edit(line, at.start(1) - starts[line - 1] + 1, at[1], target)


_EDITS: Mapping[str, Callable[[UnitFile, _Found, str], Iterator[Edit]]] = {
    "item": _item_edits,
    "bank": _bank_edits,
    "objective": _objective_edits,
    "term": _term_edits,
}


def _named(link: re.Match[str]) -> str:
    """Return the term that the target of a link names; nothing if it names none."""
    return _folded(link[1].strip("<>").removeprefix("term:"))


def _folded(term: str) -> str:
    return " ".join(unquote(term).split()).casefold()


def _scalar(value: Value | None, old: str, new: str) -> Iterator[Edit]:
    """Yield the edit of a value that is the old name."""
    if isinstance(value, Scalar) and value.text == old:
        line, column = value.lines[0] if value.lines else (value.place.line, value.place.column)
        yield Edit(line, column, old, new)
