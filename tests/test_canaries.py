"""Unique words in every secret place of a small course: in no pupils' file, in a teacher's."""

import re
import zipfile
from pathlib import Path

import pytest

from lembar.engine.manifest import CHECKSUMS, INDEX, THUMBNAILS
from lembar.questions import TYPES
from lembar.writers import FORMATS
from tests.built import build_here, unpacked
from tests.writers.extract import text

# Every word "CANARY…" stands where only a teacher may look; "MAYBE…" is the public part beside it,
# which shows that the secret was cut out of something that is printed.
QUESTIONS = """\
# CANARYyamlnote
items:
- type: choice
  id: CANARYid
  tags: [CANARYtag]
  text: |
    MAYBEchoice

    - [ ] biru
      : CANARYfeedbackwrong
    - [x] ![Lingkaran merah](images/CANARYpicture.svg)
      : CANARYfeedback
    - [ ] hijau
  explanation: |
    CANARYexplanation

    ![Bagan CANARYalt](images/lain.svg)
- type: choices
  text: |
    MAYBEchoices

    - [x] satu
    - [x] dua
      : CANARYseveral
    - [ ] tiga
- type: cloze
  text: |
    MAYBEcloze: [[CANARYgap|CANARYother]] dan **[[CANARYboldgap]]**.
- type: short
  text: |
    MAYBEshort [[CANARYshort]]
  accept: [CANARYaccept]
  reject: [CANARYreject]
  ignore: [CANARYignore]
- type: matching
  text: |
    MAYBEmatching

    - IDI -> dokter
    - PGRI -> guru
    - -> wartawan
  explanation: |
    CANARYmatching
- type: ordering
  text: |
    MAYBEordering

    1. satu
    2. dua
    3. tiga
  explanation: |
    CANARYordering
- type: true-false
  text: |
    MAYBEtruefalse
  answer: true
  explanation: |
    CANARYtruefalse
- type: true-false-table
  text: |
    MAYBEtable

    - [x] Benar.
      : CANARYtable
    - [ ] Salah.
- type: cloze
  distractors: [MAYBEdistractor]
  text: |
    MAYBEbank [[MAYBEworda]] dan [[MAYBEwordb]].
  explanation: |
    CANARYbank
- type: numeric
  tolerance: 3%
  text: |
    MAYBEnumeric [[31,7182 CANARYunit]]
- type: table-completion
  text: |
    MAYBEcompletion

    | Satu | Dua |
    | --- | --- |
    | MAYBEcell | [[CANARYcell]] |
- type: labelling
  text: |
    MAYBElabelling

    ![Lingkaran MAYBEalt](images/CANARYdrawn.svg)

    - 70% 50%: [[CANARYlabela|CANARYlabelb]]
    - 30% 50%: [[CANARYlabelc]]
- type: classification
  text: |
    MAYBEclassification

    - satu -> ganjil
    - dua -> genap
    - tiga -> ganjil
  explanation: |
    CANARYclassification
- type: multi-part
  text: |
    MAYBEparts
  parts:
  - type: short
    text: |
      MAYBEparta [[CANARYparta]]
  - type: choice
    text: |
      MAYBEpartb

      - [x] ya
        : CANARYpartb
      - [ ] tidak
    explanation: |
      CANARYpartexplained
- type: essay
  text: |
    MAYBEessay

    ::: teacher
    CANARYinitem
    :::
  answer: |
    CANARYmodel $x_{CANARYmath}$
  rubric: |
    - [2] CANARYrubric
- type: group
  text: |
    MAYBEgroup

    ::: teacher
    CANARYstimulus
    :::
  items:
  - type: true-false
    text: |
      Benar.
    answer: true
    explanation: |
      CANARYgroup
"""
LESSON = """\
---
title: Pelajaran
---

## Bagian

MAYBElesson

::: teacher
CANARYteacher[^1] $y_{CANARYformula}$

![Gambar CANARYpicturewords](images/lain.svg)
:::

::: activity Kerja
MAYBEactivity

- butir

  ::: teacher
  CANARYnested
  :::
:::

::: slide Salindia
MAYBEslide

::: teacher
CANARYslide
:::
:::

::: questions
- draw: 1
  type: short
- draw: 1
  type: choice
- type: short
  text: |
    MAYBEinline [[CANARYinline]]
:::

[^1]: CANARYfootnote
"""
PAPER = """\
title: Lembar
kind: worksheet
forms: [A, B]
instructions: |
  MAYBEinstructions

  ::: teacher
  CANARYinstructions
  :::
summary: |
  MAYBEsummary

  ::: teacher
  CANARYsummary
  :::
sections:
- title: Bagian
  instructions: |
    MAYBEsection

    ::: teacher
    CANARYsection
    :::
  items:
""" + "".join(
    f"  - draw: {2 if name == 'cloze' else 1}\n    type: {name}\n" for name in [*TYPES, "group"]
)
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<circle cx="20" cy="20" r="{radius}" fill="#a00"/></svg>'
)
# A drawing whose author named its parts: marked, it tells nothing of them.
NAMED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>CANARYtitle</title>'
    '<circle id="CANARYpart" class="CANARYclass" cx="20" cy="10" r="8"/></svg>'
)
# Nowhere printed: names of the author's, and notes.
UNPRINTED = {"canaryyamlnote", "canaryid", "canarytag", "canarypicture", "canarydrawn"}


def canaries() -> set[str]:
    return {each.lower() for each in re.findall(r"CANARY[a-z]+", QUESTIONS + LESSON + PAPER)}


PROFILES = "profiles: [large-print, manuscript]\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    return build(tmp_path_factory.mktemp("birds"), QUESTIONS, LESSON, PAPER)


def build(root: Path, questions: str, lesson: str, paper: str) -> Path:
    """Build all documents of the course in every format."""
    documents = ("handout", "summary", "worksheet", "answer-key")
    formats = "".join(f"  {name}: [{', '.join(FORMATS)}]\n" for name in documents)
    files = {
        "c/course.yaml": f"title: Kursus\nlanguage: id\n{PROFILES}documents:\n{formats}",
        "c/u/unit.yaml": "title: Unit\n",
        "c/u/01-a.md": lesson,
        "c/u/questions/q.yaml": questions,
        "c/u/assessments/w.yaml": paper,
        "c/u/images/CANARYpicture.svg": DRAWING.format(radius=15),
        "c/u/images/lain.svg": DRAWING.format(radius=9),
        "c/u/images/CANARYdrawn.svg": NAMED,
    }
    for name, said in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")
    outcome = build_here(root, root / "output")
    assert [each for each in outcome.problems if each.severity == "error"] == []
    return root / "output" / "c"


BESIDE = (INDEX, CHECKSUMS)


def files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def said(paths: list[Path]) -> str:
    """Return what people read in files, without spaces, in lower case."""
    return "".join(text(path.suffix.lstrip("."), path.read_bytes()) for path in paths)


def documents(built: Path, audience: str) -> list[Path]:
    folder = built / audience
    return [path for path in files(folder) if path.parent == folder and path.name not in BESIDE]


def test_every_format_is_looked_at(built):
    assert {path.suffix.lstrip(".") for path in documents(built, "student")} == set(FORMATS)
    # Two forms of the worksheet; large print of all that has a look, manuscripts in Word; a summary
    # sheet, plain and large, as PDF and as a Word file.
    plain, large = 4 * len(FORMATS), 4 * (len(FORMATS) - 1)
    assert len(documents(built, "student")) == plain + large + 3 + 2 * 2
    maybe = {each.lower() for each in re.findall(r"MAYBE[a-z]+", QUESTIONS + LESSON + PAPER)}
    for format_ in FORMATS:
        printed = said([p for p in documents(built, "student") if p.suffix == f".{format_}"])
        assert sorted(each for each in maybe if each not in printed) == []


def test_no_canary_is_in_the_bytes_of_a_pupils_file(built):
    for path in files(built / "student"):
        inside = unpacked(path.read_bytes())
        for encoding in ("utf-8", "utf-16-be", "utf-16-le"):
            assert "canary".encode(encoding) not in inside.lower(), (path.name, encoding)
        # PDF may write text as hexadecimal digits.
        assert b"canary".hex().encode() not in inside.lower(), path.name
        assert "CANARY".encode("utf-16-be").hex().encode() not in inside.lower(), path.name


def test_no_canary_is_in_the_zip_for_a_class(built):
    (path,) = built.glob("*.zip")
    inside = unpacked(path.read_bytes()).lower()
    for word in (b"canary", "canary".encode("utf-16-be"), b"guru-", b"teacher/", b"kunci."):
        assert word not in inside
    with zipfile.ZipFile(path) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    student = built / "student"
    assert names == {each.relative_to(student).as_posix() for each in files(student)}


def test_no_canary_is_in_the_words_of_a_pupils_file(built):
    for path in documents(built, "student"):
        assert "canary" not in said([path]), path.name


def test_a_picture_of_the_teachers_is_in_no_pupils_file(built):
    """The drawing of the explanation is nowhere else; its circle is 9 wide."""
    assert any(b'r="9"' in unpacked(path.read_bytes()) for path in teachers_pages(built))
    for path in files(built / "student"):
        assert b'r="9"' not in unpacked(path.read_bytes()), path.name


def teachers_pages(built: Path) -> list[Path]:
    return [path for path in documents(built, "teacher") if path.suffix == ".html"]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_canary_is_in_a_teachers_file(built, format_):
    """The tests above can fail: what they look for is found where it may be, in each format."""
    printed = said([p for p in documents(built, "teacher") if p.suffix == f".{format_}"])
    assert sorted(each for each in canaries() - UNPRINTED if each not in printed) == []


def test_no_canary_is_in_the_pages_that_list_documents(built):
    for path in files(built.parent):
        if path.suffix in (".html", ".json") and path.parent.name not in ("student", "teacher"):
            assert b"canary" not in path.read_bytes().lower(), path.name


def test_the_pupils_folder_does_not_know_of_the_teachers(built):
    for path in files(built / "student"):
        inside = unpacked(path.read_bytes()).lower()
        for word in (b"guru-", b"teacher/", b"kunci.", b"../index.html", b"manifest"):
            assert word not in inside, (path.name, word)


def test_other_secrets_in_the_files_change_no_byte_of_the_pupils_folder(built, tmp_path):
    """From file to file: what teachers alone may see is written anew, longer, on more lines."""

    def other(said: str) -> str:
        # The picture is printed, and an id is what seeds are made of: these stay.
        said = re.sub(
            r"CANARY(?!picture\.|drawn\.|id\n)([a-z]+)", r"lain \1 yang lebih panjang", said
        )
        return said.replace("|\n    lain", "|\n    Lebih dahulu.\n\n    lain")

    questions = other(QUESTIONS)
    for before, after in (
        ("- [ ] biru", "- [x] biru"),
        ("- [x] ![", "- [ ] !["),
        ("- [ ] tiga", "- [x] tiga"),
        ("  answer: true", "  answer: false"),
        ("- [ ] Salah.", "- [x] Salah."),
    ):
        assert before in questions
        questions = questions.replace(before, after)
    changed = build(tmp_path, questions, other(LESSON), other(PAPER))
    assert names(built) == names(changed)
    for one, two in zip(files(built / "student"), files(changed / "student"), strict=True):
        assert one.read_bytes() == two.read_bytes(), one.name
    same = [
        one.name
        for one, two in zip(documents(built, "teacher"), documents(changed, "teacher"))
        if one.read_bytes() == two.read_bytes()
    ]
    assert same == []


def names(built: Path) -> list[str]:
    """Return the names of files, but those of the teacher's pictures: they follow what is shown."""
    found = (path.relative_to(built).as_posix() for path in files(built))
    return [each for each in found if not each.startswith(f"teacher/{THUMBNAILS}/")]
