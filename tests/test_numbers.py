"""Number 3 on the sheet is number 3 on the key, in every form: read from Word as Word counts."""

import re
from dataclasses import dataclass, field

import pytest

from lembar.content.loader import Options
from lembar.course.item import Choice, Item, items_of
from lembar.course.tree import text_of
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.sheet.render import Renderer
from lembar.writers.docx import write
from tests.built import SAMPLE
from tests.docx_numbering import Printed, printed

_KEY = re.compile(r"[A-Z](, [A-Z])*")


@dataclass
class Question:
    """Hold a question as a sheet prints it."""

    stem: str
    choices: dict[str, str] = field(default_factory=dict)


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def questions(document: bytes) -> dict[int, Question]:
    """Return the questions of a sheet by the number that Word prints."""
    found: dict[int, Question] = {}
    for each in printed(document):
        if re.fullmatch(r"\d+", each.label):
            assert int(each.label) == len(found) + 1
            found[int(each.label)] = Question(plain(each.text))
        elif re.fullmatch(r"[A-Z]", each.label):
            question = found[len(found)]
            assert each.label == chr(ord("A") + len(question.choices))
            question.choices[each.label] = plain(each.text.lstrip("☐_ \t"))
    return found


def strip(document: bytes, forms: int) -> dict[int, list[str]]:
    """Return the key of every form, by number, from the table on the first page of a key."""
    paragraphs = printed(document)
    end = next(i for i, each in enumerate(paragraphs) if each.text == "Pedoman penskoran")
    cells: list[Printed] = [
        each for each in paragraphs[:end] if each.style.startswith("LembarTable")
    ]
    rows: dict[int, list[str]] = {}
    at = 1 + 2 * forms
    while at < len(cells):
        row = [each.text for each in cells[at : at + 1 + 2 * forms]]
        rows[int(row[0])] = row[1::2]
        at += 1 + 2 * forms
    return rows


@pytest.fixture(scope="module")
def papers():
    """Return, for each assessment of the sample course, its sheets and its key as Word files."""
    prepared = prepare(find_project((), SAMPLE.parent), Options())
    assert not list(prepared.problems)
    found = []
    for course in prepared.courses:
        renderer = Renderer(course.theme, course.words)
        for each in course.sets:
            documents = [d for d in each.documents if any(f == "docx" for f, _ in d.paths)]
            made = [
                (d, write(renderer.render(d), course.theme, prepared.store).content)
                for d in documents
            ]
            if made:
                found.append((each, made))
    assert len(found) >= 6
    return found


@pytest.fixture(scope="module")
def truth():
    """Return the right choices of every choice item as its author wrote them, by its stem."""
    prepared = prepare(find_project((), SAMPLE.parent), Options())
    found: dict[str, set[str]] = {}

    def take(item: Item) -> None:
        choice = item.interactions[0]
        if isinstance(choice, Choice) and choice.presentation == "list":
            stem = plain(text_of(item.body[:1]))
            found[stem] = {plain(text_of(o.body)) for o in choice.options if o.correct}

    for course in prepared.courses:
        for unit in course.course.units:
            for entries in unit.bank.values():
                for entry in entries:
                    for item in items_of(entry):
                        take(item)
    assert len(found) > 50
    return found


def test_numbers_of_sheet_and_key_agree_in_every_form(papers, truth):
    compared = 0
    for each, documents in papers:
        sheets = [content for d, content in documents if d.edition == "student"]
        (key,) = [content for d, content in documents if d.document == "answer-key"]
        rows = strip(key, len(sheets))
        for form, sheet in enumerate(sheets):
            asked = questions(sheet)
            assert list(rows) == list(asked), each.key
            for number, question in asked.items():
                right = rows[number][form]
                if question.stem not in truth or not _KEY.fullmatch(right):
                    continue
                shown = {question.choices[letter] for letter in right.split(", ")}
                assert shown == truth[question.stem], (each.key, form, number)
                compared += 1
    assert compared > 40


def test_the_paper_with_answers_is_numbered_as_the_sheet(papers):
    for _, documents in papers:
        sheets = [content for d, content in documents if d.edition == "student"]
        (key,) = [content for d, content in documents if d.document == "answer-key"]
        found = [
            (int(p.label), plain(p.text)) for p in printed(key) if re.fullmatch(r"\d+", p.label)
        ]
        stems = [(n, q.stem) for sheet in sheets for n, q in questions(sheet).items()]
        in_place = found[-len(stems) :]
        assert [number for number, _ in in_place] == [number for number, _ in stems]
        same = sum(a == b or not b for (_, a), (_, b) in zip(in_place, stems))
        assert same >= len(stems) * 0.7  # gaps are filled on a key, so their stems differ
