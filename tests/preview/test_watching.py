"""Which files are watched: what documents are made from, and nothing that stands beside it."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from lembar.engine.project import find_project
from lembar.preview.watching import Watcher, above, beside
from tests.engine.small import project

LONG = 60  # seconds: no test passes or fails by them, it only ends


class Seen:
    """Take what a watcher tells."""

    def __init__(self) -> None:
        self.told: SimpleQueue[Path] = SimpleQueue()

    def __call__(self, paths: Collection[Path]) -> None:
        for each in paths:
            self.told.put(each)

    def until(self, wanted: Path) -> set[Path]:
        """Return what is told until a path is."""
        found: set[Path] = set()
        while wanted not in found:
            found.add(self.told.get(timeout=LONG))
        return found

    def repeat(self, act: Callable[[], object], path: Path) -> None:
        """Do something until it is told: the system begins to watch when it likes."""
        for _ in range(LONG * 2):
            act()
            try:
                while self.told.get(timeout=0.5) != path:
                    pass
            except Empty:
                continue
            return
        raise AssertionError(f"{path} is not watched")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture
def seen(root: Path) -> Iterator[Seen]:
    found = Seen()
    watcher = Watcher(find_project((), root), root / "output", found)
    for path in (root / "content/water/first.txt", root / "first.txt"):
        found.repeat(lambda path=path: path.write_text("watched?"), path)  # type: ignore[misc]
    yield found
    watcher.close()


@pytest.mark.parametrize(
    "name",
    [
        "content/water/cycle/01-puddle.md",
        "content/water/cycle/questions/water.yaml",
        "content/water/cycle/images/puddle.svg",
        "content/school.yaml",
        "content/profiles/bold.yaml",
        "templates/own/theme.yaml",
        "templates/own/parts/identity.html.j2",
    ],
)
def test_what_documents_are_made_from_is_watched(root, seen, name):
    path = root / name
    path.write_bytes(path.read_bytes() + b"\n")
    seen.until(path)


def test_what_builds_and_editors_leave_is_passed_over(root, seen):
    passed = [
        "output/water/student/x.pdf", "content/water/cycle/.01-puddle.md.swp",
        "content/water/cycle/01-puddle.md~", "content/water/cycle/4913",
        "content/water/cycle/~$list.docx", "content/water/.git/index",
    ]  # fmt: skip
    for name in passed:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x")
    last = root / "content/water/cycle/02-cloud.md"
    last.write_text(last.read_text() + "\n")
    told = seen.until(last)
    assert {root / name for name in passed} & told == set()


def test_a_folder_of_pictures_that_is_new_is_watched_too(root, seen):
    path = root / "content/images/new.svg"
    path.parent.mkdir()
    seen.repeat(lambda: path.write_text("<svg/>"), path)


def test_folders_above_courses_end_at_the_root(root):
    found = find_project((), root)
    assert above(found) == [root, root / "content"]
    assert beside(found) == [root / "templates", root / "content/profiles"]
