"""Make what is looked at: read courses, make single files, and follow changes of the source.

One thread does all of it. After a change the file on screen comes first: only its set is planned
and only this file is made. Then the course is read whole, with all that is wrong in it.
"""

import os
import traceback
from collections import deque
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from lembar.content.loader import Options
from lembar.course.course import Course
from lembar.course.documents import EDITIONS
from lembar.engine.again import planned_again
from lembar.engine.build import make
from lembar.engine.crew import Crew, Hands
from lembar.engine.keys import key
from lembar.engine.memory import Memory
from lembar.engine.prepare import PlannedCourse, Prepared, prepare
from lembar.engine.project import Project
from lembar.engine.titles import readable
from lembar.errors import LembarError, Problem, problem
from lembar.plan import Document, DocumentSet
from lembar.preview import pdf
from lembar.preview.choices import Choice, Settled, Trial, document_of
from lembar.preview.state import CourseNow, State, View, name_of

SHOWN = {"pdf": "pdf", "docx": "html", "pptx": "html", "html": "html", "md": "md"}
"""What is shown of a file: Word and PowerPoint files as the web page of their sheet."""
_WITH_ALL_LESSONS = ("blueprint",)  # names lessons of the unit
_AHEAD = 6  # sets; of a change that concerns more only what is looked at is made


@dataclass(slots=True)
class Maker:
    """Make files with workers and a memory, and put them into a state."""

    project: Project
    state: State
    workers: Hands
    memory: Memory
    school: Path | None = None
    theme: str = ""  # for all courses, if no other is on trial
    hurried: Callable[[], bool] = lambda: False  # says whether something else is to be done first
    pause: Callable[[], None] = lambda: None  # lets browsers fetch what they were told of
    _readings: int = 0
    _crews: dict[int, Crew] = field(default_factory=dict)
    _paths: set[Path] = field(default_factory=set)  # changed, and not read whole since
    _dirty: set[Path] = field(default_factory=set)  # the courses that they may be part of
    _ahead: "deque[tuple[Trial, str, Document]]" = field(default_factory=deque)

    def courses(self, trial: Trial) -> None:
        """Read the courses that were not read yet."""
        for folder in self.project.courses:
            self._course(trial, folder)

    def view(self, choice: Choice) -> None:
        """Make what is shown of a choice, if it is not there."""
        course = self._course(choice.trial, self._folder(choice.key))
        before = self.state.view(choice)
        if course is None or (before and before.reading == course.reading):
            return
        found = self._found(course, choice)
        made = self._shown(course, *found) if found else None
        if made is None or (made.content is None and made.kind):
            told = made.problems if made else ()
            made = replace(before, current=False) if before else _nothing(choice)
            made = replace(made, problems=told)
        self.state.put_view(replace(made, reading=course.reading))

    def file(self, choice: Choice, format_: str = "") -> tuple[str, bytes] | None:
        """Return the name and the bytes of a file, or of another format of the same document.

        None if it can't be made now.
        """
        course = self._course(choice.trial, self._folder(choice.key))
        found = self._found(course, choice) if course else None
        if course is None or found is None:
            return None
        each, settled = found
        format_ = format_ or choice.format
        path = f"{settled.path.rpartition('.')[0]}.{format_}"
        content, _ = self._made(course, each, settled.document, format_, path)
        return None if content is None else (path.rpartition("/")[2], content)

    def changed(self, paths: Collection[Path]) -> None:
        """Make anew what is looked at and comes from changed files."""
        self._paths.update(paths)
        self._dirty.update(self._concerned(paths))
        self.state.set_busy(True)
        looked_at = self.state.looked_at()
        choices = [choice for _, choice in looked_at if choice]
        for choice in choices:
            if self._folder(choice.key) in self._dirty:
                self._quickly(choice)
            if self.hurried():  # a second save: what is dirty stays so
                return
        trials = {trial for trial, _ in looked_at}
        for trial, folder in self.state.read():
            if folder not in self._dirty:
                continue
            if trial in trials or not self.state.forget(trial, folder):
                self._read(trial, folder)
        self._dirty.clear()
        self._paths.clear()
        for choice in choices:
            self.view(choice)
        self.state.set_busy(False)

    def tell_fault(self, error: Exception) -> None:
        """Tell what went wrong where nothing should: the preview goes on."""
        self._dirty.clear()
        self._paths.clear()
        for trial, folder in self.state.read():
            course = self.state.course(trial, folder)
            if course is not None:
                told = (*course.problems, _unforeseen(error))
                self.state.put_course(trial, replace(course, problems=told))
        self.state.set_busy(False)

    def next_ahead(self) -> Callable[[], None] | None:
        """Return what makes one more document of a changed set, before someone asks.

        It may run beside all else that is made. None if there is no such document.
        """
        while self._ahead:
            trial, name, document = self._ahead.popleft()
            folder = self._folder(name)
            course = self.state.course(trial, folder) if folder else None
            each = course.sets.get(name) if course else None
            if course and each and document in each.documents:
                return partial(self._make_ahead, trial, course, each, document)
        return None

    def _make_ahead(
        self, trial: Trial, course: CourseNow, each: DocumentSet, document: Document
    ) -> None:
        assert course.planned is not None
        assert course.prepared is not None
        crew = Crew(self.workers, course.prepared.store, self.memory)
        for format_, path in document.paths:
            _, told = _file(course.planned, each, document, format_, path, crew)
            self.state.put_told(trial, each.key, path, told)

    def _course(self, trial: Trial, folder: Path | None) -> CourseNow | None:
        if folder is None:
            return None
        return self.state.course(trial, folder) or self._read(trial, folder)

    def _read(self, trial: Trial, folder: Path) -> CourseNow:
        """Read a course, and remember which of its sets are others now."""
        before = self.state.course(trial, folder)
        prepared, told = self._prepared(trial, folder)
        self._readings += 1
        course = self._now(folder, before, prepared, told)
        self.state.forget_told(trial, folder.name)
        self.state.put_course(trial, course)
        self._plan_ahead(trial, before, course)
        return course

    def _prepared(
        self, trial: Trial, folder: Path, only: str = ""
    ) -> tuple[Prepared | None, tuple[Problem, ...]]:
        """Read a course; whatever goes wrong with that is told, and ends nothing."""
        options = Options(
            school=self.school,
            theme=trial.theme or self.theme or None,
            profiles=(trial.profile,) if trial.profile else (),
            editions=EDITIONS if trial.profile else (),
        )
        try:
            alone = Project(self.project.root, (folder,), ())
            prepared = prepare(alone, options, only, self.memory.units)
        except LembarError as error:
            return None, error.problems
        except Exception as error:
            return None, (_unforeseen(error),)
        return prepared, tuple(prepared.problems)

    def _now(
        self,
        folder: Path,
        before: CourseNow | None,
        prepared: Prepared | None,
        told: tuple[Problem, ...],
    ) -> CourseNow:
        """Return a course as it is now, with what is left of before where it is broken."""
        planned = prepared.courses[0] if prepared and prepared.courses else None
        broken = planned is None
        failed = prepared.failed if prepared else frozenset()
        chosen = self.project.chosen(planned.sets) if planned else ()
        sets = {each.key: each for each in chosen}
        old = before.sets if before else {}
        kept = {name: each for name, each in old.items() if broken or name in failed}
        titles: Course | CourseNow | None = planned.course if planned else before
        return CourseNow(
            folder,
            folder.name,
            titles.title if titles else readable(folder.name),
            titles.language if titles else "",
            planned or (before.planned if before else None),
            prepared if planned else (before.prepared if before else None),
            _merged(sets, kept, old),
            frozenset(failed),
            broken,
            told,
            self._readings,
        )

    def _found(self, course: CourseNow, choice: Choice) -> tuple[DocumentSet, Settled] | None:
        """Return the set and the document of a choice, if it can be made now."""
        each = course.sets.get(choice.key)
        if each is None or course.broken or choice.key in course.failed:
            return None
        settled = document_of(each, choice)
        return (each, settled) if settled else None

    def _shown(self, course: CourseNow, each: DocumentSet, settled: Settled) -> View:
        """Make what is shown of a document."""
        choice = settled.choice
        kind = SHOWN.get(choice.format, "")
        if not kind:
            return _nothing(choice)
        path = f"{settled.path.rpartition('.')[0]}.{kind}"
        content, told = self._made(course, each, settled.document, kind, path)
        self.state.put_told(choice.trial, each.key, path, told)
        return self._view(choice, content, kind, told)

    def _view(
        self, choice: Choice, content: bytes | None, kind: str, told: tuple[Problem, ...]
    ) -> View:
        name = name_of(content) if content is not None else ""
        same = self.state.content(name)
        if same is not None:
            pages = same.pages
        else:
            pages = pdf.facts(content) if content is not None and kind == "pdf" else ()
        return View(choice, content, kind, pages, told, 0, True, name)

    def _made(
        self, course: CourseNow, each: DocumentSet, document: Document, format_: str, path: str
    ) -> tuple[bytes | None, tuple[Problem, ...]]:
        assert course.planned is not None
        return _file(course.planned, each, document, format_, path, self._crew(course))

    def _crew(self, course: CourseNow) -> Crew:
        """Return those who make the files of a course as it was read last."""
        crew = self._crews.get(course.reading)
        if crew is None:
            assert course.prepared is not None
            there = {each.reading for each in self.state.all_courses()}
            self._crews = {n: each for n, each in self._crews.items() if n in there}
            crew = Crew(self.workers, course.prepared.store, self.memory)
            self._crews[course.reading] = crew
        return crew

    def _quickly(self, choice: Choice) -> None:
        """Make what is looked at from its own set alone; if that fails, it is told later why."""
        folder = self._folder(choice.key)
        kind = SHOWN.get(choice.format)
        if folder is None or kind is None or choice.document in _WITH_ALL_LESSONS:
            return
        planned, crew = self._again(choice, folder) or self._alone(choice, folder) or (None, None)
        if planned is None or crew is None:
            return
        each = next((found for found in planned.sets if found.key == choice.key), None)
        settled = document_of(each, choice) if each else None
        if each is None or settled is None:
            return
        path = f"{settled.path.rpartition('.')[0]}.{kind}"
        content, told = _file(planned, each, settled.document, kind, path, crew)
        if content is not None:
            self.state.put_view(self._view(choice, content, kind, told))
            self.pause()

    def _again(self, choice: Choice, folder: Path) -> tuple[PlannedCourse, Crew] | None:
        """Plan the lesson that is looked at, if nothing but its own file has changed."""
        course = self.state.course(choice.trial, folder)
        each = course.sets.get(choice.key) if course else None
        if course is None or each is None or course.planned is None or course.prepared is None:
            return None
        if course.broken or course.failed or self._paths != {self.project.root / each.sources[0]}:
            return None
        also = (choice.trial.profile,) if choice.trial.profile else ()
        store = course.prepared.store
        try:
            planned = planned_again(course.planned, choice.key, self.project.root, store, also)
        except Exception:  # whatever it is, it is told when the course is read whole
            return None
        return (planned, self._crew(course)) if planned else None

    def _alone(self, choice: Choice, folder: Path) -> tuple[PlannedCourse, Crew] | None:
        """Read the course and plan only the set that is looked at."""
        prepared, _ = self._prepared(choice.trial, folder, only=choice.key)
        if prepared is None or not prepared.courses or choice.key in prepared.failed:
            return None
        return prepared.courses[0], Crew(self.workers, prepared.store, self.memory)

    def _plan_ahead(self, trial: Trial, before: CourseNow | None, now: CourseNow) -> None:
        """Remember the documents of changed sets, to be made when there is time."""
        if before is None or now.broken:
            return
        sets = [
            each
            for name, each in now.sets.items()
            if name not in now.failed and _differs(before.sets.get(name), each)
        ]
        ours = (trial, now.slug)
        waiting = [each for each in self._ahead if (each[0], each[1].partition("/")[0]) != ours]
        if len(sets) <= _AHEAD:
            waiting += [(trial, each.key, document) for each in sets for document in each.documents]
        self._ahead = deque(waiting)

    def _concerned(self, paths: Collection[Path]) -> set[Path]:
        """Return the courses that changed files may be part of; all, for what stands beside."""
        found: set[Path] = set()
        for path in paths:
            inside = [each for each in self.project.courses if each in (path, *path.parents)]
            if not inside:
                return set(self.project.courses)
            found.update(inside)
        return found

    def _folder(self, name: str) -> Path | None:
        slug = name.partition("/")[0]
        return next((each for each in self.project.courses if each.name == slug), None)


def _file(
    planned: PlannedCourse,
    each: DocumentSet,
    document: Document,
    format_: str,
    path: str,
    crew: Crew,
) -> tuple[bytes | None, tuple[Problem, ...]]:
    """Make one file of a document; whatever goes wrong with that is told, and ends nothing."""
    alone = replace(
        each,
        documents=(replace(document, paths=((format_, path),)),),
        named=(),
        named_forms=(),
    )
    try:
        files, told = make(planned, alone, crew)
    except Exception as error:
        return None, (_unforeseen(error),)
    return (files[0].content if files else None), told


def _nothing(choice: Choice) -> View:
    return View(choice, None, SHOWN.get(choice.format, ""), (), (), 0)


def _differs(before: DocumentSet | None, now: DocumentSet) -> bool:
    return before is None or key(before.documents) != key(now.documents)


def _merged(
    now: Mapping[str, DocumentSet], kept: Mapping[str, DocumentSet], old: Mapping[str, DocumentSet]
) -> dict[str, DocumentSet]:
    """Return the sets that are there now and those kept from before, each behind its neighbour."""
    names = list(now)
    earlier = ""
    for name in old:
        if name in kept and name not in now:
            names.insert(names.index(earlier) + 1 if earlier in names else 0, name)
        earlier = name
    return {name: now.get(name) or kept[name] for name in names}


def _unforeseen(error: Exception) -> Problem:
    if os.environ.get("LEMBAR_DEBUG"):
        traceback.print_exception(error)
    reason = f"{type(error).__name__}: {error}"
    return problem("preview-fails", None, "preview-fails", reason=reason)
