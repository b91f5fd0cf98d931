"""Two builds at once, and workers that crash: the outcome is that of one build in peace."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lembar.engine.lock import locked

from .states import (
    States,
    assert_no_half_file,
    assert_no_half_set,
    assert_no_wrong_entry,
    bring,
    build_with,
    thin,
)
from .stopped import Stop, all_gone, processes, run, scratch_of, tree

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc"),
]


def test_two_builds_into_one_output_at_once(known: States, tmp_path: Path) -> None:
    """They share a cache, too, and each makes what the other may be making."""
    chance = random.Random(4)
    root, cache = tmp_path / "project", tmp_path / "cache"
    shutil.copytree(known.cache, cache)
    for number, state in enumerate((*known.all, known.all[0])):
        bring(root, state)
        if number == 3:
            shutil.rmtree(root / "output")
        thin(cache, 6, chance)
        with ThreadPoolExecutor(2) as pool:
            first, second = [pool.submit(run, root, cache) for _ in range(2)]
        for done in (first.result(), second.result()):
            assert done.code == 0, done.err
            assert "edited" not in done.err
        assert tree(root / "output") == state.made
        assert_no_wrong_entry(cache, known)


def test_a_run_that_read_before_an_edit_and_writes_after_it(known: States, tmp_path: Path) -> None:
    """Whoever writes last wins, set by set; it is known that there is something to do again."""
    older, newer = known.all[1:]
    root, cache = tmp_path / "project", tmp_path / "cache"
    output = root / "output"
    shutil.copytree(known.cache, cache)
    bring(root, older)
    with ThreadPoolExecutor(2) as pool:
        with locked(output, lambda each: None):
            first = pool.submit(run, root, cache, None, "--events", "json")
            time.sleep(6)  # long enough to have read; if not, the test proves less
            bring(root, newer)
            second = pool.submit(run, root, cache, None, "--events", "json")
            time.sleep(1)
            assert not first.done()
        assert [first.result().code, second.result().code] == [0, 0]
    assert_no_half_file(output, known)
    assert_no_half_set(output, known, tmp_path / "copy")
    assert run(root, cache, None, "--events", "json").code == 0
    assert tree(output) == newer.made


def test_what_another_run_left_is_not_taken_for_ones_own(known: States, tmp_path: Path) -> None:
    """A build remembers what output/ looked like while it was the only one to write there."""
    root, cache = tmp_path / "project", tmp_path / "cache"
    shutil.copytree(known.cache, cache)
    bring(root, known.all[0])
    ours = "from lembar.console import build\nusual = build.remember\n"
    other = (
        "def late(*given):\n"
        "    with open('output/water/student/sheet.docx', 'wb') as file:\n"
        "        file.write(b'of another run')\n"
        "    usual(*given)\n"
        "build.remember = late\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{ours}{other}from lembar.cli import main\nmain(['build'])"],
        cwd=root,
        env=os.environ | {"LEMBAR_CACHE": str(cache), "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert run(root, cache).code == 0
    assert (root / "output/water/student/sheet.docx").read_bytes() != b"of another run"


def test_workers_that_are_killed_in_mid_job(known: States, tmp_path: Path) -> None:
    """Each of the first two is killed once; who comes in its place does the job."""
    root = tmp_path / "project"
    bring(root, known.all[0])
    chance = random.Random(3)
    killed: set[int] = set()
    ends: dict[int, float] = {}

    def ready(command: int) -> bool:
        """Kill workers in the midst of what they do; the command goes on."""
        for each in processes(root):
            if each != command and len(ends) < 2:
                ends.setdefault(each, time.monotonic() + chance.uniform(1.0, 2.5))
        for each, end in ends.items():
            if each not in killed and time.monotonic() > end:
                os.kill(each, signal.SIGKILL)
                killed.add(each)
        return len(killed) == 2

    done = run(root, "off", Stop(signal.SIGCONT, ready=ready))
    assert killed
    assert done.code == 0, done.err
    assert tree(root / "output") == known.all[0].made
    assert all_gone(root)
    assert list(scratch_of(root).iterdir()) == []


def test_builds_without_a_cache_make_the_same(known: States, tmp_path: Path) -> None:
    root = tmp_path / "project"
    bring(root, known.all[2])
    build_with(root, None)
    assert tree(root / "output") == known.all[2].made
