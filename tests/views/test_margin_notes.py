"""Definitions in the margin: near the word they explain, else left to the glossary."""

from lembar.course.course import Term
from lembar.course.tree import Element, element, text_of
from lembar.views.lesson import with_terms

SHORT = {name: Term(name, "arti yang pendek") for name in "abcdef"}


def p(*names: str, words: int = 40) -> Element:
    refs = (element("term-ref", name, term=name) for name in names)
    return element("p", *refs, " kata" * words)


def noted(*blocks: Element, terms: tuple[Term, ...] = tuple(SHORT.values())) -> list[str]:
    """Return a letter for each note, and the tag of each other block, in order."""
    return [
        text_of(each.children)[0] if each.tag == "margin-note" else each.tag
        for each in with_terms(blocks, terms)
        if isinstance(each, Element)
    ]


def test_a_note_stands_before_the_paragraph_that_names_it_first():
    assert noted(p(), p("a"), p("a", "b")) == ["p", "a", "p", "b", "p"]


def test_a_long_note_stands_there_too():
    long = Term("a", "sebuah arti yang sangat panjang sekali " * 8)
    formula = element("math-block", "x")
    assert noted(p("a", words=12), formula, p(), terms=(long,)) == ["a", "p", "math-block", "p"]


def test_crowded_notes_wait_for_a_paragraph_near_by():
    assert noted(p("a", "b", "c", words=20), p(words=60), p()) == ["a", "b", "p", "c", "p", "p"]


def test_a_note_that_finds_no_room_near_by_is_left_to_the_glossary():
    long = {name: Term(name, "arti panjang " * 40) for name in "ab"}
    blocks = [p("a", "b", words=20), *(p(words=50) for _ in range(9))]
    assert noted(*blocks, terms=tuple(long.values())) == ["a"] + ["p"] * 10


def test_a_note_waits_for_no_one_but_itself():
    terms = (Term("a", "arti " * 60), Term("b", "arti"), Term("c", "arti"))
    assert noted(p("a"), p("b"), *(p(words=80) for _ in range(4)), p("c"), terms=terms)[-2:] == [
        "c",
        "p",
    ]
