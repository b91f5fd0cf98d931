"""Read the PDF of a form: what each copy of it has of its own, and the places left for stamps."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from lembar.writers.pdf.copies.pieces import Key
from lembar.writers.pdf.page import STAMP

_PIXEL = 0.75  # points: WeasyPrint gives the boxes of figures in pixels, from the top down


@dataclass(frozen=True, slots=True)
class Box:
    """Hold a place that each copy fills: with what, on which page, and where, in points.

    `mark` is the number of its content among the page's, `element` its place among a copy's own.
    """

    holds: str
    page: int
    mark: int
    element: int
    left: float
    bottom: float
    right: float
    top: float


class Layout:
    """Hold what was read of a form; a copy's own objects are counted from 1, pages first."""

    def __init__(self, content: bytes) -> None:
        self.pdf = pikepdf.open(io.BytesIO(content))
        tags = self.pdf.Root.StructTreeRoot
        self.pages = [page.obj for page in self.pdf.pages]
        self.annotations = [each for page in self.pages for each in page.get("/Annots", ())]
        self.root = tags.K[0]
        self.parents = [value for _, value in pairs(tags.ParentTree.Nums)]
        self.elements = list(_elements([self.root, *_flat(self.parents)]))
        own = [*self.pages, *self.annotations, *self.elements]
        self.own: dict[Key, int] = {each.objgen: at for at, each in enumerate(own, 1)}
        self.boxes = tuple(self._boxes())
        root = self.pdf.Root
        names = root.Names.Dests.Names if "/Names" in root and "/Dests" in root.Names else ()
        self.targets = {str(name): target for name, target in pairs(names)}

    def _boxes(self) -> Iterator[Box]:
        """Find the places that were left for stamps."""
        for each in self.elements:
            holds = str(each.get("/Alt", ""))
            if holds.startswith(STAMP):
                page = self.own[each.Pg.objgen] - 1
                height = float(self.pages[page].MediaBox[3])
                left, top, right, bottom = (float(side) * _PIXEL for side in each.A.BBox)
                yield Box(
                    holds=holds.removeprefix(STAMP),
                    page=page,
                    mark=int(each.K[0]),
                    element=self.own[each.objgen],
                    left=left,
                    bottom=height - bottom,
                    right=right,
                    top=height - top,
                )


def pairs(flat: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the entries of a tree of names or numbers, which is written as one row."""
    values = list(flat)
    yield from zip(values[::2], values[1::2], strict=True)


def _flat(parents: Iterable[Any]) -> Iterator[Any]:
    for each in parents:
        if isinstance(each, pikepdf.Array):
            yield from each
        else:
            yield each


def _elements(tops: Iterable[Any]) -> Iterator[Any]:
    """Yield elements and references to links, each once, in reading order.

    What stands in the margins of pages hangs on no branch: only the tree of parents knows it, and
    what it stands in is found upwards.
    """
    seen: set[Key] = set()
    waiting = list(tops)[::-1]
    while waiting:
        each = waiting.pop()
        if not isinstance(each, pikepdf.Dictionary) or each.objgen in seen:
            continue
        if each.get("/Type") == "/StructTreeRoot":
            continue
        seen.add(each.objgen)
        yield each
        kids = each.get("/K", ())
        waiting.extend(list(kids)[::-1] if isinstance(kids, pikepdf.Array) else (kids,))
        waiting.append(each.get("/P"))
