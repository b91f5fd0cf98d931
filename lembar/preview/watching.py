"""Watch the files that documents are made from, and tell which have changed.

Courses, and the folders `images`, `profiles` and `templates` beside or above them, are watched
with all that is in them. Of the folders above only the files themselves are: a project may stand
among thousands of others.
"""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from threading import Event, Thread

from lembar.engine.project import Project

_BESIDE = ("images", "profiles", "templates")
_QUIET, _MOST = 20, 200  # milliseconds: without another change, and in all
_LOOK_UP = 300  # milliseconds after which the end is noticed
_PASSED_OVER = ("__pycache__", ".git", ".staging")
_TEMPORARY = ("~", ".swp", ".swx", ".tmp", ".part")


class Watcher:
    """Tell of changes until it is closed; `output` is passed over."""

    def __init__(
        self,
        project: Project,
        output: Path,
        changed: Callable[[Collection[Path]], None],
        school: Path | None = None,
    ) -> None:
        self._project, self._output, self._changed = project, output, changed
        self._school = school
        self._end = Event()
        self._again = Event()  # which folders there are has changed
        self._threads = [
            Thread(target=self._watch_trees, name="watcher", daemon=True),
            Thread(target=self._watch_files, name="watcher above", daemon=True),
        ]
        for each in self._threads:
            each.start()

    def close(self) -> None:
        """End."""
        self._end.set()
        self._again.set()
        for each in self._threads:
            each.join(1)

    def _watch_trees(self) -> None:
        while not self._end.is_set():
            self._again.clear()
            there = [*self._project.courses, *beside(self._project)]
            trees = [each for each in there if each.is_dir()]
            self._tell(trees, recursive=True, until=self._again)

    def _watch_files(self) -> None:
        folders = above(self._project)
        if self._school is not None and self._school.parent not in folders:
            folders.append(self._school.parent)
        before = beside(self._project)
        for _ in self._changes(folders, recursive=False, until=self._end):
            now = beside(self._project)
            if now != before:
                before = now
                self._again.set()

    def _tell(self, folders: Collection[Path], recursive: bool, until: Event) -> None:
        for _ in self._changes(folders, recursive, until):
            pass

    def _changes(
        self, folders: Collection[Path], recursive: bool, until: Event
    ) -> Iterator[set[Path]]:
        """Tell of changes, and yield each of them."""
        try:
            yield from self._seen(folders, recursive, until)
        except OSError:  # the system watches no more files: look at them again and again
            if not until.is_set():
                yield from self._seen(folders, recursive, until, polling=True)

    def _seen(
        self, folders: Collection[Path], recursive: bool, until: Event, polling: bool | None = None
    ) -> Iterator[set[Path]]:
        from watchfiles import watch

        for found in watch(
            *folders,
            watch_filter=lambda _, path: self._counts(Path(path)),
            debounce=_MOST,
            step=_QUIET,
            rust_timeout=_LOOK_UP,
            stop_event=until,
            force_polling=polling,
            recursive=recursive,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            paths = {Path(path) for _, path in found}
            self._changed(paths)
            yield paths

    def _counts(self, path: Path) -> bool:
        """Say whether a file may be part of a document."""
        if self._output in (path, *path.parents) or set(_PASSED_OVER) & set(path.parts):
            return False
        name = path.name
        return not (name.startswith((".", "~$")) or name.endswith(_TEMPORARY) or name == "4913")


def above(project: Project) -> list[Path]:
    """Return the folders from the courses up to the root of the project, without the courses."""
    found = {project.root}
    for course in project.courses:
        found.update(up for up in course.parents if project.root in (up, *up.parents))
    return sorted(found)


def beside(project: Project) -> list[Path]:
    """Return the folders that courses share, as far as they are there."""
    wanted = (folder / name for folder in above(project) for name in _BESIDE)
    return [each for each in wanted if each.is_dir()]
