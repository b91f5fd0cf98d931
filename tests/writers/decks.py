"""Make sheets of slides from a line of markup, and take presentations apart."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lxml import etree

from lembar.errors import Place
from lembar.sheet.parser import parse
from lembar.writers import writer
from lembar.writers.contract import Written
from tests.sheets import load

NS = {
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
FOOT = "<page-foot><foot-left>Kaki</foot-left><foot-right><page-number></foot-right></page-foot>"


def write(
    format_: str, body: str, more: Mapping[str, bytes] | None = None, **changes: Any
) -> Written:
    """Write an article made of `body`; `more` are assets besides those of the example."""
    sheet, theme, store = load("slides")
    store = {**store, **(more or {})}
    chart = next(n for n in store if b"batang" in store[n][:400])
    source = f"<article>{FOOT}{body}</article>".replace("asset:chart.svg", f"asset:{chart}")
    root = parse(source, Place("contoh.html"))
    return writer(format_)(replace(sheet, root=root, **changes), theme, store)


def fixture(format_: str, name: str = "slides") -> Written:
    return writer(format_)(*load(name))


class Deck:
    """Hold a presentation's parts."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def slides(self) -> list[Any]:
        count = sum(n.startswith("ppt/slides/slide") for n in self.parts)
        return [self.root(f"ppt/slides/slide{n}.xml") for n in range(1, count + 1)]

    def notes(self) -> list[str]:
        names = sorted(n for n in self.parts if n.startswith("ppt/notesSlides/notesSlide"))
        return ["".join(self.root(n).xpath("//a:t/text()", namespaces=NS)) for n in names]

    def root(self, name: str) -> Any:
        return etree.fromstring(self.parts[name])

    def layout(self, number: int) -> str:
        relations = self.root(f"ppt/slides/_rels/slide{number}.xml.rels")
        target = next(r.get("Target") for r in relations if r.get("Type").endswith("slideLayout"))
        part = self.root(f"ppt/{target.removeprefix('../')}")
        return str(part.find("p:cSld", NS).get("name"))


def find(root: Any, path: str) -> list[Any]:
    return list(root.xpath(path, namespaces=NS))


def title(slide: Any) -> str:
    path = "//p:sp[.//p:ph[@type='title' or @type='ctrTitle']]//a:t/text()"
    return "".join(find(slide, path))


def said(slide: Any) -> str:
    return "".join(find(slide, "//a:t/text()"))
