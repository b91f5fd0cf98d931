"""Pictures are drawn, or their fault is told: WeasyPrint would leave them out and go on."""

import base64
import io
from dataclasses import replace

import pikepdf
import pypdf
import pytest
from PIL import Image

from lembar.content.assets import AssetStore
from lembar.course.profile import Setting
from lembar.errors import ContentError, Place
from lembar.sheet.parser import parse
from lembar.writers.pdf import write
from tests.sheets import load

SHEET, THEME, FIXTURES = load("handout")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="60" viewBox="0 0 60 60">'


def made(content: bytes, extension: str = "svg") -> bytes:
    """Write a sheet that shows this picture."""
    store = AssetStore()
    for name in FIXTURES:
        store.add(FIXTURES[name], name.rpartition(".")[2])
    name = store.add(content, extension)
    source = f'<article><figure><img src="asset:{name}" alt="gambar"></figure></article>'
    return write(replace(SHEET, root=parse(source, Place("x"))), THEME, store).content


def png() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (20, 20)).save(target, "PNG")
    return target.getvalue()


def images(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        return sum(each.get("/Subtype") == "/Image" for each in streams)


def test_a_picture_is_in_the_file():
    assert images(made(png(), "png")) == 1


def test_a_picture_that_a_drawing_carries_in_itself_is_in_the_file():
    uri = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    drawing = f'{HEAD}<image href="{uri}" width="60" height="60"/></svg>'
    assert images(made(drawing.encode())) == 1


@pytest.mark.parametrize("link", ["file:///etc/hostname", "https://example.org/a.png"])
def test_a_picture_may_not_reach_out(link):
    drawing = f'{HEAD}<image href="{link}" width="60" height="60"/></svg>'
    with pytest.raises(ContentError) as caught:
        made(drawing.encode())
    (found,) = caught.value.problems
    assert (found.code, dict(found.values)["name"]) == ("picture-reaches-out", link)


@pytest.mark.parametrize(("content", "extension"), [(b"<svg", "svg"), (b"gambar", "png")])
def test_what_is_no_picture_is_told(content, extension):
    with pytest.raises(ContentError) as caught:
        made(content, extension)
    assert caught.value.problems[0].code == "picture-not-drawn"


def test_a_picture_that_failed_spoils_no_later_sheet():
    with pytest.raises(ContentError):
        made(b"<svg")
    assert images(made(png(), "png")) == 1


def test_the_bytes_do_not_depend_on_what_was_written_before():
    first = write(*load("key")).content
    write(*load("worksheet"))
    write(*load("slides"))
    assert write(*load("key")).content == first


def test_widths_of_columns_are_shares():
    from lembar.writers.pdf.page import page_html

    cells = "<tbody><tr><td>a</td><td>b</td></tr></tbody>"
    for widths in ("1 3", "25 75", "25% 75%"):
        root = parse(f'<article><table widths="{widths}">{cells}</table></article>', Place("x"))
        assert '<col style="width:25.00%"><col style="width:75.00%">' in page_html(
            replace(SHEET, root=root)
        )


def test_pictures_grow_with_the_type_of_a_profile():
    from lembar.writers.pdf.page import page_html

    img = '<img src="asset:x.svg" alt="gambar" width="42mm">'
    figure = '<figure width="62%"><img src="asset:x.svg" alt="gambar"></figure>'
    sheet = replace(SHEET, root=parse(f"<article><p>{img}</p>{figure}</article>", Place("x")))
    plain, large = page_html(sheet), page_html(sheet, scale=1.65)
    assert "width:42mm" in plain
    assert "--width:62%" in plain
    assert "width:calc(42mm * 1.65)" in large
    assert "--width:calc(62% * 1.65)" in large


def test_a_picture_that_grows_stays_within_the_text():
    theme = replace(THEME, tokens=replace(THEME.tokens, setting=Setting(scale=3)))
    store = AssetStore()
    for name in FIXTURES:
        store.add(FIXTURES[name], name.rpartition(".")[2])
    name = store.add(png(), "png")
    widths = []
    for asked in ("20%", "30%", "90%"):
        figure = f'<figure width="{asked}"><img src="asset:{name}" alt="gambar"></figure>'
        root = parse(f"<article>{figure}</article>", Place("x"))
        content = write(replace(SHEET, document="worksheet", root=root), theme, store).content
        widths.append(_drawn(content))
    assert widths == pytest.approx([174 * 0.6, 174 * 0.9, 174], abs=0.5)


def _drawn(content: bytes) -> float:
    """Return how wide the picture of a page is drawn, in millimetres."""
    matrices: list[list[float]] = []
    page = pypdf.PdfReader(io.BytesIO(content)).pages[0]

    def seen(operator: bytes, operands: object, cm: list[float], tm: list[float]) -> None:
        if operator == b"Do":
            matrices.append(cm)

    page.extract_text(visitor_operand_before=seen)
    return matrices[0][0] / 72 * 25.4
