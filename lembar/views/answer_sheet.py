"""What an answer sheet may know: where a pupil marks and writes, from the pupil's papers alone.

All forms of a test have the same places, so that a stencil or a scanner reads each: a number that
is marked on one form and written on another has a place of either kind, and on each form one of
them stays empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from lembar.course.item import Presentation
from lembar.course.tree import Element, Node, Nodes, rewrite, text_of
from lembar.course.words import Words
from lembar.views.fingerprint import canonical
from lembar.views.paper import Cover, PaperView
from lembar.views.student import (
    StudentChoice,
    StudentExtended,
    StudentGroup,
    StudentInteraction,
    StudentItem,
    StudentMatch,
    StudentNumber,
    StudentOption,
    StudentOrder,
    StudentText,
)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Hold a place to mark one of some letters, or to write where there are none.

    The label is "" where the place is another form's.
    """

    label: str
    letters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterMeaning:
    """Hold what a letter of the sheet stands for that the paper itself does not print."""

    letter: str
    body: Nodes


@dataclass(frozen=True, slots=True)
class Legend:
    """Hold the meaning of letters, and the numbers that have them."""

    numbers: tuple[int, ...]
    meanings: tuple[LetterMeaning, ...]


@dataclass(frozen=True, slots=True)
class AnswerSheetView:
    """Hold the answer sheet of one form."""

    cover: Cover
    codes: tuple[str, ...]  # of all forms
    marked: tuple[AnswerRow, ...]
    written: tuple[AnswerRow, ...]
    legends: tuple[Legend, ...]
    elsewhere: tuple[str, ...]  # what is answered on another sheet


@dataclass(frozen=True, slots=True)
class _Places:
    """Hold the places of one number."""

    number: int
    marked: tuple[AnswerRow, ...]
    written: tuple[AnswerRow, ...]
    meanings: tuple[LetterMeaning, ...]
    elsewhere: tuple[str, ...]


def has_letters(paper: PaperView) -> bool:
    """Say whether a paper asks to choose from a lettered list."""
    return any(
        isinstance(each, StudentChoice) and each.presentation is Presentation.LIST
        for item in _items(paper)
        for each in item.interactions
    )


def answer_sheets(papers: Sequence[PaperView], words: Words) -> tuple[AnswerSheetView, ...]:
    """Return the answer sheets of all forms; () if nothing is marked or written on them."""
    codes = tuple(paper.cover.code for paper in papers)
    forms = [[_places(item, words) for item in _items(paper)] for paper in papers]
    numbers = list(zip(*forms, strict=True))
    marked = [max(len(each.marked) for each in number) for number in numbers]
    written = [max(len(each.written) for each in number) for number in numbers]
    if not sum(marked) + sum(written):
        return ()
    return tuple(
        AnswerSheetView(
            replace(paper.cover, tier=""),  # one for all tiers
            codes,
            _filled([each.marked for each in form], marked),
            _filled([each.written for each in form], written),
            _legends(form),
            tuple(label for each in form for label in each.elsewhere),
        )
        for paper, form in zip(papers, forms, strict=True)
    )


def _items(paper: PaperView) -> list[StudentItem]:
    found: list[StudentItem] = []
    for section in paper.sections:
        for entry in section.entries:
            found.extend(entry.items if isinstance(entry, StudentGroup) else (entry,))
    return found


def _filled(rows: list[tuple[AnswerRow, ...]], counts: list[int]) -> tuple[AnswerRow, ...]:
    """Return the rows of all numbers, each with as many as any form needs there."""
    empty = AnswerRow("")
    return tuple(
        row
        for given, count in zip(rows, counts, strict=True)
        for row in (*given, *[empty] * (count - len(given)))
    )


def _legends(form: list[_Places]) -> tuple[Legend, ...]:
    """Return what letters mean, once for all numbers that have the same."""
    found: dict[str, Legend] = {}
    for each in form:
        if not each.meanings:
            continue
        seen = canonical(each.meanings)
        before = found[seen].numbers if seen in found else ()
        found[seen] = Legend((*before, each.number), each.meanings)
    return tuple(found.values())


def _places(item: StudentItem, words: Words) -> _Places:
    """Return where an item is answered: a part named by its letter, several places by figures."""
    marked: list[AnswerRow] = []
    written: list[AnswerRow] = []
    elsewhere: list[str] = []
    meanings: list[LetterMeaning] = []
    counts: dict[str, int] = {}
    rows = [_rows(each, words) for each in item.interactions]
    number = words.number(str(item.number))
    names = [_joined(number, part) for part in item.part_letters]
    for name, each, found in zip(names, item.interactions, rows, strict=True):
        if isinstance(each, StudentExtended):
            elsewhere.append(name)
        several = sum(len(r) for n, r in zip(names, rows, strict=True) if n == name) > 1
        for row in found:
            counts[name] = counts.get(name, 0) + 1
            label = row.label or (words.number(str(counts[name])) if several else "")
            labelled = AnswerRow(_joined(name, label), row.letters)
            (marked if row.letters else written).append(labelled)
        meanings.extend(meaning for meaning in _meanings(each, words) if meaning not in meanings)
    return _Places(item.number, tuple(marked), tuple(written), tuple(meanings), tuple(elsewhere))


def _joined(name: str, label: str) -> str:
    """Return "7b", but "7.2": figures would run together."""
    return f"{name}.{label}" if label[:1].isdecimal() else f"{name}{label}"


def _rows(interaction: StudentInteraction, words: Words) -> tuple[AnswerRow, ...]:
    """Return the places of an interaction; a label is what the paper itself prints there."""
    match interaction:
        case StudentChoice():
            return (AnswerRow("", _letters(interaction, words)),)
        case StudentMatch():
            if interaction.presentation is Presentation.BANK:
                return tuple(AnswerRow("") for _ in interaction.rows)
            return tuple(AnswerRow("", _letters(interaction, words)) for _ in interaction.rows)
        case StudentOrder():
            count = len(interaction.entries)
            places = tuple(words.number(str(n)) for n in range(1, count + 1))
            return tuple(AnswerRow(each.letter, places) for each in interaction.entries)
        case StudentText() | StudentNumber():
            return (AnswerRow(""),)
        case StudentExtended():
            return ()
        case _:
            assert_never(interaction)


def _letters(interaction: StudentChoice | StudentMatch, words: Words) -> tuple[str, ...]:
    """Return the letters to mark: those of the paper, or initials where that prints only words."""
    if _prints_words(interaction):
        return tuple(each.letter for each in _meanings(interaction, words))
    return tuple(each.letter for each in _options(interaction))


def _meanings(interaction: StudentInteraction, words: Words) -> tuple[LetterMeaning, ...]:
    """Return what letters stand for where a paper prints words: initials, or figures."""
    if not isinstance(interaction, StudentChoice | StudentMatch) or not _prints_words(interaction):
        return ()
    bodies = [each.body for each in _options(interaction)]
    initials = [_text(body, words)[:1].upper() for body in bodies]
    plain = len(set(initials)) == len(initials) and all(each.isalpha() for each in initials)
    signs = initials if plain else [words.number(str(n)) for n in range(1, len(bodies) + 1)]
    return tuple(LetterMeaning(*each) for each in zip(signs, bodies, strict=True))


def _text(body: Nodes, words: Words) -> str:
    """Return the text of a body with the words of the catalogue in it."""

    def said(each: Element) -> Node:
        return words(each.get("key")) if each.tag == "word" else each

    return text_of(rewrite(body, said)).strip()


def _prints_words(interaction: StudentChoice | StudentMatch) -> bool:
    return interaction.presentation in (Presentation.INLINE, Presentation.GRID)


def _options(interaction: StudentChoice | StudentMatch) -> tuple[StudentOption, ...]:
    return interaction.options if isinstance(interaction, StudentChoice) else interaction.targets
