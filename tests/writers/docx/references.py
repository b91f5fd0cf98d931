"""Make reference.docx files as a publisher does, and write small sheets with them."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt

from lembar.course.theme import OfficeFile
from lembar.writers.contract import Written
from lembar.writers.docx import write
from lembar.writers.raster import png
from tests.writers.docx.helpers import STORE, SVG, THEME, sheet

FACTS = (("title", "Judul Buku"), ("course", "Sosiologi"), ("school", "SMA 1"), ("form", ""))
Change = Callable[[Document], None]


def made(*changes: Change) -> bytes:
    """Return a document that was changed."""
    document = Document()
    for change in changes:
        change(document)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def framed(document: Document) -> None:
    """Give a document a head, one of its own on the first page, and a foot; Word cuts runs."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "KEPALA {{course}}"
    section.first_page_header.paragraphs[0].text = "PERTAMA {{ school }}"
    foot = section.footer.paragraphs[0]
    foot.add_run("kaki {{ ti")
    foot.add_run("tle }").bold = True
    foot.add_run("} akhir")


def covered(document: Document) -> None:
    """Give a document a cover, a marker, and words behind."""
    document.add_heading("SAMPUL {{ title }}", 0)
    drawn = document.add_picture(BytesIO(png(SVG, 30, THEME, STORE)))
    drawn._inline.docPr.set("descr", "Kotak")
    document.add_paragraph("{{ content }}")
    document.add_paragraph("belakang {{ form }}.")


def in_sections(document: Document) -> None:
    """Give a document a cover in a section of its own, and a wide section for the text."""
    document.add_paragraph("SAMPUL SENDIRI")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("contoh isi")
    section = document.sections[1]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(330), Mm(215)
    section.left_margin, section.right_margin = Mm(40), Mm(20)


def sampled(document: Document) -> None:
    """Give a document nothing but a sample."""
    document.add_paragraph("contoh yang dibuang")
    document.add_picture(BytesIO(png(SVG, 30, THEME, STORE)))


def styled(document: Document) -> None:
    """Give a document a style of ours, and one that is nearly named so."""
    style = document.styles.add_style("Lembar Stem", WD_STYLE_TYPE.PARAGRAPH)
    style.font.size = Pt(14)
    document.styles.add_style("Lembar Choises", WD_STYLE_TYPE.PARAGRAPH)


def listed(document: Document) -> None:
    """Give the cover a list of its own."""
    for word in ("satu", "dua"):
        document.add_paragraph(word, style="List Number")
    document.add_paragraph("{{ content }}")


def with_reference(reference: bytes, inside: str, **changes: object) -> Written:
    """Write this markup with a reference."""
    own = OfficeFile(STORE.add(reference, "docx"), "templates/seri/reference.docx")
    theme = replace(THEME, reference=own)
    return write(sheet(inside, **({"facts": FACTS} | changes)), theme, STORE)
