"""The strict parser: what is no sheet is an error where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lembar.course.tree import Element, element
from lembar.errors import ContentError, Place
from lembar.sheet.markup import markup
from lembar.sheet.parser import parse

_ORIGIN = Place("a.j2")


def _codes(source):
    with pytest.raises(ContentError) as raised:
        parse(source, _ORIGIN)
    return [(each.code, each.place.line) for each in raised.value.problems]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<article><p>a</article>", "unclosed-element"),
        ("<article></p></article>", "closed-not-open"),
        ("<article><blink>a</blink></article>", "unknown-element"),
        ('<article><p onclick="x">a</p></article>', "unknown-attribute"),
        ('<article><p class="leed">a</p></article>', "unknown-role"),
        ("<article><p><p>a</p></p></article>", "misplaced-element"),
        ("<article><ul><p>a</p></ul></article>", "misplaced-element"),
        ("<article>words</article>", "text-between-blocks"),
        ("<article><p>a < b</p></article>", "stray-angle"),
        ("<article></article><article></article>", "not-one-root"),
        ("words<article></article>", "text-outside"),
        ("", "not-one-root"),
    ],
)
def test_what_is_no_sheet_is_refused(source, code):
    assert code in [found for found, _ in _codes(source)]


def test_problems_stand_at_the_stamped_line():
    source = '<article data-at="t.j2:1">\n<blink data-at="t.j2:7">a</blink></article>'
    assert _codes(source) == [("unknown-element", 7)]


def test_all_problems_are_told_at_once():
    assert len(_codes('<article><p class="x">a</p><blink>b</blink><p y="1">c</p></article>')) == 3


def test_a_place_in_the_content_goes_before_one_in_the_template():
    source = '<article><p data-at="t.j2:3" data-in="1">x</p></article>'
    root = parse(source, _ORIGIN, [Place("a.md", 1), Place("a.md", 9, 2)])
    child = root.children[0]
    assert isinstance(child, Element)
    assert child.place == Place("a.md", 9, 2)
    assert child.attributes == {}


_text = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1).map(
    lambda text: " ".join(text.split())
)


@given(st.lists(_text.filter(bool), min_size=1, max_size=4))
def test_any_words_come_through_markup_and_back(words):
    tree = element("article", *(element("p", word) for word in words))
    assert parse(markup((tree,)), _ORIGIN) == tree
