"""Read a tagged PDF in the order of its structure tree, as a screen reader does."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf

_UNICODE = re.compile(r"<([0-9a-fA-F]+)>")


@dataclass(frozen=True)
class Said:
    """Hold a structure element that has text of its own: its tag, those around it, its text."""

    tag: str
    path: tuple[str, ...]
    text: str


@dataclass
class _Page:
    """Hold the text of a page by marked-content identifier."""

    marked: dict[int, str] = field(default_factory=dict)


def spoken(content: bytes) -> list[Said]:
    """Return the texts of a document in reading order."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: _page(page) for page in pdf.pages}
        root = pdf.Root.StructTreeRoot
        return list(_walk(root, None, (), pages))


def tables(content: bytes) -> list[list[list[str]]]:
    """Return the tables of a document as rows of cells, in reading order."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: _page(page) for page in pdf.pages}
        return [
            [
                [
                    "".join(said.text for said in _walk(cell, cell.get("/Pg"), (), pages))
                    for cell in _all(row, "TH", "TD")
                ]
                for row in _all(table, "TR")
            ]
            for table in _all(pdf.Root.StructTreeRoot, "Table")
        ]


def _all(node: pikepdf.Object, *tags: str) -> Iterator[pikepdf.Object]:
    """Yield the elements below a node that have a tag, but none inside another."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if str(kid.S)[1:] in tags:
                yield kid
            else:
                yield from _all(kid, *tags)


def _walk(
    node: pikepdf.Object, page: pikepdf.Object | None, path: tuple[str, ...], pages: dict
) -> Iterator[Said]:
    page = node.get("/Pg", page)
    tag = str(node.get("/S", ""))[1:]
    around = (*path, tag) if tag else path
    kids = node.get("/K", [])
    if not isinstance(kids, pikepdf.Array):
        kids = [kids]
    for kid in kids:
        if isinstance(kid, int):
            text = pages[page.objgen].marked.get(kid, "")
            yield Said(tag, around, text)
        elif "/MCID" in kid:
            text = pages[kid.get("/Pg", page).objgen].marked.get(int(kid.MCID), "")
            yield Said(tag, around, text)
        elif "/S" in kid:
            yield from _walk(kid, page, around, pages)


def _page(page: pikepdf.Page) -> _Page:
    found = _Page()
    fonts = {
        name: _decoder(font)
        for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items()
    }
    stack: list[int | None] = []
    decode = None
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                marks = operands[1]
                known = isinstance(marks, pikepdf.Dictionary) and "/MCID" in marks
                stack.append(int(marks.MCID) if known else None)
            case "BMC":
                stack.append(None)
            case "EMC":
                stack.pop()
            case "Tf":
                decode = fonts[str(operands[0])]
            case "Tj" | "TJ":
                identifier = next((each for each in reversed(stack) if each is not None), None)
                if identifier is None or decode is None:
                    continue
                pieces = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                text = "".join(decode(bytes(p)) for p in pieces if isinstance(p, pikepdf.String))
                found.marked[identifier] = found.marked.get(identifier, "") + text
    return found


def _decoder(font: pikepdf.Object):
    """Return what turns the bytes of a string into text by the font's map to Unicode."""
    table: dict[int, str] = {}
    for line in font.ToUnicode.read_bytes().decode("latin-1").splitlines():
        codes = _UNICODE.findall(line)
        if len(codes) == 2:
            table[int(codes[0], 16)] = _text(codes[1])
        elif len(codes) == 3:
            first, last = int(codes[0], 16), int(codes[1], 16)
            start = int(codes[2], 16)
            table |= {code: chr(start + code - first) for code in range(first, last + 1)}

    def decode(raw: bytes) -> str:
        return "".join(
            table.get(int.from_bytes(raw[at : at + 2], "big"), "\ufffd")
            for at in range(0, len(raw), 2)
        )

    return decode


def _text(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")
