"""Read files as people have them, and explain those that can't be read."""

import os
import re
from pathlib import Path

from lembar.errors import Place, Problems

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?:\s|$)", re.MULTILINE)
_DOUBLE = re.compile(r"\.(?P<kind>yaml|yml|md)\.txt$", re.IGNORECASE)
_ENDINGS = {".yaml": ".yaml", ".yml": ".yaml", ".md": ".md", ".markdown": ".md"}
# Signs that no text file may hold, and that no document could show.
_BAD = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

_BLANKS = "\u00a0\u202f\u2007\u3000"
_INDENT = re.compile(rf"^[ {_BLANKS}]*[{_BLANKS}][ {_BLANKS}]*", re.MULTILINE)


def read_text(path: Path, name: str, problems: Problems) -> str | None:
    """Return a file's text with plain line ends, or None after the reason was reported."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        problems.add("unreadable-file", Place(name), message=error.strerror or str(error))
        return None
    if raw.startswith(_WIDE_MARKS) or b"\x00" in raw[:200]:
        problems.add("not-utf-8", Place(name), "not-utf-8", encoding="UTF-16")
        return None
    raw = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        place = Place(name, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        problems.add("not-utf-8", place, "not-utf-8", encoding="Windows-1252?")
        return None
    marker = _merge_marker(text)
    if marker is not None:
        problems.add("merge-marker", Place(name, marker), "merge-marker")
        return None
    bad = bad_sign(text, name)
    if bad is not None:
        problems.add("bad-character", bad, "bad-character")
        return None
    return text


def is_there(path: Path) -> bool:
    """Say whether something stands at a path where a file is due, even if it can't be read.

    A link that leads nowhere, or a folder, is told when it is read. Passed over in silence, it
    would look as if the file had been deleted, and so its papers would be.
    """
    return os.path.lexists(path)


def why_not(path: Path) -> str:
    """Return why a file can't be read, in the system's words."""
    try:
        path.read_bytes()
    except OSError as error:
        return error.strerror or str(error)
    return "?"  # it can by now


def plain_indents(text: str) -> str:
    """Return a text whose indents are of plain spaces; no sign moves by that."""
    return _INDENT.sub(lambda found: " " * len(found[0]), text)


def bad_sign(text: str, name: str, first_line: int = 1) -> Place | None:
    """Return where the first sign stands that no text file may hold."""
    found = _BAD.search(text)
    if found is None:
        return None
    before = text[: found.start()]
    line = before.count("\n") + first_line
    return Place(name, line, found.start() - (before.rfind("\n") + 1) + 1)


def _merge_marker(text: str) -> int | None:
    """Return the line of the first merge marker; a lone `=======` may be a Markdown heading."""
    for found in _MERGE.finditer(text):
        if found[0][0] in "<>":
            return text.count("\n", 0, found.start()) + 1
    return None


def ignored(name: str) -> bool:
    """Say whether a file or folder is no content: hidden, a lock of Word, a left-over copy."""
    return name.startswith((".", "~$", "_")) or name.endswith(("~", ".bak", ".tmp", ".orig"))


def misnamed(path: Path, name: str, problems: Problems) -> bool:
    """Report a file whose name hides what it was meant to be; return whether it is one."""
    doubled = _DOUBLE.search(path.name)
    if doubled:
        right = path.name[: doubled.start()] + _ENDINGS["." + doubled["kind"].lower()]
    elif path.suffix.lower() in _ENDINGS:
        right = path.stem + _ENDINGS[path.suffix.lower()]
    else:
        return False
    if right == path.name:
        return False
    problems.add("misnamed-file", Place(name), "misnamed-file", right=right)
    return True
