"""Copies in one PDF: tagged one by one, beginning on odd pages, filled in the theme's type."""

import io
import re
from collections.abc import Iterator
from itertools import chain

import pikepdf
import pytest
import segno

from lembar.views.copies import Copy
from lembar.writers.contract import Written
from lembar.writers.pdf.copies import copier
from lembar.writers.pdf.copies.lettering import Lettering
from tests import tools
from tests.sheets import load
from tests.writers import extract
from tests.writers.copies import copy, sheet

_, THEME, STORE = load("worksheet")
NAMES = ["Sari Dewi", "Zoë Åström-Đặng", "Nguyễn Thị Minh Khai", "O'Neil “Bo” Ñandú"]
LONG = "I Gusti Ngurah Agung Bagus Wiradharma Sastrawan Adnyana Putra Kusumawardhana " * 2


def written(names: list[str], more: str = "") -> Written:
    forms = {form: (sheet(form, more), THEME) for form in "AB"}
    copies = [copy("AB"[at % 2], at + 1, name) for at, name in enumerate(names)]
    return copier(forms, STORE)("Ulangan · XI 1", copies)


def opened(names: list[str], more: str = "") -> pikepdf.Pdf:
    made = written(names, more)
    assert not made.findings
    return pikepdf.open(io.BytesIO(made.content))


def elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from elements(kid)


def kids(element: pikepdf.Object) -> list[object]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def parts(pdf: pikepdf.Pdf) -> list[pikepdf.Object]:
    (whole,) = pdf.Root.StructTreeRoot.K
    assert whole.S == "/Document"
    return kids(whole)


def parents(pdf: pikepdf.Pdf) -> dict[int, pikepdf.Object]:
    found = {}
    for leaf in pdf.Root.StructTreeRoot.ParentTree.Kids:
        numbers = list(leaf.Nums)
        keys = [int(key) for key in numbers[::2]]
        assert [int(each) for each in leaf.Limits] == [keys[0], keys[-1]]
        found |= dict(zip(keys, numbers[1::2], strict=True))
    assert list(found) == list(range(len(found)))
    return found


def test_each_copy_has_a_structure_tree_of_its_own():
    pdf = opened(NAMES)
    found = parts(pdf)
    assert [part.S for part in found] == ["/Part"] * len(NAMES)
    tags = [[str(each.S) for each in elements(part)] for part in found]
    assert tags[0] == tags[2]
    numbers = [each.objgen for part in found for each in elements(part)]
    assert len(set(numbers)) == len(numbers)
    for part in found:
        pages = {each.Pg.objgen for each in elements(part) if "/Pg" in each}
        others = {e.Pg.objgen for p in found if p != part for e in elements(p) if "/Pg" in e}
        assert pages
        assert not pages & others


def test_each_content_belongs_to_the_element_that_claims_it():
    pdf = opened(NAMES)
    known = parents(pdf)
    pages = {page.obj.objgen: page for page in pdf.pages}
    claimed = set()
    for part in parts(pdf):
        for each in elements(part):
            for kid in kids(each):
                if isinstance(kid, int):
                    page = pages[each.Pg.objgen]
                    assert known[int(page.obj.StructParents)][kid] == each
                    claimed.add((each.Pg.objgen, kid))
    for number, page in pages.items():
        for mark in marks(page):
            owner = known[int(page.obj.StructParents)][mark]
            # What stands in the margins is the only content that no copy's tree holds.
            assert (number, mark) in claimed or chain_ends(owner)


def chain_ends(element: pikepdf.Object) -> bool:
    while element.S != "/Part":
        if element.P.S == "/Part":
            return all(kid != element for kid in kids(element.P))
        element = element.P
    return False


def marks(page: pikepdf.Page) -> Iterator[int]:
    for each in pikepdf.parse_content_stream(page):
        if str(each.operator) == "BDC" and "/MCID" in each.operands[1]:
            yield int(each.operands[1].MCID)


def test_links_lead_into_their_own_copy():
    pdf = opened(NAMES)
    known = parents(pdf)
    pages = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}
    inner = 0
    for at, page in enumerate(pdf.pages):
        for link in page.obj.get("/Annots", []):
            assert known[int(link.StructParent)].S == "/Link"
            if "/Dest" in link:
                inner += 1
                assert pages[link.Dest[0].objgen] == at
    assert inner == len(NAMES)


def test_names_of_elements_are_unique_and_found():
    pdf = opened(NAMES)
    own = [bytes(e.ID) for part in parts(pdf) for e in elements(part) if "/ID" in e]
    leaves = pdf.Root.StructTreeRoot.IDTree.Kids
    listed = [bytes(name) for leaf in leaves for name in list(leaf.Names)[::2]]
    assert len(set(own)) == len(own) > 0
    assert sorted(own) == listed
    cells = [e for part in parts(pdf) for e in elements(part) if "/A" in e and "/Headers" in e.A]
    assert cells
    assert {bytes(h) for cell in cells for h in cell.A.Headers} <= set(own)


@pytest.mark.parametrize("more", ["", "<page-break><p>tiga</p>"])
def test_copies_begin_on_odd_pages(more):
    made = written(NAMES[:3], more)
    pdf = pikepdf.open(io.BytesIO(made.content))
    numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages, 1)}
    first = [
        numbers[next(e for e in elements(part) if "/Pg" in e).Pg.objgen] for part in parts(pdf)
    ]
    each = 4 if more else 2
    assert first == [1, 1 + each, 1 + 2 * each]
    assert len(pdf.pages) == made.pages == 3 * each
    blank = [at for at, page in enumerate(pdf.pages, 1) if "/Contents" not in page.obj]
    assert blank == ([4, 8, 12] if more else [])


def test_each_pupil_has_a_bookmark():
    pdf = opened(NAMES)
    with pdf.open_outline() as outline:
        titles = [each.title for each in outline.root]
    assert titles == [f"{at} · {name}" for at, name in enumerate(NAMES, 1)]


def test_names_are_text():
    text = extract.text("pdf", written([*NAMES, LONG.strip()]).content)
    for name in NAMES:
        assert extract.folded(name) in text
    assert all(word.casefold() in text for word in LONG.split())


def test_a_name_fills_no_more_than_its_place():
    lettering = Lettering(THEME, STORE)
    for name in ["A", *NAMES, LONG.strip(), "W" * 120]:
        for width in (60.0, 200.0, 350.0):
            fitted = lettering.fit(name, width)
            assert 1 <= len(fitted.lines) <= 2
            assert all(line.width * fitted.size <= width + 0.01 for line in fitted.lines)
            assert "".join("".join(line.text.split()) for line in fitted.lines) == "".join(
                name.split()
            )


def test_lines_of_type_stay_in_the_field():
    lettering = Lettering(THEME, STORE)
    two = lettering.fit(LONG.strip(), 350.0)
    assert len(two.lines) == 2
    assert 2 * two.size * 1.1 < 8.5 / 25.4 * 72  # millimetres of a field


def drawn_code(page: pikepdf.Page) -> list[tuple[float, ...]]:
    """Return the squares in a page's figure, as left, bottom, width and height."""
    inside, found = False, []
    for each in pikepdf.parse_content_stream(page):
        operator = str(each.operator)
        if operator == "BDC":
            inside = each.operands[0] == "/Figure" and "/MCID" in each.operands[1]
        elif operator == "EMC":
            inside = False
        elif inside and operator == "re":
            found.append(tuple(float(side) for side in each.operands))
    return found


def test_the_code_says_form_and_number():
    pdf = opened(NAMES)
    bars = drawn_code(pdf.pages[2])
    side = bars[0][3]
    left, top = min(bar[0] for bar in bars), max(bar[1] + bar[3] for bar in bars)
    black = {
        (round((top - bottom - height) / side), round((x - left) / side) + step)
        for x, bottom, width, height in bars
        for step in range(round(width / side))
    }
    expected = segno.make_qr("B-2", error="m", boost_error=False).matrix
    assert black == {
        (y, x) for y, row in enumerate(expected) for x, square in enumerate(row) if square
    }
    assert side > 0.35 / 25.4 * 72  # a phone reads a third of a millimetre


def test_the_code_is_described():
    pdf = opened(NAMES)
    figures = [[e for e in elements(part) if e.S == "/Figure"] for part in parts(pdf)]
    assert [[str(f.Alt) for f in each] for each in figures] == [
        [f"Kode {'AB'[at % 2]}, nomor {at + 1}"] for at in range(len(NAMES))
    ]


def test_a_sign_that_no_font_has_is_told_with_its_row():
    made = written(["Sari", "Tono 漢"])
    (found,) = made.findings
    assert (found.code, found.severity) == ("missing-glyph", "error")
    assert str(found.place) == "r.csv:3:1"
    assert dict(found.values)["character"] == "漢"


def test_what_copies_share_is_written_once():
    one, many = (len(written([f"Sari {n}" for n in range(count)]).content) for count in (2, 102))
    assert (many - one) / 100 < 8_000


def test_the_same_copies_are_the_same_bytes():
    assert written(NAMES).content == written(NAMES).content


def test_the_forms_are_unchanged_but_for_what_is_stamped():
    """The tags of a copy are those that the form has by itself."""
    pdf = opened(NAMES[:1])
    by_tag = [str(each.S) for each in elements(parts(pdf)[0])]
    for tag in ("/H1", "/H2", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Figure"):
        assert tag in by_tag


def test_a_name_is_tagged_where_it_stands():
    pdf = opened(NAMES[:1])
    spoken = "".join(texts(pdf))
    assert re.search(r"Nama\s*Sari Dewi\s*Kelas\s*XI 1\s*No\.\s*1\s*Tanggal", spoken), spoken


def texts(pdf: pikepdf.Pdf) -> list[str]:
    """Return the text of a copy in the order of its tags."""
    page = pdf.pages[0]
    shown = dict(words(page))
    order = chain.from_iterable(kids(each) for each in elements(parts(pdf)[0]))
    return [shown.get(kid, "") for kid in order if isinstance(kid, int)]


def words(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    maps = {name: unicode_map(font) for name, font in page.obj.Resources.Font.items()}
    mark, font, said = -1, "", ""
    for each in pikepdf.parse_content_stream(page):
        operator = str(each.operator)
        if operator == "BDC":
            mark, said = int(each.operands[1].get("/MCID", -1)), ""
        elif operator == "Tf":
            font = str(each.operands[0])
        elif operator == "TJ":
            codes = b"".join(bytes(p) for p in each.operands[0] if isinstance(p, pikepdf.String))
            signs = [codes[at : at + 2] for at in range(0, len(codes), 2)]
            said += "".join(maps[font].get(sign, "?") for sign in signs)
        elif operator == "EMC" and mark >= 0:
            yield mark, said
            mark = -1


def unicode_map(font: pikepdf.Object) -> dict[bytes, str]:
    text = font.ToUnicode.read_bytes().decode("latin-1")
    found = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", text)
    return {bytes.fromhex(a): bytes.fromhex(b).decode("utf-16-be") for a, b in found}


@pytest.mark.slow
def test_copies_are_pdf_ua(tmp_path):
    path, odd = tmp_path / "a.pdf", tmp_path / "odd.pdf"
    path.write_bytes(written([*NAMES, LONG.strip()]).content)
    odd.write_bytes(written(NAMES, "<page-break><p>tiga</p>").content)
    assert tools.verapdf([path, odd]) == {path: [], odd: []}


def test_letters_of_arabic_join_and_run_from_right_to_left():
    pytest.importorskip("fontpkg_amiri")  # comes with Lembar
    lettering = Lettering(THEME, STORE)
    assert lettering.missing("محمد بن علي Ali") == ""
    joined = [glyph.number for _, glyphs in lettering.line("محمد").spans for glyph in glyphs]
    alone = [lettering.line(sign).spans[0][1][0].number for sign in "دمحم"]
    assert len(joined) == 4
    assert joined != alone
    mixed = lettering.line("محمد Ali")
    faces = [face for face, _ in mixed.spans]
    # The Latin part stands left of the Arabic one, in another face.
    assert faces[0] == lettering.line("Ali").spans[0][0] != faces[-1]
    assert not mixed.plain
    name = "محمد بن علي"
    said = b"/ActualText<feff" + name.encode("utf-16-be").hex().encode() + b">"
    pdf = opened([name])
    assert said in b"".join(stream.read_bytes() for stream in pdf.pages[0].obj.Contents)


def test_a_form_that_no_one_gets_is_no_copy():
    only_b = copier({form: (sheet(form), THEME) for form in "AB"}, STORE)
    made = only_b("Judul", [copy("B", 1, "Sari")])
    pdf = pikepdf.open(io.BytesIO(made.content))
    assert len(parts(pdf)) == 1


def test_a_copy_does_not_print_itself():
    assert "Sari" not in repr(copy("A", 1, "Sari"))
    assert isinstance(copy("A", 1, "Sari"), Copy)
