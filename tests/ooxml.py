"""Judge DOCX and PPTX files: two validators, and what both of them miss."""

import posixpath
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def findings(content: bytes, kind: str) -> list[str]:
    """Return what is wrong with a file; `kind` is "docx" or "pptx"."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file.{kind}"
        path.write_bytes(content)
        found = [*_audit(path), *_integrity(path, kind)]
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return [*found, *_missed(parts)]


def _audit(path: Path) -> Iterator[str]:
    from openxml_audit import OpenXmlValidator

    for each in OpenXmlValidator().validate(path).errors:
        yield f"openxml-audit: {each.part_uri or ''} {each.description} {each.path or ''}".strip()


def _integrity(path: Path, kind: str) -> Iterator[str]:
    import ooxml_integrity

    check = ooxml_integrity.check if kind == "docx" else ooxml_integrity.check_pptx
    for each in check(path):
        if each.severity != ooxml_integrity.INFO:
            yield f"ooxml-integrity: {each.code} {each.message}"


def _missed(parts: dict[str, bytes]) -> Iterator[str]:
    for name, content in parts.items():
        if not name.endswith(".xml"):
            continue
        root = etree.fromstring(content)
        yield from (f"{name}: {each}" for each in _of_part(root))
    if "ppt/presentation.xml" in parts:
        yield from _slides(parts)


def _of_part(root: etree._Element) -> Iterator[str]:
    yield from _ids(root)
    yield from _fields(root)
    yield from _pictures(root)
    yield from _word_tables(root)
    yield from _slide_tables(root)


def _ids(root: etree._Element) -> Iterator[str]:
    """Find drawings and bookmarks that share an id, shapes of a slide too."""
    for tag in (f"{WP}docPr", f"{W}bookmarkStart", f"{P}cNvPr"):
        key = f"{W}id" if tag.startswith(W) else "id"
        # A fallback is another reading of the same shape.
        shown = (e for e in root.iter(tag) if next(e.iterancestors(f"{MC}Fallback"), None) is None)
        counted = Counter(each.get(key) for each in shown)
        for id_, count in counted.items():
            if count > 1:
                yield f"id {id_} stands {count} times on {etree.QName(tag).localname}"


def _fields(root: etree._Element) -> Iterator[str]:
    """Find fields that begin and don't end within their paragraph; a list of contents goes on."""
    contents = 0
    for para in root.iter(f"{W}p"):
        depth, contents = contents, 0
        for each in para.iter(f"{W}fldChar"):
            kind = each.get(f"{W}fldCharType")
            depth += {"begin": 1, "end": -1}.get(kind, 0)
            if depth < 0:
                yield "a field ends that did not begin"
                depth = 0
        style = para.find(f"{W}pPr/{W}pStyle")
        if depth == 1 and style is not None and style.get(f"{W}val").startswith("TOC"):
            contents = 1
        elif depth:
            yield "a field is not closed"
    if contents:
        yield "a list of contents is not closed"


def _pictures(root: etree._Element) -> Iterator[str]:
    """Find pictures without alternative text that aren't marked as decorative."""
    pictures = [*root.iter(f"{WP}docPr")]
    pictures += [each for pic in root.iter(f"{P}pic") for each in pic.iter(f"{P}cNvPr")]
    for each in pictures:
        if not (each.get("descr") or "").strip() and each.find(f".//{_DECORATIVE}") is None:
            yield f"picture {each.get('id')} has no alternative text"


def _word_tables(root: etree._Element) -> Iterator[str]:
    for table in root.iter(f"{W}tbl"):
        grid = [int(each.get(f"{W}w")) for each in table.findall(f"{W}tblGrid/{W}gridCol")]
        for at, row in enumerate(table.findall(f"{W}tr"), 1):
            column = 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                wide = 1 if span is None else int(span.get(f"{W}val"))
                width = cell.find(f"{W}tcPr/{W}tcW")
                expected = sum(grid[column : column + wide])
                if width is not None and int(width.get(f"{W}w")) != expected:
                    yield f"row {at}: a cell is {width.get(f'{W}w')} wide, its columns {expected}"
                column += wide
                if cell[-1].tag != f"{W}p":
                    yield f"row {at}: a cell does not end with a paragraph"
            if column != len(grid):
                yield f"row {at} of a table has {column} columns, its grid {len(grid)}"
        following = table.getnext()
        if following is not None and following.tag == f"{W}tbl":
            yield "two tables touch: Word joins them"


def _slide_tables(root: etree._Element) -> Iterator[str]:
    for table in root.iter(f"{A}tbl"):
        grid = len(table.findall(f"{A}tblGrid/{A}gridCol"))
        for at, row in enumerate(table.findall(f"{A}tr"), 1):
            cells = len(row.findall(f"{A}tc"))
            if cells != grid:
                yield f"row {at} of a table has {cells} cells, its grid {grid} columns"


def _slides(parts: dict[str, bytes]) -> Iterator[str]:
    """Find slides that no one would see, since the presentation doesn't list them."""
    relations = etree.fromstring(parts["ppt/_rels/presentation.xml.rels"])
    target = {
        each.get("Id"): posixpath.normpath(posixpath.join("ppt", each.get("Target").lstrip("/")))
        for each in relations
    }
    root = etree.fromstring(parts["ppt/presentation.xml"])
    listed = {target.get(each.get(f"{R}id")) for each in root.iter(f"{P}sldId")}
    for name in sorted(parts):
        folder, file = posixpath.split(name)
        if folder == "ppt/slides" and file.endswith(".xml") and name not in listed:
            yield f"{name} is missing from sldIdLst"
