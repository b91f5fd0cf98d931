"""Write WordprocessingML as text: every element is made here, so every value is escaped here."""

import re
from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {
    "xmlns:w": W,
    "xmlns:r": R,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xmlns:m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """Return text as XML holds it; characters that XML can't hold become U+FFFD."""
    text = _FORBIDDEN.sub("�", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def element(name: str, attributes: Mapping[str, object], *children: str) -> str:
    """Return an element; attributes that are None are left out."""
    given = "".join(
        f' {key}="{escape(str(value))}"' for key, value in attributes.items() if value is not None
    )
    inside = "".join(children)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def w(name: str, /, *children: str, **attributes: object) -> str:
    """Return an element of the w namespace, its attributes in the same."""
    return element(f"w:{name}", {f"w:{key}": value for key, value in attributes.items()}, *children)


def when(condition: object, xml: str) -> str:
    """Return the XML if the condition holds, else nothing."""
    return xml if condition else ""


def part(name: str, children: Iterable[str], **more: str) -> bytes:
    """Return a part: declaration, root element with the name spaces, children."""
    root = element(name, NAMESPACES | more, *children)
    return (DECLARATION + root).encode("utf-8")
