"""Draw the first page of a PDF, small, for lists of documents."""

import io
from typing import Any

# Twice the dots in which a list shows it: sharp on phones, and where a person enlarges the page.
_WIDTH, _HEIGHT = 168, 240
_COLORS = 16  # four bits for each dot


def thumbnail(content: bytes) -> bytes | None:
    """Return a PDF's first page as PNG; None where PDFium is missing, or can't draw it."""
    pdfium = engine()
    if pdfium is None:
        return None
    try:
        with pdfium.PdfDocument(content) as document:
            page = document[0]
            width, height = page.get_size()
            scale = min(_WIDTH / width, _HEIGHT / height)
            image = page.render(scale=scale).to_pil().convert("RGB")
    except (pdfium.PdfiumError, ZeroDivisionError):  # the document is there, which is what counts
        return None
    file = io.BytesIO()
    image.quantize(_COLORS, dither=0).save(file, "PNG")
    return file.getvalue()


def engine() -> Any | None:
    """Return the package that draws pages, if it is there: no document needs it."""
    try:
        import pypdfium2
    except (ImportError, OSError):  # OSError: it has no library for this system
        return None
    return pypdfium2
