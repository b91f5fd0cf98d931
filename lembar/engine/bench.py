"""The bench: where jobs are done. It holds themes, their templates, and the assets."""

import os
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from lembar.content.catalogues import words_for
from lembar.course.theme import Theme
from lembar.course.tree import text_of, walk
from lembar.course.words import Words
from lembar.engine.index import index_pages
from lembar.engine.jobs import (
    NO_PDF,
    CopiesJob,
    Done,
    Job,
    Look,
    PagesJob,
    PaperJob,
    Result,
    named,
    template_of,
)
from lembar.engine.limits import Clock, Limits, TooSlow
from lembar.engine.room import is_full, temp_full
from lembar.errors import ContentError, LembarError, Place, Problem, problem
from lembar.sheet.environment import template_place
from lembar.sheet.render import Renderer
from lembar.sheet.sheet import Sheet
from lembar.writers import Written, copier, load, workbook_writer, writer
from lembar.writers.contract import Assets
from lembar.writers.pdf.glyphs import missing_glyphs
from lembar.writers.pdf.thumbnail import thumbnail
from lembar.writers.reads import narrowed

_TRUSTED = 10  # times as long for built-in themes: it is the content that takes so long
_STYLES = {"pdf": "print.css"}
_TAG = 16  # signs that stand for an element
_SLOW = "template-too-slow"
_STOPPED = (_SLOW, "template-memory", "layout-too-slow", "layout-memory")


@dataclass(slots=True)
class Bench:
    """Do jobs; a theme is made ready once for each language.

    Without a clock, as in the process of a command itself, nothing is stopped. `phase` is told how
    long what comes next may take, and the problem there is if it has to be stopped.
    """

    theme: Callable[[str], Theme]  # by its key
    assets: Assets
    limits: Limits = field(default_factory=Limits)
    clock: Clock | None = None
    phase: Callable[[float, Problem], None] = lambda seconds, told: None
    _renderers: dict[Look, Renderer] = field(default_factory=dict)
    _narrowed: dict[tuple[str, str], Theme] = field(default_factory=dict)  # of writers
    _times: list[tuple[str, float]] = field(default_factory=list)  # of the job that is done

    def do(self, job: Job) -> Result:
        """Return what a job makes; whatever goes wrong is a problem that names the document."""
        files: tuple[Done, ...] = ()
        problems: tuple[Problem, ...] = ()
        self._times.clear()
        try:
            files = tuple(self._files(job))
        except LembarError as error:
            problems = error.problems
        except Exception as error:
            problems = (_failure(error, None, _formats(job)),)
        theme = self.theme(job.look.theme)
        files = tuple(replace(each, problems=_told(each.problems, job, theme)) for each in files)
        every = (*problems, *(each for file in files for each in file.problems))
        stopped = _is_stopped(every)
        return Result(files, _told(problems, job, theme), stopped, tuple(self._times))

    def _files(self, job: Job) -> Iterator[Done]:
        if isinstance(job, PaperJob):
            return self._paper(job) if job.document.template else self._workbook(job)
        return self._copies(job) if isinstance(job, CopiesJob) else self._pages(job)

    @contextmanager
    def _timed(self, path: str) -> Iterator[None]:
        """Measure how long something takes: it is told, and decides nothing."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self._times.append((path, time.perf_counter() - began))

    def _workbook(self, job: PaperJob) -> Iterator[Done]:
        """Write a workbook, which no template makes."""
        words, document = self._words(job.look), job.document
        for format_, path in job.paths:
            write = workbook_writer(format_)
            with self._timed(path):
                given = self._for_writer(job.look, format_)
                written = write(document.view, document.frame, document.paper, given, words)
            yield Done(path, written)

    def _paper(self, job: PaperJob) -> Iterator[Done]:
        theme = self.theme(job.look.theme)
        with self._rendering(job, theme):
            sheet = self._renderer(job.look).render(job.document)
        if job.letters:
            found = missing_glyphs(sheet.root, theme, self.assets)
            yield Done("", None, _told(found, job, theme))
        time = self._limits(theme).for_signs(_signs([sheet]))
        for format_, path in job.paths:
            given = self._for_writer(job.look, format_)
            write = partial(writer(format_), sheet, given, self.assets)
            if format_ == "pdf":  # copies with pupils' names get no picture
                write = partial(_with_thumbnail, write)
            done = self._done(path, format_, theme, time, write)
            yield done
            if _is_stopped(done.problems):  # the process is not to be used again
                return

    def _copies(self, job: CopiesJob) -> Iterator[Done]:
        theme, format_ = self.theme(job.look.theme), job.format
        with self._rendering(job, theme):
            laid = {
                key: (self._renderer(look).render(form), self.theme(look.theme))
                for key, (look, form) in job.forms.items()
            }
        signs, make = _signs(sheet for sheet, _ in laid.values()), copier(format_)
        try:
            with self._writing(format_, theme, self._limits(theme).for_signs(signs)):
                write = make(laid, self.assets)
        except LembarError as error:
            if error.problems[0].code != NO_PDF:
                raise
            for path, _ in job.papers:
                yield Done(path, None, error.problems)
            return
        for path, papers in job.papers:
            time = self._limits(theme).for_signs(signs, len(papers.copies))
            put_together = partial(write, papers.title, papers.copies)
            yield self._done(path, format_, theme, time, put_together)

    def _pages(self, job: PagesJob) -> Iterator[Done]:
        theme = self.theme(job.look.theme)
        own = {slug: self._words(look) for slug, look in job.looks.items()}
        with self._rendering(job, theme):
            pages = index_pages(
                job.entries,
                self._words(job.look),
                theme,
                job.titles,
                job.sizes,
                job.edited,
                own,
                job.audiences,
                job.pictures,
            )
        for path, content in pages.items():
            yield Done(path, Written(content))

    def _done(
        self, path: str, format_: str, theme: Theme, seconds: float, write: Callable[[], Written]
    ) -> Done:
        """Return a written file, or why there is none: other formats may yet be made."""
        try:
            with self._timed(path), self._writing(format_, theme, seconds):
                written = write()
                if len(written.content) > self.limits.file:
                    raise ContentError(_layout("layout-too-large", theme, format_))
        except LembarError as error:
            return Done(path, None, error.problems)
        return Done(path, written)

    def _limits(self, theme: Theme) -> Limits:
        return self.limits.times(_TRUSTED if all(e.built_in for e in theme.layers) else 1)

    @contextmanager
    def _rendering(self, job: Job, theme: Theme) -> Iterator[None]:
        """Bound the code of templates; what stopped it is told with the line that ran."""
        template, seconds = template_of(job), self._limits(theme).render
        slow = problem(_SLOW, theme.at_origin(Place(template)), _SLOW, seconds=f"{seconds:g}")
        try:
            with self._timed(""), self._at_most(seconds, slow):
                yield
        except TooSlow as error:
            place = template_place(error, template, theme)
            raise ContentError(replace(slow, place=place)) from None

    @contextmanager
    def _writing(self, format_: str, theme: Theme, seconds: float) -> Iterator[None]:
        """Bound what lays out a sheet, which follows the theme's style sheet."""
        load(format_)
        slow = _layout("layout-too-slow", theme, format_, seconds=f"{seconds:.1f}")
        try:
            with self._at_most(seconds, slow):
                yield
        except LembarError:
            raise
        except TooSlow:
            raise ContentError(slow) from None
        except MemoryError:
            raise ContentError(_layout("layout-memory", theme, format_)) from None
        except Exception as error:
            raise ContentError(_failure(error, _style(theme, format_), format_)) from None

    @contextmanager
    def _at_most(self, seconds: float, told: Problem) -> Iterator[None]:
        self.phase(seconds, told)
        if self.clock is None:
            yield
        else:
            with self.clock.at_most(seconds):
                yield

    def _renderer(self, look: Look) -> Renderer:
        if look not in self._renderers:
            self._renderers[look] = Renderer(self.theme(look.theme), self._words(look))
        return self._renderers[look]

    def _for_writer(self, look: Look, format_: str) -> Theme:
        """Return what the writer of a format is given of a theme."""
        name = look.theme, format_
        if name not in self._narrowed:
            self._narrowed[name] = narrowed(self.theme(look.theme), format_)
        return self._narrowed[name]

    def _words(self, look: Look) -> Words:
        words = words_for(look.language, self.theme(look.theme))
        assert words is not None  # or there would be no plan
        return words


def _with_thumbnail(write: Callable[[], Written]) -> Written:
    written = write()
    return replace(written, thumbnail=thumbnail(written.content))


def _is_stopped(problems: Iterable[Problem]) -> bool:
    return any(each.code in _STOPPED for each in problems)


def _formats(job: Job) -> str:
    if isinstance(job, PaperJob):
        return ", ".join(format_ for format_, _ in job.paths)
    return job.format if isinstance(job, CopiesJob) else "html"


def _signs(sheets: Iterable[Sheet]) -> int:
    """Return how long sheets are."""
    roots = [sheet.root for sheet in sheets]
    return len(text_of(roots)) + _TAG * sum(1 for _ in walk(roots))


def _layout(code: str, theme: Theme, format_: str, **values: object) -> Problem:
    """Return a problem of a format whose place is the style sheet that it follows."""
    return problem(code, _style(theme, format_), code, "error", format=format_, **values)


def _style(theme: Theme, format_: str) -> Place | None:
    name = _STYLES.get(format_)
    return theme.at_origin(Place(name)) if name else None


def _failure(error: Exception, place: Place | None, format_: str) -> Problem:
    """Return a problem for what no one foresaw."""
    if os.environ.get("LEMBAR_DEBUG"):
        traceback.print_exception(error)
    if is_full(error):
        return temp_full()
    reason = f"{type(error).__name__}: {error}"
    return problem("document-fails", place, "document-fails", format=format_, reason=reason)


def _told(problems: Iterable[Problem], job: Job, theme: Theme) -> tuple[Problem, ...]:
    """Name the document in problems whose place is the theme's, or none."""
    files = frozenset(theme.origins.values())
    return tuple(
        replace(each, during=named(job))
        if each.code != NO_PDF and (each.place is None or each.place.file in files)
        else each
        for each in problems
    )
