"""Take a publisher's own reference.docx: styles, theme, sections, cover, headers and footers.

What it has is kept; what it leaves out is ours. `{{ content }}` on a line of its own is where a
document goes. Without it, all sections but the last are the cover; one section alone is a sample.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from lembar.course.fields import CONTENT, FIELD
from lembar.course.theme import Theme, Tokens
from lembar.errors import ContentError, Place, nearest, problem
from lembar.writers.contract import Assets
from lembar.writers.docx.styles import STYLES
from lembar.writers.docx.tablestyles import TABLE_STYLES
from lembar.writers.docx.units import OUTER_GAP, Page, mm
from lembar.writers.docx.xml import W

_W = f"{{{W}}}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OURS = "Lembar "
_EDGE = 8.0  # mm between the paper's edge and notes in the margin


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold the parts of a reference.docx, and where in its body a document goes."""

    parts: Mapping[str, bytes]
    start: int  # the elements of the body before this one are the cover
    end: int  # those from this one on stand behind
    section: int  # among the sections, the one that holds the document
    highest: int  # number of drawings and bookmarks

    def tree(self, name: str) -> Any:
        """Return a part as a tree of its own."""
        return parsed(self.parts[name])


def reference_of(theme: Theme, assets: Assets) -> Reference | None:
    """Return the reference of a theme.

    Raises ContentError if a style of ours is of another kind in it.
    """
    if theme.reference is None:
        return None
    found = _read(assets[theme.reference.asset])
    wrong = [each for each in lacking(found) if each.kind]
    if wrong:
        place = Place(theme.reference.file)
        raise ContentError(*(_wrong(each, place) for each in wrong))
    return found


@lru_cache(maxsize=4)
def _read(content: bytes) -> Reference:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    body = parsed(parts["word/document.xml"]).find(f"{_W}body")
    assert body is not None
    marked = [at for at, each in enumerate(body) if _is_marker(each)]
    ends = [at for at, each in enumerate(body) if section_in(each) is not None]
    last = ends[-1] if ends else len(body)
    if marked:
        start, end = marked[0], marked[0] + 1
    else:
        start, end = (ends[-2] + 1 if len(ends) > 1 else 0), last
    section = sum(at < start for at in ends)
    numbers = (
        int(each.get("id") or each.get(f"{_W}id") or 0)
        for each in body.iter(_DRAWN, f"{_W}bookmarkStart")
    )
    return Reference(parts, start, end, section, max(numbers, default=0) + 1)


def parsed(content: bytes) -> Any:
    """Return a part as a tree; nothing outside of it is looked up."""
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _is_marker(each: Any) -> bool:
    found = FIELD.fullmatch("".join(t.text or "" for t in each.iter(f"{_W}t")).strip())
    return each.tag == f"{_W}p" and found is not None and found[1] == CONTENT


def section_in(each: Any) -> Any:
    """Return the properties of the section that an element of the body ends, or None."""
    return each if each.tag == f"{_W}sectPr" else each.find(f"{_W}pPr/{_W}sectPr")


def sections_of(reference: Reference) -> list[Any]:
    """Return the properties of all sections."""
    body = reference.tree("word/document.xml").find(f"{_W}body")
    return [found for each in body if (found := section_in(each)) is not None]


def page_of(reference: Reference, tokens: Tokens, usual: Page, outer: bool) -> Page:
    """Return the page of the section that holds a document; of one with columns, a column's."""
    found = sections_of(reference)
    section = found[reference.section] if reference.section < len(found) else None
    size = None if section is None else section.find(f"{_W}pgSz")
    margins = None if section is None else section.find(f"{_W}pgMar")
    if section is None or size is None or margins is None:
        return usual
    names = ("top", "right", "bottom", "left")
    sides = {name: abs(int(margins.get(f"{_W}{name}"))) for name in names}
    room = mm(tokens.outer_column + OUTER_GAP)
    wide = int(size.get(f"{_W}w"))
    right = sides["right"] + _other_columns(section, wide - sides["left"] - sides["right"])
    return Page(
        width=wide,
        height=int(size.get(f"{_W}h")),
        top=sides["top"],
        right=right,
        bottom=sides["bottom"],
        left=sides["left"],
        outer=room if outer and sides["left"] - room >= mm(_EDGE) else 0,
    )


def _other_columns(section: Any, measure: int) -> int:
    columns = section.find(f"{_W}cols")
    count = int(columns.get(f"{_W}num", "1")) if columns is not None else 1
    if count < 2:
        return 0
    space = int(columns.get(f"{_W}space", "720"))
    return measure - (measure - space * (count - 1)) // count


# --- what it lacks --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lack:
    """Say which style of ours a reference lacks; `kind` is what it is there, if it is wrong."""

    name: str
    near: str = ""
    kind: str = ""


def undescribed(reference: Reference) -> bool:
    """Tell whether a picture of a cover, a header or a footer has no alternative text."""
    kept = [each for at, each in enumerate(reference.tree("word/document.xml").find(f"{_W}body"))
            if not reference.start <= at < reference.end]  # fmt: skip
    kept += [
        reference.tree(name)
        for name in reference.parts
        if name.startswith(("word/header", "word/footer"))
    ]
    drawn = (drawing for each in kept for drawing in each.iter(_DRAWN))
    return any(not drawing.get("descr") and not len(drawing) for drawing in drawn)


def any_of_ours(reference: Reference) -> bool:
    """Tell whether a reference was made with styles of ours in mind."""
    names = {style.name for style in STYLES if style.name.startswith(_OURS)}
    there = reference.tree("word/styles.xml").iter(f"{_W}name")
    return any(each.get(f"{_W}val") in names for each in there)


def lacking(reference: Reference) -> list[Lack]:
    """Return the styles of ours that a reference does not have, with the nearest of its own."""
    there = {
        each.find(f"{_W}name").get(f"{_W}val").lower(): each
        for each in reference.tree("word/styles.xml").iter(f"{_W}style")
        if each.find(f"{_W}name") is not None
    }
    ours = {style.name: style.kind for style in STYLES} | {s.name: "table" for s in TABLE_STYLES}
    own_names = (
        each.find(f"{_W}name").get(f"{_W}val")
        for each in there.values()
        if each.get(f"{_W}customStyle") in ("1", "true")
        and each.find(f"{_W}link") is None  # Word's own other halves: "Title Char"
    )
    bare = {name.removeprefix(_OURS): name for name in own_names if name not in ours}
    found: list[Lack] = []
    for name, kind in ours.items():
        own = there.get(name.lower())
        if own is None:
            near = nearest(name.removeprefix(_OURS), bare)
            found.append(Lack(name, bare[near] if near else ""))
        elif own.get(f"{_W}type") != kind:
            found.append(Lack(name, kind=own.get(f"{_W}type")))
    return found


def _wrong(lack: Lack, place: Place) -> Any:
    return problem("reference-kind", place, "reference-kind", style=lack.name, kind=lack.kind)


# --- fields ---------------------------------------------------------------------------------------


def fill(root: Any, facts: Mapping[str, str]) -> None:
    """Fill the fields of a part; Word may have cut one into several runs."""
    for paragraph in root.iter(f"{_W}p"):
        texts = [each for each in paragraph.iter(f"{_W}t") if _paragraph_of(each) is paragraph]
        whole = "".join(each.text or "" for each in texts)
        for found in reversed(list(FIELD.finditer(whole))):
            _replace(texts, found.start(), found.end(), facts.get(found[1], ""))


def _paragraph_of(each: Any) -> Any:
    return next(each.iterancestors(f"{_W}p"), None)


def _replace(texts: list[Any], start: int, end: int, value: str) -> None:
    """Put a value in place of the signs from one place to another, in the first run of them."""
    at = 0
    for each in texts:
        text = each.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first < last:
            each.text = text[:first] + value + text[last:]
            each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            value = ""
        at += len(text)
