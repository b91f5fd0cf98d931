"""Blueprint and item cards: they say of every form what its sheet says, and are the teacher's."""

import io
import re
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.content.loader import Options
from lembar.course.tree import text_of
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.plan import Document
from lembar.sheet.render import Renderer
from lembar.views.blueprint import BANDS, BlueprintView, percents
from lembar.views.item_cards import CardsView
from lembar.views.student import StudentChoice, StudentGroup, StudentItem, public
from lembar.writers import writer
from tests import ooxml, tools
from tests.built import SAMPLE
from tests.writers.docx.helpers import W, part

TEACHERS = ("blueprint", "item-cards")

UNIT = """
title: Air
objectives:
- id: T1
  text: Menjelaskan siklus air.
- id: T2
  text: Menilai pemakaian air.
- id: T3
  text: Merancang penampung air hujan.
"""
BANK = """
items:
- type: essay
  id: nilai
  objective: T2
  level: C5
  points: 4
  text: |
    Nilailah pemakaian air di rumahmu.
  answer: |
    RAHASIA
- type: choice
  id: genangan
  objective: T1
  level: C1
  indicator: Disajikan genangan yang kering, murid dapat menyebutkan tahapnya.
  text: |
    Genangan mengering karena …

    - [ ] mengembun
    - [x] menguap
    - [ ] membeku
    - [ ] meleleh
- type: group
  id: gelas
  text: |
    Gelas berisi es.
  items:
  - type: short
    objective: T1
    level: C3
    text: |
      Tahap ini disebut [[pengembunan]].
  - type: true-false
    text: |
      Air itu dari udara.
    answer: true
"""
PAPER = """
title: Ulangan
kind: {kind}
topic: Siklus air
forms: [A, B]
objectives: [T3]
items:
- use: air/nilai
- use: air/genangan
- use: air/gelas
"""
LESSON = "---\ntitle: Ke mana air pergi?\nobjectives: [T1]\n---\n\nAir menguap.\n"


def course(root: Path, kind: str = "test", said: str = "language: id\n") -> Path:
    """Write a course of one assessment with two forms, and return its folder."""
    files = {
        "course.yaml": f"title: Kursus\n{said}",
        "u/unit.yaml": UNIT,
        "u/01-air.md": LESSON,
        "u/questions/air.yaml": BANK,
        "u/assessments/ulangan.yaml": PAPER.format(kind=kind),
    }
    for name, text in files.items():
        path = root / "c" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


def planned(root: Path) -> list[Document]:
    """Return the documents of all assessments of a project."""
    prepared = prepare(find_project((), root), Options())
    assert not prepared.problems.errors()
    sets = [each for found in prepared.courses for each in found.sets]
    return [document for each in sets if "assessments/" in each.key for document in each.documents]


def views(documents: list[Document]) -> tuple[BlueprintView, CardsView]:
    found = {each.document: each.view for each in documents}
    blueprint, cards = (found[name] for name in TEACHERS)
    assert isinstance(blueprint, BlueprintView)
    assert isinstance(cards, CardsView)
    return blueprint, cards


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> list[Document]:
    return planned(course(tmp_path_factory.mktemp("small")))


@pytest.fixture(scope="module")
def sample() -> list[Document]:
    found = [
        each for each in planned(SAMPLE / "kelompok-okupasional") if "ulangan-1" in str(each.paths)
    ]
    assert {each.document for each in found} == {
        *("test", "answer-sheet", "answer-key", "score-sheet"),
        *TEACHERS,
    }
    return found


def numbered(sheet: Document) -> dict[int, StudentItem]:
    """Return the items of a pupil's sheet by their numbers."""
    found: dict[int, StudentItem] = {}
    for section in sheet.view.sections:
        for entry in section.entries:
            for item in entry.items if isinstance(entry, StudentGroup) else (entry,):
                found[item.number] = item
    return found


@pytest.mark.parametrize("name", ["small", "sample"])
def test_numbers_are_those_of_every_form(name, request):
    documents = request.getfixturevalue(name)
    blueprint, cards = views(documents)
    sheets = {each.form: numbered(each) for each in documents if each.document == "test"}
    assert tuple(sheets) == blueprint.forms == cards.forms == ("A", "B")
    for at, sheet in enumerate(sheets.values()):
        assert sorted(card.about.numbers[at] for card in cards.cards) == list(sheet)
        for card in cards.cards:
            shown = sheet[card.about.numbers[at]]
            assert shown.body == public(card.item.body)
            assert shown.points == card.about.points
    assert [card.item.number for card in cards.cards] == list(sheets["A"])
    assert sorted(blueprint.rows, key=lambda row: row.numbers) == [c.about for c in cards.cards]
    assert any(len(set(row.numbers)) > 1 for row in blueprint.rows)


def test_the_key_on_a_card_is_right_on_every_form(sample):
    _, cards = views(sample)
    sheets = [numbered(each) for each in sample if each.document == "test"]
    compared = 0
    for card in cards.cards:
        if card.item.kind != "choice":
            continue
        right = {text_of(o.body) for o in card.item.interactions[0].options if o.correct}
        for sheet, number, answers in zip(sheets, card.about.numbers, card.answers, strict=True):
            shown = sheet[number].interactions[0]
            assert isinstance(shown, StudentChoice)
            said = {text_of(o.body) for o in shown.options if o.letter == text_of(answers[0])}
            assert said == right
            compared += 1
    assert compared > 20


@pytest.mark.parametrize("name", ["small", "sample"])
def test_totals_agree(name, request):
    blueprint, _ = views(request.getfixturevalue(name))
    assert blueprint.points == blueprint.cover.points == sum(row.points for row in blueprint.rows)
    assert sum(each.items for each in blueprint.kinds) == len(blueprint.rows)
    for shares in (blueprint.objectives, blueprint.bands):
        assert sum(each.items for each in shares) == len(blueprint.rows)
        assert sum(each.points for each in shares) == blueprint.points
        assert sum(each.items_share for each in shares) == 100
        assert sum(each.points_share for each in shares) == 100
    for each in blueprint.objectives:
        assert each.items == sum(row.objective == each.name for row in blueprint.rows)


@given(st.lists(st.integers(0, 60), max_size=12))
def test_shares_add_up_and_are_near(counts):
    shares = percents(counts)
    assert len(shares) == len(counts)
    if whole := sum(counts):
        assert sum(shares) == 100
        assert all(abs(s - c * 100 / whole) < 1 for s, c in zip(shares, counts))


def test_levels_are_put_into_bands(small):
    blueprint, _ = views(small)
    assert {(row.level, row.band) for row in blueprint.rows} == {
        ("C1", "L1"), ("C3", "L2"), ("C5", "L3"), ("", ""),
    }  # fmt: skip
    assert [each.name for each in blueprint.bands] == ["L1", "L2", "L3", ""]
    assert [BANDS[f"C{n}"] for n in range(1, 7)] == ["L1", "L1", "L2", "L3", "L3", "L3"]


def test_rows_stand_by_objective_and_say_what_is_known(small):
    blueprint, _ = views(small)
    assert [(row.objective, row.numbers[0]) for row in blueprint.rows] == [
        ("T1", 2), ("T1", 3), ("T2", 1), ("", 4),
    ]  # fmt: skip
    # An objective of the paper that nothing asks about is told, too.
    assert [(each.name, each.items) for each in blueprint.objectives] == [
        ("T1", 2), ("T2", 1), ("T3", 0), ("", 1),
    ]  # fmt: skip
    told, untold, essay, bare = blueprint.rows
    assert told.indicator == "Disajikan genangan yang kering, murid dapat menyebutkan tahapnya."
    assert untold.indicator == untold.objective_text == "Menjelaskan siklus air."
    assert bare.indicator == ""
    assert (told.material, essay.material) == ("Ke mana air pergi?", "Siklus air")


def test_a_card_shows_the_stimulus_of_its_group(small):
    _, cards = views(small)
    assert [text_of(card.stimulus).strip() for card in cards.cards] == [
        "",
        "",
        *["Gelas berisi es."] * 2,
    ]
    assert cards.cards[0].answers == (((),), ((),))


@pytest.mark.parametrize(
    ("kind", "formats", "made"),
    [
        ("test", "", TEACHERS),
        ("worksheet", "", ()),
        ("exit-ticket", "", ()),
        ("worksheet", "documents:\n  blueprint: [docx]\n", ("blueprint",)),
        ("test", "documents:\n  item-cards: [pdf]\n", TEACHERS),
    ],
)
def test_they_are_made_for_tests_and_where_the_course_says_so(tmp_path, kind, formats, made):
    found = planned(course(tmp_path, kind, f"language: id\n{formats}"))
    assert tuple(each.document for each in found if each.document in TEACHERS) == made


def test_they_are_the_teachers_and_of_the_set(small):
    revision = {each.revision for each in small}
    assert len(revision) == 1
    for each in small:
        if each.document in TEACHERS:
            assert (each.edition, each.form) == ("teacher", "")
    names = [path for each in small for _, path in each.paths if each.document in TEACHERS]
    assert names == [
        f"c/teacher/GURU-ulangan-{name}.{format_}"
        for name in ("kisi-kisi", "kartu-soal")
        for format_ in ("docx", "pdf")
    ]


# --- as they are written --------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["id", "en"])
def made(request, tmp_path_factory) -> dict[tuple[str, str], bytes]:
    """Write both documents of the sample's test, or of a small English one, in both formats."""
    root = SAMPLE / "kelompok-okupasional"
    if request.param == "en":
        root = course(tmp_path_factory.mktemp("en"), said="language: en\n")
    prepared = prepare(find_project((), root), Options())
    (found,) = prepared.courses
    renderer = Renderer(found.theme, found.words)
    sets = [each for each in found.sets if "/assessments/ulangan" in each.key]
    written: dict[tuple[str, str], bytes] = {}
    for document in (each for each in sets[0].documents if each.document in TEACHERS):
        sheet = renderer.render(document)
        for format_, _ in document.paths:
            done = writer(format_)(sheet, found.theme, prepared.store)
            assert not done.findings
            written[document.document, format_] = done.content
    return written


def pages(content: bytes) -> list[str]:
    return [each.extract_text() for each in pypdf.PdfReader(io.BytesIO(content)).pages]


def test_word_files_pass_the_validators(made):
    found = {name: ooxml.findings(each, "docx") for (name, f), each in made.items() if f == "docx"}
    assert found == {name: [] for name in TEACHERS}


def test_the_head_of_the_table_repeats_and_no_row_splits(made):
    body = part(made["blueprint", "docx"])
    rows = list(body.iter(f"{W}tr"))
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    table = max(body.iter(f"{W}tbl"), key=len)
    assert table.find(f"{W}tr").find(f"{W}trPr/{W}tblHeader") is not None
    head = re.compile(r"Indikator soal|Indicator")
    with_rows = [each for each in pages(made["blueprint", "pdf"]) if re.search(r"L\d · C\d", each)]
    assert with_rows
    assert all(head.search(each) for each in with_rows)


def test_at_most_two_cards_stand_on_a_page(made):
    heads = [re.findall(r"^(?:Kartu soal|Item card) (\d+)$", each, re.MULTILINE)
             for each in pages(made["item-cards", "pdf"])]  # fmt: skip
    assert all(1 <= len(each) <= 2 for each in heads)
    numbers = [int(number) for each in heads for number in each]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 4


def test_every_page_is_marked_as_the_teachers(made):
    for (_, format_), content in made.items():
        if format_ == "pdf":
            assert all(re.search("UNTUK GURU|TEACHER'S COPY", each) for each in pages(content))


@pytest.mark.slow
def test_every_pdf_is_pdf_ua(made, tmp_path):
    paths = []
    for name in TEACHERS:
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(made[name, "pdf"])
    assert {path.name: clauses for path, clauses in tools.verapdf(paths).items() if clauses} == {}
