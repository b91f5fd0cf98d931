"""Change source files by hand's width: a few characters at known places, all else untouched."""

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_MARK = b"\xef\xbb\xbf"
# The line ends that the readers know; `splitlines` cuts at more.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Hold a change: at line and column (from 1), `old` becomes `new`."""

    line: int
    column: int
    old: str
    new: str


def edited(raw: bytes, edits: Iterable[Edit]) -> bytes | None:
    """Return a file's bytes with edits made; None if one of the places holds something else.

    A line end in a new text becomes that of its line.
    """
    mark = _MARK if raw.startswith(_MARK) else b""
    lines = _LINE.findall(raw.removeprefix(mark).decode("utf-8"))
    for edit in sorted(set(edits), reverse=True):
        if edit.line > len(lines):
            return None
        line = lines[edit.line - 1]
        at = edit.column - 1
        if not line.startswith(edit.old, at):
            return None
        end = line[len(line.rstrip("\r\n")) :] or "\n"
        new = edit.new.replace("\n", end)
        lines[edit.line - 1] = line[:at] + new + line[at + len(edit.old) :]
    return mark + "".join(lines).encode()


def replace(path: Path, content: bytes) -> None:
    """Put new content in a file's place at once, so that a crash leaves the old one."""
    path = path.resolve()  # a link stays a link
    waiting = path.with_name(f".{path.name}.lembar")
    waiting.write_bytes(content)
    if path.exists():
        shutil.copymode(path, waiting)
    waiting.replace(path)


def replace_all(contents: Mapping[Path, bytes]) -> None:
    """Put new contents in the place of several files; all get their old ones back if one fails."""
    before = {path: path.read_bytes() for path in contents}
    done: list[Path] = []
    try:
        for path, content in contents.items():
            done.append(path)
            replace(path, content)
    except OSError:
        for path in done:
            if path.read_bytes() != before[path]:
                replace(path, before[path])
        raise
