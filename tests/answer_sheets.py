"""A test of fifty questions, and circles and boxes read back from the PDF of its answer sheets."""

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from lembar.content.loader import Options
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.plan import Document
from lembar.sheet.render import Renderer
from lembar.sheet.sheet import Sheet

_MM = 25.4 / 96  # WeasyPrint draws in pixels
_QUESTION = """\
- type: choice
  id: n{n}
  text: |
    Soal {n}?

    - [x] satu {n}
    - [ ] dua {n}
    - [ ] tiga {n}
    - [ ] empat {n}
    - [ ] lima {n}
"""
_PAPER = "title: Ulangan\nkind: test\nforms: [A, B, C]\nduration: 90\nitems:\n- draw: 50\n"


def fifty(root: Path, paper: str) -> Prepared:
    """Write and read a course with a test of fifty questions from A to E."""
    files = {
        "c/course.yaml": f"title: Kursus\nlanguage: id\npaper: {paper}\n",
        "c/u/unit.yaml": "title: Unit\n",
        "c/u/questions/q.yaml": "items:\n" + "".join(_QUESTION.format(n=n) for n in range(50)),
        "c/u/assessments/ulangan.yaml": _PAPER,
    }
    return project(root, files)


def project(root: Path, files: dict[str, str]) -> Prepared:
    """Write the files of a project and read it."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return prepare(find_project((), root), Options())


def documents(prepared: Prepared) -> list[Document]:
    """Return the answer sheets of all forms."""
    (course,) = prepared.courses
    found = [document for each in course.sets for document in each.documents]
    return [each for each in found if each.document == "answer-sheet"]


def sheets(prepared: Prepared) -> list[Sheet]:
    """Return the answer sheets of all forms, rendered."""
    (course,) = prepared.courses
    renderer = Renderer(course.theme, course.words)
    return [renderer.render(each) for each in documents(prepared)]


def circles(content: bytes) -> set[tuple[float, float, float]]:
    """Return the circles of the first page: centre from the upper left, diameter; all in mm."""
    found: set[tuple[float, float, float]] = set()
    for points in _curved(content):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        assert abs(wide - high) < 0.01
        centre = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
        found.add((round(centre[0], 2), round(centre[1], 2), round(wide, 2)))
    return found


def squares(content: bytes, side: float) -> list[tuple[float, float]]:
    """Return the upper left corners of the filled squares of a size, in mm."""
    found: list[tuple[float, float]] = []
    for name, values in _operators(content):
        if name == "re":
            x, y, wide, high = (value * _MM for value in values)
            if abs(wide - side) < 0.01 and abs(high - side) < 0.01:
                found.append((round(x, 2), round(y, 2)))
    return found


def _curved(content: bytes) -> Iterator[list[tuple[float, float]]]:
    """Yield the corners of each closed path of four curves."""
    points: list[tuple[float, float]] = []
    curves = 0
    for name, values in [*_operators(content), ("m", [0.0, 0.0])]:
        if name in ("m", "l", "c"):
            if name == "m":
                if curves == 4:
                    yield points
                points, curves = [], 0
            curves += name == "c"
            points.append((values[-2] * _MM, values[-1] * _MM))


def _operators(content: bytes) -> Iterator[tuple[str, list[float]]]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for each in pikepdf.parse_content_stream(pdf.pages[0]):
            name = str(each.operator)
            if name in ("m", "l", "c", "re"):
                yield name, [float(value) for value in each.operands]
