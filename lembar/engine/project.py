"""Find what a command is about: the project, its courses, and what a path means."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lembar.content.folders import find_courses, find_upward
from lembar.errors import UsageError, problem

if TYPE_CHECKING:  # a build with nothing to do loads this file, and no plan
    from lembar.plan import DocumentSet


@dataclass(frozen=True, slots=True)
class Project:
    """Hold a project: its root, the courses asked for, and the paths that choose sets of them."""

    root: Path
    courses: tuple[Path, ...]
    paths: tuple[Path, ...]  # empty: everything

    def chosen(self, sets: "Iterable[DocumentSet]") -> "list[DocumentSet]":
        """Return the sets that come from one of the paths."""
        return [each for each in sets if not self.paths or self._comes_from(each)]

    def _comes_from(self, each: "DocumentSet") -> bool:
        sources = {self.root / source for source in each.sources}
        return any(
            path == source or path in source.parents for path in self.paths for source in sources
        )


def find_project(paths: Sequence[Path], here: Path) -> Project:
    """Return the project that paths, or the folder one stands in, belong to.

    Raises UsageError if a path is not there, or no course is found.
    """
    here = here.resolve()
    found: dict[Path, None] = {}
    wanted: list[Path] = []
    whole = not paths
    default = here / "content" if (here / "content").is_dir() else here
    for path in paths or (default,):
        path = (here / path).resolve()
        if not path.exists():
            raise UsageError(problem("no-such-path", None, path=path))
        folder = path if path.is_dir() else path.parent
        above = find_upward("course.yaml", folder, Path(folder.anchor))
        courses = [above.parent] if above else (find_courses(folder) if path.is_dir() else [])
        if not courses:
            raise UsageError(problem("no-course", None, "no-course", path=path))
        found.update(dict.fromkeys(courses))
        if above is None or path == above.parent or path == above:
            wanted.extend(courses)
        else:
            wanted.append(path)
    courses_found = tuple(sorted(found))
    inside = all(here == course or here in course.parents for course in courses_found)
    root = here if inside else courses_found[0].parent
    return Project(root, courses_found, () if whole else tuple(wanted))
