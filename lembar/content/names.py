"""Name files as people know them: relative to where they stand."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from lembar.content.files import read_text
from lembar.content.yaml import Value, load
from lembar.errors import Place, Problems


@dataclass(frozen=True, slots=True)
class Names:
    """Name files relative to `here`; `read` collects every file that was read."""

    here: Path
    read: dict[Path, None] = field(default_factory=dict)

    def of(self, path: Path) -> str:
        """Return the path as people write it: short, with forward slashes."""
        try:
            return path.relative_to(self.here).as_posix()
        except ValueError:
            return Path(os.path.relpath(path, self.here)).as_posix()

    def place(self, path: Path) -> Place:
        """Return the beginning of a file as a place."""
        return Place(self.of(path))

    def text(self, path: Path, problems: Problems) -> str | None:
        """Return the text of a file, or None after the reason was reported."""
        self.read[path] = None
        return read_text(path, self.of(path), problems)

    def value(self, path: Path, problems: Problems) -> Value | None:
        """Return what a YAML file says, or None after the reason was reported."""
        text = self.text(path, problems)
        if text is None:
            return None
        loaded = load(text, self.of(path), problems)
        if loaded.root is None and not loaded.broken:
            problems.add("empty-file", self.place(path))
        return None if loaded.broken else loaded.root
