"""The asset store: everything later stages may see of the file system, by hash."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path


class AssetStore(Mapping[str, bytes]):
    """Map "<sha256>.<ext>" to bytes; adding the same bytes twice gives the same name."""

    def __init__(self) -> None:
        self._bytes: dict[str, bytes] = {}
        self.read: dict[Path, None] = {}  # the pictures of content that were looked at
        self.fonts: dict[Path, None] = {}  # those of packages

    def bytes_of(self, path: Path) -> bytes:
        """Return what a picture holds, and remember that it was looked at."""
        self.read[path] = None
        return path.read_bytes()

    def add(self, content: bytes, extension: str) -> str:
        """Store bytes and return their name."""
        name = f"{hashlib.sha256(content).hexdigest()}.{extension.lower().lstrip('.')}"
        self._bytes[name] = content
        return name

    def put(self, name: str, content: bytes) -> None:
        """Store bytes under the name that `add` gave them before."""
        self._bytes[name] = content

    def add_file(self, path: Path) -> str:
        """Store a file and return its name."""
        return self.add(path.read_bytes(), path.suffix)

    def __getitem__(self, name: str) -> bytes:
        return self._bytes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._bytes)

    def __len__(self) -> int:
        return len(self._bytes)
