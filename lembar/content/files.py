"""Read files as people have them, and explain those that can't be read."""

import re
from pathlib import Path

from lembar.errors import Place, Problems

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MERGE = re.compile(r"^(?:<{7}|={7}|>{7})(?:\s|$)", re.MULTILINE)
_DOUBLE = re.compile(r"\.(?:yaml|yml|md)\.txt$", re.IGNORECASE)


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
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        problems.add("not-utf-8", Place(name, line, column), "not-utf-8", encoding="?")
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    marker = _merge_marker(text)
    if marker is not None:
        problems.add("merge-marker", Place(name, marker), "merge-marker")
        return None
    return text


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
    if _DOUBLE.search(path.name):
        right = path.name[: -len(".txt")]
    elif path.suffix.lower() == ".yml":
        right = path.stem + ".yaml"
    elif path.suffix.lower() in (".markdown", ".yaml", ".md"):
        right = path.stem + (".yaml" if path.suffix.lower() == ".yaml" else ".md")
        if right == path.name:
            return False
    else:
        return False
    problems.add("misnamed-file", Place(name), "misnamed-file", right=right)
    return True
