"""Two runs that write to one output/ do so one after the other; a lock of the dead holds no one."""

import errno
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from lembar.engine import lock
from lembar.engine.clean import clean
from lembar.engine.lock import locked
from lembar.engine.publish import publish
from lembar.errors import LembarError, Problem
from tests.built import ROOT, build_apart

from .samples import contents, made_set
from .small import project

_HOLD = """
import sys, time
from pathlib import Path
from lembar.engine.lock import locked
with locked(Path(sys.argv[1]), lambda each: None):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(output: Path):
    """Let another process hold output/; closing its input ends it in peace."""
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, output],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


def never(each: Problem) -> None:
    raise AssertionError(each)


def test_nothing_of_the_lock_stays(tmp_path: Path) -> None:
    output = tmp_path / "deep/output"
    for _ in range(2):
        with locked(output, never):
            assert [each.name for each in output.iterdir()] == [".lock"]
        assert list(output.iterdir()) == []


def test_the_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    told: list[Problem] = []
    got = threading.Event()

    def second() -> None:
        with locked(tmp_path, told.append):
            got.set()

    waiting = threading.Thread(target=second)
    with locked(tmp_path, never):
        waiting.start()
        while not told:
            time.sleep(0.01)
        assert not got.is_set()
    assert got.wait(60)
    waiting.join()
    assert [each.code for each in told] == ["output-waits"]
    assert dict(told[0].values) == {"path": str(tmp_path), "seconds": "120"}


def test_whoever_waits_too_long_is_told_and_writes_nothing(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path):
        with pytest.raises(LembarError) as caught, locked(tmp_path, never, patience=0.1):
            raise AssertionError("it is not to be had")
        assert caught.value.problems[0].code == "output-busy"


def test_a_killed_process_leaves_a_lock_that_holds_no_one(tmp_path: Path) -> None:
    with held_elsewhere(tmp_path) as process:
        process.kill()
        process.wait()
        assert (tmp_path / ".lock").exists()
        with locked(tmp_path, never):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_its_holder_removed_is_no_lock(tmp_path: Path, monkeypatch) -> None:
    """A run opens the file just before its holder takes it away: it must try with the new one."""
    opened = lock._opened
    first = []

    def late(path: Path) -> int:
        handle = opened(path)
        if not first:
            first.append(handle)
            path.unlink()
        return handle

    monkeypatch.setattr(lock, "_opened", late)
    with locked(tmp_path, never):
        assert (tmp_path / ".lock").exists()
        with pytest.raises(LembarError), locked(tmp_path, never, patience=0):
            pass
    assert not (tmp_path / ".lock").exists()


def test_many_runs_never_write_at_once(tmp_path: Path) -> None:
    inside = 0
    most = 0
    count = threading.Lock()

    def run() -> None:
        nonlocal inside, most
        for _ in range(20):
            with locked(tmp_path, lambda each: None):
                with count:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.001)
                with count:
                    inside -= 1

    runs = [threading.Thread(target=run) for _ in range(4)]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    assert most == 1
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_locks_is_told_and_no_obstacle(tmp_path: Path, monkeypatch) -> None:
    def none(handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", none)
    told: list[Problem] = []
    with locked(tmp_path, told.append):
        assert list(tmp_path.iterdir()) == []
    assert [(each.code, each.severity) for each in told] == [("no-locks", "info")]


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LembarError) as caught, locked(tmp_path / "file/output", never):
        pass
    assert caught.value.problems[0].code == "output-not-writable"


def test_clean_waits_as_well(tmp_path: Path) -> None:
    publish(tmp_path, [made_set("k/u/a", "1")], (), ())
    told: list[Problem] = []
    with held_elsewhere(tmp_path) as process:

        def release(each: Problem) -> None:
            told.append(each)
            assert len(contents(tmp_path)) == 4
            assert process.stdin is not None
            process.stdin.close()

        removed, _ = clean(tmp_path, release)
    assert [each.code for each in told] == ["output-waits"]
    assert removed == 3
    assert contents(tmp_path) == {}


@pytest.mark.slow
def test_a_build_waits_and_then_is_complete(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    output = root / "output"
    output.mkdir()
    with held_elsewhere(output) as process:
        assert process.stdin is not None
        ran: list[subprocess.CompletedProcess[str]] = []
        build = threading.Thread(target=lambda: ran.append(build_apart(root, "--format", "md")))
        build.start()
        while build.is_alive() and not (output / ".lock").exists():
            time.sleep(0.01)
        build.join(10)  # long enough to come to the lock and be told; it is held all the while
        assert list(output.iterdir()) == [output / ".lock"]
        process.stdin.close()
        build.join()
    (done,) = ran
    assert done.returncode == 0, done.stderr
    assert "note[output-waits]: Another Lembar is just writing to" in done.stderr
    assert len(list(output.rglob("*.md"))) == 4
    assert not (output / ".lock").exists()
