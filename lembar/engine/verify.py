"""Verify: output/ holds what the manifest says, and what the content makes now."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lembar.content.loader import Options
from lembar.engine.checksums import checksums
from lembar.engine.class_file import class_file
from lembar.engine.listing import student_folder
from lembar.engine.manifest import INDEX, Entry, digest, digest_of, read_records
from lembar.engine.prepare import prepare
from lembar.engine.project import Project
from lembar.engine.seals import held_by, is_sealed
from lembar.engine.thumbnails import is_thumbnail, paths_of, thumbnails
from lembar.engine.titles import read_titles
from lembar.errors import Problem, problem
from lembar.plan import Document, NamedPapers


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what is not as it should be, and how many files were looked at."""

    problems: tuple[Problem, ...]
    files: int


def verify(project: Project, output: Path) -> Verified:
    """Compare output/ with its manifest and with the content as it is now."""
    entries = read_records(output)
    pictures = paths_of(thumbnails(output, entries, {})[0])
    found = [*_changed(output, entries), *_foreign(output, entries, pictures)]
    told = [str(dict(each.values)["path"]) for each in found]
    found += _class_files(output, entries, pictures, told)
    found += _stale(project, entries)
    return Verified(tuple(found), len(entries))


def _changed(output: Path, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield files that are gone, or that someone changed; lists of checksums among them."""
    wanted = {each.path: each.sha256 for each in entries}
    wanted |= {path: digest(content) for path, content in checksums(entries).items()}
    for path, made in wanted.items():
        found = digest_of(output / path)
        if found is None:
            yield problem("file-missing", None, "file-missing", path=path)
        elif found != made:
            yield problem("file-changed", None, "file-changed", path=path)


def _class_files(
    output: Path, entries: tuple[Entry, ...], pictures: Collection[str], told: Sequence[str]
) -> Iterator[Problem]:
    """Yield ZIPs for a class that are gone, changed, or hold something else than student/.

    That follows where something of student/ was `told`, and is no second problem.
    """
    for slug, titles in sorted(read_titles(output).items()):
        if not titles.class_file:
            continue
        wanted = class_file(output, slug, titles.class_file, entries, {}, pictures)
        path = output / slug / titles.class_file
        name = path.relative_to(output).as_posix()
        follows = any(each.startswith(student_folder(slug)) for each in told)
        held = held_by(name, path.read_bytes()) if path.is_file() else ""
        if held is None:
            yield problem("file-changed", None, "file-changed", path=name)
        elif not held and wanted:
            yield problem("file-missing", None, "file-missing", path=name)
        elif held and (wanted is None or wanted.holds != held) and not follows:
            yield problem("class-file-stale", None, "class-file-stale", path=name)


def _foreign(
    output: Path, entries: tuple[Entry, ...], pictures: Collection[str]
) -> Iterator[Problem]:
    """Yield files in the pupils' folders that no build has put there."""
    ours = {*(entry.path for entry in entries), *checksums(entries), *pictures}
    for folder in sorted(output.glob("[!.]*/student")):
        for path in sorted(each for each in folder.rglob("*") if not each.is_dir()):
            name = path.relative_to(output).as_posix()
            page = path == folder / INDEX
            if (page or is_thumbnail(name)) and not is_sealed(name, path.read_bytes()):
                yield problem("file-changed", None, "file-changed", path=name)
            elif not page and name not in ours:
                yield problem("file-foreign", None, "file-foreign", path=name)


def _stale(project: Project, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield what stands in the content otherwise than in output/."""
    prepared = prepare(project, Options())
    yield from prepared.problems
    sets = [each for course in prepared.courses for each in course.sets]
    planned: set[str] = set()
    for each in sets:
        own = {entry.path: entry for entry in entries if entry.set == each.key}
        for document in each.papers:
            for _, path in document.paths:
                planned.add(path)
                yield from _compared(path, own.get(path), document, partly=bool(own))
    read = {course.course.slug for course in prepared.courses}
    for entry in entries:
        gone = entry.course in read and entry.set not in prepared.failed
        if gone and entry.path not in planned:
            yield problem("file-obsolete", None, "file-obsolete", path=entry.path)


def _compared(
    path: str, entry: Entry | None, document: Document | NamedPapers, partly: bool
) -> Iterator[Problem]:
    """Compare a document that would be made with its file.

    Of a set that is there `partly`, the others were not asked for, or PDF could not be made.
    """
    if entry is None:
        severity = "warning" if partly else "error"
        yield problem("file-not-made", None, "file-not-made", severity, path=path)
    elif entry.revision != document.revision:
        was, now = entry.revision, document.revision
        yield problem("file-stale", None, "file-stale", path=path, revision=was, now=now)
