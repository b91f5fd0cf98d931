"""Read sheets, keys and blueprints back from their bytes: DOCX as Word counts, PDF by its tags."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tests.docx_numbering import W, printed
from tests.tagged_pdf import spoken, tables

ELSEWHERE = "Pada lembar terpisah"
IN_PLACE = "Lembar dengan jawaban"
_TOKEN = re.compile(r"q\d+(?:[a-z]\d*)?|\b[A-Z]\b")
_STEM = re.compile(r"Soal (q\d+)\b")
_POINTS = re.compile(r"(\d+)\spoin")


@dataclass
class Printed:
    """Hold a question as printed: its name, its points, its letters and tokens in order."""

    name: str
    points: int = 0
    tokens: list[str] = field(default_factory=list)

    @property
    def letters(self) -> dict[str, str]:
        """Return the letter that stands before each token that has one."""
        pairs = zip(self.tokens, self.tokens[1:])
        return {token: each for each, token in pairs if len(each) == 1 and len(token) > 1}


@dataclass
class Sheet:
    """Hold a sheet: its questions by printed number, and the points that it says it has."""

    questions: dict[int, Printed]
    points: int
    text: str


def docx_lines(content: bytes) -> list[str]:
    """Return the labels and texts of a Word document in order."""
    found = [text for each in printed(content) for text in (each.label, each.text)]
    return [text for text in found if text.strip()]


def pdf_lines(content: bytes) -> list[str]:
    """Return the texts of a PDF in the order of its tags; a label is a text of its own."""
    return [each.text for each in spoken(content) if each.text.strip()]


def docx_sheet(content: bytes) -> Sheet:
    """Read a sheet from Word."""
    return _sheet(docx_lines(content), points_first=False)


def pdf_sheet(content: bytes) -> Sheet:
    """Read a sheet from PDF."""
    return _sheet(pdf_lines(content), points_first=True)


def in_place(lines: list[str], points_first: bool) -> list[dict[int, Printed]]:
    """Return the questions of every form as a key prints them, with the answers in place."""
    forms: list[list[str]] = []
    for each in lines:
        if each.startswith(IN_PLACE):
            forms.append([])
        elif forms:
            forms[-1].append(each)
    return [_questions(each, points_first) for each in forms]


def _sheet(lines: list[str], points_first: bool) -> Sheet:
    facts = next(found for each in lines if (found := _POINTS.match(each)))
    return Sheet(_questions(lines, points_first), int(facts[1]), " ".join(lines))


def _questions(flat: list[str], points_first: bool) -> dict[int, Printed]:
    questions: dict[int, Printed] = {}
    current: Printed | None = None
    before = 0
    for number, text, following in zip(["", *flat], flat, [*flat[1:], ""]):
        whole = _POINTS.fullmatch(text.strip())
        if re.fullmatch(r"\d+", text) and _STEM.match(following):
            continue
        stem = _STEM.match(text)
        if stem and re.fullmatch(r"\d+", number):
            assert int(number) == len(questions) + 1, (number, text)
            current = Printed(stem[1], before)
            questions[int(number)] = current
        if whole and points_first:
            before = int(whole[1])
        elif whole and current is not None:
            current.points = int(whole[1])
        if current is not None:
            current.tokens += _TOKEN.findall(text)
    return questions


def docx_tables(content: bytes) -> list[list[list[str]]]:
    """Return the tables of a Word document as rows of cells."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return [
        [
            ["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")]
            for row in table.iter(f"{W}tr")
        ]
        for table in body.iter(f"{W}tbl")
    ]


def pdf_tables(content: bytes) -> list[list[list[str]]]:
    """Return the tables of a PDF as rows of cells."""
    return tables(content)


def has_row(lines: list[str], label: str, circles: list[str]) -> bool:
    """Say whether an answer sheet has a place with these letters or figures, and no more."""
    wanted = [label, *circles]
    more = chr(ord(circles[-1]) + 1) if circles and circles[-1].isalpha() else None
    ends = (at + len(wanted) for at, each in enumerate(lines) if each == label)
    return any(
        lines[end - len(wanted) : end] == wanted and more not in lines[end : end + 1]
        for end in ends
    )


def elsewhere(lines: list[str]) -> set[str]:
    """Return what is answered on another sheet, as an answer sheet says."""
    said = " ".join(each for each in lines if each.startswith(ELSEWHERE))
    return set(re.findall(r"\d+[a-z]?", said))


def tight(text: str) -> str:
    """Return a text without spaces: a PDF has none where a line breaks."""
    return re.sub(r"\s", "", text)


def strip(found: Iterable[list[list[str]]], forms: int) -> dict[int, list[tuple[str, int]]]:
    """Return the key and the points of every form by number, from the first table of a key.

    In PDF a table that goes over a page is two tables with the same head.
    """
    rows = [row for table in found if table[0][0] == "No." for row in table[1:]]
    return {
        int(row[0]): [(tight(row[at]), int(row[at + 1])) for at in range(1, 1 + 2 * forms, 2)]
        for row in rows
        if row[0].isdigit()
    }


def blueprint(found: Iterable[list[list[str]]], forms: int) -> Iterator[tuple[str, list[int], int]]:
    """Yield name, number on every form and points of each item of a blueprint."""
    for table in found:
        for row in table:
            name = next((m[1] for cell in row if (m := re.fullmatch(r"(q\d+)i", cell))), None)
            if name:
                *numbers, points = (int(each) for each in row[-1 - forms :])
                yield name, numbers, points
