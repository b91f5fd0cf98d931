"""A file says which document it is; only one to compare with says what its paragraphs are."""

from dataclasses import replace

from lembar.writers.docx import write, write_traced
from tests.ooxml import findings
from tests.sheets import load
from tests.writers.docx.helpers import names, raw

SHEET, THEME, STORE = load("worksheet")
NAMED = replace(SHEET, key="kursus/student/02-lkpd & co-A")


def custom(sheet) -> str:
    return raw(write(sheet, THEME, STORE).content, "docProps/custom.xml").decode()


def test_a_file_names_its_document():
    assert ">kursus/student/02-lkpd &amp; co-A<" in custom(NAMED)
    assert findings(write(NAMED, THEME, STORE).content, "docx") == []


def test_a_file_of_several_documents_names_none():
    assert "docProps/custom.xml" not in names(write(SHEET, THEME, STORE).content)


def test_another_text_has_another_print():
    root = SHEET.root.with_children((*SHEET.root.children[:-1],))
    assert custom(NAMED) == custom(NAMED)
    assert custom(NAMED) != custom(replace(NAMED, root=root))


def test_only_a_traced_file_tells_what_its_paragraphs_came_from():
    plain = raw(write(NAMED, THEME, STORE).content, "word/document.xml")
    traced = raw(write_traced(NAMED, THEME, STORE).content, "word/document.xml")
    assert b" trace=" not in plain
    assert b" trace=" in traced
