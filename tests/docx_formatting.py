"""Find what a person formatted by hand in a Word file, and what no style is bound to the theme for.

Our own files have none of it: every look is a named style.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from tests.ooxml import R, W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Emphasis, language, direction, and what is above or below the line.
OF_RUNS = {"rStyle", "b", "bCs", "i", "iCs", "u", "vertAlign", "rtl", "lang"}
# What stands where, and with what: not how it looks. `ind` is where an entry of a list goes on.
OF_PARAGRAPHS = {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "numPr", "bidi",
                 "ind", "sectPr"}  # fmt: skip
OF_TABLES = {"tblStyle", "bidiVisual", "tblW", "tblInd", "tblLayout", "tblLook", "tblDescription"}
OF_ROWS = {"cantSplit", "trHeight", "tblHeader"}
OF_CELLS = {"tcW", "gridSpan", "vMerge"}
ALLOWED = {
    "rPr": OF_RUNS,
    "pPr": OF_PARAGRAPHS,
    "tblPr": OF_TABLES,
    "trPr": OF_ROWS,
    "tcPr": OF_CELLS,
}
STYLES = ("pStyle", "rStyle", "tblStyle")
# A theme has no font for what a machine reads, nor for signs.
UNBOUND = {"LembarPre", "LembarCode", "LembarBox", "LembarSheetSign"}

BOUND = {"val": "themeColor", "color": "themeColor", "fill": "themeFill"}


def formatting(content: bytes) -> list[str]:
    """Return what is formatted by hand, empty, or refers to nothing in a file of ours."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    styles = etree.fromstring(parts["word/styles.xml"])
    found = [f"styles.xml: {each}" for each in _unbound(styles)]
    known = {each.get(f"{W}styleId") for each in styles.iter(f"{W}style")}
    for name, part in parts.items():
        if re.fullmatch(r"word/(document|header\d+|footer\d+|footnotes)\.xml", name):
            root = etree.fromstring(part)
            found += [f"{name}: {each}" for each in _of_part(root, known)]
    return found


def _of_part(root: etree._Element, known: set[str]) -> Iterator[str]:
    yield from _direct(root)
    for kind in STYLES:
        used = {each.get(f"{W}val") for each in root.iter(f"{W}{kind}")}
        yield from (f"there is no style {each}" for each in sorted(used - known))
    yield from _indents(root)
    yield from _empty(root)
    yield from _headers(root)
    yield from _targets(root)


def _direct(root: etree._Element) -> Iterator[str]:
    for name, allowed in ALLOWED.items():
        for properties in root.iter(f"{W}{name}"):
            if properties.getparent().tag == f"{M}r":
                continue  # Word knows mathematics by its font
            for each in properties:
                if etree.QName(each).localname not in allowed:
                    yield f"{name} holds {etree.QName(each).localname}"


def _indents(root: etree._Element) -> Iterator[str]:
    """Find paragraphs that stand elsewhere than their list says."""
    for para in root.iter(f"{W}p"):
        properties = para.find(f"{W}pPr")
        if properties is None or properties.find(f"{W}numPr") is None:
            continue
        if properties.find(f"{W}ind") is not None and "".join(para.itertext()):
            yield f"a numbered paragraph is indented: {''.join(para.itertext())[:40]}"


def _empty(root: etree._Element) -> Iterator[str]:
    """Find empty paragraphs but those that Word wants beside tables and frames, or in cells."""
    for para in root.iter(f"{W}p"):
        if any(each.tag != f"{W}pPr" for each in para):
            continue
        properties = para.find(f"{W}pPr")
        held = {etree.QName(each).localname for each in properties}
        before, after = para.getprevious(), para.getnext()
        holder = para.getparent().tag in (f"{W}tc", f"{W}hdr", f"{W}ftr")
        alone = holder and after is None and _first(para)
        beside = before is not None and (before.tag == f"{W}tbl" or _framed(before))
        beside = beside and (after is None or after.tag in (f"{W}tbl", f"{W}sectPr"))
        ruled = properties.find(f"{W}pStyle").get(f"{W}val") in RULED
        if not (held & {"numPr", "pageBreakBefore", "sectPr"} or alone or beside or ruled):
            yield f"an empty paragraph of style {properties.find(f'{W}pStyle').get(f'{W}val')}"


RULED = {"LembarRule", "LembarLetterheadRule", "LembarCut"}


def _first(para: etree._Element) -> bool:
    before = para.getprevious()
    return before is None or before.tag == f"{W}tcPr"


def _framed(para: etree._Element) -> bool:
    return para.find(f"{W}pPr/{W}framePr") is not None


def _headers(root: etree._Element) -> Iterator[str]:
    """Find header rows that are not the first ones, or that the style is not told of."""
    for table in root.iter(f"{W}tbl"):
        rows = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.findall(f"{W}tr")]
        if rows != sorted(rows, reverse=True):
            yield "a header row stands behind another row"
        look = table.find(f"{W}tblPr/{W}tblLook")
        if look.get(f"{W}firstRow") != str(int(rows[0])):
            yield "tblLook and the header row differ"


def _targets(root: etree._Element) -> Iterator[str]:
    """Find references to bookmarks that are not there, and bookmarks of one name."""
    names = [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")]
    yield from (f"two bookmarks are named {each}" for each in set(names) if names.count(each) > 1)
    opened = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")]
    closed = [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkEnd")]
    if sorted(opened) != sorted(closed):
        yield "a bookmark does not end"
    wanted = [each.get(f"{W}anchor") for each in root.iter(f"{W}hyperlink")]
    for each in root.iter(f"{W}instrText"):
        wanted += re.findall(r"^\s*(?:PAGE)?REF (\S+)", each.text or "")
    yield from (f"there is no bookmark {each}" for each in wanted if each and each not in names)
    for each in root.iter(f"{W}hyperlink"):
        if not (each.get(f"{W}anchor") or each.get(f"{R}id")):
            yield "a link leads nowhere"


def _unbound(styles: etree._Element) -> Iterator[str]:
    """Find colours and fonts in styles that the theme can't change."""
    for style in styles:
        name = style.get(f"{W}styleId") or etree.QName(style).localname
        for each in style.iter():
            local = etree.QName(each).localname
            bound = each.get(f"{W}asciiTheme") and each.get(f"{W}cstheme")
            if local == "rFonts" and name not in UNBOUND and not bound:
                yield f"{name} names a font that is not the theme's"
            for key, theme in BOUND.items():
                value = each.get(f"{W}{key}") or ""
                hexadecimal = re.fullmatch(r"[0-9A-Fa-f]{6}", value) is not None
                if hexadecimal and not each.get(f"{W}{theme}"):
                    yield f"{name} has a colour that is not the theme's: {value}"
