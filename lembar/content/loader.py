"""Read courses: every folder with a course.yaml, with all that is wrong in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lembar.content import yaml
from lembar.content.assets import AssetStore
from lembar.content.files import ignored, is_there
from lembar.content.folders import find_upward
from lembar.content.housewords import read_house_words
from lembar.content.marks import bands, mark
from lembar.content.names import Names
from lembar.content.schema import RECORDS
from lembar.content.school import read_school, read_teacher
from lembar.content.take import Taken, take
from lembar.content.units import ReadUnit, UnitReader
from lembar.course.course import Course, Unit
from lembar.course.documents import DOCUMENTS, FORMATS, formats_of
from lembar.course.school import School, Teacher
from lembar.errors import Place, Problems


@dataclass(frozen=True, slots=True)
class Read:
    """Hold what was read: `failed` are keys of sets that can't be made, `files` all files read."""

    courses: tuple[Course, ...]
    failed: tuple[str, ...]
    broken: tuple[str, ...]  # slugs of courses of which nothing can be made
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Options:
    """Hold what a command asks for in place of course.yaml and what lies beside it."""

    school: Path | None = None
    theme: str | None = None
    profiles: tuple[str, ...] = ()  # besides those that courses ask for
    editions: tuple[str, ...] = ()  # which these are made in, besides their own
    sampling: bool = False  # look at many versions of items with parameters, and count them


class KeptUnits(Protocol):
    """Describe what remembers units that were read before."""

    def unit(self, reader: UnitReader, folder: Path) -> ReadUnit:
        """Return the unit of a folder as the reader would, with all that the reader collects."""


def read_courses(
    folders: Sequence[Path],
    root: Path,
    names: Names,
    store: AssetStore,
    problems: Problems,
    options: Options | None = None,
    kept: KeptUnits | None = None,
) -> Read:
    """Read the courses of some folders; `root` is where school.yaml is looked for last."""
    options = options or Options()
    courses: list[Course] = []
    failed: list[str] = []
    broken: list[str] = []
    for folder in folders:
        reader = _CourseReader(folder, root, names, store, problems, options, kept)
        course = reader.course(failed)
        if course is None:
            broken.append(folder.name)
        else:
            courses.append(course)
    return Read(tuple(courses), tuple(failed), tuple(broken), tuple(names.read))


@dataclass(slots=True)
class _CourseReader:
    """Read one course."""

    folder: Path
    root: Path
    names: Names
    store: AssetStore
    problems: Problems
    options: Options
    kept: KeptUnits | None

    def course(self, failed: list[str]) -> Course | None:
        """Return the course; add the keys of what can't be made to `failed`."""
        taken = self._head()
        units = self._units(failed, taken.text("language") if taken else "")
        before = self.problems.failures
        school, teacher = self._school(), self._teacher()
        school_broken = self.problems.failures > before
        house_words = read_house_words(self.folder, self.names, self.problems)
        if taken is None:
            return None
        return Course(
            slug=self.folder.name,
            title=taken.text("title"),
            language=taken.text("language"),
            units=units,
            place=Place(self.names.of(self.folder / "course.yaml")),
            subject=taken.text("subject"),
            grade=taken.text("grade"),
            curriculum=taken.text("curriculum"),
            authors=taken.words("authors"),
            licence=taken.text("licence"),
            theme=self.options.theme or taken.text("theme", "default"),
            paper=taken.text("paper", "A4"),
            school=school,
            teacher=teacher,
            formats=self._formats(taken),
            slides=taken.count("slides"),
            pass_mark=mark(taken, "pass-mark", self.problems),
            bands=bands(taken.entries("bands"), self.problems),
            school_broken=school_broken,
            house_words=house_words,
            profiles=taken.profiles() or (),
        )

    def _head(self) -> Taken | None:
        path = self.folder / "course.yaml"
        value = self.names.value(path, self.problems)
        if value is None:
            return None
        taken = take(value, RECORDS["course"], self.problems)
        return taken if taken is not None and taken.whole else None

    def _formats(self, course: Taken) -> dict[str, tuple[str, ...]]:
        """Return which formats each document is to be made in."""
        found: dict[str, tuple[str, ...]] = {}
        value = course.values.get("documents")
        if not isinstance(value, yaml.Mapping):
            return found
        for name, given in value.entries:
            items = given.items if isinstance(given, yaml.Sequence) else (given,)
            texts = [(yaml.want_text(item, self.problems), item.place) for item in items]
            self._known(name.text, DOCUMENTS, name.place)
            for text, place in texts:
                if text is not None:
                    self._known(text, FORMATS, place)
            self._fitting(name.text, texts)
            found[name.text] = tuple(text for text, _ in texts if text in FORMATS)
        return {name: formats for name, formats in found.items() if name in DOCUMENTS}

    def _fitting(self, document: str, texts: Iterable[tuple[str | None, Place]]) -> None:
        """Report a workbook that is to be a paper, or a paper that is to be a workbook."""
        known = formats_of(document)
        for text, place in texts:
            if document in DOCUMENTS and text in FORMATS and text not in known:
                said = {"document": document, "format": text, "known": ", ".join(known)}
                self.problems.add("format-fits-not", place, "known-words", **said)

    def _known(self, word: str, known: Iterable[str], place: Place) -> None:
        if word not in known:
            self.problems.unknown_word(word, place, known)

    def _units(self, failed: list[str], language: str) -> tuple[Unit, ...]:
        sampling = self.options.sampling
        reader = UnitReader(
            self.folder.name, self.names, self.store, self.problems, language, sampling
        )
        units: list[Unit] = []
        for path in sorted(self.folder.iterdir()):
            if not path.is_dir() or not is_unit(path):
                continue
            read = self.kept.unit(reader, path) if self.kept else reader.unit(path)
            units.append(read.unit)
            failed.extend(f"{self.folder.name}/{path.name}/{slug}" for slug in read.failed)
        return tuple(units)

    def _school(self) -> School | None:
        path = self.options.school or find_upward("school.yaml", self.folder, self.root)
        return read_school(path, self.names, self.store, self.problems) if path else None

    def _teacher(self) -> Teacher | None:
        path = find_upward("me.yaml", self.folder, self.root)
        return read_teacher(path, self.names, self.problems) if path else None


def is_unit(folder: Path) -> bool:
    """Say whether a folder of a course is a unit: it has a unit.yaml, lessons, or assessments."""
    if ignored(folder.name):
        return False
    return (
        is_there(folder / "unit.yaml")
        or (folder / "assessments").is_dir()
        or (folder / "questions").is_dir()
        or any(path.suffix == ".md" and path.name[:1].isdigit() for path in folder.iterdir())
    )
