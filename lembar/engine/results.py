"""Results: answers typed from papers become scores, figures of items, and lists of what follows.

What bears names goes to output/<course>/pupils/; figures without names go beside the lock, from
where the next build puts them on the item cards.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lembar.content.filled import Filled, read_filled
from lembar.content.loader import Options
from lembar.content.names import Names
from lembar.content.sat import sat
from lembar.content.usages import usage_path, usage_text
from lembar.course.documents import PUPILS
from lembar.course.results import ClassResults, results
from lembar.course.usage import usage
from lembar.engine import journal
from lembar.engine.edited import set_aside
from lembar.engine.edits import replace as replace_file
from lembar.engine.lock import locked
from lembar.engine.manifest import digest, digest_of
from lembar.engine.papers import Paper, find_paper
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import Project
from lembar.engine.publish import not_writable
from lembar.engine.report import SILENT
from lembar.errors import ContentError, Problem, Problems
from lembar.plan import file_stem
from lembar.views.frame import frame
from lembar.views.paper import key_view
from lembar.views.score_sheet import Origin, ScoreSheetView, score_sheet_view
from lembar.writers import workbook_writer

_FORMAT = "xlsx"
_WRITTEN = ".results.json"  # digests of the files that were written here


@dataclass(frozen=True, slots=True)
class Reported:
    """Hold what was written, and what was found."""

    workbook: Path
    figures: Path | None  # None: the paper is of no sitting
    found: ClassResults
    moved: str  # where a file that a person had changed is now; "" if there was none
    problems: tuple[Problem, ...]


def report(
    paths: Sequence[Path],
    asked: str,
    project: Project,
    output: Path,
    tell: Callable[[Problem], None] = SILENT.problem,
) -> Reported:
    """Score the answers of some files, all of one paper, and write the results.

    That another run is waited for is told.

    Raises ContentError with all that is wrong in the files.
    """
    problems = Problems()
    prepared = prepare(project, Options())
    names = Names(project.root)
    read = [read_filled(path, names, problems) for path in paths]
    tables = [each for each in read if each is not None]
    papers = [find_paper(prepared, asked, t.origin, t.place, problems) for t in tables]
    paper = _one(papers, tables, problems)
    if paper is None:
        raise ContentError(*_told(prepared, problems))
    view = _view(paper)
    items = [each.asked for each in view.items]
    pupils = tuple(p for t in tables for p in sat(t, view.forms, items, problems))
    if problems.errors():
        raise ContentError(*problems.errors())
    found = results(items, pupils)
    full = replace(view, results=found, rows=len(pupils))
    with locked(output, tell):
        workbook, moved = _write(paper, full, output)
    figures = None
    if paper.sitting is not None:
        made = usage(paper.drawn, paper.slug, paper.sitting.name, items, found)
        figures = usage_path(project.root / paper.sitting.place.file)
        replace_file(figures, usage_text(made).encode())
    return Reported(workbook, figures, found, moved, tuple(problems))


def _one(
    papers: Sequence[Paper | None], tables: Sequence[Filled], problems: Problems
) -> Paper | None:
    """Return the paper that all files are of."""
    first = papers[0] if papers else None
    for paper, table in zip(papers, tables):
        if paper is not None and first is not None and paper.drawn != first.drawn:
            problems.add("answers-of-two", table.place, "answers-of-two")
            return None
    return first if all(each is not None for each in papers) and len(papers) else None


def _told(prepared: Prepared, problems: Problems) -> list[Problem]:
    """Return why there is no paper: what is wrong in the content may be the reason."""
    content = [each for each in prepared.problems if each.severity == "error"]
    return [*problems.errors(), *content]


def _view(paper: Paper) -> ScoreSheetView:
    course = paper.planned.course
    sitting = paper.sitting.name if paper.sitting else ""
    key = key_view(paper.drawn, paper.unit, course)
    origin = Origin(course.slug, paper.unit.slug, paper.slug, sitting, key.cover.revision)
    return score_sheet_view(key, paper.drawn, paper.unit, origin, paper.planned.words)


def _write(paper: Paper, view: ScoreSheetView, output: Path) -> tuple[Path, str]:
    """Write the workbook; one that a person has changed is moved out of its way first."""
    course, words = paper.planned.course, paper.planned.words
    unit = paper.unit.slug if len(course.units) > 1 else ""
    stem = file_stem([unit, paper.drawn.assessment.slug], [words("file.results")])
    folder = f"{course.slug}/{PUPILS}"
    path = f"{folder}/{stem}.{_FORMAT}"
    around = frame(course, paper.unit.title)
    made = workbook_writer(_FORMAT)(view, around, course.paper, paper.planned.theme, words)
    known = _digests(output / folder / _WRITTEN)
    there = digest_of(output / path)
    moved = ""
    try:
        if there not in (None, known.get(stem), digest(made.content)):
            moved = set_aside(output, path)
        journal.shut(output, folder)
        journal.put(output, path, made.content)
        known[stem] = digest(made.content)
        told = json.dumps(known, indent=1, sort_keys=True) + "\n"
        journal.put(output, f"{folder}/{_WRITTEN}", told.encode())
        journal.tidy(output)
    except OSError as error:
        raise not_writable(output, error) from error
    return output / path, moved


def _digests(record: Path) -> dict[str, str]:
    try:
        found = json.loads(record.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(each) for name, each in found.items()} if isinstance(found, dict) else {}
