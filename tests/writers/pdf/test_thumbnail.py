"""Thumbnails: the first page, small; none where it can't be drawn."""

import io
import os
import subprocess
import sys
from functools import cache

import pytest
from PIL import Image

from lembar.writers.pdf import write
from lembar.writers.pdf.thumbnail import thumbnail
from tests.sheets import load

_DIGEST = """
import hashlib, sys
from lembar.writers.pdf.thumbnail import thumbnail
print(hashlib.sha256(thumbnail(sys.stdin.buffer.read())).hexdigest())
"""


@cache
def page() -> bytes:
    return write(*load("worksheet")).content


def test_it_is_a_small_picture_of_a_page():
    made = thumbnail(page())
    assert made is not None
    assert len(made) < 7 * 1024
    picture = Image.open(io.BytesIO(made))
    assert picture.format == "PNG"
    assert picture.size == (168, 238)
    tones = picture.convert("L").getcolors()
    assert max(tones)[1] == 255, "most of a page is white"
    assert len(tones) > 1


@pytest.mark.parametrize(
    ("size", "drawn"), [("1190 842", (168, 119)), ("100 1000", (24, 240)), ("500 10", (168, 4))]
)
def test_wide_and_tall_pages_fit(size, drawn):
    made = thumbnail(bare(size))
    assert made is not None
    assert Image.open(io.BytesIO(made)).size == drawn


def test_other_processes_draw_the_same_bytes():
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env=os.environ | {"PYTHONHASHSEED": seed},
            input=page(),
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


@pytest.mark.parametrize("content", [b"", b"no PDF", b"%PDF-1.7\n%%EOF", page()[:2000]], ids=len)
def test_what_can_not_be_drawn_has_none(content):
    assert thumbnail(content) is None


@pytest.mark.parametrize("error", [ImportError, OSError])
def test_without_pdfium_there_is_none(monkeypatch, error):
    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "pypdfium2":
                raise error

    monkeypatch.delitem(sys.modules, "pypdfium2", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    assert thumbnail(page()) is None


def bare(size: str) -> bytes:
    """Return a PDF of one empty page, width and height in points."""
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size}]>>".encode(),
    )
    objects = b"".join(b"%d 0 obj%b endobj\n" % (at, part) for at, part in enumerate(parts, 1))
    return b"%PDF-1.7\n" + objects + b"trailer<</Root 1 0 R>>\n%%EOF\n"
