"""Number 3 on the sheet is number 3 on the key, in every form: read from Word as Word counts."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

from lembar.content.loader import Options
from lembar.course.item import Choice, Item, items_of
from lembar.course.tree import text_of
from lembar.course.words import Words
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.sheet.render import Renderer
from lembar.writers.docx import write
from tests.built import SAMPLE
from tests.docx_numbering import Printed, W, printed

_KEY = re.compile(r"[A-Z](, [A-Z])*")


@dataclass
class Question:
    """Hold a question as a sheet prints it."""

    stem: str
    choices: dict[str, str] = field(default_factory=dict)  # those of a second part as A', B' …
    lists: int = 0


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip()


def questions(paragraphs: Iterable[Printed]) -> dict[int, Question]:
    """Return the questions of a sheet by the number that Word prints; its copies are alike."""
    copies: list[dict[int, Question]] = [{}]
    for each in paragraphs:
        found = copies[-1]
        if each.style.startswith("LembarChoice") and each.label.isdecimal():
            continue  # a mark of a picture
        if each.label == "1" and found:
            found = {}
            copies.append(found)
        if re.fullmatch(r"\d+", each.label):
            assert int(each.label) == len(found) + 1
            found[int(each.label)] = Question(plain(each.text))
        elif re.fullmatch(r"[A-Z]", each.label):
            question = found[len(found)]
            question.lists += each.label == "A"
            name = each.label + "'" * (question.lists - 1)
            assert each.label == "A" or chr(ord(name[0]) - 1) + name[1:] in question.choices
            question.choices[name] = plain(each.text.lstrip("☐_ \t"))
    assert all(each == copies[0] for each in copies)
    return copies[0]


def in_place(key: bytes, words: Words) -> list[dict[int, Question]]:
    """Return the questions of every form as a key prints them, with the answers in place."""
    forms: list[list[Printed]] = []
    for each in printed(key):
        if each.text.startswith(words("key.in-place")):
            forms.append([])
        elif forms:
            forms[-1].append(each)
    return [questions(each) for each in forms]


def boxes(document: bytes) -> list[str]:
    """Return what a key prints in the style of answers, which is a box."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    styled = body.iterfind(f".//{W}rStyle[@{W}val='LembarAnswer']")
    return ["".join(each.getparent().getparent().itertext(f"{W}t")) for each in styled]


def strip(document: bytes, forms: int, words: Words) -> dict[int, list[str]]:
    """Return the key of every form, by number, from the table on the first page of a key."""
    paragraphs = printed(document)
    end = next(i for i, each in enumerate(paragraphs) if each.text == words("key.guide"))
    cells: list[Printed] = [
        each for each in paragraphs[:end] if each.style.startswith("LembarTable")
    ]
    rows: dict[int, list[str]] = {}
    at = 1 + 2 * forms
    while cells[at].text != words("key.sum"):
        row = [each.text for each in cells[at : at + 1 + 2 * forms]]
        rows[int(row[0])] = row[1::2]
        at += 1 + 2 * forms
    return rows


def papers_of(root: Path):
    """Return, for each assessment of a project, its sheets and its key as Word files."""
    prepared = prepare(find_project((), root), Options())
    assert not list(prepared.problems)
    found = []
    for course in prepared.courses:
        renderer = Renderer(course.theme, course.words)
        for each in (s for s in course.sets if "/assessments/" in s.key):
            documents = [d for d in each.documents if any(f == "docx" for f, _ in d.paths)]
            made = [
                (d, write(renderer.render(d), course.theme, prepared.store).content)
                for d in documents
            ]
            if any(d.document == "answer-key" for d in documents):
                found.append((each, made, course.words))
    return found


def sheets_of(documents) -> list[tuple[int, bytes]]:
    """Return the sheets of all tiers, each with the place of its form in the key."""
    kinds = ("worksheet", "test", "exit-ticket")
    sheets = [(d.form, content) for d, content in documents if d.document in kinds]
    forms = list(dict.fromkeys(form for form, _ in sheets))
    return [(forms.index(form), content) for form, content in sheets]


@pytest.fixture(scope="module")
def papers():
    found = papers_of(SAMPLE.parent)
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
    for each, documents, words in papers:
        sheets = sheets_of(documents)
        (key,) = [content for d, content in documents if d.document == "answer-key"]
        rows = strip(key, 1 + max(form for form, _ in sheets), words)
        for form, sheet in sheets:
            asked = questions(printed(sheet))
            assert list(rows) == list(asked), each.key
            for number, question in asked.items():
                right = rows[number][form]
                if question.stem not in truth or not _KEY.fullmatch(right):
                    continue
                shown = {question.choices[letter] for letter in right.split(", ")}
                assert shown == truth[question.stem], (each.key, form, number)
                compared += 1
    assert compared > 40


def test_the_paper_with_answers_is_numbered_and_lettered_as_the_sheet(papers):
    letters = 0
    for each, documents, words in papers:
        sheets = sheets_of(documents)
        (key,) = [content for d, content in documents if d.document == "answer-key"]
        answered = in_place(key, words)
        assert {form for form, _ in sheets} == set(range(len(answered)))
        for form, sheet in sheets:
            shown = answered[form]
            asked = questions(printed(sheet))
            assert list(asked) == list(shown), each.key
            same = sum(asked[n].stem in ("", shown[n].stem) for n in asked)
            assert same >= len(asked) * 0.7 - 1  # gaps are filled on a key, so their stems differ
            for number, question in asked.items():
                # Entries of an ordering have their number behind them on a key.
                for letter, said in question.choices.items():
                    assert shown[number].choices[letter].startswith(said), (each.key, number)
                    letters += 1
    assert letters > 100


GENERATED = 24  # choice items; the right choice of the n-th says so


def item(number: int, indent: str = "") -> str:
    """Return a choice item whose choices name it; the right one's place goes around."""
    marks = ["[x]" if place == number % 4 else "[ ]" for place in range(4)]
    says = ["benar" if mark == "[x]" else f"salah {n}" for n, mark in enumerate(marks)]
    choices = "".join(f"    - {m} soal {number} {s}\n" for m, s in zip(marks, says))
    lines = f"- type: choice\n  id: n{number}\n  text: |\n    Soal {number}\n\n{choices}"
    return "".join(f"{indent}{line}\n" for line in lines.splitlines())


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """Make a course of one paper: two forms, two parts, items by id and drawn, and a group."""
    root = tmp_path_factory.mktemp("numbers")
    group = "- type: group\n  id: g\n  text: |\n    Bacaan.\n  items:\n" + "".join(
        item(n, "  ") for n in range(GENERATED, GENERATED + 3)
    )
    used = "".join(f"  - use: q/n{n}\n" for n in (3, 1, 17))
    files = {
        "c/course.yaml": "title: Kursus\nlanguage: id\n",
        "c/u/unit.yaml": "title: Unit\n",
        "c/u/questions/q.yaml": "items:\n" + "".join(map(item, range(GENERATED))) + group,
        "c/u/assessments/w.yaml": (
            "title: Ulangan\nkind: test\nforms: [A, B]\nsections:\n"
            f"- title: Satu\n  items:\n{used}  - use: q/g\n"
            "- title: Dua\n  items:\n  - draw: 20\n    type: choice\n"
        ),
    }
    for name, said in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")
    ((_, documents, words),) = papers_of(root)
    return documents, words


def test_a_generated_paper_and_its_key_agree_on_both_forms(generated):
    documents, words = generated
    sheets = {d.form: content for d, content in documents if d.document == "test"}
    (key,) = [content for d, content in documents if d.document == "answer-key"]
    rows = strip(key, 2, words)
    assert list(sheets) == ["A", "B"]
    for form, (sheet, shown) in enumerate(zip(sheets.values(), in_place(key, words), strict=True)):
        asked = questions(printed(sheet))
        assert list(asked) == list(shown) == list(rows) == list(range(1, 27))
        for number, question in asked.items():
            said = question.choices[rows[number][form]]
            assert said == f"{question.stem.lower()} benar"
            assert shown[number].stem == question.stem
            assert shown[number].choices == question.choices
    first, second = (questions(printed(sheet)) for sheet in sheets.values())
    assert {q.stem for q in first.values()} == {q.stem for q in second.values()}
    assert [q.stem for q in first.values()] != [q.stem for q in second.values()]
    assert sum(rows[n][0] != rows[n][1] for n in rows) > 5


def test_the_boxed_choice_on_a_key_is_the_right_one(generated):
    """In Word a right choice is a boxed run: no other choice of a key has one."""
    documents, _ = generated
    (key,) = [content for d, content in documents if d.document == "answer-key"]
    boxed = [plain(text) for text in boxes(key)]
    choices = [text for text in boxed if re.fullmatch(r"soal \d+ \w+( \d)?", text)]
    assert len(choices) >= 2 * 26  # once in each form; the scoring guide shows them again
    assert all(text.endswith("benar") for text in choices)
