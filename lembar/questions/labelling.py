"""Labelling: numbered marks on a picture, to be named freely or from a word bank."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lembar.course.item import Size, Text
from lembar.course.tree import Element, Node, Nodes, element, rewrite, text_of, walk
from lembar.errors import Problems
from lembar.questions.bank import BANK, wants_bank, with_bank
from lembar.questions.cloze import SIZE
from lembar.questions.gaps import gaps, has_gap
from lembar.questions.writing import MARKING, Made, QuestionType, Writing, one_list, split_at

_NUMBER = r"(\d+(?:[.,]\d+)?)\s*%?"
_WHERE = re.compile(rf"\s*{_NUMBER}[\s,;]\s*{_NUMBER}\s*:\s*")
_NEAREST = 4  # of 100: marks that are nearer to each other lie one upon the other
_BAND = 8  # of 100: marks whose heights differ by less are read as one row


@dataclass(frozen=True, slots=True)
class _Mark:
    """Hold a mark: where it stands, in hundredths from the top left, and its gap."""

    across: float
    down: float
    gap: Element


def item(writing: Writing, problems: Problems) -> Made | None:
    """Make an item of a picture and `- 30% 20%: [[word]]` lines; a point for each mark.

    Marks are numbered as they are read on the picture, whatever the order of the lines.
    """
    listed = one_list(writing, "ul", problems, "no-marks")
    if listed is None:
        return None
    before = problems.failures
    marks = _in_reading_order(list(_marks(listed, problems)))
    _check_apart(marks, listed, problems)
    above, _, below = split_at(writing.text, "ul")
    rest = (*above, *below)
    if has_gap(rest):
        problems.add("gap-off-picture", writing.place, "gap-off-picture")
    pictures = [each for each in walk(rest) if each.tag == "img"]
    if len(pictures) != 1:
        code = "several-pictures" if pictures else "no-picture"
        problems.add(code, pictures[1].place if pictures else writing.place, code)
    if problems.failures > before:
        return None
    size = Size(writing.word("size", "large"))
    lines, found = gaps((_lines(marks),), size, problems)
    if problems.failures == before and not wants_bank(writing):
        _check_silent(rest, found, problems)
    if problems.failures > before:
        return None
    texts = tuple(replace(each, label=str(n)) for n, each in enumerate(found, 1))
    places = ";".join(f"{mark.across:g},{mark.down:g}" for mark in marks)
    shown = rewrite(rest, lambda each: _marked(each, places))
    body = (*shown[: len(above)], *lines, *shown[len(above) :])
    if wants_bank(writing):
        return with_bank(body, texts, writing, problems)
    return Made(body, texts, len(texts), marking=writing.marking)


def _marks(listed: Element, problems: Problems) -> Iterator[_Mark]:
    """Yield the marks of a list; report lines that are none."""
    for entry in listed.children:
        assert isinstance(entry, Element)
        first = entry.children[0] if entry.children else ""
        whole = isinstance(first, Element) and first.tag == "p"
        line = first.children if isinstance(first, Element) and whole else entry.children
        line = tuple(node for node in line if not (isinstance(node, str) and not node.strip()))
        match line:
            case (str(where), Element(tag="gap") as gap) if found := _WHERE.fullmatch(where):
                across, down = (float(each.replace(",", ".")) for each in found.groups())
                if max(across, down) > 100:
                    problems.add("mark-outside", entry.place, "mark-outside")
                yield _Mark(across, down, gap)
            case _:
                problems.add("bad-mark-line", entry.place, "bad-mark-line")


def _in_reading_order(marks: list[_Mark]) -> list[_Mark]:
    """Sort marks row by row: an order that every pupil sees on the picture, and tells nothing."""
    rows: list[list[_Mark]] = []
    for mark in sorted(marks, key=lambda mark: mark.down):
        if rows and mark.down - rows[-1][0].down < _BAND:
            rows[-1].append(mark)
        else:
            rows.append([mark])
    return [mark for row in rows for mark in sorted(row, key=lambda mark: mark.across)]


def _check_apart(marks: list[_Mark], listed: Element, problems: Problems) -> None:
    for index, mark in enumerate(marks):
        for other in marks[:index]:
            if max(abs(mark.across - other.across), abs(mark.down - other.down)) < _NEAREST:
                problems.add("marks-too-near", mark.gap.place or listed.place, "marks-too-near")


def _check_silent(rest: Nodes, found: tuple[Text, ...], problems: Problems) -> None:
    """Report words under the picture, or in its description, that are answers."""
    for each in walk(rest):
        said = each.get("alt") if each.tag == "img" else ""
        said = text_of(each.children) if each.tag == "figcaption" else said
        for word in (word for text in found for word in text.accepted):
            if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said, re.IGNORECASE):
                problems.add("answer-by-picture", each.place, "answer-by-picture", word=word)


def _lines(marks: list[_Mark]) -> Element:
    """Return the numbered lines to write on."""
    lines = (element("choice-option", mark.gap, letter=str(n)) for n, mark in enumerate(marks, 1))
    return element("choice-list", *lines, columns="2")


def _marked(each: Element, places: str) -> Node:
    return each.with_attributes(marks=places) if each.tag == "img" else each


TYPE = QuestionType(
    "labelling",
    "a picture whose marks are to be named",
    item,
    gaps=True,
    fields={"size": SIZE, **BANK, **MARKING},
)
