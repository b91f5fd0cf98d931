"""Build: read, draw, plan, render, write and publish, set by set."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lembar.content.loader import Options
from lembar.course.documents import PUPILS
from lembar.course.profile import PLAIN
from lembar.course.theme import Theme
from lembar.engine.manifest import Entry, digest
from lembar.engine.pages import publish_index
from lembar.engine.prepare import PlannedCourse, Prepared, prepare
from lembar.engine.project import Project
from lembar.engine.publish import MadeFile, MadeSet, Published, publish
from lembar.engine.report import Report
from lembar.engine.titles import titles_of
from lembar.errors import LembarError, Place, Problem, UsageError, nearest, problem
from lembar.plan import Document, DocumentSet, NamedPapers
from lembar.sheet.render import Renderer
from lembar.sheet.sheet import Sheet
from lembar.views.copies import sheet_key, sheet_of
from lembar.writers import Written, copier, workbook_writer, writer

NO_PDF = "no-pdf-engine"


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
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Count what makes the build fail."""
        return sum(each.severity == "error" for each in self.problems)


def build(
    project: Project, output: Path, options: Options, wanted: Wanted, strict: bool, report: Report
) -> Outcome:
    """Build what is wanted of a project; everything that can be made is made."""
    report.stage("read", 0)
    prepared = prepare(project, options)
    builder = _Builder(prepared, wanted, strict, report)
    for each in prepared.problems:
        builder.tell(each)
    chosen = [(course, project.chosen(course.sets)) for course in prepared.courses]
    if not prepared.failed and not prepared.broken:  # else it may be among what failed
        _fits(wanted, [each for _, sets in chosen for each in sets])
    report.stage("write", sum(len(sets) for _, sets in chosen))
    for course, sets in chosen:
        builder.course(course, sets)
    report.stage("publish", 0)
    made_keys = {each.key for each in builder.made}
    failed = builder.failed | prepared.failed
    # What was not asked for in this run stays as it is.
    kept = {s.key for c in prepared.courses for s in c.sets} - made_keys - failed
    published = publish(
        output,
        builder.made,
        kept=kept,
        failed=failed,
        scope={folder.name for folder in project.courses},
        broken=prepared.broken,
        whole=wanted.everything and not builder.without_pdf,
    )
    for each in (*published.problems, *_index(output, prepared)):
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
        builder.problems,
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


def _index(output: Path, prepared: Prepared) -> tuple[Problem, ...]:
    """Write the index pages, in the words of the first course; nothing if no course was read."""
    if not prepared.courses:
        return ()
    first = prepared.courses[0]
    titles = [(titles_of(each.course), each.words) for each in prepared.courses]
    return publish_index(output, first.words, first.theme, titles)


def _made(
    each: DocumentSet,
    document: Document | NamedPapers,
    format_: str,
    path: str,
    written: Written,
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
        sha256=digest(written.content),
        sources=each.sources,
        revision=document.revision,
        set=each.key,
    )
    return MadeFile(entry, written.content)


@dataclass(slots=True)
class _Looks:
    """Render documents of one course, each with the theme as its profile has it."""

    course: PlannedCourse
    renderers: dict[str, Renderer] = field(default_factory=dict)

    def sheet(self, document: Document) -> tuple[Sheet, Theme]:
        """Return the sheet of a document, and the theme in which it is written."""
        theme = self.course.looks[document.profile]
        if document.profile not in self.renderers:
            self.renderers[document.profile] = Renderer(theme, self.course.words)
        return self.renderers[document.profile].render(document), theme


@dataclass(slots=True)
class _Builder:
    """Render and write sets, and remember what went wrong."""

    prepared: Prepared
    wanted: Wanted
    strict: bool
    report: Report
    made: list[MadeSet] = field(default_factory=list)
    failed: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    pages: int = 0
    without_pdf: bool = False

    def course(self, course: PlannedCourse, sets: Iterable[DocumentSet]) -> None:
        """Make sets of one course; a set with a failure is left out whole."""
        looks = _Looks(course)
        for each in sets:
            try:
                files = self._set(course, looks, each)
            except LembarError as error:
                self.failed.add(each.key)
                for found in error.problems:
                    self.tell(found)
            else:
                if files:
                    self.made.append(MadeSet(each.key, files))
            self.report.step(each.title)

    def tell(self, each: Problem) -> None:
        """Report a problem once."""
        if each not in self.problems:
            self.problems.append(each)
            self.report.problem(each)

    def _set(
        self, course: PlannedCourse, looks: "_Looks", each: DocumentSet
    ) -> tuple[MadeFile, ...]:
        files: list[MadeFile] = []
        for document in each.documents:
            paths = self.wanted.paths(document)
            if not paths:
                continue
            write = self._writer(course, looks, document)
            for format_, path in paths:
                try:
                    written = write(format_)
                except LembarError as error:
                    self._without(error, format_)
                    continue
                self._findings(written.findings, each, course.theme)
                self.pages += written.pages or 0
                files.append(_made(each, document, format_, path, written))
        files.extend(self._named(course, looks, each))
        return tuple(files)

    def _writer(
        self, course: PlannedCourse, looks: "_Looks", document: Document
    ) -> Callable[[str], Written]:
        """Return what writes a document in a format: a workbook of its view, else its sheet."""
        if not document.template:
            return lambda format_: workbook_writer(format_)(
                document.view, document.frame, document.paper, course.theme, course.words
            )
        sheet, theme = looks.sheet(document)
        return lambda format_: writer(format_)(sheet, theme, self.prepared.store)

    def _named(
        self, course: PlannedCourse, looks: "_Looks", each: DocumentSet
    ) -> Iterator[MadeFile]:
        """Make the copies of all classes: their sheets are rendered, and laid out, once."""
        wanted = {
            path: (f, papers) for papers in each.named for f, path in self.wanted.named(papers)
        }
        if not wanted:
            return
        sheets = {
            sheet_key(document.form, document.profile): looks.sheet(document)
            for document in each.named_forms
        }
        for format_, profile in dict.fromkeys((f, p.profile) for f, p in wanted.values()):
            of_look = {
                path: papers
                for path, (f, papers) in wanted.items()
                if (f, papers.profile) == (format_, profile)
            }
            needed = {sheet_of(copy) for papers in of_look.values() for copy in papers.copies}
            laid = {key: look for key, look in sheets.items() if key in needed}
            try:
                write = copier(format_)(laid, self.prepared.store)
            except LembarError as error:
                self._without(error, format_)
                continue
            for path, papers in of_look.items():
                written = write(papers.title, papers.copies)
                self._findings(written.findings, each, course.theme)
                self.pages += written.pages or 0
                yield _made(each, papers, format_, path, written)

    def _without(self, error: LembarError, format_: str) -> None:
        """Go on without PDF where its engine is missing; it fails a build that asked for it."""
        if error.problems[0].code != NO_PDF:
            raise error
        self.without_pdf = True
        severity = "error" if "pdf" in self.wanted.formats else "warning"
        found = error.problems[0]
        self.tell(Problem(found.code, found.place, found.values, found.hint, severity))

    def _findings(self, findings: Iterable[Problem], each: DocumentSet, theme: Theme) -> None:
        """Tell what a format could not express; `strict` makes it an error."""
        fatal = []
        for found in findings:
            severity = "error" if self.strict else found.severity
            place = theme.at_origin(found.place) if found.place else Place(each.sources[0])
            told = Problem(found.code, place, found.values, found.hint, severity)
            if severity == "error":
                fatal.append(told)
            else:
                self.tell(told)
        if fatal:
            raise LembarError(*fatal)
