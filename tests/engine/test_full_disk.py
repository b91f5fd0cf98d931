"""A disk is full, of output, cache, or temporary files: it is told, and nothing is half."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lembar.engine import workers
from lembar.engine.limits import Limits
from lembar.errors import LembarError
from lembar.messages import Messages
from tests.tools import mount, need, unmount

from .states import (
    States,
    assert_no_half_file,
    assert_no_half_set,
    assert_no_wrong_entry,
    bring,
    states,
)
from .stopped import Stopped, run, scratch_of, tree

_AMPLE = "20m"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> States:
    need("disk")
    return states(tmp_path_factory.mktemp("states"))


@pytest.fixture
def place(known: States, tmp_path: Path) -> tuple[Path, Path]:
    """Return a project in its second state, and a warm cache."""
    root, cache = tmp_path / "project", tmp_path / "cache"
    bring(root, known.all[1])
    shutil.copytree(known.cache, cache)
    return root, cache


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    assert mount(folder, size)
    try:
        yield
    finally:
        assert unmount(folder)


def assert_told(done: Stopped, code: str, folder: Path) -> None:
    (line,) = [each for each in done.err.splitlines() if f"[{code}]" in each]
    assert str(folder) in line
    assert "make room" in line
    assert "Traceback" not in done.err


@pytest.mark.slow
@pytest.mark.parametrize("size", [8, 300, 700, 900, 1000])
def test_the_disk_of_output_is_too_small(
    known: States, place: tuple[Path, Path], tmp_path: Path, size: int
) -> None:
    """Nothing is put there; or all papers are, and what stands beside them follows later."""
    (root, cache), output = place, tmp_path / "disk/output"
    with small_disk(output.parent, f"{size}k"):
        done = run(root, cache, None, "--output", str(output))
        assert done.code == 1, "the small project needs more than that"
        assert_told(done, "disk-full", output)
        assert_no_half_file(output, known)
        assert_no_half_set(output, known, tmp_path / "copy")
        papers = [path for path in tree(output) if known.versions(path)]
        assert len(papers) in (0, sum(map(len, known.all[1].sets.values())))
        assert not (output / ".staging").exists()
        mount(output.parent, _AMPLE)
        assert run(root, cache, None, "--output", str(output)).code == 0
        assert tree(output) == known.all[1].made


@pytest.mark.slow
def test_what_was_published_stays_if_there_is_no_room_beside_it(
    known: States, place: tuple[Path, Path], tmp_path: Path
) -> None:
    (root, cache), output = place, tmp_path / "disk/output"
    with small_disk(output.parent, _AMPLE):
        bring(root, known.all[0])
        assert run(root, cache, None, "--output", str(output)).code == 0
        used = shutil.disk_usage(output).used // 1024
        mount(output.parent, f"{used + 60}k")
        bring(root, known.all[1])
        done = run(root, cache, None, "--output", str(output))
        assert done.code == 1
        assert_told(done, "disk-full", output)
        assert tree(output) == known.all[0].made
        mount(output.parent, _AMPLE)
        assert run(root, cache, None, "--output", str(output)).code == 0
        assert tree(output) == known.all[1].made


@pytest.mark.slow
def test_the_disk_of_the_cache_is_too_small(
    known: States, place: tuple[Path, Path], tmp_path: Path
) -> None:
    """The build is complete; what fits is kept, and later the rest."""
    (root, _), cache = place, tmp_path / "disk/cache"
    with small_disk(cache.parent, "200k"):
        done = run(root, cache)
        assert done.code == 0
        assert_told(done, "cache-fails", cache)
        assert tree(root / "output") == known.all[1].made
        assert_no_wrong_entry(cache, known)
        mount(cache.parent, _AMPLE)
        shutil.rmtree(root / "output")
        done = run(root, cache)
        assert (done.code, done.err) == (0, "")
        assert tree(root / "output") == known.all[1].made
        assert_no_wrong_entry(cache, known)


@pytest.mark.slow
def test_the_disk_of_temporary_files_is_too_small(known: States, place: tuple[Path, Path]) -> None:
    """PDF wants fonts there: lessons are told, whole, and papers in Word are made."""
    root, _ = place
    scratch = scratch_of(root)
    with small_disk(scratch, "100k"):
        done = run(root, "off")
        assert done.code == 1
        assert_told(done, "temp-full", scratch)
        assert list(scratch.iterdir()) == []
        made = {path for path in tree(root / "output") if known.versions(path)}
        lessons = {path for path in known.all[1].made if "-puddle-" in path or "-cloud-" in path}
        assert made == {path for path in known.all[1].made if known.versions(path)} - lessons
        mount(scratch, _AMPLE)
        assert run(root, "off").code == 0
        assert tree(root / "output") == known.all[1].made


def test_a_system_without_temporary_files_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: str) -> str:
        raise FileNotFoundError(2, "No usable temporary directory found")

    monkeypatch.setattr(workers.tempfile, "mkdtemp", none)
    with pytest.raises(LembarError) as caught:
        workers.Workers(1, Limits())
    line = Messages("en").line(caught.value.problems[0])
    assert line.startswith("error[no-temp]: No temporary file can be written: No usable temporary")
