"""Find the pictures of a run, each known by its content."""

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from lembar.readers.docx.model import Piece
from lembar.readers.docx.names import WP, A, R, V
from lembar.readers.docx.package import Package


class Pictures:
    """Know the pictures that a part relates to."""

    def __init__(self, package: Package, part: str) -> None:
        self._package = package
        self._relations = package.relations(part)

    def of(self, drawing: Any) -> Iterator[Piece]:
        """Yield the pictures of a drawing; shapes without a picture are none."""
        described = next((e.get("descr", "") for e in drawing.iter(f"{WP}docPr")), "")
        ids = [e.get(f"{R}embed") or e.get(f"{R}link") for e in drawing.iter(f"{A}blip")]
        ids += [e.get(f"{R}id") for e in drawing.iter(f"{V}imagedata")]
        for each in dict.fromkeys(filter(None, ids)):
            _, target = self._relations.get(each, ("", ""))
            content = self._package.raw(target)
            same = target if content is None else sha256(content).hexdigest()
            yield Piece(f"[{described}]", "picture", same)
