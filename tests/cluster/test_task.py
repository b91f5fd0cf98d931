"""What a Dask worker keeps between jobs: seats that no two jobs share, and each thing once."""

from threading import Event
from typing import Any

import pytest

from lembar.cluster import task
from lembar.cluster.task import _Kept
from lembar.engine.limits import Limits


class Workers:
    """Stand for a worker of Lembar's."""

    ended = 0

    def __init__(self, count: int, limits: Limits) -> None:
        assert count == 1

    def close(self) -> None:
        Workers.ended += 1


@pytest.fixture(autouse=True)
def _no_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "Workers", Workers)
    monkeypatch.setattr(task, "machinery", lambda: "digest")
    Workers.ended = 0


def test_two_jobs_at_once_have_two_seats_and_the_next_a_warm_one() -> None:
    kept = _Kept()
    one, two = kept.seat(Limits()), kept.seat(Limits())
    assert one is not two
    kept.back(one)
    assert kept.seat(Limits()) is one
    kept.back(two)
    other = kept.seat(Limits(render=9))  # of a command that gives themes more time
    assert other not in (one, two)
    for each in (one, other):
        kept.back(each)
    kept.end()
    assert Workers.ended == 3


def test_a_thing_is_fetched_once_and_what_is_not_there_is_asked_for_again() -> None:
    kept = _Kept()
    asked: list[str] = []
    there = {"a": b"1"}

    def fetch(name: str) -> bytes | None:
        asked.append(name)
        return there.get(name)

    assert [kept.thing(name, fetch) for name in ("a", "a", "b", "b")] == [b"1", b"1", None, None]
    assert asked == ["a", "b", "b"]


def test_what_was_not_asked_for_the_longest_time_goes_first(monkeypatch: Any) -> None:
    monkeypatch.setattr(task, "_MOST", 10)
    kept = _Kept()
    asked: list[str] = []

    def fetch(name: str) -> bytes | None:
        asked.append(name)
        return b"1234"

    for name in "abacab":
        kept.thing(name, fetch)
    assert asked == ["a", "b", "c", "b"]


def test_when_no_job_comes_nothing_is_kept(monkeypatch: Any) -> None:
    ended = Event()
    monkeypatch.setattr(task, "_IDLE", 0.01)
    kept = _Kept()
    seat = kept.seat(Limits())
    kept.thing("a", lambda name: b"1")
    monkeypatch.setattr(Workers, "close", lambda self: ended.set())
    kept.back(seat)
    assert ended.wait(60)
    assert kept.thing("a", lambda name: b"2") == b"2"
