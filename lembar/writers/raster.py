"""Draw SVG as PNG for the formats that take no SVG, with the theme's fonts and no others."""

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from lembar.course.theme import FontFace, Theme
from lembar.errors import ContentError, problem
from lembar.writers.contract import Assets

DPI = 300
_MM = 25.4
_WEIGHTS = (400, 600)
_LAYOUT = ("GSUB", "GPOS", "GDEF")
# A cut is made anew when the way it is made changes.
_CUT = "2"
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
    fonts = _cuts(theme.fonts, assets) if _TEXT.search(svg) else ()
    pixels = max(1, round(width / _MM * dpi))
    return _draw(svg, pixels, theme.tokens.serif, theme.tokens.sans, fonts)


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
    import resvg_py

    # A link may lead anywhere: it is never followed. A picture or a use may not.
    outside = _REACHES_OUT.search(_ANCHOR.sub(b"", svg))
    if outside:
        raise ContentError(
            problem("picture-reaches-out", name=outside[1].decode("utf-8", "replace"))
        )
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg.decode("utf-8-sig"),
            width=width,
            skip_system_fonts=True,
            font_files=list(fonts) or None,
            font_family=sans,
            serif_family=serif,
            sans_serif_family=sans,
        )
    except ValueError as error:
        raise ContentError(problem("picture-not-drawn", reason=error)) from error


def _cuts(faces: Iterable[FontFace], assets: Assets) -> tuple[str, ...]:
    """Return the files of fixed weights that resvg needs, making those not there yet."""
    folder = _folder()
    paths: list[str] = []
    for face in faces:
        for weight in _WEIGHTS if " " in face.weight else (int(face.weight),):
            name = sha256(f"{_CUT} {face.asset} {face.family} {weight}".encode()).hexdigest()
            path = folder / f"{name[:32]}.ttf"
            if not path.is_file():
                _store(path, _cut(assets[face.asset], face, weight))
            paths.append(str(path))
    return tuple(paths)


def _cut(content: bytes, face: FontFace, weight: int) -> bytes:
    """Return one weight of a font, named after the family alone."""
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(BytesIO(content), recalcTimestamp=False)
    if "fvar" in font:
        for table in _LAYOUT if _is_simple(font) else ():
            if table in font:
                del font[table]
        font = instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font["OS/2"].usWeightClass = weight
    style = {400: "Regular", 600: "SemiBold"}.get(weight, str(weight))
    for name_id, text in ((1, face.family), (2, style), (16, face.family), (17, style)):
        font["name"].setName(text, name_id, 3, 1, 0x409)
    target = BytesIO()
    font.save(target)
    return target.getvalue()


def _is_simple(font: Any) -> bool:
    """Tell whether a font's scripts are set letter by letter.

    Varying the layout tables costs seconds; labels in such scripts lose no more than kerning.
    """
    if "GSUB" not in font:
        return True
    scripts = font["GSUB"].table.ScriptList.ScriptRecord
    return {record.ScriptTag for record in scripts} <= {"DFLT", "latn", "cyrl", "grek"}


def _folder() -> Path:
    """Return the folder of the user's cache; one that lives as long as the process if need be."""
    try:
        home = Path.home()
    except RuntimeError:
        return _passing_folder()
    places = {"win32": home / "AppData/Local", "darwin": home / "Library/Caches"}
    root = os.environ.get("XDG_CACHE_HOME") or places.get(sys.platform, home / ".cache")
    folder = Path(root) / "lembar" / "fonts"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return _passing_folder()
    return folder if os.access(folder, os.W_OK) else _passing_folder()


@lru_cache(maxsize=1)
def _passing_folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="lembar-"))


def _store(path: Path, content: bytes) -> None:
    """Put a file in place at once, so that another process never reads half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
