"""The class file: student/ of a course as one ZIP to hand on, and nothing of the rest.

It stands beside student/, so that the folder is the same in it. What was changed after it was made
is left out: a class gets what builds have made. Which files a ZIP holds stands in its seal, so that
it is packed anew only when these change.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lembar.course.words import Words
from lembar.engine.listing import student_folder
from lembar.engine.manifest import CHECKSUMS, INDEX, Entry, digest, digest_of
from lembar.engine.seals import held_by, seal_zip
from lembar.plan import file_stem
from lembar.writers.zips import pack

_PACKING = "2"  # another number has every ZIP packed anew
_COMPRESSED = (".pdf", ".docx", ".pptx", ".xlsx")
_MODE = 0o644  # everyone may read it where it is unpacked, as on a school's server


@dataclass(frozen=True, slots=True)
class ClassFile:
    """Hold a class file: its path, what it is to hold by its seal, and what had to be left out."""

    path: str
    inside: tuple[tuple[str, str], ...]  # paths relative to output/, digests
    left_out: tuple[str, ...]

    @property
    def holds(self) -> str:
        """Return what the seal says of its files, and of how they are packed."""
        lines = (f"{sha256}  {path}\n" for path, sha256 in self.inside)
        return digest("".join((f"{_PACKING}\n", *lines)).encode())


def class_file_name(course: str, words: Words) -> str:
    """Return the file name of a course's class file, in the course's language."""
    word = words("file.students") if "file.students" in words else "student"
    return f"{file_stem((course,), (word,))}.zip"


def class_file(
    output: Path,
    course: str,
    name: str,
    entries: Iterable[Entry],
    beside: Mapping[str, bytes],
    pictures: Collection[str] = (),
) -> ClassFile | None:
    """Look at what a class file is to hold; None if there is nothing for pupils.

    `beside` are pages, lists and pictures that are to be written, by path; `pictures` are the paths
    of all thumbnails, of which those of the pupils' folder are taken.
    """
    folder = student_folder(course)
    wanted = {each.path: each.sha256 for each in entries if each.path.startswith(folder)}
    inside = {path: made for path, made in wanted.items() if _found(output / path) == made}
    if not inside:
        return None
    own = (path for path in pictures if path.startswith(folder))
    for path in (folder + INDEX, folder + CHECKSUMS, *own):
        found = digest(beside[path]) if path in beside else _found(output / path)
        if found:
            inside[path] = found
    left_out = tuple(sorted(wanted.keys() - inside.keys()))
    return ClassFile(f"{course}/{name}", tuple(sorted(inside.items())), left_out)


def packed(output: Path, file: ClassFile, beside: Mapping[str, bytes]) -> bytes:
    """Return the bytes of a class file: those that stand there, if they hold the same."""
    target = output / file.path
    there = target.read_bytes() if target.is_file() else b""
    if held_by(file.path, there) == file.holds:
        return there
    course, _, name = file.path.partition("/")
    top, folder = name.removesuffix(".zip"), student_folder(course)
    parts = (
        (
            f"{top}/{path.removeprefix(folder)}",
            beside[path] if path in beside else (output / path).read_bytes(),
        )
        for path, _ in file.inside
    )
    return seal_zip(file.path, pack(parts, _MODE, _COMPRESSED), file.holds)


def _found(path: Path) -> str | None:
    """Return the digest of a file that can be read."""
    try:
        return digest_of(path)
    except OSError:
        return None
