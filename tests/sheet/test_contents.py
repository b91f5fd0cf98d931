"""The contents of a long document: a link to each heading; a short one has none."""

from lembar.course.tree import Element, text_of, walk
from lembar.errors import Place
from lembar.sheet.contents import LONG, listed
from lembar.sheet.parser import parse

ASKED = "<contents><p>Isi</p></contents>"
FILLING = f"<p>{'kata ' * (LONG // 5)}</p>"


def article(*blocks: str) -> Element:
    return parse(f"<article>{''.join(blocks)}</article>", Place("a.html"))


def entries(root: Element) -> list[Element]:
    return [each for each in walk((root,)) if each.tag == "contents-entry"]


def headings(root: Element) -> list[str]:
    return [each.get("id") for each in walk((root,)) if each.tag in ("h2", "h3")]


HEADS = ("<h2>Satu</h2>", '<h3 id="dua">Dua</h3>', "<h2>Tiga</h2>", '<h2 number="2.4">Empat</h2>')


def test_a_short_document_has_none():
    made = listed(article(ASKED, *HEADS, "<p>pendek</p>"))
    assert [each.tag for each in made.children] == ["h2", "h3", "h2", "h2", "p"]
    assert headings(made) == ["", "dua", "", ""]


def test_a_long_document_of_few_sections_has_none():
    assert entries(listed(article(ASKED, *HEADS[:3], FILLING))) == []


def test_who_does_not_ask_gets_none():
    root = article(*HEADS, FILLING)
    assert listed(root) is root


def test_each_entry_leads_to_its_heading():
    made = listed(article(ASKED, *HEADS, FILLING))
    found = entries(made)
    assert [text_of(each.children) for each in found] == ["Satu", "Dua", "Tiga", "Empat"]
    assert [each.get("level") for each in found] == ["2", "3", "2", "2"]
    assert [each.get("href")[1:] for each in found] == headings(made)
    assert [each.get("number") for each in found] == ["", "", "", "2.4"]
    assert len({*headings(made)}) == 4


def test_an_id_that_is_taken_is_left_alone():
    made = listed(article(ASKED, '<p id="heading-1">a</p>', *HEADS, FILLING))
    assert headings(made) == ["heading-2", "dua", "heading-3", "heading-4"]


def test_notes_and_links_of_a_heading_stay_there():
    noted = '<h2>A <a href="#dua">b</a> <em>c</em><foot-note number="1">d</foot-note></h2>'
    made = listed(article(ASKED, noted, *HEADS, FILLING))
    first = entries(made)[0]
    assert text_of(first.children) == "A b c"
    assert [each.tag for each in walk(first.children)] == ["em"]


def test_many_headings_are_listed_by_section():
    many = [f"<h2>S{n}</h2><h3>a</h3><h3>b</h3>" for n in range(20)]
    made = entries(listed(article(ASKED, *many, FILLING)))
    assert [text_of(each.children) for each in made] == [f"S{n}" for n in range(20)]
