"""Reading rosters: as spreadsheets save them, and what is said of those that can't be used."""

from pathlib import Path

import openpyxl
import pytest

from lembar.content.names import Names
from lembar.content.roster import read_roster
from lembar.course.roster import Roster
from lembar.errors import Problems
from lembar.messages import LANGUAGES, Messages

TABLE = [
    ["No. absen", "Nama", "Kelas", "Kode soal", "Kursi"],
    ["1", "Zoë Åström", "XI 1", "", "A1"],
    ["2", "Sari, S.", "XI 1", "B", "A2"],
]
EXPECTED = [("1", "Zoë Åström", "XI 1", "", (0, 1)), ("2", "Sari, S.", "XI 1", "B", (0, 2))]


def read(folder: Path, content: bytes, name: str = "r.csv") -> tuple[Roster | None, list[str]]:
    path = folder / name
    path.write_bytes(content)
    problems = Problems()
    found = read_roster([path], Names(folder), problems)
    return found, [f"{each.place} {each.code}" for each in problems]


def csv(between: str, quote: str = '"') -> str:
    return "\n".join(between.join(f"{quote}{c}{quote}" for c in row) for row in TABLE) + "\n"


def seen(found: Roster | None) -> list[tuple[object, ...]]:
    assert found is not None
    return [(p.number, p.name, p.class_, p.form, p.seat) for p in found.pupils]


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_as_people_have_it(tmp_path, between, mark, end):
    content = mark + csv(between).replace("\n", end).encode()
    found, problems = read(tmp_path, content)
    assert (seen(found), problems) == (EXPECTED, [])


def test_excel_says_what_stands_between(tmp_path):
    found, problems = read(tmp_path, b"sep=;\nno;nama;kelas\n1;A, B;X\n")
    assert problems == []
    assert [p.name for p in found.pupils] == ["A, B"]
    assert found.pupils[0].place.line == 3


def test_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(tmp_path / "r.xlsx")
    found, problems = read(tmp_path, (tmp_path / "r.xlsx").read_bytes(), "r.xlsx")
    assert (seen(found), problems) == (EXPECTED, [])


def test_english_headers_and_blank_rows(tmp_path):
    text = "Name,NUMBER,class ,,profile\n\nA  B,1,X,,\n,,,,\nC,2,X,,\n"
    found, problems = read(tmp_path, text.encode())
    assert problems == []
    assert [(p.name, p.place.line) for p in found.pupils] == [("A B", 3), ("C", 5)]


def test_a_cell_of_several_lines_is_one_row(tmp_path):
    text = 'no,"nama\nlengkap",kelas\n1,"Sari\nDewi",X\n2,Tono,\n'
    found, problems = read(tmp_path, text.encode())
    assert (found, problems) == (None, ["r.csv:3:3 roster-blank"])  # as spreadsheets count
    found, problems = read(tmp_path, text.replace("2,Tono,", "2,Tono,X").encode())
    assert problems == []
    assert [p.name for p in found.pupils] == ["Sari Dewi", "Tono"]


def test_a_workbook_of_charts_alone_is_no_table(tmp_path):
    book = openpyxl.Workbook()
    book.create_chartsheet()
    book.remove(book.active)
    book.save(tmp_path / "r.xlsx")
    found, problems = read(tmp_path, (tmp_path / "r.xlsx").read_bytes(), "r.xlsx")
    assert (found, problems) == (None, ["r.xlsx:1:1 table-workbook"])


def test_an_invisible_sign_in_a_workbook_is_told_with_its_cell(tmp_path):
    book = openpyxl.Workbook()
    for row in TABLE:
        book.active.append(row)
    book.active["B3"] = "Sa\ufeffri"
    book.save(tmp_path / "r.xlsx")
    found, problems = read(tmp_path, (tmp_path / "r.xlsx").read_bytes(), "r.xlsx")
    assert (found, problems) == (None, ["r.xlsx:3:2 bad-character"])


BAD = {
    "no,nama,kelas,NISN\n1,Sari,X,9\n": ["r.csv:1:4 roster-header"],
    "no,namaa,kelas\n1,Sari,X\n": ["r.csv:1:2 roster-header"],
    "Sari,1,X\nTono,2,X\n": ["r.csv:1:1 roster-no-header"],
    "no,nama,no\n1,Sari,2\n": ["r.csv:1:3 roster-same-column"],
    "no,nama\n1,Sari\n": ["r.csv:1:1 roster-no-column"],
    "no,nama,kelas\n": ["r.csv:1:1 roster-empty"],
    "": ["r.csv:1:1 roster-empty"],
    "no,nama,kelas\n1,,X\n,Sari,X\n3,Tono,\n": [
        "r.csv:2:2 roster-blank",
        "r.csv:3:1 roster-blank",
        "r.csv:4:3 roster-blank",
    ],
    "no,nama,kelas\n1,Sari,X\n1,Tono,X\n1,Sari,Y\n": ["r.csv:3:1 roster-same-number"],
    "no,nama,kelas\n1,Sari, S.Pd.,X\n": ["r.csv:2:4 roster-beyond"],
    "no,nama,kelas\nSari,1,X\n": ["r.csv:2:1 roster-number"],
    "no,nama,kelas,kursi\n1,Sari,X,depan\n": ["r.csv:2:4 roster-seat"],
    "no,nama,kelas,kursi\n1,Sari,X,A1\n2,Tono,X,a-1\n": ["r.csv:3:1 roster-same-seat"],
    "no,nama,kelas,kursi\n1,Sari,X,A1\n2,Tono,X,\n": ["r.csv:3:1 roster-no-seat"],
    f"no,nama,kelas\n1,{'Sari' * 40},X\n": ["r.csv:2:2 roster-long"],
    'no,nama,kelas\n1,"Sari,X\n2,Tono,X\n': ["r.csv:2:1 table-quotes"],
}


@pytest.mark.parametrize("text", BAD)
def test_what_is_wrong_is_told_with_row_and_column(tmp_path, text):
    found, problems = read(tmp_path, text.encode())
    assert (found, problems) == (None, BAD[text])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_names_a_pupil(tmp_path, language):
    say = Messages(language)
    path = tmp_path / "r.csv"
    for text in BAD:
        path.write_text(text, "utf-8")
        problems = Problems()
        read_roster([path], Names(tmp_path), problems)
        for each in problems:
            told = say.line(each)
            assert "Sari" not in told
            assert "Tono" not in told


def test_the_nearest_header_is_named(tmp_path):
    (tmp_path / "r.csv").write_text("no,namaa,kelas\n1,Sari,X\n")
    problems = Problems()
    read_roster([tmp_path / "r.csv"], Names(tmp_path), problems)
    assert "did you mean “nama”?" in Messages("en").line(next(iter(problems)))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("r.ods", b"PK", "table-kind"),
        ("r.xlsx", b"no,nama,kelas\n", "table-workbook"),
        ("r.csv", "no,nama,kelas\n1,Zoë,X\n".encode("cp1252"), "not-utf-8"),
        ("r.csv", "no,nama,kelas\n1,Zoë,X\n".encode("utf-16"), "not-utf-8"),
    ],
)
def test_files_that_are_no_rosters(tmp_path, name, content, code):
    found, problems = read(tmp_path, content, name)
    assert found is None
    assert [each.split()[1] for each in problems] == [code]
