"""Plan: course + forms + theme + profile → the sets of documents to be made."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lembar.course.assessment import Assessment, Kind
from lembar.course.correction import corrected
from lembar.course.course import Course, Lesson, Sitting, Unit
from lembar.course.documents import WORKBOOKS
from lembar.course.form import Drawn
from lembar.course.labels import LATIN, Labels
from lembar.course.sitting import against_bank, corrections_of, sitting_slug
from lembar.course.words import Words
from lembar.draw import draw
from lembar.draw.parallel import told_of_sharing
from lembar.errors import ContentError, Place, Problem, Problems, problem
from lembar.views.blueprint import blueprint_view
from lembar.views.frame import Frame, frame
from lembar.views.item_cards import cards_view
from lembar.views.lesson import student_lesson, teacher_lesson
from lembar.views.paper import key_view, paper_view
from lembar.views.rubric import rubric_view
from lembar.views.score_sheet import Origin, score_sheet_view
from lembar.views.summary import student_summary, teacher_summary
from lembar.views.vocabulary import student_vocabulary, teacher_vocabulary

DEFAULT_FORMATS: dict[str, tuple[str, ...]] = {
    "handout": ("pdf",),
    "summary": ("pptx", "html", "md"),
    "worksheet": ("docx", "pdf"),
    "test": ("docx", "pdf"),
    "exit-ticket": ("docx", "pdf"),
    "answer-key": ("docx", "pdf"),
    "blueprint": ("docx", "pdf"),
    "item-cards": ("docx", "pdf"),
    "rubric": ("docx", "pdf"),
    "vocabulary": ("docx", "pdf"),
    "score-sheet": ("xlsx",),
}
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Document:
    """Hold one document to be rendered once and written in several formats.

    `paths` pairs a format with where the file goes, relative to output/. `view` is what the
    template may know: a type of `lembar.views`. A workbook has no template: its writer takes the
    view itself.
    """

    document: str
    template: str
    edition: str
    form: str
    title: str
    view: object
    frame: Frame
    language: str
    paper: str
    paths: tuple[tuple[str, str], ...]
    revision: str = ""
    tier: str = ""  # "" where there is only one


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Hold documents that appear together or not at all; `sources` are the files they come from.

    The first source is the lesson or assessment itself.
    """

    key: str
    course: str
    unit: str
    title: str
    sources: tuple[str, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the sets to be made, those that can't be, and why."""

    sets: tuple[DocumentSet, ...]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]


def plan(course: Course, words: Words, labels: Labels = LATIN) -> Plan:
    """Plan all documents of a course; `labels` are those of choices, sections and parts."""
    sets: list[DocumentSet] = []
    failed: list[str] = []
    problems: list[Problem] = []
    for unit in course.units:
        parts: tuple[Lesson | Assessment, ...] = (*unit.lessons, *unit.assessments)
        for part in parts:
            kind = "" if isinstance(part, Lesson) else "assessments/"
            key = f"{course.slug}/{unit.slug}/{kind}{part.slug}"
            try:
                drawn = _draw(course, unit, part, labels)
                if isinstance(part, Lesson):
                    documents = _lesson(course, unit, part, drawn, words)
                else:
                    documents = _assessment(course, unit, part, drawn[0], words)
            except ContentError as error:
                failed.append(key)
                problems.extend(error.problems)
                continue
            problems.extend(told for each in drawn for told in told_of_sharing(each))
            sources = _sources(course, part, drawn)
            sets.append(
                DocumentSet(key, course.slug, unit.slug, part.title, sources, tuple(documents))
            )
        for sitting in unit.sittings:
            key = f"{course.slug}/{unit.slug}/assessments/{sitting_slug(sitting)}"
            told = list(against_bank(sitting, unit))
            decided = Problems()
            problems.extend(told)
            if course.school_broken or any(each.severity == "error" for each in told):
                failed.append(key)
            else:
                sets.append(_sitting(course, unit, sitting, key, words, decided))
                problems.extend(decided)
    problems.extend(_name_clashes(sets))
    return Plan(tuple(sets), tuple(failed), tuple(problems))


def _sitting(
    course: Course, unit: Unit, sitting: Sitting, key: str, words: Words, problems: Problems
) -> DocumentSet:
    """Plan the papers of a sitting as they were printed, under its own name."""
    asked = replace(sitting.drawn.assessment, slug=sitting_slug(sitting))
    drawn = corrected(
        replace(sitting.drawn, assessment=asked), corrections_of(sitting, unit), problems
    )
    slug = sitting.drawn.assessment.slug
    documents = _assessment(course, unit, asked, drawn, words, slug, sitting.name)
    sources = (sitting.place.file, course.place.file)
    title = f"{asked.title} · {sitting.name}"
    return DocumentSet(key, course.slug, unit.slug, title, sources, tuple(documents))


def _draw(course: Course, unit: Unit, part: Lesson | Assessment, labels: Labels) -> list[Drawn]:
    """Draw what a part asks; a lesson holds any number of small assessments."""
    if isinstance(part, Lesson):
        return [draw(exercise, unit, labels) for exercise in part.exercises]
    if course.school_broken:
        raise ContentError()  # the letterhead is not known: told where school.yaml was read
    return [draw(part, unit, labels)]


def _sources(course: Course, part: Lesson | Assessment, drawn: Iterable[Drawn]) -> tuple[str, ...]:
    """Return the files that a set comes from, its own first."""
    items = (p.item for d in drawn for form in d.forms for p in form.items())
    banks = {item.place.file for item in items} - {part.place.file}
    return (part.place.file, course.place.file, *sorted(banks))


def _name_clashes(sets: Iterable[DocumentSet]) -> Iterable[Problem]:
    """Report files of two sets that would have one name."""
    holders: dict[str, DocumentSet] = {}
    for each in sets:
        for document in each.documents:
            for _, path in document.paths:
                other = holders.setdefault(path.casefold(), each)
                if other is not each:
                    place = Place(each.sources[0])
                    yield problem("same-name", place, path=path, other=other.sources[0])


def _lesson(
    course: Course, unit: Unit, lesson: Lesson, exercises: list[Drawn], words: Words
) -> list[Document]:
    """Plan handouts and summaries of a lesson, both editions."""
    views = (
        ("handout", "student", student_lesson(lesson, unit, exercises)),
        ("handout", "teacher", teacher_lesson(lesson, unit, exercises)),
        ("summary", "student", student_summary(lesson, unit, exercises)),
        ("summary", "teacher", teacher_summary(lesson, unit, exercises)),
    )
    namer = _Namer(course, unit, words, lesson.slug, lesson.title)
    made = [namer.document(name, edition, view) for name, edition, view in views]
    blank = student_vocabulary(lesson, unit)
    if "vocabulary" in course.formats and blank.terms:
        filled = teacher_vocabulary(lesson, unit)
        made.append(namer.document("vocabulary", "student", blank))
        made.append(namer.document("vocabulary", "teacher", filled))
    return made


def _assessment(
    course: Course,
    unit: Unit,
    assessment: Assessment,
    drawn: Drawn,
    words: Words,
    slug: str = "",
    sitting: str = "",
) -> list[Document]:
    """Plan the sheets of all forms and tiers, one key, and a teacher's papers of the items.

    The papers of a `sitting` have a name of their own; `slug` is that of the assessment.
    """
    namer = _Namer(course, unit, words, assessment.slug, assessment.title)
    made: list[Document] = []
    printed = drawn.printed or drawn
    for form in printed.forms:
        for tier in printed.assessment.tiers:
            view = paper_view(printed, form, unit, tier)
            cover = view.cover
            made.append(
                namer.document(
                    assessment.kind.value, "student", view, form.code, cover.revision, cover.tier
                )
            )
    key = key_view(drawn, unit, course)
    made.append(namer.document("answer-key", "teacher", key, "", key.cover.revision))
    for name, view_of in (("blueprint", blueprint_view), ("item-cards", cards_view)):
        # Schools ask for them with tests; for other papers they are made where the course says so.
        if assessment.kind is Kind.TEST or name in course.formats:
            seen = view_of(key, drawn, unit)
            made.append(namer.document(name, "teacher", seen, "", key.cover.revision))
    graded = rubric_view(key, drawn)
    if graded.rubrics:
        made.append(namer.document("rubric", "teacher", graded, "", key.cover.revision))
    if assessment.kind is Kind.TEST or "score-sheet" in course.formats:
        revision = key.cover.revision
        origin = Origin(course.slug, unit.slug, slug or assessment.slug, sitting, revision)
        scores = score_sheet_view(key, drawn, unit, origin, words)
        made.append(namer.document("score-sheet", "teacher", scores, "", revision))
    return made


@dataclass(frozen=True, slots=True)
class _Namer:
    """Put documents of one part together and name their files."""

    course: Course
    unit: Unit
    words: Words
    slug: str
    title: str

    def document(
        self,
        document: str,
        edition: str,
        view: object,
        form: str = "",
        revision: str = "",
        tier: str = "",
    ) -> Document:
        """Return a document of the part."""
        course = self.course
        stem = file_stem(
            [
                self.words("file.teacher") if edition == "teacher" else "",
                self.unit.slug if len(course.units) > 1 else "",
                self.slug,
                self.words(f"file.{document}") if f"file.{document}" in self.words else "",
                form,
                self.words(f"file.tier.{tier}") if tier else "",
            ]
        )
        return Document(
            document=document,
            template="" if document in WORKBOOKS else f"documents/{document}.html.j2",
            edition=edition,
            form=form,
            title=self.title,
            view=view,
            frame=frame(course, self.unit.title),
            language=course.language,
            paper=course.paper,
            paths=tuple(
                (each, f"{course.slug}/{edition}/{stem}.{each}")
                for each in course.formats.get(document, DEFAULT_FORMATS[document])
            ),
            revision=revision,
            tier=tier,
        )


def file_stem(parts: Iterable[str]) -> str:
    """Join words to an ASCII file name of at most 80 characters less its ending."""
    joined = "-".join(part for part in parts if part)
    plain = unicodedata.normalize("NFKD", joined).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[: _LONGEST_NAME - len(".docx")]
