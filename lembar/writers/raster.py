"""Draw SVG as PNG for the formats that take no SVG, with the theme's fonts and no others."""

import atexit
import re
import shutil
import tempfile
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from lembar.course.theme import Theme
from lembar.errors import ContentError, problem
from lembar.writers.contract import Assets
from lembar.writers.cuts import faces_for, fixed, weights
from lembar.writers.drawings import directed
from lembar.writers.kept import kept

DPI = 300
_MM = 25.4
_TEXT = re.compile(rb"<(?:\w+:)?text[\s>]")
_REACHES_OUT = re.compile(rb"""href\s*=\s*["'](?!\s*(?:#|data:))([^"']*)""")
_ANCHOR = re.compile(rb"<(?:\w+:)?a\s[^>]*>")
_ROOT = re.compile(rb"<(?:\w+:)?svg\b[^>]*>", re.DOTALL)
_LENGTH = re.compile(r"([\d.]+(?:e[-+]?\d+)?)\s*([a-z%]*)", re.IGNORECASE)
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / _MM, "cm": 960 / _MM, "in": 96.0}


def png(svg: bytes, width: float, theme: Theme, assets: Assets, dpi: int = DPI) -> bytes:
    """Return a picture as PNG, drawn for a printed width in millimetres.

    Raises ContentError if the SVG asks for a file of its own, or can't be drawn.
    """
    fonts = _files(svg, theme, assets) if _TEXT.search(svg) else ()
    pixels = max(1, round(width / _MM * dpi))
    return _draw(directed(svg), pixels, theme.tokens.serif, theme.tokens.sans, fonts)


def natural_size(svg: bytes) -> tuple[float, float]:
    """Return width and height of an SVG in pixels of 1/96 inch."""
    root = _ROOT.search(svg)
    head = root[0].decode("utf-8", "replace") if root else ""
    box = re.search(r"""\bviewBox\s*=\s*["']([^"']*)""", head)
    numbers = [float(each) for each in re.split(r"[\s,]+", box[1].strip())] if box else []
    wide, high = _attribute(head, "width"), _attribute(head, "height")
    if len(numbers) == 4 and numbers[2] and numbers[3]:
        ratio = numbers[3] / numbers[2]
        wide = wide or (high / ratio if high else numbers[2])
        high = high or wide * ratio
    return wide or 100.0, high or 100.0


def _attribute(head: str, name: str) -> float:
    """Return a length of the root element in pixels; 0 if it has none, or a percentage."""
    found = re.search(rf"""\s{name}\s*=\s*["']\s*([^"']*)""", head)
    length = _LENGTH.match(found[1]) if found else None
    return float(length[1]) * _PIXELS.get(length[2].lower(), 0.0) if length else 0.0


@lru_cache(maxsize=256)
def _draw(svg: bytes, width: int, serif: str, sans: str, fonts: tuple[str, ...]) -> bytes:
    # A link may lead anywhere: it is never followed. A picture or a use may not.
    outside = _REACHES_OUT.search(_ANCHOR.sub(b"", svg))
    if outside:
        raise ContentError(
            problem("picture-reaches-out", name=outside[1].decode("utf-8", "replace"))
        )

    def draw() -> bytes:
        import resvg_py

        return resvg_py.svg_to_bytes(
            svg_string=svg.decode("utf-8-sig"),
            width=width,
            skip_system_fonts=True,
            font_files=list(fonts) or None,
            font_family=sans,
            serif_family=serif,
            sans_serif_family=sans,
        )

    try:
        # The files are called by what is in them.
        named = [Path(each).name for each in fonts]
        return kept(draw, sha256(svg).hexdigest(), width, serif, sans, named)
    except ValueError as error:
        raise ContentError(problem("picture-not-drawn", reason=error)) from error


def _files(svg: bytes, theme: Theme, assets: Assets) -> tuple[str, ...]:
    """Return the files of fixed weights that resvg reads, written once for a process."""
    folder = _folder()
    paths: list[str] = []
    for face in faces_for(svg.decode("utf-8", "replace"), theme):
        for weight in weights(face, theme):
            content = fixed(face, weight, theme, assets)
            path = folder / f"{sha256(content).hexdigest()[:32]}.ttf"
            if not path.is_file():
                path.write_bytes(content)
            paths.append(str(path))
    return tuple(paths)


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="lembar-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
