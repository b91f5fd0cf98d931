"""Make masters as publishers have them: PowerPoint's default layouts, at 4:3 or 16:9."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PIL import Image
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.util import Emu

from lembar.course.theme import OfficeFile
from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.writers import writer
from lembar.writers.contract import Written
from tests.sheets import load
from tests.writers.decks import FOOT

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
INDONESIAN = {
    "Title Slide": "Slide Judul",
    "Title and Content": "Judul dan Konten",
    "Section Header": "Header Bagian",
    "Two Content": "Dua Konten",
    "Picture with Caption": "Gambar dengan Keterangan",
}
FACTS = {"subject": "Sosiologi", "title": "Pelajaran satu", "school": "SMA Contoh"}


def master(
    wide: bool = False,
    says: str = "",
    change: Callable[[Any], None] = lambda presentation: None,
) -> bytes:
    """Return a master with a slide of the publisher's own; `says` stands in its corner."""
    presentation = Presentation()
    if wide:
        _widen(presentation)
    tree = presentation.slide_master.shapes._spTree
    if says:
        tree.append(parse_xml(_box(says, presentation.slide_height - Emu(320000))))
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "navy").save(picture, "PNG")
    layout = presentation.slide_layouts[1]
    _, relation = layout.part.get_or_add_image_part(picture)
    layout.shapes._spTree.append(parse_xml(_logo(relation)))
    slide = presentation.slides.add_slide(layout)
    slide.shapes.title.text = "Contoh dari penerbit"
    change(presentation)
    target = io.BytesIO()
    presentation.save(target)
    return target.getvalue()


def _widen(presentation: Any) -> None:
    scale = 12192000 / presentation.slide_width
    presentation.slide_width = Emu(12192000)
    for holder in (presentation.slide_master, *presentation.slide_layouts):
        for shape in holder.shapes:
            if shape._element.find("{*}spPr/{*}xfrm") is not None:
                shape.left, shape.width = int(shape.left * scale), int(shape.width * scale)


def _box(text: str, top: int) -> str:
    return (
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="77" name="Series"/><p:cNvSpPr txBox="1"/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="0" y="{top}"/><a:ext cx="2400000" cy="280000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/>'
        f'<a:p><a:r><a:rPr lang="id-ID" sz="1000" b="1"/><a:t>{text[:9]}</a:t></a:r>'
        f'<a:r><a:rPr lang="id-ID" sz="1000"/><a:t>{text[9:]}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _logo(relation: str) -> str:
    return (
        f'<p:pic {_NS} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<p:nvPicPr><p:cNvPr id="78" name="Logo" descr="Logo"/><p:cNvPicPr/>'
        '<p:nvPr userDrawn="1"/></p:nvPicPr>'
        f'<p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</p:blipFill><p:spPr><a:xfrm><a:off x="20000" y="20000"/><a:ext cx="200000" cy="200000"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def write_over(content: bytes, body: str, more: dict[str, bytes] | None = None) -> Written:
    """Write an article made of `body` on a publisher's master."""
    sheet, theme, store = load("slides")
    root = parse(f"<article>{FOOT}{body}</article>", Place("contoh.html"))
    theme = replace(theme, master=OfficeFile("master.pptx", "templates/seri/master.pptx"))
    store = {**store, **(more or {}), "master.pptx": content}
    return writer("pptx")(replace(sheet, root=root, facts=tuple(FACTS.items())), theme, store)
