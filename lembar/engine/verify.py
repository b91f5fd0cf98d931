"""Verify: output/ holds what the manifest says, and what the content makes now."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lembar.content.loader import Options
from lembar.engine.edited import edited_files
from lembar.engine.manifest import INDEX, Entry, digest_of, read_manifest
from lembar.engine.prepare import prepare
from lembar.engine.project import Project
from lembar.errors import Problem, problem


@dataclass(frozen=True, slots=True)
class Verified:
    """Hold what is not as it should be, and how many files were looked at."""

    problems: tuple[Problem, ...]
    files: int


def verify(project: Project, output: Path) -> Verified:
    """Compare output/ with its manifest and with the content as it is now."""
    entries = read_manifest(output)
    found = [
        *_changed(output, entries),
        *_foreign(output, entries),
        *_stale(project, entries),
    ]
    return Verified(tuple(found), len(entries))


def _changed(output: Path, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield files that are gone, or that someone changed."""
    for entry in entries:
        digest = digest_of(output / entry.path)
        if digest is None:
            yield problem("file-missing", None, "file-missing", path=entry.path)
        elif digest != entry.sha256:
            yield problem("file-changed", None, "file-changed", path=entry.path)


def _foreign(output: Path, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield files in the pupils' folders that no build has put there."""
    ours = {entry.path for entry in entries}
    aside = set(edited_files(output))
    for path in sorted(output.glob("*/student/**/*")):
        name = path.relative_to(output).as_posix()
        if path.is_file() and path.name != INDEX and name not in ours | aside:
            yield problem("file-foreign", None, "file-foreign", path=name)


def _stale(project: Project, entries: tuple[Entry, ...]) -> Iterator[Problem]:
    """Yield papers whose revision is not that of the content, and those not made yet."""
    published = {entry.path: entry for entry in entries}
    prepared = prepare(project, Options())
    yield from prepared.problems
    for course in prepared.courses:
        for document in (d for each in course.sets for d in each.documents):
            for _, path in document.paths:
                entry = published.get(path)
                if entry is not None and entry.revision != document.revision:
                    yield problem(
                        "file-stale",
                        None,
                        "file-stale",
                        path=path,
                        revision=entry.revision,
                        now=document.revision,
                    )
