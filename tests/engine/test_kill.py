"""A run is killed at any moment: the next one finishes, and a person's files are safe."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from lembar.engine import journal
from lembar.engine.manifest import read_manifest
from lembar.engine.publish import MadeSet, publish

from .kill import Killed, killed_at
from .samples import contents, expected, made_file, made_set

A1, A2 = made_set("k/u/a", "1"), made_set("k/u/a", "2", ["a.pdf", "c.docx"])
B1, B2 = made_set("k/u/b", "1"), made_set("k/u/b", "2")
GONE = made_set("k/u/gone", "1")
OTHER = made_set("lain/u/a", "1")


def kill_points(run_to: Path) -> int:
    """Count the moments at which the second run can be killed."""
    number = 1
    while True:
        output = run_to / f"count-{number}"
        publish(output, [A1, B1, GONE, OTHER], (), ())
        try:
            with killed_at(number):
                publish(output, [A2, B2], (), (), scope={"k"})
        except Killed:
            number += 1
        else:
            return number - 1


def test_the_next_run_finishes_after_a_kill_at_any_moment(tmp_path: Path) -> None:
    points = kill_points(tmp_path)
    assert points > 20
    for number in range(1, points + 1):
        output = tmp_path / f"count-{number}"
        done = publish(output, [A2, B2], (), (), scope={"k"})
        assert contents(output) == expected(A2, B2, OTHER), number
        assert done.edited == (), number
        assert done.problems == [], number
        entries = read_manifest(output)
        assert {each.path for each in entries} == set(expected(A2, B2, OTHER))


def test_after_a_kill_each_set_is_whole_new_or_whole_old(tmp_path: Path) -> None:
    points = kill_points(tmp_path)
    news = set()
    for number in range(1, points + 1):
        output = tmp_path / f"count-{number}"
        journal.recover(output)
        found = contents(output)
        for old, new in ((A1, A2), (B1, B2), (GONE, None), (OTHER, OTHER)):
            paths = expected(old, *([new] if new else []))
            there = {path: raw for path, raw in found.items() if path in paths}
            wanted = expected(new) if new else {}
            assert there in (expected(old), wanted), (number, old.key)
            news.add((old.key, there == wanted))
            in_manifest = {e.path for e in read_manifest(output) if e.set == old.key}
            assert in_manifest == set(there), number
    assert len(news) == 7  # every set was seen old and new, but for the one that stays


def test_a_kill_while_recovering_is_recovered_from(tmp_path: Path) -> None:
    for first in range(1, 25):
        for second in range(1, 12):
            output = tmp_path / f"{first}-{second}"
            publish(output, [A1, B1, GONE], (), ())
            with pytest.raises(Killed), killed_at(first):
                publish(output, [A2, B2], (), ())
            with suppress(Killed), killed_at(second):
                journal.recover(output)
            done = publish(output, [A2, B2], (), ())
            assert contents(output) == expected(A2, B2)
            assert done.edited == ()


def test_a_kill_leaves_the_reverted_source_what_it_was(tmp_path: Path) -> None:
    """A run is killed, the source goes back to what it was, and its set counts as unchanged."""
    for number in range(1, 30):
        output = tmp_path / str(number)
        publish(output, [A1, B1], (), ())
        try:
            with killed_at(number):
                publish(output, [A2, B1], (), ())
        except Killed:
            publish(output, [A1], {"k/u/b"}, ())
            assert contents(output) == expected(A1, B1), number


def test_files_edited_after_a_kill_are_safe(tmp_path: Path) -> None:
    for number in range(1, kill_points(tmp_path) + 1):
        output = tmp_path / f"count-{number}"
        mine = {}
        for path in [p for p in contents(output) if not p.startswith(".")]:
            mine[path] = f"mine {path}".encode()
            (output / path).write_bytes(mine[path])
        publish(output, [A2, B2, OTHER], (), ())
        found = contents(output)
        assert {p: raw for p, raw in found.items() if not p.startswith("edited/")} == expected(
            A2, B2, OTHER
        )
        assert set(mine.values()) <= set(found.values()), number


def test_a_kill_at_any_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace
    for number in range(1, 40):
        output = tmp_path / str(number)
        publish(output, [A1, B1], (), ())
        left = number

        def counting(source: Path, target: Path) -> None:
            nonlocal left
            left -= 1
            if left <= 0:
                raise Killed
            replace(source, target)

        monkeypatch.setattr(os, "replace", counting)
        killed = False
        try:
            publish(output, [A2, B2], (), ())
        except Killed:
            killed = True
        monkeypatch.undo()
        publish(output, [A2, B2], (), ())
        assert contents(output) == expected(A2, B2)
        if not killed:
            return
    pytest.fail("more renames than thought")


def test_two_sets_that_hand_over_a_path_survive_a_kill(tmp_path: Path) -> None:
    def named(key: str, version: str, *names: str) -> MadeSet:
        return MadeSet(
            key, tuple(made_file(f"k/student/{n}", f"{key} {version}".encode()) for n in names)
        )

    before = [named("k/u/a", "1", "x", "y"), named("k/u/b", "1", "z")]
    after = [named("k/u/a", "2", "z"), named("k/u/b", "2", "x", "y")]
    for number in range(1, 30):
        output = tmp_path / str(number)
        publish(output, before, (), ())
        try:
            with killed_at(number):
                publish(output, after, (), ())
        except Killed:
            pass
        journal.recover(output)
        assert contents(output) in (expected(*before), expected(*after))
        done = publish(output, after, (), ())
        assert done.edited == ()
        assert contents(output) == expected(*after)


def test_a_broken_journal_is_no_obstacle(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    staging = tmp_path / ".staging"
    staging.mkdir()
    (staging / "intent.json").write_bytes(b'{"changes": [{"old": 1}]}')
    (staging / "new-1").write_bytes(b"half")
    publish(tmp_path, [A2], (), ())
    assert contents(tmp_path) == expected(A2)


def test_files_that_stay_the_same_survive_a_kill(tmp_path: Path) -> None:
    def named(version: str) -> MadeSet:
        same = made_file("k/student/same", b"same")
        return MadeSet("k/u/a", (same, made_file("k/student/other", version.encode())))

    for number in range(1, 20):
        output = tmp_path / str(number)
        publish(output, [named("1")], (), ())
        with suppress(Killed), killed_at(number):
            publish(output, [named("2")], (), ())
        journal.recover(output)
        assert contents(output) in (expected(named("1")), expected(named("2")))
