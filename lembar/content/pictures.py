"""Find pictures, check them, and put them into the asset store."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.errors import Place, Problems, nearest

EXTENSIONS = ("svg", "png", "jpg", "jpeg")
# What makes an SVG more than a drawing: it runs, or it reaches for something outside itself.
_UNSAFE = re.compile(
    rb"<\s*(?:script|foreignObject|image|use\s[^>]*href\s*=\s*[\"'](?!#))"
    rb"|@import|url\(\s*[\"']?(?!#)|<!ENTITY|\son\w+\s*=",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pictures:
    """Find pictures in some folders, in their order; `used` collects the files that were found."""

    folders: Sequence[Path]
    store: AssetStore
    used: dict[str, Path] = field(default_factory=dict)

    def find(self, source: str, place: Place, problems: Problems) -> str | None:
        """Return the asset name of a picture, or None after the reason was reported."""
        if re.match(r"[a-z][a-z0-9+.-]*:", source, re.IGNORECASE):
            problems.add("picture-from-network", place, "picture-from-network", file=source)
            return None
        extension = source.rpartition(".")[2].lower()
        if extension not in EXTENSIONS:
            known = ", ".join(EXTENSIONS)
            problems.add("unknown-picture", place, "known-words", file=source, known=known)
            return None
        path = self._path(source)
        if path is None:
            near = nearest(source, self._there())
            hint = "did-you-mean" if near else "missing-picture"
            problems.add("missing-picture", place, hint, file=source, nearest=near)
            return None
        try:
            content = self.store.bytes_of(path)
        except OSError as error:
            reason = error.strerror or str(error)
            problems.add("unreadable-picture", place, file=source, message=reason)
            return None
        if extension == "svg" and not _is_utf8(content):
            problems.add("picture-not-utf-8", place, "picture-not-utf-8", file=source)
            return None
        if extension == "svg" and _UNSAFE.search(content):
            problems.add("unsafe-picture", place, "unsafe-picture", file=source)
            return None
        self.used[source] = path
        return self.store.add(content, "jpg" if extension == "jpeg" else extension)

    def _path(self, source: str) -> Path | None:
        """Return the file, if there is one whose name is the same to the letter."""
        parts = Path(source).parts
        for folder in self.folders:
            path = folder
            for part in parts:
                if part == ".." or not path.is_dir() or part not in _names(path):
                    break
                path = path / part
            else:
                return path
        return None

    def _there(self) -> list[str]:
        """Return the pictures that there are, as they would be written."""
        return [
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in sorted(folder.rglob("*"))
            if path.suffix.lower().lstrip(".") in EXTENSIONS
        ]


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _names(folder: Path) -> set[str]:
    """Return the names in a folder as they are (some systems find `A.svg` as `a.SVG`)."""
    return {path.name for path in folder.iterdir()}
