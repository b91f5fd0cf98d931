"""Find what styles say of words: bold, italic and the like, along the chain of their parents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lembar.readers.docx.names import W, is_on, value

# Property → what it does to Latin letters, and to those of right-to-left scripts.
_MARKS: Mapping[str, tuple[str, str]] = {
    "b": ("bold", ""),
    "bCs": ("", "bold"),
    "i": ("italic", ""),
    "iCs": ("", "italic"),
    "strike": ("struck", "struck"),
    "dstrike": ("struck", "struck"),
    "highlight": ("highlighted", "highlighted"),
    "u": ("underlined", "underlined"),
}
_VERTICAL = {"subscript": "lowered", "superscript": "raised"}
_DEEPEST = 20  # styles that are based on one another


@dataclass(slots=True)
class Marks:
    """Collect the marks of words, for Latin letters and for right-to-left scripts."""

    latin: set[str] = field(default_factory=set)
    complex: set[str] = field(default_factory=set)

    def take(self, properties: Any) -> None:
        """Take what properties say; what they leave out stays."""
        for each in () if properties is None else properties:
            name = each.tag.rpartition("}")[2]
            if name == "vertAlign":
                self._vertical(each.get(f"{W}val", ""))
            for marks, mark in zip((self.latin, self.complex), _MARKS.get(name, ())):
                if mark:
                    (marks.add if is_on(each) else marks.discard)(mark)

    def _vertical(self, given: str) -> None:
        for marks in (self.latin, self.complex):
            marks.difference_update(_VERTICAL.values())
            if given in _VERTICAL:
                marks.add(_VERTICAL[given])


class Styles:
    """Know the styles of a document."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._defaults: Any = None
        self._default_paragraph = ""
        if root is None:
            return
        self._defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        for each in root.iter(f"{W}style"):
            id_ = each.get(f"{W}styleId", "")
            self._styles[id_] = each
            if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in ("1", "true"):
                self._default_paragraph = id_

    def of(self, properties: Any) -> str:
        """Return the id of a paragraph's style."""
        return value(properties, "pStyle", self._default_paragraph)

    def name(self, id_: str) -> str:
        """Return the name of a style in lower case: programs write another id for it."""
        style = self._styles.get(id_)
        return value(style, "name", id_).lower() if style is not None else id_.lower()

    def is_heading(self, id_: str) -> bool:
        """Say whether a style is one of headings."""
        levels = (style.find(f"{W}pPr/{W}outlineLvl") for style in self._chain(id_))
        return any(each is not None and each.get(f"{W}val") != "9" for each in levels)

    def numbering(self, id_: str) -> Any:
        """Return what a style says of numbering, or None."""
        found = (style.find(f"{W}pPr/{W}numPr") for style in self._chain(id_))
        return next((each for each in found if each is not None), None)

    def marks(self, paragraph: str, run: Any) -> Marks:
        """Return the marks of a run in a paragraph of a style: what is nearest to it wins."""
        marks = Marks()
        marks.take(self._defaults)
        for id_ in (paragraph, value(run, "rStyle")):
            for style in reversed(list(self._chain(id_))):
                marks.take(style.find(f"{W}rPr"))
        marks.take(run)
        return marks

    def _chain(self, id_: str) -> Iterator[Any]:
        """Yield a style and those that it is based on, nearest first."""
        for _ in range(_DEEPEST):
            style = self._styles.get(id_)
            if style is None:
                return
            yield style
            id_ = value(style, "basedOn")
