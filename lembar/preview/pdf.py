"""Turn the pages of a PDF into pictures for the browser, and into text for who can't see them."""

import io
from dataclasses import dataclass
from threading import Lock
from typing import Any

SCALES = (1, 2, 3)
"""How many dots of a picture may stand for one of the page, as browsers count them."""
_POINTS, _DOTS = 72, 96  # of an inch: in PDF, on screens
# PDFium is not made for several threads.
_LOCK = Lock()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Hold the size of a page in dots of a screen, and its text."""

    width: int
    height: int
    text: str


def facts(content: bytes) -> tuple[PageFacts, ...]:
    """Return the facts of each page."""
    with _LOCK, _opened(content) as document:
        return tuple(_facts(document[at]) for at in range(len(document)))


def picture(content: bytes, number: int, scale: int) -> bytes | None:
    """Return a page as PNG, counted from 1; None if there is no such page."""
    with _LOCK, _opened(content) as document:
        if not 1 <= number <= len(document):
            return None
        image = document[number - 1].render(scale=scale * _DOTS / _POINTS).to_pil()
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)  # it goes no further than this machine
    return file.getvalue()


def _opened(content: bytes) -> Any:
    import pypdfium2

    return pypdfium2.PdfDocument(content)


def _facts(page: Any) -> PageFacts:
    width, height = page.get_size()
    text = page.get_textpage().get_text_bounded()
    lines = (" ".join(line.split()) for line in text.splitlines())
    return PageFacts(
        round(width * _DOTS / _POINTS),
        round(height * _DOTS / _POINTS),
        "\n".join(line for line in lines if line),
    )
