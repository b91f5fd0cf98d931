"""Read back what a file says: the text a person finds in it, with the words of its pictures."""

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

_SAYS = {"t", "delText"}  # w:t, m:t, a:t
_WORDS = {"descr", "title"}


def text(format_: str, content: bytes) -> str:
    """Return the text of a file without spaces and hyphens, in lower case."""
    return folded(_READERS[format_](content))


def folded(said: str) -> str:
    return re.sub(r"[\s\u00ad\u2060-]", "", said).casefold()


def _html(content: bytes) -> str:
    source = re.sub(r"<(style|script)\b.*?</\1>", "", content.decode(), flags=re.DOTALL)
    alts = " ".join(re.findall(r'alt="([^"]*)"', source))
    return html.unescape(re.sub(r"<[^>]*>", "", source) + alts)


def _markdown(content: bytes) -> str:
    source = re.sub(r"\(data:[^)]*\)", "", content.decode())
    return html.unescape(re.sub(r"\\([^\w\s])", r"\1", re.sub(r"</?\w+>", "", source)))


def _office(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xml") and "docProps" not in n]
        return " ".join(said for name in names for said in _said(archive.read(name)))


def _said(part: bytes) -> Iterator[str]:
    """Yield the text of paragraphs, each in one piece, and the words of pictures."""
    root = etree.fromstring(part)
    yield "".join(e.text or "" for e in root.iter() if _local(e) in _SAYS)
    yield from (e.get(name, "") for e in root.iter() for name in sorted(_WORDS))


def _local(node: Any) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def _pdf(content: bytes) -> str:
    import pikepdf
    import pypdf

    pages = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        said = [
            str(o[key])
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary)
            for key in ("/Alt", "/ActualText")
            if key in o
        ]
    return " ".join([pages, *said])


_READERS: dict[str, Callable[[bytes], str]] = {
    "html": _html,
    "md": _markdown,
    "docx": _office,
    "pptx": _office,
    "pdf": _pdf,
}
