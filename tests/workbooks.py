"""Score sheets for tests: answers as pupils give them, typed in, and calculated by LibreOffice."""

import os
import random
import subprocess
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl

from lembar.content.loader import Options
from lembar.course.results import Sat, results
from lembar.course.typed import OMITTED, RIGHT, Asked, Entry
from lembar.engine.prepare import PlannedCourse, prepare
from lembar.engine.project import find_project
from lembar.plan import Document
from lembar.views.score_sheet import ScoreSheetView
from lembar.writers.xlsx import write
from lembar.writers.xlsx.layout import ANSWERS_FIRST, column
from tests.built import SAMPLE

FORMULAS_OF = ("scores", "analysis", "mastery", "follow-up")


def score_sheets(path: Path = SAMPLE) -> list[tuple[PlannedCourse, Document]]:
    """Return the score sheets that a build of a folder makes."""
    prepared = prepare(find_project((path,), path), Options())
    assert prepared.problems.errors() == []
    return [
        (course, document)
        for course in prepared.courses
        for each in course.sets
        for document in each.documents
        if document.document == "score-sheet"
    ]


def written(course: PlannedCourse, document: Document, view: ScoreSheetView) -> bytes:
    """Return the workbook of a view."""
    return write(view, document.frame, document.paper, course.theme, course.words).content


def given(asked: Asked, chance: random.Random) -> str:
    """Return an answer that a pupil might give: right, wrong or none."""
    kind = chance.random()
    if kind < 0.08:
        return ""
    if kind < 0.12:
        return OMITTED
    right = kind < 0.6
    match asked.entry:
        case Entry.ONE:
            return chance.choice(asked.right) if right else chance.choice(asked.signs).lower()
        case Entry.SEVERAL:
            some = asked.right if right else chance.sample(asked.signs, chance.randint(1, 3))
            return chance.choice(("", ", ")).join(some)
        case Entry.ROW:
            some = [chance.choice(asked.signs) for _ in asked.right]
            return "".join(asked.right) if right else "".join(some)
        case Entry.WORD:
            accepted = chance.choice((*asked.right, RIGHT))
            return f" {accepted.upper()}" if right else "something else"
        case Entry.NUMBER:
            value = str(asked.low + (asked.high - asked.low) / 2)
            found = value.replace(".", chance.choice(",.")) if right else "-123.5"
            return f"{found} {asked.unit}".strip() if chance.random() < 0.5 else found
        case Entry.POINTS:
            return str(chance.randint(0, 2 * asked.points) / 2)


def class_of(view: ScoreSheetView, pupils: int, seed: int) -> tuple[Sat, ...]:
    """Return what a class has answered; each pupil answers something."""
    chance = random.Random(seed)
    found = []
    for number in range(1, pupils + 1):
        form = chance.randrange(len(view.forms))
        on = [item.asked.on[form] for item in view.items]
        answers = ["" if asked is None else given(asked, chance) for asked in on]
        at = next(at for at, asked in enumerate(on) if asked is not None)
        answers[at] = answers[at] or OMITTED
        found.append(Sat(str(number), f"Pupil {number}", form, tuple(answers)))
    return tuple(found)


def filled(view: ScoreSheetView, pupils: tuple[Sat, ...]) -> ScoreSheetView:
    """Return the view of a class that has been scored."""
    return replace(view, results=results([item.asked for item in view.items], pupils))


def typed(content: bytes, view: ScoreSheetView, sheet: str, pupils: tuple[Sat, ...]) -> bytes:
    """Type the answers of a class into a workbook, as a spreadsheet program keeps them."""
    book = openpyxl.load_workbook(BytesIO(content))
    page = book[sheet]
    for row, pupil in enumerate(pupils):
        page[f"A{ANSWERS_FIRST + row}"] = int(pupil.number)
        page[f"B{ANSWERS_FIRST + row}"] = pupil.name
        if len(view.forms) > 1:
            page[f"C{ANSWERS_FIRST + row}"] = view.forms[pupil.form]
        for item, answer in zip(view.items, pupil.answers):
            asked = item.asked.on[pupil.form]
            if asked is None or not answer:
                continue
            number = asked.entry is Entry.POINTS and answer != OMITTED
            cell = page[f"{column(asked.number - 1)}{ANSWERS_FIRST + row}"]
            cell.value = float(answer) if number else answer
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def converted(content: bytes, kind: str) -> bytes:
    """Return a workbook as LibreOffice makes another file of it: xlsx with values, pdf."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "in.xlsx").write_bytes(content)
        # The fonts of the PDF engine, which are gone with its process, are none of LibreOffice's.
        env = {name: each for name, each in os.environ.items() if "FONTCONFIG" not in name}
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{here}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                str(here / "out"),
                str(here / "in.xlsx"),
            ],
            check=True,
            capture_output=True,
            timeout=180,
            env=env,
        )
        return (here / "out" / f"in.{kind}").read_bytes()


def values(content: bytes) -> dict[str, dict[str, object]]:
    """Return the values of all cells that hold one, by sheet."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        for sheet in book.worksheets
    }
