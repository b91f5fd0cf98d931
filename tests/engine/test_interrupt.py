"""Ctrl-C at any stage: the command is soon gone, with all it had started, and output/ is whole.

How long it takes is logged (`pytest --log-cli-level=info`); only what hangs fails.
"""

import logging
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lembar.engine.interrupts import breathe, unbroken

from .small import EDITS, project
from .stopped import Stop, Stopped, all_gone, busy, processes, run, scratch_of, tree

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
_LONG = 30.0  # seconds: on two idle cores it takes a fraction of one
_LESSON = "content/water/cycle/01-puddle.md"


@dataclass(frozen=True)
class Warm:
    """Hold a project that was edited after a build, and a cache that knows all of it."""

    root: Path
    cache: Path
    before: dict[str, bytes]
    after: dict[str, bytes]

    def copied(self, folder: Path, built: bool) -> tuple[Path, Path]:
        """Return a project and a cache to work with; `built` if the edit is not the first build."""
        root, cache = folder / "p", folder / "cache"
        shutil.copytree(self.root, root, ignore=None if built else shutil.ignore_patterns("output"))
        shutil.copytree(self.cache, cache)
        return root, cache


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Warm:
    folder = tmp_path_factory.mktemp("warm")
    root, cache = project(folder / "p"), folder / "cache"
    assert run(root, cache).code == 0
    before = tree(root / "output")
    shutil.copytree(root / "output", folder / "before")
    for name in ("school", "course title", "token"):
        EDITS[name](root, random.Random(1))
    assert run(root, cache).code == 0
    after = tree(root / "output")
    shutil.rmtree(root / "output")
    (folder / "before").rename(root / "output")
    assert len({path for path in before if before[path] != after.get(path)}) > 15
    return Warm(root, cache, before, after)


def assert_stopped(root: Path, done: Stopped) -> None:
    logging.getLogger(__name__).info("gone after %.2f s", done.took)
    assert done.code == 130, (done.out, done.err)
    assert "Traceback" not in done.err
    assert done.err.strip().splitlines()[-1] == "Stopped. Nothing is left half done."
    assert all_gone(root)
    assert list(scratch_of(root).iterdir()) == []
    assert done.took < _LONG


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True], ids=["alone", "group"])
@pytest.mark.parametrize("number", [1, 3, 60, 110, 140, 170, 200])
def test_while_papers_are_put_in_place(
    warm: Warm, tmp_path: Path, number: int, group: bool
) -> None:
    """All is as it was before, or all is new: nothing in between, no list out of date."""
    built = number % 2 == group  # half of the times it is the first build
    root, cache = warm.copied(tmp_path, built)
    done = run(root, cache, Stop(signal.SIGINT, number, f"{root}/output", group=group))
    assert_stopped(root, done)
    found = tree(root / "output")
    assert found in (warm.before if built else {}, warm.after)
    assert found != warm.after or number > 60
    assert run(root, cache).code == 0
    assert tree(root / "output") == warm.after


def _begun(root: Path) -> Callable[[int], bool]:
    return lambda command: any(each != command for each in processes(root))


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True], ids=["alone", "group"])
@pytest.mark.parametrize("seconds", [0.0, 0.1, 0.4])
def test_while_workers_start(tmp_path: Path, seconds: float, group: bool) -> None:
    root = project(tmp_path / "p")
    stop = Stop(signal.SIGINT, seconds=seconds, group=group, ready=_begun(root))
    assert_stopped(root, run(root, "off", stop))
    assert not (root / "output").exists()


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2])
def test_at_the_very_start_of_a_worker(tmp_path: Path, number: int) -> None:
    root = project(tmp_path / "p")
    stop = Stop(signal.SIGINT, number, "subprocess.Popen", group=True)
    assert_stopped(root, run(root, "off", stop))
    assert not (root / "output").exists()


@needs_proc
@pytest.mark.slow
@pytest.mark.parametrize("group", [False, True], ids=["alone", "group"])
def test_while_a_long_document_is_laid_out(tmp_path: Path, group: bool) -> None:
    root = project(tmp_path / "p")
    with (root / _LESSON).open("a", encoding="utf-8") as lesson:
        lesson.write("\nThe sun warms the puddle, and water rises. *It goes.*\n" * 6000)
    stop = Stop(signal.SIGINT, seconds=1.0, group=group, ready=busy)
    assert_stopped(root, run(root, "off", stop, "--format", "pdf"))
    assert not (root / "output").exists()


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def test_it_waits_for_what_may_not_be_broken() -> None:
    done = []

    def work() -> None:
        with unbroken():
            interrupt()
            done.append("to its end")
        done.append("and no further")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["to its end"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_it_is_heard_where_a_stop_does_no_harm() -> None:
    done = []

    def work() -> None:
        with unbroken():
            breathe()
            interrupt()
            done.append("so far")
            breathe()
            done.append("too far")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["so far"]
    breathe()  # it was heard


def test_what_is_unbroken_within_is_part_of_the_whole() -> None:
    done = []

    def work() -> None:
        with unbroken():
            with unbroken():
                interrupt()
            done.append("the outer one goes on")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["the outer one goes on"]


def test_pressed_again_later_it_stops_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    done = []

    def work() -> None:
        with unbroken():
            interrupt()
            interrupt()  # a key that is held down comes many times
            done.append("goes on")
            monkeypatch.setattr("lembar.engine.interrupts._LONG", 0.0)
            interrupt()
            done.append("too far")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["goes on"]
