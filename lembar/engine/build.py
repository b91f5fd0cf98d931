"""Build: read, draw, plan, render, write and publish, set by set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from lembar.content.loader import Options
from lembar.course.documents import ONE_PAGE, PUPILS
from lembar.course.profile import PLAIN
from lembar.course.theme import Theme
from lembar.engine.class_file import class_file_name
from lembar.engine.crew import Crew, Given, Hands
from lembar.engine.interrupts import unbroken
from lembar.engine.jobs import NO_PDF, CopiesJob, Done, Job, Look, PagesJob, PaperJob
from lembar.engine.laid import Laid
from lembar.engine.listing import Thumbnail
from lembar.engine.lock import locked
from lembar.engine.manifest import Entry, digest
from lembar.engine.memory import Memory
from lembar.engine.pages import publish_index
from lembar.engine.prepare import PlannedCourse, Prepared, prepare
from lembar.engine.project import Project
from lembar.engine.publish import MadeFile, MadeSet, Published, publish
from lembar.engine.report import Report, Silent, Step
from lembar.engine.spool import Spool
from lembar.engine.titles import CourseTitles, titles_of
from lembar.engine.unchanged import look_of
from lembar.engine.workers import Order, shared
from lembar.errors import ContentError, LembarError, Place, Problem, UsageError, nearest, problem
from lembar.plan import Document, DocumentSet, NamedPapers
from lembar.views.copies import sheet_key, sheet_of
from lembar.writers import Written

USUAL = ("pdf", "docx", "pptx", "html")
"""Formats that workers load while the content is read, if no others are asked for."""
_MANY = 16
"""Documents that keep all workers busy, each with all of its formats."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold which documents are wanted; empty means all."""

    documents: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    tiers: frozenset[str] = frozenset()
    profiles: frozenset[str] = frozenset()

    def paths(self, document: Document) -> tuple[tuple[str, str], ...]:
        """Return the formats and paths of a document that are wanted."""
        if self.documents and document.document not in self.documents:
            return ()
        if self.editions and document.edition not in self.editions:
            return ()
        if self.forms and document.form and document.form not in self.forms:
            return ()
        if self.tiers and document.tier and document.tier not in self.tiers:
            return ()
        if self.profiles and (document.profile or PLAIN) not in self.profiles:
            return ()
        return tuple(p for p in document.paths if not self.formats or p[0] in self.formats)

    def named(self, papers: NamedPapers) -> tuple[tuple[str, str], ...]:
        """Return the formats and paths of copies that are wanted; they need all forms and looks."""
        if (
            self.forms
            or self.profiles
            or (self.documents and papers.document not in self.documents)
        ):
            return ()
        if self.editions and PUPILS not in self.editions:
            return ()
        return tuple(p for p in papers.paths if not self.formats or p[0] in self.formats)

    @property
    def everything(self) -> bool:
        """Say whether nothing was left out."""
        return self == Wanted()


@dataclass(slots=True)
class Outcome:
    """Hold what a build did."""

    output: Path
    published: Published
    failed: tuple[str, ...]
    pages: int
    named: tuple[Path, ...] = ()  # files with pupils' names: no page leads to them
    files: int = 0  # how many are published now, those of other runs as well
    read: tuple[Path, ...] = ()  # files of content, pictures, fonts of packages
    problems: list[Problem] = field(default_factory=list)
    sets: tuple[DocumentSet, ...] = ()  # those of which something was made in this run
    prepared: Prepared | None = None
    looks: str = ""  # what output/ looked like when it was done; see unchanged.py

    @property
    def errors(self) -> int:
        """Count what makes the build fail."""
        return sum(each.severity == "error" for each in self.problems)


def build(
    project: Project,
    output: Path,
    options: Options,
    wanted: Wanted,
    strict: bool,
    report: Report,
    memory: Memory | None = None,
    workers: Hands | None = None,
) -> Outcome:
    """Build what is wanted of a project; everything that can be made is made.

    With a memory, what was made before is not made again.
    """
    report.stage("read", 0)
    workers = workers or shared(wanted.formats or USUAL)  # they load while the content is read
    prepared = prepare(project, options, kept=memory.units if memory else None)
    spool = Spool(memory.cache.folder) if memory else None
    with Crew(workers, prepared.store, memory, spool) as crew:
        return _build(project, output, prepared, _Builder(crew, wanted, strict, report))


def to_make(project: Project, prepared: Prepared, memory: Memory) -> tuple[DocumentSet, ...]:
    """Return the sets of which a build would make something."""

    class Nobody:
        def put(self, order: Order) -> None:
            """Do nothing: it is only asked what there would be to do."""

    builder = _Builder(Crew(Nobody(), prepared.store, memory), Wanted(), False, Silent())
    ordered = (
        builder.order(course, each)
        for course in prepared.courses
        for each in project.chosen(course.sets)
    )
    return tuple(each.set for each in ordered if _is_made(each))


def make(
    course: PlannedCourse, each: DocumentSet, crew: Crew
) -> tuple[tuple[MadeFile, ...], tuple[Problem, ...]]:
    """Return the files of a set without publishing them, and all that is told of them."""
    builder = _Builder(crew, Wanted(), False, Silent())
    for ordered in builder.begin([(course, each)]):
        builder.take(ordered)
    files = tuple(file for made in builder.made for file in made.files)
    return files, tuple(builder.problems)


def _is_made(each: "_Ordered") -> bool:
    return any(given.left for given in each.jobs)


def _build(project: Project, output: Path, prepared: Prepared, builder: "_Builder") -> Outcome:
    """Build what was prepared."""
    wanted, report = builder.wanted, builder.report
    for each in prepared.problems:
        builder.tell(each)
    chosen = [(course, project.chosen(course.sets)) for course in prepared.courses]
    if not prepared.failed and not prepared.broken:  # else it may be among what failed
        _fits(wanted, [each for _, sets in chosen for each in sets])
    report.stage("write", sum(len(sets) for _, sets in chosen))
    ordered = builder.begin((course, each) for course, sets in chosen for each in sets)
    for each_set in ordered:
        builder.take(each_set)
    report.stage("publish", 0)
    made_keys = {each.key for each in builder.made}
    failed = builder.failed | prepared.failed
    # What was not asked for in this run stays as it is.
    kept = {s.key for c in prepared.courses for s in c.sets} - made_keys - failed
    with unbroken(), locked(output, report.problem):
        published = publish(
            output,
            builder.made,
            kept=kept,
            failed=failed,
            scope={folder.name for folder in project.courses},
            broken=prepared.broken,
            whole=wanted.everything and not builder.without_pdf,
        )
        told = (*published.problems, *_index(output, prepared, builder))
        looks = look_of(output)  # before another run writes there
    for each in told:
        builder.tell(each)
    return Outcome(
        output,
        published,
        tuple(sorted(failed | prepared.broken)),
        builder.pages,
        tuple(
            output / file.entry.path
            for made in builder.made
            for file in made.files
            if file.entry.edition == PUPILS and made.key not in published.locked
        ),
        published.made + published.unchanged,
        (*prepared.files, *prepared.store.read, *prepared.store.fonts),
        builder.problems,
        tuple(each.set for each in ordered if _is_made(each)),
        prepared,
        looks,
    )


def _fits(wanted: Wanted, sets: Sequence[DocumentSet]) -> None:
    """Raise UsageError if a form or tier is asked for that no paper has, or nothing is left."""
    documents = [document for each in sets for document in each.documents]
    forms = sorted({document.form for document in documents} - {""})
    for form in sorted(wanted.forms - set(forms)):
        near = nearest(form, forms)
        hint = "did-you-mean" if near else "known-words" if forms else None
        known = ", ".join(forms)
        raise UsageError(problem("unknown-form", None, hint, form=form, nearest=near, known=known))
    for tier in sorted(wanted.tiers - {document.tier for document in documents}):
        raise UsageError(problem("unknown-tier", None, "unknown-tier", tier=tier))
    named = [papers for each in sets for papers in each.named]
    found = (*map(wanted.paths, documents), *map(wanted.named, named))
    if documents and not any(found):
        raise UsageError(problem("nothing-fits", None, "nothing-fits"))


def _index(output: Path, prepared: Prepared, builder: "_Builder") -> tuple[Problem, ...]:
    """Write the index pages, in the words of the first course; nothing if no course was read.

    A course whose theme had to be stopped is not the first: its page would take as long.
    """
    courses, crew = prepared.courses, builder.crew
    looks = {each.course.slug: crew.look(each.theme, each.words.language) for each in courses}
    first = next((each for each in courses if not crew.stopped(looks[each.course.slug])), None)
    if first is None:
        return ()

    def render(
        entries: Sequence[Entry],
        titles: Mapping[str, CourseTitles],
        sizes: Mapping[str, int],
        edited: Sequence[str],
        audience: str,
        pictures: Mapping[str, Thumbnail],
    ) -> dict[str, bytes]:
        own, to = looks[first.course.slug], (audience,)
        job = PagesJob(own, tuple(entries), titles, sizes, tuple(edited), looks, to, pictures)
        result = crew.take(crew.give(job))
        if result.problems:
            raise ContentError(*result.problems)
        return {each.path: each.written.content for each in result.files if each.written}

    titles = [
        titles_of(each.course, class_file_name(each.course.slug, each.words)) for each in courses
    ]
    return publish_index(output, titles, render, builder.thumbnails)


def _made(
    each: DocumentSet,
    document: Document | NamedPapers,
    format_: str,
    path: str,
    written: Written | Laid,
) -> MadeFile:
    """Return a file as it is published."""
    entry = Entry(
        path=path,
        course=each.course,
        unit=each.unit,
        document=document.document,
        edition=document.edition,
        form=document.form,
        tier=document.tier,
        profile=document.profile,
        format=format_,
        title=document.title,
        pages=written.pages,
        sha256=written.sha256 if isinstance(written, Laid) else digest(written.content),
        sources=each.sources,
        revision=document.revision,
        set=each.key,
    )
    return MadeFile(entry, written if isinstance(written, Laid) else written.content)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Hold a set whose jobs were given away; `files` are what each path is of."""

    set: DocumentSet
    theme: Theme
    jobs: tuple[Given, ...]
    files: Mapping[str, tuple[str, Document | NamedPapers]]


@dataclass(slots=True)
class _Builder:
    """Have sets rendered and written, and remember what went wrong."""

    crew: Crew
    wanted: Wanted
    strict: bool
    report: Report
    made: list[MadeSet] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    pages: int = 0
    without_pdf: bool = False
    thumbnails: dict[str, bytes] = field(default_factory=dict)  # by the digests of their PDFs

    def begin(self, sets: Iterable[tuple[PlannedCourse, DocumentSet]]) -> list[_Ordered]:
        """Have done what is to be done for sets; where that is little, each format on its own."""
        ordered: list[_Ordered] = []
        waiting: list[Given] = []
        few = True
        for course, each in sets:
            ordered.append(self.order(course, each))
            waiting.extend(given for given in ordered[-1].jobs if given.left)
            if len(waiting) > _MANY:
                few = False
                self.crew.begin(waiting)
                waiting.clear()
        self.crew.begin(waiting, in_parts=few)
        return ordered

    def order(self, course: PlannedCourse, each: DocumentSet) -> _Ordered:
        """Look what is to be done for a set."""
        source = each.sources[0]
        jobs: list[Job] = []
        files: dict[str, tuple[str, Document | NamedPapers]] = {}
        for document in each.documents:
            if paths := self.wanted.paths(document):
                jobs.append(PaperJob(self.look(course, document), document, source, paths))
                files.update((path, (format_, document)) for format_, path in paths)
        named = {p: (f, papers) for papers in each.named for f, p in self.wanted.named(papers)}
        forms = {
            sheet_key(form.form, form.profile): (self.look(course, form), form)
            for form in each.named_forms
        }
        for format_, profile in dict.fromkeys((f, p.profile) for f, p in named.values()):
            of_look = tuple(
                (path, papers)
                for path, (f, papers) in named.items()
                if (f, papers.profile) == (format_, profile)
            )
            needed = {sheet_of(copy) for _, papers in of_look for copy in papers.copies}
            sheets = {key: form for key, form in forms.items() if key in needed}
            jobs.append(CopiesJob(next(iter(sheets.values()))[0], sheets, source, format_, of_look))
        return _Ordered(each, course.theme, tuple(map(self.crew.plan, jobs)), files | named)

    def look(self, course: PlannedCourse, document: Document) -> Look:
        """Return the look of a document: the theme as its profile has it."""
        return self.crew.look(course.looks[document.profile], course.words.language)

    def take(self, ordered: _Ordered) -> None:
        """Take what was made of a set; one with a failure is left out whole."""
        each = ordered.set
        files: list[MadeFile] = []
        times: list[tuple[str, float]] = []
        failed = False
        for given in ordered.jobs:
            result = self.crew.take(given)
            times.extend(result.times)
            failed = failed or result.stopped or bool(result.problems)
            for found in result.problems:
                self.tell(found)
            for done in result.files:
                try:
                    made = self._taken(done, ordered)
                except LembarError as error:
                    failed = True
                    for found in error.problems:
                        self.tell(found)
                else:
                    files.extend(made)
        if failed:
            self.failed.add(each.key)
        elif files:
            self.made.append(MadeSet(each.key, tuple(files)))
            self.pages += sum(file.entry.pages or 0 for file in files)
        known = sum(len(given.known) for given in ordered.jobs)
        told = Step(each.key, each.title, len(ordered.files), known, failed, tuple(times))
        self.report.step(told)

    def tell(self, each: Problem) -> None:
        """Report a problem once."""
        if each not in self.problems:
            self.problems.append(each)
            self.report.problem(each)

    def _taken(self, done: Done, ordered: _Ordered) -> tuple[MadeFile, ...]:
        """Return a file as it is published; none where PDF can't be made."""
        format_, document = ordered.files[done.path]
        if done.written is None:
            self._without(LembarError(*done.problems), format_)
            return ()
        self._findings(done.written.findings, ordered.set, ordered.theme)
        self._one_page(document, done.written, ordered.set)
        made = _made(ordered.set, document, format_, done.path, done.written)
        if done.written.thumbnail is not None:
            self.thumbnails[made.entry.sha256] = done.written.thumbnail
        return (made,)

    def _without(self, error: LembarError, format_: str) -> None:
        """Go on without PDF where its engine is missing; it fails a build that asked for it."""
        if error.problems[0].code != NO_PDF:
            raise error
        self.without_pdf = True
        severity = "error" if "pdf" in self.wanted.formats else "warning"
        found = error.problems[0]
        self.tell(replace(found, severity=severity))

    def _one_page(
        self, document: Document | NamedPapers, written: Written | Laid, each: DocumentSet
    ) -> None:
        """Tell where what is to be one page takes more."""
        if document.document in ONE_PAGE and not document.profile and (written.pages or 0) > 1:
            place = Place(each.sources[0])
            values = {"pages": written.pages, "edition": document.edition}
            self.tell(problem("not-one-page", place, "not-one-page", "warning", **values))

    def _findings(self, findings: Iterable[Problem], each: DocumentSet, theme: Theme) -> None:
        """Tell what a format could not express; `strict` makes it an error."""
        fatal = []
        for found in findings:
            severity = "error" if self.strict else found.severity
            place = theme.at_origin(found.place) if found.place else Place(each.sources[0])
            told = replace(found, place=place, severity=severity)
            if severity == "error":
                fatal.append(told)
            else:
                self.tell(told)
        if fatal:
            raise LembarError(*fatal)
