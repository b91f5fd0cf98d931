"""A file that was made and lies on the disk until it is published."""

from dataclasses import dataclass
from pathlib import Path

from lembar.errors import Problem


@dataclass(frozen=True, slots=True)
class Laid:
    """Hold what `Written` holds; the bytes are read when someone asks for them."""

    path: Path
    sha256: str
    pages: int | None
    findings: tuple[Problem, ...]
    thumbnail: bytes | None

    @property
    def content(self) -> bytes:
        """Return the bytes. Raises OSError if they can't be read."""
        return self.path.read_bytes()
