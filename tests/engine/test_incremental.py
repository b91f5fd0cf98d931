"""After any edit a build with a memory gives what a build without one gives."""

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.course.theme import Theme
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.cache import Cache
from lembar.engine.jobs import Job, PaperJob, Result
from lembar.engine.machinery import machinery
from lembar.engine.memory import Memory
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.engine.thumbnails import is_thumbnail
from tests.engine.small import EDITS, project
from tests.writers.docx.references import framed, made

ASKED = (
    ("", ()), ("", ("bold",)), ("default", ()), ("exam-board", ("large-print",)), ("", ("bold",)),
)  # fmt: skip
"""Themes and profiles that are asked for now and then."""


def make(root: Path, output: Path, asked: int, memory: Memory | None = None) -> Outcome:
    theme, profiles = ASKED[asked]
    options = Options(theme=theme or None, profiles=profiles)
    return build(find_project((), root), output, options, Wanted(), False, Silent(), memory)


def files(output: Path) -> dict[str, bytes]:
    paths = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}


def written(output: Path) -> Iterator[tuple[str, int]]:
    """Yield documents and when each was written."""
    for path in sorted(output.rglob("*")):
        if path.is_file() and path.suffix not in (".html", ".json"):
            yield path.relative_to(output).as_posix(), path.stat().st_mtime_ns


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
@pytest.mark.xdist_group("any")
def test_any_edit(tmp_path, part):
    root = project(tmp_path / "project")
    memory = Memory(Cache(tmp_path / "cache"), machinery())
    chance = random.Random(part)
    asked = 0
    for step in range(25):
        name = chance.choice(sorted(EDITS)) if step else "none"
        if step:
            EDITS[name](root, chance)
        if chance.random() < 0.2:
            asked = chance.randrange(len(ASKED))
        again = make(root, root / "output", asked, memory)
        clean = make(root, tmp_path / f"clean-{step}", asked)
        assert again.problems == clean.problems, (step, name)
        assert files(root / "output") == files(tmp_path / f"clean-{step}"), (step, name, asked)


def changed_by(tmp_path: Path, name: str) -> set[str]:
    """Return the documents that are written anew after an edit."""
    root = project(tmp_path)
    memory = Memory(Cache(tmp_path / "cache"), machinery())
    make(root, root / "output", 2, memory)
    before = dict(written(root / "output"))
    EDITS[name](root, random.Random(1))
    make(root, root / "output", 2, memory)
    return {path for path, when in written(root / "output") if before.get(path) != when}


@pytest.mark.parametrize("name", ["comment", "comment in the unit"])
def test_a_comment_writes_nothing(tmp_path, name):
    assert changed_by(tmp_path, name) == set()


def test_a_word_of_a_lesson_writes_its_set(tmp_path):
    changed = changed_by(tmp_path, "lesson")
    found = {path.rpartition("/")[2] for path in changed if not is_thumbnail(path)}
    assert len(found) < len(changed), "its pictures are new as well"
    follow = {name for name in found if name == "SHA256SUMS.txt" or name.endswith(".zip")}
    assert follow, "the class's file and the checksums hold what the set holds"
    assert {name.removeprefix("TEACHER-")[:9] for name in found - follow} == {"01-puddle"}


def test_a_teacher_s_note_leaves_pupils_files(tmp_path):
    found = changed_by(tmp_path, "teacher's note")
    assert found
    assert all("/teacher/" in path for path in found)


class Watched(Memory):
    """Remember, and tell which documents were made."""

    def keep(self, job: Job, theme: Theme, result: Result) -> None:
        """Keep what a job made."""
        if isinstance(job, PaperJob):
            self.__dict__.setdefault("made", set()).update(each.path for each in result.files)
        super().keep(job, theme, result)


def made_again(root: Path, edit: Callable[[], None]) -> set[str]:
    """Return which documents of which formats an edit has made again: "summary.html"."""
    make(root, root / "output", 0, Memory(Cache(root / "cache"), machinery()))
    edit()
    watched = Watched(Cache(root / "cache"), machinery())
    make(root, root / "output", 0, watched)
    return {path.rpartition("/")[2].removeprefix("TEACHER-") for path in vars(watched)["made"]}


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("slides template", r"\d\d-\w+-summary\.(html|md)"),
        ("page style", r".*\.html"),
        ("style sheet", r".*\.pdf"),
        ("template", r"(?!\d\d-).*"),
        ("asked for", r".*"),
    ],
)
def test_a_file_of_a_theme_makes_again_what_reads_it(tmp_path, name, pattern):
    root = project(tmp_path / "project")
    found = made_again(root, lambda: EDITS[name](root, random.Random(1)))
    assert found
    assert sorted(each for each in found if not re.fullmatch(pattern, each)) == []


def bring(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def test_a_publisher_s_word_file_makes_again_word_files(tmp_path):
    root = project(tmp_path / "project")
    file = root / "templates/own/reference.docx"
    found = made_again(root, lambda: bring(file, made(framed)))
    assert found
    assert {Path(each).suffix for each in found} == {".docx"}


def test_what_is_remembered_is_not_made_again(tmp_path, monkeypatch):
    root = project(tmp_path)
    memory = Memory(Cache(tmp_path / "cache"), machinery())
    make(root, root / "output", 2, memory)
    first = files(root / "output")

    def refuse(*_: object) -> None:
        raise AssertionError("a job was given away")

    monkeypatch.setattr("lembar.engine.workers.Workers.put", refuse)
    for path in (root / "output").rglob("*"):
        if path.is_file():
            path.unlink()
    make(root, root / "output", 2, memory)
    assert files(root / "output") == first


def test_a_damaged_cache_is_made_anew(tmp_path):
    root = project(tmp_path)
    memory = Memory(Cache(tmp_path / "cache"), machinery())
    make(root, root / "output", 2, memory)
    first = files(root / "output")
    kept = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert len(kept) > 20
    for at, path in enumerate(kept):
        content = path.read_bytes()
        path.write_bytes((content[: at % 100], b"", content[:-1] + b"?")[at % 3])
    make(root, root / "output2", 2, memory)
    assert files(root / "output2") == first
