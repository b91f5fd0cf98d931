"""Seals: a digest at the end of a file, which tells later whether a person changed it.

A page or list that a build writes is in no manifest: it says itself that it is as it was written.
"""

from pathlib import PurePosixPath

from lembar.engine.manifest import digest

# By the ending of a file's name: what stands before and behind the digest, as a comment.
_MARKS = {".html": (b"<!-- lembar ", b" -->\n"), ".txt": (b"# lembar ", b"\n")}


def seal(path: str, content: bytes) -> bytes:
    """Add a file's own digest to it."""
    before, behind = _MARKS[PurePosixPath(path).suffix]
    return content + before + digest(content).encode() + behind


def is_sealed(path: str, content: bytes) -> bool:
    """Say whether a file is as it was written."""
    mark, _ = _MARKS[PurePosixPath(path).suffix]
    before, found, _ = content.rpartition(mark)
    return bool(found) and seal(path, before) == content
