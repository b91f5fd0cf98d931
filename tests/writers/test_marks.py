"""Marks on pictures: as large as print, where they were asked for, and nothing else is told."""

import base64
import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from PIL import Image

from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.writers import FORMATS, writer
from lembar.writers.marks import with_marks
from tests.built import unpacked
from tests.sheets import load

SHEET, THEME, STORE = load("worksheet")
LEAF = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://i" width="{width}" '
    'viewBox="0 0 40 20">'
    "<!-- urat --><title>daun</title><style>/* urat */ .pucuk{{fill:#fade}} "
    "#tulang{{stroke-width:2}} .urat, circle {{fill:red}}"
    '</style><path id="tulang" i:label="akar" d="M2 10H38" stroke="#000"/>'
    '<g class="urat" data-name="akar"><use href="#tulang"/></g><desc>daun</desc></svg>'
)
_IMAGE = '<img src="{src}" alt="Gambar" marks="{marks}">'
_BODY = "<article>{head}<figure{width}>" + _IMAGE + "</figure>{tail}</article>"


def sheet(content: bytes, extension: str = "svg", marks: str = "30,20;62.5,55", width: str = "",
          slide: bool = False, paper: str = "A4"):  # fmt: skip
    src = f"asset:{STORE.add(content, extension)}"
    head, tail = ('<slide layout="picture"><h2>Judul</h2>', "</slide>") if slide else ("", "")
    attribute = f' width="{width}"' if width else ""
    body = _BODY.format(head=head, tail=tail, width=attribute, src=src, marks=marks)
    return replace(SHEET, root=parse(body, Place("a.html")), paper=paper)


def leaf(width: str = "400") -> bytes:
    return LEAF.format(width=width).encode()


def drawn(made, on_screen: bool = False):
    """Return the drawing of a sheet's one picture, and its printed width in millimetres."""
    after, store = with_marks(made, THEME, STORE, on_screen)
    figure = next(e for e in _walk(after.root) if e.tag == "figure")
    (image,) = (e for e in figure.children if e.tag == "img")
    assert "marks" not in image.attributes
    assert image.get("width") == figure.get("width")
    width = image.get("width")
    number = float(re.sub(r"[a-z%]", "", width))
    room = THEME.tokens.slide["width"] - 2 * THEME.tokens.slide["margin"]
    millimetres = number * room / 100 if width.endswith("%") else number
    return ElementTree.fromstring(store[image.get("src").removeprefix("asset:")]), millimetres


def _walk(node):
    yield node
    for each in node.children:
        if not isinstance(each, str):
            yield from _walk(each)


def digits(made, on_screen: bool = False) -> float:
    """Return the size of the digits in points, on paper."""
    root, millimetres = drawn(made, on_screen)
    unit = millimetres / 25.4 * 72 / float(root.get("viewBox").split()[2])
    return float(_texts(root)[0].get("font-size")) * unit


def _texts(root):
    return root.findall("{http://www.w3.org/2000/svg}text")


@pytest.mark.parametrize("width", ["20", "400", "4000"])
@pytest.mark.parametrize("asked", ["", "30%", "100%"])
@pytest.mark.parametrize("paper", ["A4", "A5"])
def test_digits_are_as_large_as_print_at_any_scale(width, asked, paper):
    assert digits(sheet(leaf(width), width=asked, paper=paper)) == pytest.approx(9, rel=0.01)


def test_digits_are_larger_where_they_are_seen_from_afar():
    assert digits(sheet(leaf(), slide=True)) == pytest.approx(18, rel=0.01)
    assert digits(sheet(leaf()), on_screen=True) > 11


def test_no_picture_is_wider_than_its_room():
    for paper in THEME.tokens.papers:
        _, wide = drawn(sheet(leaf("4000"), width="100%", paper=paper))
        assert wide < THEME.tokens.papers[paper].width - 36 - 26


def test_marks_stand_where_they_were_asked_for():
    root, _ = drawn(sheet(leaf()))
    _, _, wide, high = map(float, root.get("viewBox").split())
    places = [
        (float(c.get("cx")) / wide, float(c.get("cy")) / high)
        for c in root.findall("{http://www.w3.org/2000/svg}circle")
    ]
    assert [each.text for each in _texts(root)] == ["1", "2"]
    assert places == [pytest.approx((0.30, 0.20), abs=0.02), pytest.approx((0.625, 0.55), abs=0.02)]


def test_a_mark_at_the_edge_is_whole():
    root, _ = drawn(sheet(leaf(), marks="0,0;100,100"))
    for circle in root.findall("{http://www.w3.org/2000/svg}circle"):
        radius = float(circle.get("r"))
        for at, most in zip(("cx", "cy"), root.get("viewBox").split()[2:]):
            assert radius < float(circle.get(at)) < float(most) - radius


def test_what_a_picture_calls_its_parts_is_not_told():
    after, store = with_marks(sheet(leaf()), THEME, STORE, False)
    name = next(e.get("src") for e in _walk(after.root) if e.tag == "img").removeprefix("asset:")
    said = store[name].decode()
    assert not re.search("daun|tulang|urat|akar|pucuk", said)
    names = {found: re.findall(rf'{found}="([^"]*)"', said) for found in ("id", "class", "href")}
    assert names == {"id": ["i1"], "class": ["c1"], "href": ["#i1"]}
    assert "#i1{stroke-width:2} .c1," in said


def test_a_name_like_a_colour_is_left_alone():
    svg = LEAF.format(width="4").replace("#000", "#fff").replace("tulang", "fff")
    root, _ = drawn(sheet(svg.encode()))
    assert 'stroke="#fff"' in ElementTree.tostring(root).decode()


def test_an_answer_that_is_also_a_colour_is_not_told():
    """`bee`, `cab` and `face` are words, and colours: the words go, the colours stay."""
    svg = LEAF.format(width="4").replace("#000", "#bee").replace("tulang", "bee")
    svg = svg.replace("urat", "cab").replace("fill:red", "fill:#cab")
    root, _ = drawn(sheet(svg.replace("<g ", '<path fill="url(#bee)"/><g ').encode()))
    said = ElementTree.tostring(root).decode()
    assert 'stroke="#bee"' in said
    assert "fill:#cab" in said
    assert said.count("bee") == said.count("cab") == 1
    assert 'fill="url(#i1)"' in said
    assert "#i1" in said


@pytest.mark.parametrize("layer", ['display="none"', 'style="opacity:1; display : none"'])
def test_words_of_a_layer_that_is_not_shown_are_not_told(layer):
    hidden = f"<g {layer}><text>akar</text></g><text>skala</text></svg>"
    root, _ = drawn(sheet(LEAF.format(width="4").replace("</svg>", hidden).encode()))
    said = ElementTree.tostring(root).decode()
    assert "skala" in said
    assert "akar" not in said


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_photograph_is_marked_upright_and_without_what_the_camera_noted(kind):
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "daun"
    said = {"comment": "daun"} if kind == "JPEG" else {}
    Image.new("RGB", (600, 300), "green").save(target, kind, exif=exif, **said)
    root, wide = drawn(sheet(target.getvalue(), kind.lower().replace("jpeg", "jpg")))
    (image,) = root.findall("{http://www.w3.org/2000/svg}image")
    address = image.get("{http://www.w3.org/1999/xlink}href")
    inside = base64.b64decode(address.partition(",")[2])
    with Image.open(io.BytesIO(inside)) as shown:
        assert shown.size == (300, 600)
        assert not shown.getexif()
    assert b"daun" not in inside
    assert wide < 60


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_every_format_shows_the_marks(format_):
    plain = replace(sheet(leaf()), root=_without(sheet(leaf()).root))
    marked = writer(format_)(sheet(leaf()), THEME, STORE)
    assert not marked.findings
    assert marked.content != writer(format_)(plain, THEME, STORE).content
    assert writer(format_)(sheet(leaf()), THEME, STORE).content == marked.content
    assert b"daun" not in unpacked(marked.content)


def _without(node):
    if isinstance(node, str):
        return node
    kept = {k: v for k, v in node.attributes.items() if k != "marks"}
    return type(node)(node.tag, kept, tuple(_without(c) for c in node.children), node.place)


def test_a_sheet_without_marks_is_left_as_it_is():
    after, store = with_marks(SHEET, THEME, STORE, False)
    assert after is SHEET
    assert store is STORE
