"""Open a Word document that comes from anywhere: with limits, and XML that asks for nothing."""

import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from lembar.errors import ContentError, problem

_LARGEST_PART = 64 * 1024 * 1024
_MOST_PARTS = 5000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # of .doc, and of what is locked with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@dataclass(slots=True)
class Package:
    """Give the parts of a document by name."""

    archive: zipfile.ZipFile
    document: str = ""
    names: frozenset[str] = frozenset()
    _trees: dict[str, Any] = field(default_factory=dict)

    def raw(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None if there is none.

        Raises ContentError if it can't be unpacked or is larger than any part should be.
        """
        if name not in self.names:
            return None
        try:
            with self.archive.open(name) as part:
                content = part.read(_LARGEST_PART + 1)
        except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error,
                zipfile.BadZipFile) as error:  # fmt: skip
            raise _refused("compare-damaged") from error
        if len(content) > _LARGEST_PART:
            raise _refused("compare-too-large")
        return content

    def tree(self, name: str) -> Any:
        """Return the root element of a part, or None if there is none.

        Raises ContentError if it is no XML, or XML that defines something of its own.
        """
        if name not in self._trees:
            content = self.raw(name)
            self._trees[name] = None if content is None else _parsed(content)
        return self._trees[name]

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: id → last word of its type, name of the part."""
        folder, _, file = name.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for each in () if root is None else root.iter(_RELATION):
            target = each.get("Target", "")
            if each.get("TargetMode") != "External":
                whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                target = posixpath.normpath(whole)
            found[each.get("Id", "")] = (each.get("Type", "").rpartition("/")[2], target)
        return found

    def related(self, name: str, kind: str) -> str:
        """Return the name of the part of a kind that a part relates to, or nothing."""
        return next((part for type_, part in self.relations(name).values() if type_ == kind), "")


def open_package(content: bytes) -> Package:
    """Return the parts of a document.

    Raises ContentError if it is none.
    """
    if content.startswith(_OLE):
        raise _refused("compare-locked" if _ENCRYPTED in content else "compare-old-word")
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _refused("compare-no-word") from error
    if len(archive.infolist()) > _MOST_PARTS:
        raise _refused("compare-too-large")
    package = Package(archive, names=frozenset(archive.namelist()))
    package.document = package.related("", "officeDocument")
    root = package.tree(package.document) if package.document else None
    if root is None or etree.QName(root).localname != "document":
        raise _refused("compare-no-word")
    return package


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused("compare-damaged") from error
    if root.getroottree().docinfo.doctype:
        raise _refused("compare-damaged")  # no Word document has one; entities hide in it
    return root


def _refused(code: str) -> ContentError:
    return ContentError(problem(code, None, code))
