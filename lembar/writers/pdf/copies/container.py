"""Write a PDF file object by object: what is small goes into object streams, compressed at once.

A library that holds the objects of a file needs a megabyte for each pupil's tags; here a pupil
costs what his sheet costs on the disk.
"""

import hashlib
import struct
import zlib
from collections.abc import Iterable

_HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
_ROW = struct.Struct(">BIH")  # kind, place or stream, index
_IN_PLACE, _IN_STREAM = 1, 2
_MOST = 60_000  # objects in one stream: an index has two bytes


class PdfFile:
    """Gather a file's bytes, and where in it each object is."""

    def __init__(self) -> None:
        self._parts: list[bytes] = [_HEADER]
        self._size = len(_HEADER)
        self._digest = hashlib.sha256(_HEADER)
        self._rows = bytearray(_ROW.pack(0, 0, 65535))

    def reserve(self, count: int = 1) -> int:
        """Return the first of `count` new numbers of objects."""
        first = len(self._rows) // _ROW.size
        self._rows.extend(bytes(_ROW.size * count))
        return first

    def stream(self, number: int, entries: bytes, content: bytes, packed: bool = False) -> None:
        """Write a stream; `packed` content is compressed already, and `entries` say how."""
        if not packed:
            content = zlib.compress(content)
            entries += b"/Filter/FlateDecode"
        self._place(number, _IN_PLACE, self._size, 0)
        self._write(
            b"%d 0 obj\n<<%s/Length %d>>stream\n%s\nendstream\nendobj\n"
            % (number, entries, len(content), content)
        )

    def objects(self, numbered: Iterable[tuple[int, bytes]]) -> None:
        """Write objects that are no streams into streams of objects."""
        waiting = list(numbered)
        for start in range(0, len(waiting), _MOST):
            self._object_stream(waiting[start : start + _MOST])

    def finish(self, root: int) -> bytes:
        """Return the file; `root` is the number of its catalogue."""
        table = self.reserve()
        start = self._size
        self._place(table, _IN_PLACE, start, 0)
        # The name of a file comes from its content, so that the same content has the same name.
        name = self._digest.hexdigest()[:32].encode()
        count = len(self._rows) // _ROW.size
        rows = zlib.compress(bytes(self._rows))
        self._write(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/ID[<%s><%s>]"
            b"/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n"
            b"startxref\n%d\n%%%%EOF\n" % (table, count, root, name, name, len(rows), rows, start)
        )
        return b"".join(self._parts)

    def _object_stream(self, numbered: list[tuple[int, bytes]]) -> None:
        stream = self.reserve()
        index: list[bytes] = []
        at = 0
        for place, (number, content) in enumerate(numbered):
            self._place(number, _IN_STREAM, stream, place)
            index.append(b"%d %d" % (number, at))
            at += len(content) + 1
        head = b" ".join(index) + b"\n"
        entries = b"/Type/ObjStm/N %d/First %d" % (len(numbered), len(head))
        self.stream(stream, entries, head + b"\n".join(content for _, content in numbered))

    def _place(self, number: int, kind: int, where: int, index: int) -> None:
        _ROW.pack_into(self._rows, number * _ROW.size, kind, where, index)

    def _write(self, content: bytes) -> None:
        self._parts.append(content)
        self._size += len(content)
        self._digest.update(content)
