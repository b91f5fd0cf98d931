"""The command is killed at fifty moments: nothing half is left, and the next build is whole."""

import random
import shutil
import signal
import sys
from pathlib import Path

import pytest

from .states import (
    States,
    assert_no_half_file,
    assert_no_half_set,
    assert_no_wrong_entry,
    bring,
    build_with,
    thin,
)
from .stopped import Stop, all_gone, run, tree

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc"),
]
_MOMENTS = 50
_KILL = signal.SIGKILL


def _moment(number: int, root: Path, chance: random.Random) -> Stop:
    """Choose a moment: three of five in publishing, one at any change of a file, one by time."""
    if number % 5 < 3:
        return Stop(_KILL, chance.randint(1, 170), f"{root}/output")
    if number % 5 == 3:
        return Stop(_KILL, chance.randint(1, 250))
    return Stop(_KILL, seconds=chance.uniform(0.05, 1.5))


def test_fifty_kills(known: States, tmp_path: Path) -> None:
    chance = random.Random(20)
    root, cache, output = tmp_path / "project", tmp_path / "cache", tmp_path / "project/output"
    shutil.copytree(known.cache, cache)
    killed_in_publishing = 0
    state = known.all[0]
    for number in range(_MOMENTS):
        state = chance.choice([each for each in known.all if each is not state])
        bring(root, state)
        if chance.random() < 0.3:
            shutil.rmtree(output, ignore_errors=True)
        thin(cache, chance.choice((0, 0, 1, 3)), chance)
        stop = _moment(number, root, chance)
        done = run(root, cache, stop)
        told = (number, stop, done)
        assert done.code in (0, -_KILL), told
        killed_in_publishing += bool(stop.where) and done.code == -_KILL
        assert all_gone(root), told
        assert_no_half_file(output, known)
        assert_no_half_set(output, known, tmp_path / "copy")
        assert_no_wrong_entry(cache, known)
        if number % 10 == 9:
            assert run(root, cache).code == 0, told
        else:
            build_with(root, None if number % 25 == 7 else cache)
        assert tree(output) == state.made, told
        assert_no_wrong_entry(cache, known)
    assert killed_in_publishing >= 20
