"""Gather the Word files that a path stands for: one, those of a folder, those in a ZIP."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from lembar.errors import Place, Problems

_WORD = ".docx"
_OTHERS = frozenset({".doc", ".odt", ".rtf", ".docm", ".pages"})
_LARGEST = 64 * 1024 * 1024
_MOST = 1000  # files of a ZIP, and of a folder
_MOST_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Given:
    """Hold a file to compare: its name as people know it, and its bytes."""

    name: str
    content: bytes


def gather(path: Path, said: str, problems: Problems) -> list[Given]:
    """Return the Word files of a path; what can't be one is reported, and left out."""
    if path.is_dir():
        return list(_folder(path, said, problems))
    content = _read(path, said, problems)
    if content is None:
        return []
    if path.suffix.lower() == ".zip":
        return list(_zip(content, said, problems))
    return [Given(said, content)]  # whatever it is called: reading says what it is


def _folder(folder: Path, said: str, problems: Problems) -> Iterator[Given]:
    paths = sorted(each for each in folder.rglob("*") if each.is_file())
    wanted = [each for each in paths if _is_wanted(each.relative_to(folder).as_posix())]
    if len(wanted) > _MOST:
        problems.add("compare-too-many", Place(said), "compare-too-many", most=_MOST)
        return
    for each in wanted:
        name = f"{said}/{each.relative_to(folder).as_posix()}"
        if each.suffix.lower() in _OTHERS:
            problems.add("compare-other-format", Place(name), "compare-other-format")
            continue
        content = _read(each, name, problems)
        if content is not None:
            yield Given(name, content)


def _zip(content: bytes, said: str, problems: Problems) -> Iterator[Given]:
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        entries = [each for each in archive.infolist() if _is_wanted(each.filename)]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        problems.add("compare-bad-zip", Place(said), "compare-bad-zip")
        return
    if len(entries) > _MOST:
        problems.add("compare-too-many", Place(said), "compare-too-many", most=_MOST)
        return
    whole = 0
    for each in sorted(entries, key=lambda entry: entry.filename):
        name = f"{said}/{each.filename}"
        if PurePosixPath(each.filename).suffix.lower() in _OTHERS:
            problems.add("compare-other-format", Place(name), "compare-other-format")
            continue
        try:
            with archive.open(each) as file:
                inside = file.read(_LARGEST + 1)
        except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError, zlib.error,
                zipfile.BadZipFile):  # fmt: skip
            problems.add("compare-bad-zip", Place(name), "compare-bad-zip")
            continue
        whole += len(inside)
        if len(inside) > _LARGEST or whole > _MOST_BYTES:
            problems.add("compare-too-large", Place(name), "compare-too-large")
            return
        yield Given(name, inside)


def _is_wanted(name: str) -> bool:
    """Say whether a file may be a paper: no lock of Word's, nothing that a system hid there."""
    parts = PurePosixPath(name).parts
    if not parts or any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return False
    return not parts[-1].startswith("~$") and PurePosixPath(name).suffix.lower() in {
        _WORD,
        *_OTHERS,
    }


def _read(path: Path, said: str, problems: Problems) -> bytes | None:
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        message = error.strerror or str(error)
        problems.add("unreadable-file", Place(said), message=message)
        return None
    if len(content) > _LARGEST:
        problems.add("compare-too-large", Place(said), "compare-too-large")
        return None
    return content
