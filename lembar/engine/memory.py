"""Remember what jobs made: a paper whose content is as it was is not made again.

Kept are files that were written without a problem. Copies with pupils' names are never kept.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from lembar.course.theme import Theme
from lembar.engine.cache import Cache
from lembar.engine.jobs import Done, Job, PagesJob, PaperJob, Result
from lembar.engine.keys import key, placed_key
from lembar.engine.readings import Readings
from lembar.engine.units import Units
from lembar.writers import Written


@dataclass(frozen=True)
class Memory:
    """Look up and keep what jobs make of a theme; without `recalls` it only keeps."""

    cache: Cache
    machinery: str
    recalls: bool = True

    @property
    def units(self) -> Units:
        """Return what keeps units as they were read and planned."""
        return Units(self.cache, self.machinery, self.recalls)

    @cached_property
    def readings(self) -> Readings:
        """Tell what of themes a document may read."""
        return Readings(self.cache, self.machinery)

    def recall(self, job: Job, theme: Theme) -> tuple[tuple[Done, ...], Job | None]:
        """Return the files of a job that were made before, and what is left of it to do."""
        if not self.recalls:
            return (), job
        if isinstance(job, PagesJob):
            pages = self._pages(job)
            return (pages, None) if pages else ((), job)
        if not isinstance(job, PaperJob) or job.letters:
            return (), job
        found: dict[str, Written] = {}
        for name in (_name, _placed):
            missing = [pair for pair in job.paths if pair[1] not in found]
            made = name(self.machinery, job) if missing else ""
            for format_, path in missing:
                kept = self.cache.get(self._paper(made, job, theme, format_))
                if kept is not None:
                    found[path] = kept
        paths = tuple(pair for pair in job.paths if pair[1] not in found)
        known = tuple(Done(path, written) for path, written in found.items())
        return known, replace(job, paths=paths) if paths else None

    def keep(self, job: Job, theme: Theme, result: Result) -> None:
        """Keep what a job made, if nothing went wrong."""
        if result.problems or result.stopped:
            return
        if isinstance(job, PaperJob) and not job.letters:
            self._keep_paper(job, theme, result)
        if isinstance(job, PagesJob):
            self._keep_pages(job, result)

    def _keep_paper(self, job: PaperJob, theme: Theme, result: Result) -> None:
        formats = {path: format_ for format_, path in job.paths}
        for done in result.files:
            if done.written is not None and not done.problems:
                # What is told with a place holds for that place only.
                placed = any(each.place is not None for each in done.written.findings)
                made = (_placed if placed else _name)(self.machinery, job)
                name = self._paper(made, job, theme, formats[done.path])
                self.cache.put(name, done.written)

    def _paper(self, made: str, job: PaperJob, theme: Theme, format_: str) -> str:
        """Return the key of a document in a format, of which `made` names the content."""
        read = self.readings.name(theme, job.look, job.document.template, format_)
        return key(made, read, format_)

    def _pages(self, job: PagesJob) -> tuple[Done, ...]:
        """Return index pages that were made before; none if one of them is gone."""
        listed = self.cache.get(self._page(job, ""))
        paths = listed.content.decode().splitlines() if listed else []
        found = [(path, self.cache.get(self._page(job, path))) for path in paths]
        return tuple(Done(path, each) for path, each in found) if all(e for _, e in found) else ()

    def _keep_pages(self, job: PagesJob, result: Result) -> None:
        for done in result.files:
            if done.written is not None:
                self.cache.put(self._page(job, done.path), done.written)
        listed = "\n".join(done.path for done in result.files)
        self.cache.put(self._page(job, ""), Written(listed.encode()))

    def _page(self, job: PagesJob, path: str) -> str:
        return key(self.machinery, job, path)


def _name(machinery: str, job: PaperJob) -> str:
    return key(machinery, *_made_from(job))


def _placed(machinery: str, job: PaperJob) -> str:
    return placed_key(machinery, *_made_from(job))


def _made_from(job: PaperJob) -> tuple[object, ...]:
    """Return all that decides about the files of a job, but what formats decide and the theme."""
    return job.look.language, replace(job.document, paths=()), job.document.key, job.source
