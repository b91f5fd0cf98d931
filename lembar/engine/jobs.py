"""Jobs: what is rendered and written apart from all else, as plain data that travels.

    Job ── perform(job, bench) ──▶ Result

A job can be done in any process on any machine that has a bench: the themes it names, and the
assets. What comes back is bytes, findings and problems, never an exception.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lembar.engine.laid import Laid
from lembar.engine.listing import Thumbnail
from lembar.engine.manifest import Entry
from lembar.engine.titles import CourseTitles
from lembar.errors import Problem
from lembar.plan import Document, NamedPapers
from lembar.writers import Written


@dataclass(frozen=True, slots=True)
class Look:
    """Name a theme by the hash of all that it holds, and a language of its catalogues."""

    theme: str
    language: str


@dataclass(frozen=True, slots=True)
class PaperJob:
    """Render a document, and write it in formats; without any, its sheet is only tried.

    `letters` has its signs looked for in the fonts, whatever is written.
    """

    look: Look
    document: Document
    source: str  # the file that the document comes from
    paths: tuple[tuple[str, str], ...]
    letters: bool = False


@dataclass(frozen=True, slots=True)
class CopiesJob:
    """Write the copies of classes in one format: their sheets are rendered and laid out once.

    `forms` has these sheets, each with its look, by what copies call them.
    """

    look: Look  # of the first
    forms: Mapping[str, tuple[Look, Document]]
    source: str
    format: str
    papers: tuple[tuple[str, NamedPapers], ...]  # path → copies of a class


@dataclass(frozen=True, slots=True)
class PagesJob:
    """Render the index pages of what is published; for whom; `looks` are of the courses.

    `pictures` are thumbnails, by the paths of entries.
    """

    look: Look
    entries: tuple[Entry, ...]
    titles: Mapping[str, CourseTitles]
    sizes: Mapping[str, int]
    edited: tuple[str, ...]
    looks: Mapping[str, Look]
    audiences: tuple[str, ...]
    pictures: Mapping[str, Thumbnail] = field(default_factory=dict)


NO_PDF = "no-pdf-engine"
"""What is told where PDF can't be made."""
_HEAVY = {"pdf": 8, "pptx": 6}
"""Formats whose pages or slides are laid out; how many times as long that takes."""
_COPIES = 50  # that take as long as a sheet
Job: TypeAlias = PaperJob | CopiesJob | PagesJob


@dataclass(frozen=True, slots=True)
class Done:
    """Hold a file that was written, or why it was not."""

    path: str
    written: Written | Laid | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Hold what a job made, in the order asked for; `problems` are those of the whole job.

    `stopped` says that the theme's code had to be stopped: the process is not to be used again.
    `times` are seconds: of rendering, under "", and of writing each path.
    """

    files: tuple[Done, ...] = ()
    problems: tuple[Problem, ...] = ()
    stopped: bool = False
    times: tuple[tuple[str, float], ...] = field(default=(), compare=False)


def template_of(job: Job) -> str:
    """Return the template with which a job begins."""
    if isinstance(job, PagesJob):
        return "pages/index.html.j2"
    return _document(job).template


def parts_of(job: Job) -> tuple[Job, ...]:
    """Return a job as several that can be done side by side: one for what each engine lays out."""
    if not isinstance(job, PaperJob):
        return (job,)
    alone = [(pair,) for pair in job.paths if pair[0] in _HEAVY]
    others = tuple(pair for pair in job.paths if pair[0] not in _HEAVY)
    groups = [*alone, *([others] if others else [])]
    return tuple(replace(job, paths=paths) for paths in groups) if len(groups) > 1 else (job,)


def weight_of(job: Job) -> int:
    """Return about how long a job takes: that of the longest is done first, or all wait for it."""
    if isinstance(job, PagesJob):
        return 1
    formats = [format_ for format_, _ in job.paths] if isinstance(job, PaperJob) else [job.format]
    times = 1
    if isinstance(job, CopiesJob):
        times += len(job.forms) + sum(len(papers.copies) for _, papers in job.papers) // _COPIES
    return times * sum(_HEAVY.get(each, 1) for each in formats)


def named(job: Job) -> str:
    """Return what a job makes, in the words of the command line: for messages."""
    if isinstance(job, PagesJob):
        return "index.html"
    document = _document(job)
    facts = ", ".join(
        each for each in (document.edition, document.form, document.tier, document.profile) if each
    )
    return f"{document.document} ({facts}) “{document.title}” · {job.source}"


def looks_of(job: Job) -> tuple[Look, ...]:
    """Return the looks whose themes a job needs."""
    if isinstance(job, CopiesJob):
        return tuple(look for look, _ in job.forms.values())
    return (job.look, *job.looks.values()) if isinstance(job, PagesJob) else (job.look,)


def _document(job: PaperJob | CopiesJob) -> Document:
    return job.document if isinstance(job, PaperJob) else next(iter(job.forms.values()))[1]
