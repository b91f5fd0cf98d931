"""Plan: course + forms + theme + profile → the sets of documents to be made."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from lembar.course.assessment import Assessment, Kind
from lembar.course.correction import drawn_of
from lembar.course.course import Course, Lesson, Sitting, Unit
from lembar.course.documents import NAMED_FORMATS, PUPILS, WORKBOOKS, formats_of
from lembar.course.form import Drawn
from lembar.course.labels import LATIN, Labels
from lembar.course.profile import WITHOUT_LOOK, Asked, Profile
from lembar.course.roster import Roster, repeated
from lembar.course.sitting import against_bank, sitting_slug
from lembar.course.words import Words
from lembar.draw import draw
from lembar.draw.parallel import told_of_sharing
from lembar.errors import ContentError, Place, Problem, Problems, problem
from lembar.views.answer_sheet import answer_sheets, has_letters
from lembar.views.blueprint import blueprint_view
from lembar.views.copies import Copy, copies_of
from lembar.views.frame import Frame, frame
from lembar.views.item_cards import cards_view
from lembar.views.lesson import student_lesson, teacher_lesson
from lembar.views.paper import PaperView, key_view, paper_view, revision
from lembar.views.rubric import rubric_view
from lembar.views.score_sheet import Origin, score_sheet_view
from lembar.views.slides import USUAL, Limits
from lembar.views.summary import student_summary, teacher_summary
from lembar.views.summary_sheet import student_summary_sheet, teacher_summary_sheet
from lembar.views.vocabulary import student_vocabulary, teacher_vocabulary

DEFAULT_FORMATS: dict[str, tuple[str, ...]] = {
    "handout": ("pdf",),
    "summary": ("pptx", "html", "md"),
    "summary-sheet": ("docx", "pdf"),
    "worksheet": ("docx", "pdf"),
    "test": ("docx", "pdf"),
    "exit-ticket": ("docx", "pdf"),
    "answer-sheet": ("docx", "pdf"),
    "answer-key": ("docx", "pdf"),
    "blueprint": ("docx", "pdf"),
    "item-cards": ("docx", "pdf"),
    "rubric": ("docx", "pdf"),
    "vocabulary": ("docx", "pdf"),
    "score-sheet": ("xlsx",),
}
_LONGEST_NAME = 80
_CORE = "core"


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
    profile: str = ""  # "": plain

    @property
    def key(self) -> str:
        """Return where its files stand in output/, without their ending."""
        return self.paths[0][1].rpartition(".")[0] if self.paths else ""


@dataclass(frozen=True, slots=True)
class NamedPapers:
    """Hold the copies of one class, put together in one file for each of `paths`.

    A Word file has one set of styles: pupils of each `profile` have a file of their own there. In
    PDF all stand in one, in the order in which they are handed out.
    """

    edition: ClassVar[str] = PUPILS
    form: ClassVar[str] = ""  # of all forms
    tier: ClassVar[str] = ""
    title: str
    document: str
    copies: tuple[Copy, ...]
    paths: tuple[tuple[str, str], ...]
    revision: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSet:
    """Hold documents that appear together or not at all; `sources` are the files they come from.

    The first source is the lesson or assessment itself. `named_forms` are the papers of which
    `named` are the copies: laid out once for all classes.
    """

    key: str
    course: str
    unit: str
    title: str
    sources: tuple[str, ...]
    documents: tuple[Document, ...]
    named_forms: tuple[Document, ...] = ()
    named: tuple[NamedPapers, ...] = ()

    @property
    def papers(self) -> tuple[Document | NamedPapers, ...]:
        """Return all that is published."""
        return (*self.documents, *self.named)


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold the sets to be made, those that can't be, and why."""

    sets: tuple[DocumentSet, ...]
    failed: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Profiles:
    """Hold the profiles that a course asks for.

    `usable` has None for one of which it was told why it can't be used. `known` names those that
    there are, and all papers of pupils are made in those of `also`.
    """

    usable: Mapping[str, Profile | None] = field(default_factory=dict)
    known: str = ""
    also: tuple[str, ...] = ()


NO_PROFILES = Profiles()


def plan(
    course: Course,
    words: Words,
    labels: Labels = LATIN,
    slide_words: int = USUAL.words,
    profiles: Profiles = NO_PROFILES,
) -> Plan:
    """Plan all documents of a course; `labels` are those of choices, sections and parts.

    `slide_words` is how many words a slide holds at most.
    """
    head, several = head_of(course)
    manner = Manner(words, labels, slide_words, profiles)
    return joined([plan_unit(head, several, unit, manner) for unit in course.units])


@dataclass(frozen=True, slots=True)
class Manner:
    """Hold what decides about documents besides the course: see `plan`."""

    words: Words
    labels: Labels = LATIN
    slide_words: int = USUAL.words
    profiles: Profiles = NO_PROFILES


def head_of(course: Course) -> tuple[Course, bool]:
    """Return all that the documents of a unit know of their course, and of its other units.

    That is the course without units, and whether it has several.
    """
    return replace(course, units=()), len(course.units) > 1


def plan_unit(course: Course, several: bool, unit: Unit, manner: Manner) -> Plan:
    """Plan the documents of one unit; course and `several` are those of `head_of`."""
    sets: list[DocumentSet] = []
    failed: list[str] = []
    problems: list[Problem] = []
    words, labels, profiles = manner.words, manner.labels, manner.profiles
    parts: tuple[Lesson | Assessment, ...] = (*unit.lessons, *unit.assessments)
    for part in parts:
        kind = "" if isinstance(part, Lesson) else "assessments/"
        key = f"{course.slug}/{unit.slug}/{kind}{part.slug}"
        try:
            drawn = _draw(course, unit, part, labels)
            looks = looks_of(course, part, profiles)
            namer = _Namer(course, several, unit, words, part.slug, part.title, looks)
            if isinstance(part, Lesson):
                limits = Limits(manner.slide_words, part.slides or course.slides)
                told_of_slides = Problems()
                documents = _lesson(namer, part, drawn, limits, told_of_slides)
                problems.extend(told_of_slides)
            else:
                documents = _assessment(namer, part, drawn[0])
            sources = _sources(course, part, drawn)
            made = DocumentSet(key, course.slug, unit.slug, part.title, sources, tuple(documents))
            if isinstance(part, Assessment):
                made = _with_names(made, namer, part.slug, part.slug, profiles)
        except ContentError as error:
            failed.append(key)
            problems.extend(error.problems)
            continue
        problems.extend(told for each in drawn for told in told_of_sharing(each))
        sets.append(made)
    for sitting in unit.sittings:
        key = f"{course.slug}/{unit.slug}/assessments/{sitting_slug(sitting)}"
        told = list(against_bank(sitting, unit))
        decided = Problems()
        problems.extend(told)
        if course.school_broken or any(each.severity == "error" for each in told):
            failed.append(key)
        else:
            slug, printed_slug = sitting.drawn.assessment.slug, sitting_slug(sitting)
            try:
                part = asked_again(sitting, unit)
                looks = looks_of(course, part, profiles)
                drawn_then = drawn_of(sitting, unit, decided)
                asked = drawn_then.assessment
                namer = _Namer(course, several, unit, words, asked.slug, asked.title, looks)
                made = _sitting(namer, sitting, key, drawn_then)
                problems.extend(decided)
                sets.append(_with_names(made, namer, slug, printed_slug, profiles))
            except ContentError as error:
                failed.append(key)
                problems.extend(error.problems)
    return Plan(tuple(sets), tuple(failed), tuple(problems))


def joined(plans: Iterable[Plan]) -> Plan:
    """Join the plans of all units of a course, and look for files of one name."""
    plans = tuple(plans)
    sets = tuple(each for made in plans for each in made.sets)
    problems = [each for made in plans for each in made.problems]
    problems.extend(_name_clashes(sets))
    return Plan(sets, tuple(key for made in plans for key in made.failed), tuple(problems))


def looks_of(
    course: Course, part: Lesson | Assessment, profiles: Profiles
) -> tuple[Profile | None, ...]:
    """Return the profiles that a part's papers are made in, with None for plain, the first.

    Raises ContentError if one of them can't be used.
    """
    asked = course.profiles if part.profiles is None else part.profiles
    names = dict.fromkeys((*(each.name for each in asked), *profiles.also))
    found = [profiles.usable[name] for name in names]
    if None in found:
        raise ContentError()  # told where it was asked for
    return (None, *found)


def asked_again(sitting: Sitting, unit: Unit) -> Assessment:
    """Return the assessment of a sitting as it is now, or as it was if it is gone."""
    drawn = sitting.drawn.assessment
    return next((each for each in unit.assessments if each.slug == drawn.slug), drawn)


def profiles_of(course: Course) -> tuple[Asked, ...]:
    """Return the profiles that a course asks for, each where it is first named."""
    found = [*course.profiles]
    for unit in course.units:
        parts: tuple[Lesson | Assessment, ...] = (*unit.lessons, *unit.assessments)
        found.extend(each for part in parts for each in part.profiles or ())
    return tuple({each.name: each for each in reversed(found)}.values())[::-1]


def profiles_of_pupils(course: Course) -> tuple[Asked, ...]:
    """Return the profiles that the rosters of a course name."""
    rosters = [each for unit in course.units for each in unit.rosters.values() if each]
    found = (pupil.profile for roster in rosters for pupil in roster.pupils)
    return tuple({each.name: each for each in found if each}.values())


def _sitting(namer: "_Namer", sitting: Sitting, key: str, drawn: Drawn) -> DocumentSet:
    """Plan the papers of a sitting as they were printed, under its own name."""
    course, unit, asked = namer.course, namer.unit, drawn.assessment
    slug = sitting.drawn.assessment.slug
    documents = _assessment(namer, asked, drawn, slug, sitting.name)
    sources = (sitting.place.file, course.place.file)
    title = f"{asked.title} · {sitting.name}"
    return DocumentSet(key, course.slug, unit.slug, title, sources, tuple(documents))


def _with_names(
    made: DocumentSet, namer: "_Namer", slug: str, printed_slug: str, profiles: Profiles
) -> DocumentSet:
    """Add the copies of a roster to the papers of an assessment, `printed_slug` in their names.

    Raises ContentError if the roster can't be used.
    """
    course, unit, words = namer.course, namer.unit, namer.words
    if slug not in unit.rosters:
        return made
    roster = unit.rosters[slug]
    if roster is None:
        raise ContentError()  # told where it was read
    papers: dict[str, Document] = {}
    for each in made.documents:
        # Of a paper in several versions the middle one bears names: no roster says who is weak.
        of_pupils = isinstance(each.view, PaperView) and not each.profile
        if of_pupils and (each.tier == _CORE or each.form not in papers):
            papers[each.form] = each
    begins = [unit.slug if namer.several else "", printed_slug]
    class_words = _class_words(roster.classes())
    stems = {class_: file_stem(begins, [word]) for class_, word in class_words.items()}
    _check_roster(roster, tuple(papers), stems, profiles)
    first = next(iter(papers.values()))
    named: list[NamedPapers] = []
    for class_, pupils in roster.classes().items():
        copies = copies_of(pupils, tuple(papers), words)
        for profile, format_ in _files_of(copies, first):
            stem = file_stem(begins, [class_words[class_], profile_word(profile, words)])
            named.append(
                NamedPapers(
                    title=f"{first.title} · {class_}",
                    document=first.document,
                    copies=tuple(
                        each for each in copies if format_ == "pdf" or each.profile == profile
                    ),
                    paths=((format_, f"{course.slug}/{PUPILS}/{stem}.{format_}"),),
                    revision=first.revision,
                    profile=profile,
                )
            )
    wanted = dict.fromkeys((c.form, c.profile) for papers_ in named for c in papers_.copies)
    forms = tuple(
        replace(each, view=replace(each.view, named=True), paths=(), profile=profile)
        for each in papers.values()
        for profile in ("", *profiles.usable)
        if isinstance(each.view, PaperView) and (each.form, profile) in wanted
    )
    sources = (*made.sources, *roster.files)
    return replace(made, sources=sources, named_forms=forms, named=tuple(named))


def _files_of(copies: Iterable[Copy], paper: Document) -> Iterator[tuple[str, str]]:
    """Yield the profile and the format of each file that the copies of a class stand in."""
    looks = sorted({each.profile for each in copies})
    for format_, _ in paper.paths:
        if format_ in NAMED_FORMATS:
            yield from ((look, format_) for look in (looks if format_ == "docx" else ("",)))


def _class_words(classes: Iterable[str]) -> dict[str, str]:
    """Return what stands for each class in a file name; letters that none can hold are counted."""
    return {
        class_: class_ if _plain(class_).isascii() else f"{class_}-{at}"
        for at, class_ in enumerate(classes, 1)
    }


def _check_roster(
    roster: Roster, codes: tuple[str, ...], stems: Mapping[str, str], profiles: Profiles
) -> None:
    """Raise ContentError if there isn't what a pupil is to get, or classes look alike."""
    problems = Problems()
    known = ", ".join(code for code in codes if code)
    for pupil in roster.pupils:
        if pupil.form and pupil.form not in codes:
            code, hint = ("roster-form", "known-words") if known else ("roster-one-form",) * 2
            problems.add(code, pupil.place, hint, known=known)
        if pupil.profile and not profiles.usable.get(pupil.profile.name):
            here, known = pupil.profile.place, profiles.known
            problems.add("roster-profile", here, "roster-profile", known=known)
    first = [(stems[name].casefold(), pupils[0]) for name, pupils in roster.classes().items()]
    for pupil, other in repeated(first):
        here = Place(pupil.place.file, pupil.place.line)
        said = {"class_": pupil.class_, "other": other.class_}
        problems.add("roster-same-class", here, "roster-same-class", **said)
    if len(problems):
        raise ContentError(*problems)


def _draw(course: Course, unit: Unit, part: Lesson | Assessment, labels: Labels) -> list[Drawn]:
    """Draw what a part asks; a lesson holds any number of small assessments."""
    if isinstance(part, Lesson):
        return [draw(exercise, unit, labels) for exercise in part.exercises]
    if course.school_broken:
        raise ContentError()  # the letterhead is not known: told where school.yaml was read
    drawn = draw(part, unit, labels)
    return [replace(drawn, revision=revision(drawn))]  # once for all covers


def _sources(course: Course, part: Lesson | Assessment, drawn: Iterable[Drawn]) -> tuple[str, ...]:
    """Return the files that a set comes from, its own first."""
    items = (p.item for d in drawn for form in d.forms for p in form.items())
    banks = {item.place.file for item in items} - {part.place.file}
    return (part.place.file, course.place.file, *sorted(banks))


def _name_clashes(sets: Iterable[DocumentSet]) -> Iterable[Problem]:
    """Report files of two sets that would have one name."""
    holders: dict[str, DocumentSet] = {}
    for each in sets:
        for document in each.papers:
            for _, path in document.paths:
                other = holders.setdefault(path.casefold(), each)
                if other is not each:
                    place = Place(each.sources[0])
                    yield problem("same-name", place, path=path, other=other.sources[0])


def _lesson(
    namer: "_Namer", lesson: Lesson, exercises: list[Drawn], limits: Limits, problems: Problems
) -> list[Document]:
    """Plan handouts and summaries of a lesson, both editions."""
    course, unit = namer.course, namer.unit
    views = (
        ("handout", "student", student_lesson(lesson, unit, exercises)),
        ("handout", "teacher", teacher_lesson(lesson, unit, exercises)),
        ("summary", "student", student_summary(lesson, unit, exercises, limits)),
        (
            "summary",
            "teacher",
            teacher_summary(lesson, unit, exercises, limits, problems),
        ),
    )
    made = [each for name, edition, view in views for each in namer(name, edition, view)]
    brief = student_summary_sheet(lesson, unit, exercises, limits)
    if brief.points or brief.terms:
        told = teacher_summary_sheet(lesson, unit, exercises, limits)
        made.extend(namer("summary-sheet", "student", brief))
        made.extend(namer("summary-sheet", "teacher", told))
    blank = student_vocabulary(lesson, unit)
    if "vocabulary" in course.formats and blank.terms:
        filled = teacher_vocabulary(lesson, unit)
        made.extend(namer("vocabulary", "student", blank))
        made.extend(namer("vocabulary", "teacher", filled))
    return made


def _assessment(
    namer: "_Namer",
    assessment: Assessment,
    drawn: Drawn,
    slug: str = "",
    sitting: str = "",
) -> list[Document]:
    """Plan the sheets of all forms and tiers, one key, and a teacher's papers of the items.

    The papers of a `sitting` have a name of their own; `slug` is that of the assessment.
    """
    course, unit, words = namer.course, namer.unit, namer.words
    made: list[Document] = []
    printed = drawn.printed or drawn
    for form in printed.forms:
        for tier in printed.assessment.tiers:
            view = paper_view(printed, form, unit, tier)
            cover = view.cover
            kind, code = assessment.kind.value, form.code
            made.extend(namer(kind, "student", view, code, cover.revision, cover.tier))
    papers = tuple(paper_view(printed, form, unit) for form in printed.forms)
    if "answer-sheet" in course.formats or (
        assessment.kind is Kind.TEST and any(map(has_letters, papers))
    ):
        for sheet in answer_sheets(papers, words):
            code, revision = sheet.cover.code, sheet.cover.revision
            made.extend(namer("answer-sheet", "student", sheet, code, revision))
    key = key_view(drawn, unit, course)
    made.extend(namer("answer-key", "teacher", key, "", key.cover.revision))
    for name, view_of in (("blueprint", blueprint_view), ("item-cards", cards_view)):
        # Schools ask for them with tests; for other papers they are made where the course says so.
        if assessment.kind is Kind.TEST or name in course.formats:
            seen = view_of(key, drawn, unit)
            made.extend(namer(name, "teacher", seen, "", key.cover.revision))
    graded = rubric_view(key, drawn)
    if graded.rubrics:
        made.extend(namer("rubric", "teacher", graded, "", key.cover.revision))
    if assessment.kind is Kind.TEST or "score-sheet" in course.formats:
        revision = key.cover.revision
        origin = Origin(course.slug, unit.slug, slug or assessment.slug, sitting, revision)
        scores = score_sheet_view(key, drawn, unit, origin, words)
        made.extend(namer("score-sheet", "teacher", scores, "", revision))
    return made


@dataclass(frozen=True, slots=True)
class _Namer:
    """Put documents of one part together and name their files."""

    course: Course  # without units
    several: bool  # has units
    unit: Unit
    words: Words
    slug: str
    title: str
    looks: tuple[Profile | None, ...] = (None,)

    def __call__(
        self,
        document: str,
        edition: str,
        view: object,
        form: str = "",
        revision: str = "",
        tier: str = "",
    ) -> Iterator[Document]:
        """Yield a document of the part, plain and in each of its profiles."""
        for look in self.looks:
            formats = self._formats(document, edition, look)
            if look is not None and not formats:
                continue
            profile = look.name if look else ""
            stem = self._stem(document, edition, form, tier, profile)
            yield Document(
                document=document,
                template="" if document in WORKBOOKS else f"documents/{document}.html.j2",
                edition=edition,
                form=form,
                title=self.title,
                view=view,
                frame=frame(self.course, self.unit.title),
                language=self.course.language,
                paper=self.course.paper,
                paths=tuple(
                    (each, f"{self.course.slug}/{edition}/{stem}.{each}") for each in formats
                ),
                revision=revision,
                tier=tier,
                profile=profile,
            )

    def _formats(self, document: str, edition: str, look: Profile | None) -> tuple[str, ...]:
        """Return the formats of a document; in a profile those that both have.

        A profile for a format that the course does not ask for is made in it all the same.
        """
        asked = self.course.formats.get(document, DEFAULT_FORMATS[document])
        if look is None:
            return asked
        if edition not in look.editions or document not in look.documents:
            return ()
        if not look.formats:
            return tuple(each for each in asked if each not in WITHOUT_LOOK)
        fitting = tuple(each for each in look.formats if each in formats_of(document))
        return tuple(each for each in asked if each in fitting) or (asked and fitting)

    def _stem(self, document: str, edition: str, form: str, tier: str, profile: str) -> str:
        words = self.words
        return file_stem(
            [
                words("file.teacher") if edition == "teacher" else "",
                self.unit.slug if self.several else "",
                self.slug,
            ],
            [
                words(f"file.{document}") if f"file.{document}" in words else "",
                form,
                words(f"file.tier.{tier}") if tier else "",
                profile_word(profile, words),
            ],
        )


def profile_word(profile: str, words: Words) -> str:
    """Return what stands for a profile in a file name: a school's own is named as its file is."""
    key = f"file.profile.{profile}"
    return words(key) if key in words else profile


def file_stem(parts: Iterable[str], tail: Iterable[str] = ()) -> str:
    """Join words to an ASCII file name of at most 80 characters less its ending.

    Of a longer one `parts` are cut: the tail tells form from form.
    """
    last = _ascii(tail)
    room = _LONGEST_NAME - len(".docx") - len(last) - bool(last)
    return "-".join(each for each in (_ascii(parts)[: max(room, 0)].strip("-"), last) if each)


def _ascii(parts: Iterable[str]) -> str:
    joined = "-".join(part for part in parts if part)
    plain = _plain(joined).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")


def _plain(text: str) -> str:
    """Return a text without the marks above and below its letters."""
    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign))
