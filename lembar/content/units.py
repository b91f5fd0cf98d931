"""Read a unit: objectives, glossary, bank, lessons and assessments of one folder."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lembar.content import yaml
from lembar.content.assessments import AssessmentReader, unique
from lembar.content.assets import AssetStore
from lembar.content.files import ignored, is_there, misnamed
from lembar.content.housewords import read_house_words
from lembar.content.items import Defaults, ItemReader
from lembar.content.lessons import LessonReader, lesson_number
from lembar.content.locks import lock_files, read_locks, sitting_of
from lembar.content.names import Names
from lembar.content.pictures import EXTENSIONS, Pictures
from lembar.content.resolve import Resolver
from lembar.content.roster import roster_of
from lembar.content.schema import RECORDS
from lembar.content.silence import silenced
from lembar.content.take import Taken, take
from lembar.content.usages import read_usages
from lembar.course.assessment import Assessment
from lembar.course.course import Lesson, Objective, Term, Unit
from lembar.course.item import Entry
from lembar.course.roster import Roster
from lembar.errors import Place, Problems, nearest


@dataclass(frozen=True, slots=True)
class ReadUnit:
    """Hold a unit with what could not be read: `failed` are slugs of lessons and assessments."""

    unit: Unit
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    """Hold what unit.yaml says; `whole` is False where it could not be read."""

    title: str
    objectives: tuple[Objective, ...] = ()
    glossary: tuple[Term, ...] = ()
    silenced: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class UnitReader:
    """Read the units of one course."""

    course: str
    names: Names
    store: AssetStore
    problems: Problems
    language: str = ""  # of the course
    sampling: bool = False  # look at many versions of items with parameters

    def unit(self, folder: Path) -> ReadUnit:
        """Return the unit of a folder; every file of it is read, whatever is wrong in another."""
        head = self._head(folder)
        pictures = Pictures((folder,), self.store)
        terms = {term.term.casefold(): term.term for term in head.glossary}
        resolver = Resolver(pictures, terms if head.whole else None)
        objectives = frozenset(each.id for each in head.objectives) if head.whole else None
        bank, poisoned = self._bank(folder, resolver, objectives)
        scope = f"{self.course}/{folder.name}"
        lessons: list[Lesson] = []
        assessments: list[Assessment] = []
        failed: list[str] = []
        rosters: dict[str, Roster | None] = {}
        for path in self._files(folder, ".md"):
            reader = self._assessments(path.stem, scope, resolver, objectives)
            text = self.names.text(path, self.problems)
            lesson = (
                LessonReader(reader, self.problems).lesson(text, self.names.of(path), path.stem)
                if text is not None
                else None
            )
            if lesson is None or not head.whole:
                failed.append(path.stem)
            else:
                lessons.append(lesson)
        for path in self._files(folder / "assessments", ".yaml"):
            reader = self._assessments(path.stem, scope, resolver, objectives)
            value = self.names.value(path, self.problems)
            assessment = reader.file(value, path.stem) if value is not None else None
            if isinstance(value, yaml.Mapping) and value.get("roster") is not None:
                rosters[path.stem] = roster_of(value, path.parent, self.names, self.problems)
            if assessment is None or not head.whole:
                failed.append(f"assessments/{path.stem}")
            else:
                assessments.append(assessment)
        sittings = tuple(read_locks(folder, self.names, self.store, self.problems))
        locks = lock_files(folder)
        for assessment in assessments:
            self._check_sittings(assessment, locks)
        unit = Unit(
            slug=folder.name,
            title=head.title,
            lessons=tuple(sorted(lessons, key=lambda each: (each.number, each.slug))),
            assessments=tuple(assessments),
            objectives=head.objectives,
            glossary=head.glossary,
            bank=bank,
            poisoned=poisoned,
            unread=frozenset(each.removeprefix("assessments/") for each in failed),
            house_words=read_house_words(folder, self.names, self.problems),
            rosters=rosters,
            sittings=sittings,
            unused_pictures=() if failed or poisoned else self._unused(folder, pictures),
            silenced=head.silenced,
            usages=read_usages(folder, self.names, self.problems),
        )
        return ReadUnit(unit, tuple(failed))

    def _check_sittings(self, assessment: Assessment, locks: Sequence[Path]) -> None:
        """Report what is said of sittings that were never drawn."""
        own = [sitting_of(each) for each in locks if each.name.startswith(f"{assessment.slug}.")]
        for each in assessment.corrections:
            self._check_sitting(each.sitting, each.named, own)
        for name in assessment.avoid:
            self._check_sitting(name, assessment.place, [sitting_of(each) for each in locks])

    def _check_sitting(self, name: str, place: Place | None, known: Sequence[str]) -> None:
        if name not in known:
            near = nearest(name, known)
            hint = "did-you-mean" if near else "unknown-sitting"
            self.problems.add("unknown-sitting", place, hint, name=name, nearest=near)

    def _unused(self, folder: Path, pictures: Pictures) -> tuple[str, ...]:
        """Return the pictures in images/ that nothing that was read shows."""
        used = set(pictures.used.values())
        there = sorted(
            path
            for path in (folder / "images").rglob("*")
            if path.suffix.lower().lstrip(".") in EXTENSIONS and not ignored(path.name)
        )
        return tuple(self.names.of(path) for path in there if path not in used)

    def _files(self, folder: Path, ending: str) -> list[Path]:
        """Return the files of a folder with an ending, in order; explain those misnamed."""
        if not folder.is_dir():
            return []
        found = []
        for path in sorted(folder.iterdir()):
            if ignored(path.name):
                continue
            if path.suffix == ending:
                found.append(path)
            elif path.is_file():
                misnamed(path, self.names.of(path), self.problems)
        return sorted(found, key=lambda path: (lesson_number(path.stem), path.stem))

    def _head(self, folder: Path) -> _Head:
        """Return what unit.yaml says; a folder without one is a unit all the same."""
        path = folder / "unit.yaml"
        if not is_there(path):
            return _Head("")
        before = self.problems.failures
        value = self.names.value(path, self.problems)
        taken = take(value, RECORDS["unit"], self.problems) if value is not None else None
        if taken is None:
            return _Head("", whole=False)
        objectives = self._objectives(taken)
        glossary = self._glossary(taken)
        quiet = silenced(taken, "silence-unit", self.problems)
        whole = self.problems.failures == before
        return _Head(taken.text("title"), objectives, glossary, quiet, whole)

    def _objectives(self, unit: Taken) -> tuple[Objective, ...]:
        found: dict[str, Objective] = {}
        for taken in self._records(unit, "objectives", "objective"):
            id_ = taken.text("id")
            if id_ in found:
                self.problems.add("same-objective", taken.place_of("id"), id=id_)
            found[id_] = Objective(id_, taken.text("text"), taken.text("level"), taken.place)
        return tuple(found.values())

    def _glossary(self, unit: Taken) -> tuple[Term, ...]:
        found: dict[str, Term] = {}
        for taken in self._records(unit, "glossary", "term"):
            term = " ".join(taken.text("term").split())
            if term.casefold() in found:
                self.problems.add("same-term", taken.place_of("term"), term=term)
            found[term.casefold()] = Term(
                term, taken.text("definition"), taken.text("translation"), taken.text("source")
            )
        return tuple(found.values())

    def _records(self, unit: Taken, key: str, record: str) -> Iterable[Taken]:
        taken = (take(value, RECORDS[record], self.problems) for value in unit.entries(key))
        return [each for each in taken if each is not None and each.whole]

    def _bank(
        self, folder: Path, resolver: Resolver, objectives: frozenset[str] | None
    ) -> tuple[dict[str, tuple[Entry, ...]], frozenset[str]]:
        """Return the entries of each bank file, and the files that could not be read whole."""
        bank: dict[str, tuple[Entry, ...]] = {}
        poisoned: set[str] = set()
        for path in self._files(folder / "questions", ".yaml"):
            before = self.problems.failures
            reader = self._items(path.stem, resolver, objectives)
            value = self.names.value(path, self.problems)
            taken = take(value, RECORDS["bank"], self.problems) if value is not None else None
            entries: list[Entry] = []
            if taken is not None:
                reader.check_objective(taken)
                defaults = Defaults().under(taken)
                read = [
                    reader.entry(each, defaults, str(number))
                    for number, each in enumerate(taken.entries("items"), 1)
                ]
                entries = [entry for entry in read if entry is not None]
            bank[path.stem] = unique(entries, self.problems)
            if self.problems.failures > before or value is None:
                poisoned.add(path.stem)
        return bank, frozenset(poisoned)

    def _assessments(
        self,
        name: str,
        scope: str,
        resolver: Resolver,
        objectives: frozenset[str] | None,
    ) -> AssessmentReader:
        items = self._items(name, resolver, objectives)
        return AssessmentReader(scope, items, self.problems)

    def _items(
        self, name: str, resolver: Resolver, objectives: frozenset[str] | None
    ) -> ItemReader:
        return ItemReader(name, resolver, self.problems, objectives, self.language, self.sampling)
