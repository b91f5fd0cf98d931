"""Number, order and letter of every item agree on sheet, key, strip and blueprint, as written.

Two hundred papers of all types, in up to eight forms, are written as DOCX and PDF and read back
from the files. What is right is known from the source of each paper alone.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from lembar.content.loader import Options
from lembar.draw import draw
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.plan import Document
from lembar.sheet.render import Renderer
from lembar.writers import writer
from tests.generated.papers import KINDS, PICTURE, SECRET, Group, Paper, Question, made_up
from tests.generated.reading import (
    Sheet,
    blueprint,
    docx_lines,
    docx_sheet,
    docx_tables,
    elsewhere,
    has_row,
    in_place,
    pdf_lines,
    pdf_sheet,
    pdf_tables,
    strip,
    tight,
)
from tests.test_secrecy import other_drawn

CHUNKS, EACH = 8, 25
_SHEETS = {"docx": docx_sheet, "pdf": pdf_sheet}
_TABLES = {"docx": docx_tables, "pdf": pdf_tables}
_LINES = {"docx": docx_lines, "pdf": pdf_lines}
_SECRET_TOKEN = re.compile(rf"q\d+[{SECRET}]")
_WRITTEN_APART = {"essay": "", "multi-part": "c"}  # with the letter of the part
_MIXED = ("choice", "choices", "matching", "ordering", "multi-part")


@dataclass
class Written:
    """Hold the documents of a paper with their bytes by format."""

    documents: list[tuple[Document, dict[str, bytes]]]

    def named(self, name: str) -> dict[str, bytes]:
        """Return the files of the only document of a name."""
        (found,) = [files for document, files in self.documents if document.document == name]
        return found

    def sheets(self) -> Iterator[dict[str, bytes]]:
        """Yield the files of every form."""
        for document, files in self.documents:
            if document.edition == "student" and document.document in ("test", "worksheet"):
                yield files

    def answer_sheets(self) -> Iterator[dict[str, bytes]]:
        """Yield the files of the answer sheet of every form."""
        yield from (files for d, files in self.documents if d.document == "answer-sheet")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("papers")
    (root / "c/u/assessments").mkdir(parents=True)
    documents = "documents: {blueprint: [docx, pdf], answer-sheet: [docx, pdf]}"
    (root / "c/course.yaml").write_text(f"title: Kursus\nlanguage: id\n{documents}\n", "utf-8")
    (root / "c/u/unit.yaml").write_text("title: Unit\n", "utf-8")
    (root / "c/u/images").mkdir()
    (root / "c/u/images/p.svg").write_text(PICTURE, "utf-8")
    return root


def read(root, paper: Paper) -> Prepared:
    (root / "c/u/assessments/w.yaml").write_text(paper.source(), "utf-8")
    prepared = prepare(find_project((), root), Options())
    assert not list(prepared.problems), list(prepared.problems)
    return prepared


def write(
    prepared: Prepared,
    *names: str,
    formats: tuple[str, ...] = ("docx", "pdf"),
    forms: tuple[str, ...] = (),
) -> Written:
    """Write the documents of the only paper: all forms, or those that are named."""
    (course,) = prepared.courses
    renderer = Renderer(course.theme, course.words)
    (each,) = course.sets
    found = []
    for document in each.documents:
        if document.document not in names or (forms and document.form not in forms):
            continue
        sheet = renderer.render(document)
        files = {
            format_: writer(format_)(sheet, course.theme, prepared.store).content
            for format_, _ in document.paths
            if format_ in formats
        }
        found.append((document, files))
    return Written(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    "chunk", [pytest.param(n, marks=pytest.mark.xdist_group(f"papers {n}")) for n in range(CHUNKS)]
)
def test_all_papers_of_an_assessment_agree(folder, chunk):
    seen: set[str] = set()
    forms: set[int] = set()

    @made_up(chunk, EACH)
    def each(paper: Paper) -> None:
        seen.update(question.kind for question in paper.questions())
        forms.add(len(paper.forms))
        written = write(read(folder, paper), paper.kind, "answer-sheet", "answer-key", "blueprint")
        agree(paper, written)
        pupils_learn_nothing(folder, paper, written)

    each()
    assert seen == set(KINDS)
    assert len(forms) >= 6


def pupils_learn_nothing(root, paper: Paper, written: Written) -> None:
    """Compare the sheets, byte for byte, with those of other secrets and the same draw."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lembar.plan.draw", lambda *asked: other_drawn(draw(*asked)))
        prepared = read(root, paper)
    names = tuple({d.document: None for d, _ in written.documents if d.edition == "student"})
    word = write(prepared, *names, formats=("docx",))
    # A PDF takes long: that of one form stands for all.
    pdf = write(prepared, *names, formats=("pdf",), forms=(paper.forms[-1],))
    for other, format_ in ((word, "docx"), (pdf, "pdf")):
        shown = [
            files[format_]
            for document, files in written.documents
            if document.edition == "student"
            if format_ == "docx" or document.form == paper.forms[-1]
        ]
        assert shown == [files[format_] for _, files in other.documents]


def agree(paper: Paper, written: Written) -> None:
    """Compare all that was written of a paper."""
    named = {question.name: question for question in paper.questions()}
    read_back: list[Sheet] = []
    for files in written.sheets():
        by_format = {format_: _SHEETS[format_](content) for format_, content in files.items()}
        word, pdf = by_format["docx"], by_format["pdf"]
        assert word.questions == pdf.questions
        assert word.points == pdf.points == paper.points
        for format_, sheet in by_format.items():
            assert not _SECRET_TOKEN.search(sheet.text), format_
        assert not _SECRET_TOKEN.search(parts(files["docx"]))
        read_back.append(word)
    assert len(read_back) == len(paper.forms)
    for sheet in read_back:
        assert list(sheet.questions) == list(range(1, len(named) + 1))
        assert sorted(each.name for each in sheet.questions.values()) == sorted(named)
        for asked in sheet.questions.values():
            question = named[asked.name]
            assert asked.points == question.points
            printed = tuple(each for each in asked.tokens if each in question.options)
            assert sorted(printed) == sorted(question.options)
            if question.kind in _MIXED:
                assert printed != question.options, "the author's order"
                assert printed != question.right_order
                # Letters follow the printed order.
                letters = [asked.letters[each] for each in printed]
                assert letters == sorted(letters) == list("ABCDEFGH"[: len(letters)])
        for part in paper.parts:
            for entry in part:
                if isinstance(entry, Group):
                    in_a_row([each.name for each in entry.questions], sheet)
    if not paper.shuffle:
        orders = [[each.name for each in sheet.questions.values()] for sheet in read_back]
        assert all(order == orders[0] for order in orders)
    answer_sheets_agree(paper, list(written.answer_sheets()), read_back)
    key_agrees(paper, written.named("answer-key"), read_back)
    blueprint_agrees(paper, written.named("blueprint"), read_back)


def parts(document: bytes) -> str:
    """Return the XML of all parts of a Word file."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        return "".join(archive.read(name).decode() for name in names)


def in_a_row(names: list[str], sheet: Sheet) -> None:
    """Look whether the items of a group stand together, in their order."""
    order = [each.name for each in sheet.questions.values()]
    first = order.index(names[0])
    assert order[first : first + len(names)] == names


def answer_sheets_agree(paper: Paper, files: list[dict[str, bytes]], sheets: list[Sheet]) -> None:
    """Look for the places of every question, with the letters that its sheet has."""
    named = {question.name: question for question in paper.questions()}
    if not files:  # nothing is marked or written on it
        assert {question.kind for question in named.values()} == {"essay"}
        return
    for written, sheet in zip(files, sheets, strict=True):
        for format_, content in written.items():
            lines = _LINES[format_](content)
            assert f"{paper.points} poin" in " ".join(lines)
            told = set()
            for number, asked in sheet.questions.items():
                question = named[asked.name]
                letters = sorted(asked.letters[each] for each in question.options)
                for label, circles in places(question, str(number), letters).items():
                    assert has_row(lines, label, circles), (format_, label, circles)
                if question.kind in _WRITTEN_APART:
                    told.add(f"{number}{_WRITTEN_APART[question.kind]}")
            assert elsewhere(lines) == told


def places(question: Question, number: str, letters: list[str]) -> dict[str, list[str]]:
    """Return where a question is answered: the label of each place, and its circles."""
    rows = [f"{number}.{at}" for at in range(1, question.size + 1)]
    match question.kind:
        case "choice" | "choices":
            return {number: letters}
        case "true-false":
            return {number: ["B", "S"]}
        case "true-false-table":
            return {key: ["B", "S"] for key in rows}
        case "matching":
            return dict.fromkeys(rows, letters)
        case "classification":
            return {key: ["1", "2"] for key in rows}
        case "ordering":
            figures = [str(at) for at in range(1, len(letters) + 1)]
            return {f"{number}{letter}": figures for letter in letters}
        case "multi-part":
            return {f"{number}a": letters, f"{number}b": []}
        case "table-completion" | "labelling":
            return {key: [] for key in rows}
        case "cloze" | "word bank":
            return {key: [] for key in rows[:2]}
        case "short" | "numeric":
            return {number: []}
        case _:
            assert question.kind == "essay"
            return {}


def key_agrees(paper: Paper, files: dict[str, bytes], sheets: list[Sheet]) -> None:
    named = {question.name: question for question in paper.questions()}
    for format_, content in files.items():
        rows = strip(_TABLES[format_](content), len(sheets))
        for at, sheet in enumerate(sheets):
            assert list(rows) == list(sheet.questions)
            for number, asked in sheet.questions.items():
                question = named[asked.name]
                right = question.key(asked.letters, asked.tokens)
                assert rows[number][at] == (tight(right), question.points), (format_, at, number)
        # The paper with the answers in place has the numbers and the letters of each sheet.
        answered = in_place(_LINES[format_](content), points_first=format_ == "pdf")
        assert len(answered) == len(sheets)
        for sheet, shown in zip(sheets, answered):
            assert [(n, q.name, q.points) for n, q in shown.items()] == [
                (n, q.name, q.points) for n, q in sheet.questions.items()
            ]
            for number, asked in sheet.questions.items():
                question = named[asked.name]
                if question.kind in _MIXED:
                    again = [each for each in shown[number].tokens if each in question.options]
                    assert again == [each for each in asked.tokens if each in question.options]
        said = tight(" ".join(_LINES[format_](content)))
        assert f"{paper.points}poin" in said


def blueprint_agrees(paper: Paper, files: dict[str, bytes], sheets: list[Sheet]) -> None:
    named = {question.name: question for question in paper.questions()}
    numbers = [{each.name: number for number, each in s.questions.items()} for s in sheets]
    for format_, content in files.items():
        found = list(blueprint(_TABLES[format_](content), len(sheets)))
        assert sorted(name for name, _, _ in found) == sorted(named)
        for name, printed, points in found:
            assert printed == [each[name] for each in numbers], format_
            assert points == named[name].points
        totals = [row for table in _TABLES[format_](content) for row in table if row[0] == "Jumlah"]
        assert totals
        assert all(row[1] == str(len(named)) for row in totals)
        assert all(row[3] == str(paper.points) for row in totals)
