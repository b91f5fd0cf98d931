"""Read the files of a unit for a rename: what stands where, in YAML and in Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lembar.content import yaml
from lembar.content.files import ignored
from lembar.content.markdown import Source, blocks, front_matter
from lembar.content.names import Names
from lembar.content.yaml import Mapping, Scalar, Sequence, Value
from lembar.course.tree import Element, text_of, walk
from lembar.errors import LembarError, Place, Problems

_FOLDERS = (("", ".md"), ("", ".yaml"), ("questions", ".yaml"), ("assessments", ".yaml"))


@dataclass(frozen=True, slots=True)
class UnitFile:
    """Hold a file: its text, its mappings, and its links to terms, all with their places."""

    path: Path
    text: str
    mappings: tuple[Mapping, ...]
    terms: tuple[Element, ...]


def unit_files(folder: Path, names: Names) -> tuple[UnitFile, ...]:
    """Return the files of a unit.

    Raises LembarError if one of them can't be read.
    """
    problems = Problems()
    found = [
        made
        for below, ending in _FOLDERS
        for path in _files(folder / below, ending)
        if (text := names.text(path, problems)) is not None
        for made in (_file(path, text, names.of(path), problems),)
    ]
    if problems.errors():
        raise LembarError(*problems.errors())
    return tuple(found)


def _files(folder: Path, ending: str) -> list[Path]:
    if not folder.is_dir():
        return []
    found = (each for each in folder.iterdir() if each.suffix == ending and each.is_file())
    return sorted(each for each in found if not ignored(each.name))


def _file(path: Path, text: str, name: str, problems: Problems) -> UnitFile:
    if path.suffix == ".yaml":
        roots, terms = [yaml.load(text, name, problems).root], []
    else:
        head, body, first = front_matter(text, name, problems)
        rows = tuple((line, 1) for line in range(first, first + body.count("\n") + 1))
        # What is wrong with the Markdown is for a build to say.
        elements = list(walk(blocks(Source(body, name, rows), Problems())))
        roots = [head, *(_exercise(each, name, problems) for each in elements)]
        terms = [each for each in elements if each.tag == "term-ref"]
    values = [root for root in roots if root is not None]
    mappings = tuple(each for value in values for each in _mappings(value))
    if path.name != "unit.yaml":  # its texts are plain words
        terms.extend(each for value in values for text_ in _texts(value) for each in _terms(text_))
    return UnitFile(path, text, mappings, tuple(terms))


def _exercise(each: Element, name: str, problems: Problems) -> Value | None:
    """Return what a `questions` block of a lesson says."""
    if each.tag != "fence" or each.get("kind") != "questions":
        return None
    place = each.place or Place(name)
    first = int(each.get("line") or place.line + 1)
    return yaml.load(text_of(each.children), name, problems, first).root


def _mappings(value: Value) -> Iterator[Mapping]:
    """Yield every mapping of a value."""
    if isinstance(value, Mapping):
        yield value
    for each in _below(value):
        yield from _mappings(each)


def _texts(value: Value) -> Iterator[Scalar]:
    """Yield the texts that may hold a link to a term."""
    if isinstance(value, Scalar) and "term:" in value.text:
        yield value
    for each in _below(value):
        yield from _texts(each)


def _below(value: Value) -> tuple[Value, ...]:
    if isinstance(value, Sequence):
        return value.items
    return tuple(each for _, each in value.entries) if isinstance(value, Mapping) else ()


def _terms(text: Scalar) -> list[Element]:
    """Return the links to terms in a text of a question; all its marks are known here."""
    source = Source(
        text.text,
        text.place.file,
        text.lines,
        folds=text.folds,
        marks=True,
        pairs=True,
        gaps=True,
    )
    return [each for each in walk(blocks(source, Problems())) if each.tag == "term-ref"]
