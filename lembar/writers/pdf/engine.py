"""Load WeasyPrint so that it sees the theme's fonts and nothing else, and run it."""

import atexit
import ctypes
import logging
import os
import re
import shutil
import sys
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from lembar.course.theme import FontFace, Theme
from lembar.errors import ContentError, LembarError, problem
from lembar.writers.contract import Assets
from lembar.writers.cuts import faces_for, fixed, weights
from lembar.writers.drawings import directed
from lembar.writers.pdf.hanging import hang_spaces
from lembar.writers.pdf.joining import join_letters
from lembar.writers.pdf.letters import tell_letters
from lembar.writers.pdf.stylesheet import font_css

_DRAWING = re.compile(r'src="asset:([^"]+\.svg)"')
_LONG, _AT_ONCE = 8000, 8  # signs of a style sheet that is worth keeping, and how many are
_SHOWN = 100  # signs at the beginning and the end of a long address
_PRIVATE_LIBRARIES = Path(sys.prefix) / "lib" / "lembar-system"


def available() -> bool:
    """Say whether PDF can be made on this machine."""
    try:
        _weasyprint()
    except LembarError:
        return False
    return True


def typeset(html: str, styles: Iterable[str], theme: Theme, assets: Assets) -> tuple[bytes, int]:
    """Return the PDF of a page's HTML with style sheets, and how many pages it has.

    Raises ContentError if a picture can't be drawn or asks for a file of its own: WeasyPrint
    would leave it out and go on.
    """
    weasyprint = _weasyprint()
    fetcher = _fetcher(assets)
    loaded = _fonts(faces_for(_all_text(html, assets), theme), theme, assets)
    fonts = loaded.fonts
    sheets = [loaded.faces, *(loaded.parsed(css, fetcher) for css in styles)]
    source = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url="asset:")
    with _complaints() as complaints:
        document = source.render(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
        content: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    if fetcher.refused:
        code = "picture-reaches-out"
        raise ContentError(*(problem(code, None, code, name=_short(u)) for u in fetcher.refused))
    if complaints:
        code = "picture-not-drawn"
        raise ContentError(*(problem(code, None, code, reason=_short(c)) for c in complaints))
    return content, len(document.pages)


def _short(said: str) -> str:
    """Return what fits a message: an address may hold a whole picture."""
    return said if len(said) < 2 * _SHOWN else f"{said[:_SHOWN]} … {said[-_SHOWN:]}"


@contextmanager
def _complaints() -> Iterator[list[str]]:
    """Collect what WeasyPrint says of pictures that it leaves out."""
    found: list[str] = []
    listener = logging.Handler(logging.ERROR)
    listener.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    listener.addFilter(lambda record: str(record.msg).startswith("Failed to "))
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield found
    finally:
        logger.removeHandler(listener)


@lru_cache(maxsize=1)
def _weasyprint() -> Any:
    """Import WeasyPrint with a configuration of fonts of its own.

    Raises LembarError if it, or Pango, is not there.
    """
    _shut_out_system_fonts()
    _preload()
    # fontTools stamps the fonts that it cuts with the time; this is the clock it reads.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        with warnings.catch_warnings():
            # It finds no fonts of the machine, which is what is wanted.
            warnings.simplefilter("ignore", UserWarning)
            import weasyprint
    except (ImportError, OSError) as error:
        raise LembarError(problem("no-pdf-engine", None, "no-pdf-engine")) from error

    hang_spaces()
    join_letters()
    tell_letters()
    # What WeasyPrint warns of is ours: unknown properties in a theme's style sheet, say.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    return weasyprint


def _shut_out_system_fonts() -> None:
    """Give fontconfig a configuration without folders, before it is loaded.

    A glyph that the theme lacks would else come from whatever the machine has.
    """
    folder = Path(tempfile.mkdtemp(prefix="lembar-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    configuration = folder / "fonts.conf"
    configuration.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><cachedir>{folder / 'cache'}</cachedir></fontconfig>\n",
        "utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(configuration)


def _preload() -> None:
    """Load the libraries that set-up put beside the packages, where no one could install them."""
    waiting = sorted(_PRIVATE_LIBRARIES.glob("*.so*")) if _PRIVATE_LIBRARIES.is_dir() else []
    while waiting:
        left = [path for path in waiting if not _loads(path)]
        if len(left) == len(waiting):
            return
        waiting = left


def _loads(path: Path) -> bool:
    """Load a library for those that name it, not for all: HarfBuzz also comes in a wheel."""
    try:
        ctypes.CDLL(str(path))
    except OSError:
        return False
    return True


def _drawn(url: str) -> bool:
    return url.endswith(".svg")


def _fetcher(assets: Assets, fonts: Mapping[str, bytes] | None = None) -> Any:
    """Return what serves assets, cut fonts and what a page carries, and refuses all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Serve the asset store; remember what was asked for beside it."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols=("data",))
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.startswith("asset:") and url.removeprefix("asset:") in assets:
                content = assets[url.removeprefix("asset:")]
                return URLFetcherResponse(url, directed(content) if _drawn(url) else content)
            if fonts and url in fonts:
                return URLFetcherResponse(url, fonts[url])
            if url.startswith("data:"):
                return super().fetch(url, headers)
            self.refused.append(url)
            raise ValueError(f"outside of the asset store: {url}")

    return Fetcher()


@dataclass(slots=True)
class _Fonts:
    """Hold the fonts of a theme, with the style sheets that were read for them."""

    fonts: Any
    faces: Any
    read: dict[str, Any] = field(default_factory=dict)

    def parsed(self, css: str, fetcher: Any) -> Any:
        """Return a style sheet as WeasyPrint has it; long ones are read once."""
        if css in self.read:
            return self.read[css]
        made = _weasyprint().CSS(string=css, font_config=self.fonts, url_fetcher=fetcher)
        # One that asks for what it may not have is to be told of with each document.
        if len(css) > _LONG and not fetcher.refused:
            if len(self.read) == _AT_ONCE:
                self.read.clear()
            self.read[css] = made
        return made


_LAST: dict[tuple[object, ...], _Fonts] = {}


def _all_text(html: str, assets: Assets) -> str:
    """Return what is set on a page, its drawings included."""
    drawn = (assets[name].decode("utf-8", "replace") for name in set(_DRAWING.findall(html)))
    return "".join((html, *drawn))


def _fonts(faces: tuple[FontFace, ...], theme: Theme, assets: Assets) -> _Fonts:
    """Return the fonts of a theme, loaded once; other faces begin with none.

    One configuration for two themes that share a family changes the bytes of the second.
    """
    key = (theme.tokens.weights, theme.tokens.sizes["text"], *(f.asset for f in faces))
    if key not in _LAST:
        from weasyprint.text.fonts import FontConfiguration

        _LAST.clear()
        fonts = FontConfiguration()
        cuts = {
            f"font:{face.asset}/{weight}": fixed(face, weight, theme, assets)
            for face in faces
            for weight in weights(face, theme)
        }
        css = _weasyprint().CSS(
            string=font_css(faces, theme), font_config=fonts, url_fetcher=_fetcher(assets, cuts)
        )
        _LAST[key] = _Fonts(fonts, css)
    return _LAST[key]
