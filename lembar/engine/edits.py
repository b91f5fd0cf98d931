"""Change source files by hand's width: a few characters at known places, all else untouched."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Hold a change: at line and column (from 1), `old` becomes `new`."""

    line: int
    column: int
    old: str
    new: str


def apply(path: Path, edits: Iterable[Edit]) -> bool:
    """Apply edits to a file, from its end; return whether all places held what was expected.

    A file of which one place differs is left alone.
    """
    raw = path.read_bytes()
    mark = b"\xef\xbb\xbf" if raw.startswith(b"\xef\xbb\xbf") else b""
    lines = raw.removeprefix(mark).decode("utf-8").splitlines(keepends=True)
    for edit in sorted(set(edits), reverse=True):
        if edit.line > len(lines):
            return False
        line = lines[edit.line - 1]
        at = edit.column - 1
        if not line.startswith(edit.old, at):
            return False
        lines[edit.line - 1] = line[:at] + edit.new + line[at + len(edit.old) :]
    replace(path, mark + "".join(lines).encode())
    return True


def replace(path: Path, content: bytes) -> None:
    """Put new content in a file's place at once, so that a crash leaves the old one."""
    waiting = path.with_name(f".{path.name}.lembar")
    waiting.write_bytes(content)
    waiting.replace(path)
