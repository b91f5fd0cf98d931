"""Pictures to label: how marks are read, and what is told where they are wrong."""

from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.draw import draw
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.views.paper import key_view, paper_view

LEAF = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M2 10H38"/></svg>'
PICTURE = "![Garis tepi](images/leaf.svg)"


def read(root: Path, *lines: str, picture: str = PICTURE, more: str = "", after: str = ""):
    marks = "\n".join(f"    - {line}" for line in lines)
    files = {
        "c/course.yaml": "title: Kursus\nlanguage: id\n",
        "c/u/unit.yaml": "title: Unit\n",
        "c/u/images/leaf.svg": LEAF,
        "c/u/questions/q.yaml": (
            f"items:\n- type: labelling\n{more}  text: |\n    Beri nama.\n\n    {picture}\n\n"
            f"{marks}\n{after}"
        ),
        "c/u/assessments/w.yaml": "title: W\nkind: worksheet\nitems:\n- draw: 1\n",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    prepared = prepare(find_project((), root), Options())
    return prepared, [each.code for each in prepared.problems]


def key_of(prepared):
    (course,) = (each.course for each in prepared.courses)
    unit = course.units[0]
    drawn = draw(unit.assessments[0], unit)
    return paper_view(drawn, drawn.forms[0], unit), key_view(drawn, unit, course)


def test_marks_are_numbered_as_they_are_read_on_the_picture(tmp_path):
    lines = ["96% 50%: [[tiga]]", "40 12: [[dua]]", "10,5%; 15%: [[satu|esa]]"]
    prepared, problems = read(tmp_path, *lines)
    assert problems == []
    paper, key = key_of(prepared)
    (row,) = key.strip
    assert row.keys[0] == (("1 satu / esa",), ("2 dua",), ("3 tiga",))
    assert 'marks": "10.5,15;40,12;96,50"' in str(paper).replace("'", '"')
    for word in ("satu", "esa", "dua", "tiga"):
        assert word not in str(paper)


def test_a_bank_holds_all_words_in_another_order(tmp_path):
    lines = ["10% 50%: [[satu]]", "40% 50%: [[dua]]", "80% 50%: [[tiga]]"]
    prepared, problems = read(tmp_path, *lines, more="  distractors: [empat]\n")
    assert problems == []
    paper, key = key_of(prepared)
    (item,) = paper.sections[0].entries
    words = ["".join(map(str, target.body)) for target in item.interactions[0].targets]
    assert sorted(words) == ["dua", "empat", "satu", "tiga"]
    assert words[:3] != ["satu", "dua", "tiga"]
    assert "1 " in str(key.strip[0].keys)


@pytest.mark.parametrize(
    ("lines", "given", "codes"),
    [
        (["30% 20%: [[a]]", "30% 120%: [[b]]"], {}, ["mark-outside"]),
        (["30% 20%: [[a]]", "31% 22%: [[b]]"], {}, ["marks-too-near"]),
        (["30% 20%: [[a]]", "daun"], {}, ["bad-mark-line"]),
        (["30% 20%: [[a]]", "30%: [[b]]"], {}, ["bad-mark-line"]),
        (["30% 20%: [[a]]", "50% 20%: [[b]] dan [[c]]"], {}, ["bad-mark-line"]),
        (["30% 20%: [[a]]", "50% 20%: [[b|]]"], {}, ["empty-gap"]),
        (["30% 20%: [[a]]"], {"picture": "Tanpa gambar."}, ["no-picture"]),
        (["30% 20%: [[a]]"], {"picture": f"{PICTURE} {PICTURE}"}, ["several-pictures"]),
        (["30% 20%: [[a]]"], {"picture": f"{PICTURE}\n\n    Di sini [[c]]."}, ["gap-off-picture"]),
        ([], {}, ["no-marks"]),
        (["30% 20%: [[garis]]"], {}, ["answer-by-picture"]),
        (["30% 20%: [[a]]", "60% 20%: [[a]]"], {"more": "  bank: true\n"}, ["too-few-in-bank"]),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_wrong_is_told(tmp_path, lines, given, codes):
    assert read(tmp_path, *lines, **given)[1] == codes


def test_with_a_bank_the_description_may_name_parts(tmp_path):
    lines = ["30% 20%: [[garis]]", "60% 20%: [[b]]"]
    assert read(tmp_path, *lines, more="  distractors: [c]\n")[1] == []


def test_values_differ_from_form_to_form(tmp_path):
    more = "  parameters:\n    x: [10, 40]\n    w: \"'kiri' if x < 20 else 'tengah'\"\n"
    lines = ["{{ x }}% 20%: [[{{ w }}]]", "80% 80%: [[kanan]]"]
    prepared, problems = read(tmp_path, *lines, more=more)
    assert problems == []
    bank = prepared.courses[0].course.units[0].bank["q"]
    assert sorted(v.interactions[0].accepted for v in bank[0].versions) == [("kiri",), ("tengah",)]


def test_a_part_of_a_question_can_be_a_picture(tmp_path):
    read(tmp_path, "30% 20%: [[a]]")
    bank = (
        "items:\n- type: multi-part\n  text: |\n    Dua bagian.\n  parts:\n"
        "  - type: short\n    text: |\n      Apa? [[ini]]\n"
        f"  - type: labelling\n    text: |\n      Beri nama.\n\n      {PICTURE}\n\n"
        "      - 30% 20%: [[satu]]\n      - 60% 20%: [[dua]]\n"
    )
    (tmp_path / "c/u/questions/q.yaml").write_text(bank, "utf-8")
    prepared = prepare(find_project((), tmp_path), Options())
    assert list(prepared.problems) == []
    _, key = key_of(prepared)
    assert key.strip[0].keys[0] == (("a ", "ini"), ("b ", "1 satu"), ("2 dua",))
