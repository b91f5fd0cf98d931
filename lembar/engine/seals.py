"""Seals: a digest at the end of a file, which tells later whether a person changed it.

A page or list that a build writes is in no manifest: it says itself that it is as it was written.
A picture says so by its name.
"""

from pathlib import Path, PurePosixPath

from lembar.engine.manifest import digest

# By the ending of a file's name: what stands before and behind the digest, as a comment.
_MARKS = {".html": (b"<!-- lembar ", b" -->\n"), ".txt": (b"# lembar ", b"\n")}
_ZIP = b"lembar "
_NO_COMMENT = b"\0\0"  # its length, which ends a ZIP that has none
_DIGEST = 64
_SHORT = 16  # of a digest, in the name of a picture
_ZIP_SEAL = len(_ZIP) + _DIGEST + 1 + _DIGEST


def seal(path: str, content: bytes) -> bytes:
    """Add a file's own digest to it."""
    before, behind = _MARKS[PurePosixPath(path).suffix]
    return content + before + digest(content).encode() + behind


def is_sealed(path: str, content: bytes) -> bool:
    """Say whether a file is as it was written."""
    if path.endswith(".png"):
        return PurePosixPath(path).stem.rpartition("-")[2] == digest(content)[:_SHORT]
    mark, _ = _MARKS[PurePosixPath(path).suffix]
    before, found, _ = content.rpartition(mark)
    return bool(found) and seal(path, before) == content


def sealed_name(shows: str, picture: bytes) -> str:
    """Return the name of a picture: the beginnings of the digests of what it shows, and of it."""
    return f"{shows[:_SHORT]}-{digest(picture)[:_SHORT]}"


def seal_zip(path: str, content: bytes, holds: str) -> bytes:
    """Add a seal to a ZIP without a comment; `holds` is a digest of what is in it.

    The seal is of the file under its name: a copy that a person made is theirs.
    """
    comment = _ZIP + holds.encode() + b" " + digest(f"{path} {holds} ".encode() + content).encode()
    return content[: -len(_NO_COMMENT)] + len(comment).to_bytes(2, "little") + comment


def held_by(path: str, content: bytes) -> str | None:
    """Return what a ZIP holds, by its seal; None if it is not as it was written."""
    bare, comment = content[: -_ZIP_SEAL - len(_NO_COMMENT)], content[-_ZIP_SEAL:]
    if not comment.startswith(_ZIP):
        return None
    holds = comment[len(_ZIP) :][:_DIGEST].decode("ascii", "replace")
    return holds if seal_zip(path, bare + _NO_COMMENT, holds) == content else None


def is_sealed_file(output: Path, path: str) -> bool:
    """Say whether a file is as it was written; of a ZIP that isn't ours the end alone is read."""
    if not path.endswith(".zip"):
        return is_sealed(path, (output / path).read_bytes())
    with (output / path).open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _ZIP_SEAL))
        if not file.read().startswith(_ZIP):
            return False
        file.seek(0)
        return held_by(path, file.read()) is not None
