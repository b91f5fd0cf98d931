"""Answer sheets in Word: letters in cells of an exact size, circles behind them."""

import pytest

from lembar.writers import bubbles as geometry
from lembar.writers.docx import write
from tests.answer_sheets import fifty, sheets
from tests.ooxml import findings
from tests.writers.docx.helpers import W, docx, part

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
GRID = """
<bubble-grid><bubble-row label="7"><mark-bubble>A</mark-bubble><mark-bubble>B</mark-bubble>
</bubble-row><bubble-row></bubble-row><bubble-row label="8"><mark-bubble>C</mark-bubble>
</bubble-row></bubble-grid>
"""


def cells(row) -> list[str]:
    return ["".join(t.text for t in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]


def twips(length: float) -> int:
    return round(length * 1440 / 25.4)


def test_a_row_is_a_number_and_letters_in_cells_of_an_exact_size():
    (table,) = part(docx(GRID)).iter(f"{W}tbl")
    widths = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
    assert widths == [twips(geometry.LABEL), *[twips(geometry.PITCH)] * 2]
    rows = list(table.iter(f"{W}tr"))
    assert [cells(row) for row in rows] == [["7", "A", "B"], ["", ""], ["8", "C", ""]]
    heights = [row.find(f"{W}trPr/{W}trHeight") for row in rows]
    assert {(each.get(f"{W}val"), each.get(f"{W}hRule")) for each in heights} == {
        (str(twips(geometry.ROW)), "exact")
    }


def test_each_letter_has_a_circle_behind_it():
    anchors = list(part(docx(GRID)).iter(f"{WP}anchor"))
    assert [each.get("behindDoc") for each in anchors] == ["1"] * 3
    assert {each.find(f"{WP}extent").get("cx") for each in anchors} == {
        str(round(geometry.DIAMETER * 36000))
    }
    assert {each.get("prst") for a in anchors for each in a.iter(f"{A}prstGeom")} == {"ellipse"}


def test_corner_marks_stand_in_the_running_head():
    content = docx('<corner-marks inset="8" size="5"><p>Isi</p>', paper="F4")
    anchors = list(part(content, "word/header1.xml").iter(f"{WP}anchor"))
    places = [[int(each.text) / 36000 for each in a.iter(f"{WP}posOffset")] for a in anchors]
    expected = [(8, 8), (202, 8), (8, 317), (202, 317)]
    assert places == [pytest.approx(place, abs=0.02) for place in expected]


def test_a_ruler_is_as_long_as_it_says():
    (table,) = part(docx('<check-ruler length="50">Cetak</check-ruler>')).iter(f"{W}tbl")
    assert next(table.iter(f"{W}gridCol")).get(f"{W}w") == str(twips(50))


@pytest.mark.slow
def test_an_answer_sheet_is_valid(tmp_path):
    prepared = fifty(tmp_path, "A4")
    for each in sheets(prepared):
        content = write(each, prepared.courses[0].theme, prepared.store).content
        assert findings(content, "docx") == []
