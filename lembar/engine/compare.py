"""Compare Word files that came back with what their sources make now."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lembar.compare import Change, compare, is_another
from lembar.content.loader import Options
from lembar.engine.compare_files import Given, gather
from lembar.engine.compare_known import Known, Shelf, is_older
from lembar.engine.compare_places import Places
from lembar.engine.crew import Crew
from lembar.engine.prepare import prepare
from lembar.engine.project import Project
from lembar.engine.workers import shared
from lembar.errors import ContentError, Place, Problem, Problems
from lembar.readers.docx import Reading, read
from lembar.writers.docx.birth import DOCUMENT


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold a change with the line to mend, and the item that it is in ("" if it has no id)."""

    change: Change
    place: Place | None
    item: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold what was found in one file."""

    name: str
    known: Known
    findings: tuple[Finding, ...]
    tracked: bool  # some changes were tracked: they are taken as accepted
    older: bool  # the source has other words now than when it was made


@dataclass(slots=True)
class Outcome:
    """Hold what was found in all files, and what could not be compared."""

    files: list[Compared] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def compare_files(project: Project, paths: Sequence[tuple[Path, str]]) -> Outcome:
    """Compare the files of paths, each with its name as people know it; nothing is written."""
    problems = Problems()
    given = [each for path, said in paths for each in gather(path, said, problems)]
    if not given and not len(problems):
        for _, said in paths:
            problems.add("compare-nothing", Place(said), "compare-nothing")
    outcome = Outcome()
    if given:
        workers = shared(("docx",))  # they load while the content is read
        prepared = prepare(project, Options())
        with Crew(workers, prepared.store) as crew:
            shelf = Shelf(prepared, crew)
            made = [_compared(each, shelf, project.root, problems) for each in given]
        outcome.files = [each for each in made if each is not None]
    outcome.problems = list(problems)
    return outcome


def _compared(given: Given, shelf: Shelf, root: Path, problems: Problems) -> Compared | None:
    """Compare one file; why it can't be is reported at its name."""
    try:
        reading = read(given.content)
        original = shelf.find(reading)
    except ContentError as error:
        for each in error.problems:
            place = each.place or Place(given.name)
            problems.extend([replace(each, place=place)])
        return None
    if original is None:
        _unknown(given.name, reading, shelf, problems)
        return None
    if is_another(original.reading, reading):
        key = original.known.document.key
        problems.add("compare-another", Place(given.name), "compare-another", document=key)
        return None
    places = Places(root, original.known)
    found = []
    for change in compare(original.reading, reading):
        item = places.item(change)
        found.append(Finding(change, places.of(change), item.key if item and item.id else ""))
    older = is_older(original, reading)
    return Compared(given.name, original.known, tuple(found), reading.tracked, older)


def _unknown(name: str, reading: Reading, shelf: Shelf, problems: Problems) -> None:
    """Report a file of no document: of one that is no more, that can't be read, or a stranger's."""
    key = reading.properties.get(DOCUMENT, "")
    broken = [*shelf.prepared.failed, *shelf.prepared.broken]
    course = key.partition("/")[0]
    if not key:
        problems.add("compare-unknown", Place(name), "compare-unknown")
    elif any(each.partition("/")[0] == course for each in broken):
        problems.add("compare-failed", Place(name), "compare-failed", document=key)
        problems.extend(shelf.prepared.problems.errors())
    else:
        problems.add("compare-no-more", Place(name), "compare-no-more", document=key)
