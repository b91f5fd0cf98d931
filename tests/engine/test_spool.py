"""What workers made lies on the disk until it is published, and is gone when the run ends."""

import os
import time
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.build import Wanted, build
from lembar.engine.cache import Cache
from lembar.engine.jobs import CopiesJob, Done, Look, PaperJob, Result
from lembar.engine.laid import Laid
from lembar.engine.manifest import digest
from lembar.engine.memory import Memory
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.engine.spool import Spool
from lembar.errors import problem
from lembar.writers import Written
from tests.engine.small import project

LARGE = b"x" * 10_000
FINDING = problem("not-one-page", severity="warning")


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path)


def result(content: bytes = LARGE) -> Result:
    return Result((Done("a/b.pdf", Written(content, 3, (FINDING,), b"png")),))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_laid_with_all_that_is_known_of_it(spool, tmp_path):
    (done,) = spool.lay(result()).files
    assert isinstance(done.written, Laid)
    assert done.path == "a/b.pdf"
    assert done.written.content == LARGE
    assert done.written.sha256 == digest(LARGE)
    assert (done.written.pages, done.written.findings) == (3, (FINDING,))
    assert done.written.thumbnail == b"png"
    (path,) = files(tmp_path)
    assert path.parent.stat().st_mode & 0o077 == 0
    spool.close()
    assert files(tmp_path) == []


def test_what_is_small_or_was_not_made_stays_as_it_is(spool, tmp_path):
    for made in (result(b"small"), Result((Done("a/b.pdf", None, (FINDING,)),)), Result()):
        assert spool.lay(made) == made
    assert files(tmp_path) == []


def test_results_are_laid_as_they_come_but_those_with_names(spool):
    of_paper = spool.future(PaperJob(Look("", ""), None, "", ()))  # type: ignore[arg-type]
    of_paper.set_result(result())
    assert isinstance(of_paper.result().files[0].written, Laid)
    of_class = spool.future(CopiesJob(Look("", ""), {}, "", "pdf", ()))
    of_class.set_result(result())
    assert of_class.result() == result()


def test_on_a_full_disk_it_stays_in_memory(spool, monkeypatch):
    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    (laid,) = spool.lay(result()).files
    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        assert spool.lay(result()) == result()
    assert spool.lay(result()) == result()
    assert laid.written is not None
    assert laid.written.content == LARGE


def test_what_comes_after_the_end_stays_in_memory(spool, tmp_path):
    spool.close()
    assert spool.lay(result()) == result()
    assert files(tmp_path) == []


def test_what_killed_runs_left_is_removed_a_day_later(tmp_path):
    for name, age in (("old", 25 * 3600), ("new", 60)):
        left = tmp_path / "spool" / name
        left.mkdir(parents=True)
        (left / "0").write_bytes(LARGE)
        os.utime(left, (time.time() - age,) * 2)
    spool = Spool(tmp_path)
    spool.lay(result())
    spool.close()
    assert [path.parent.name for path in files(tmp_path)] == ["new"]


def test_a_build_leaves_nothing_behind(tmp_path, monkeypatch):
    root, cache = project(tmp_path / "project"), tmp_path / "cache"
    laid: list[Laid] = []
    monkeypatch.setattr(
        "lembar.engine.spool.Laid", lambda *facts: laid.append(Laid(*facts)) or laid[-1]
    )
    project_, memory = find_project((), root), Memory(Cache(cache), "machinery")
    built = build(project_, root / "output", Options(), Wanted(), False, Silent(), memory)
    assert not built.problems
    assert len(laid) > 5
    assert all(cache in each.path.parents and not each.path.exists() for each in laid)
    assert list((cache / "spool").iterdir()) == []
