"""Hands of a cluster, with a line that a test holds in its hand: orders, stops, losses."""

import pickle
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lembar.cluster.hands import ClusterHands, may_leave
from lembar.cluster.link import DiedError, GoneError
from lembar.cluster.machine import Machine
from lembar.content.loader import Options
from lembar.course.documents import PUPILS
from lembar.engine.crew import Crew, Stops
from lembar.engine.jobs import CopiesJob, Done, Job, PaperJob, Result, template_of
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import find_project
from lembar.engine.wire import packed
from lembar.engine.workers import Order
from lembar.errors import LembarError, UsageError, problem
from lembar.writers import Written
from tests import rosters

HERE = Machine("1", "digest", ("a",))
STOPPED = Result((), (problem("template-too-slow"),), stopped=True)


class Line:
    """Stand for the line to Dask: the test says what comes of each job, and when."""

    def __init__(self, threads: int = 2) -> None:
        self.machine = HERE
        self.there = threads
        self.brought: list[str] = []
        self.heard: list[Callable[[Any], None]] = []
        self.jobs: list[Job] = []
        self.called_off: list[Any] = []
        self.closed = False

    def threads(self) -> int:
        return self.there

    def keep(self, things: Mapping[str, bytes]) -> None:
        self.brought.extend(things)

    def submit(self, name: str, job: bytes, heard: Callable[[Any], None]) -> Any:
        self.jobs.append(pickle.loads(job))
        self.heard.append(heard)
        return name

    def cancel(self, futures: list[Any]) -> None:
        self.called_off.extend(futures)

    def close(self) -> None:
        self.closed = True


class Here:
    """Stand for the workers of this machine."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    def put(self, order: Order) -> None:
        self.orders.append(order)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    root = tmp_path_factory.mktemp("course")
    rosters.course(root, rosters.roster(4), "AB", 3)
    return prepare(find_project((), root), Options())


def hands(line: Line, most: int = 0) -> ClusterHands:
    return ClusterHands(lambda: line, Here(), most)  # type: ignore[arg-type, return-value]


def orders(prepared: Prepared, count: int = 0) -> list[Order]:
    """Return an order for each sheet, or so many for the first."""
    course = prepared.courses[0]
    look = Crew(Here(), prepared.store).look(course.theme, "en")
    stops = Stops()
    documents = [each for sets in course.sets for each in sets.documents if each.template]
    return [
        Order(
            PaperJob(look, each, f"c/u/{at}.yaml", each.paths),
            {look.theme: course.theme}, prepared.store, Future(), stops, at,
        )
        for at, each in enumerate(documents[:1] * count or documents)
    ]  # fmt: skip


def made(name: str) -> bytes:
    return b"".join(packed(Result((Done(name, Written(b"x")),))))


def test_papers_go_away_and_their_results_come_back(prepared: Prepared) -> None:
    line = Line()
    with hands(line) as given:
        first, *_ = asked = orders(prepared)
        for each in asked:
            given.put(each)
        line.heard[0](made("a"))
        assert first.future.result(0).files[0].path == "a"
        assert line.jobs[0] == first.job
    assert line.closed


def test_a_theme_and_an_asset_are_brought_once(prepared: Prepared) -> None:
    line = Line()
    with hands(line) as given:
        for each in orders(prepared):
            given.put(each)
        assert len(line.brought) == len(set(line.brought)) > 1
        themes = [name for name in line.brought if name.startswith("theme:")]
        assert len(themes) == 1
        assert {*line.brought} - {*themes} <= set(prepared.store)


def test_copies_and_whatever_holds_names_stay_here(prepared: Prepared) -> None:
    line = Line()
    here = Here()
    (named,) = [each for sets in prepared.courses[0].sets for each in sets.named][:1]
    first = orders(prepared)[0]
    assert isinstance(first.job, PaperJob)
    look, document = first.job.look, first.job.document
    copies = CopiesJob(look, {"A": (look, document)}, "c/u/x.yaml", "pdf", (("p.pdf", named),))
    of_pupils = replace(first.job, document=replace(document, edition=PUPILS))
    hidden = replace(first.job, document=replace(document, view=named.copies))
    with ClusterHands(lambda: line, here) as given:  # type: ignore[arg-type, return-value]
        for job in (copies, of_pupils, hidden):
            given.put(replace(first, job=job, future=Future()))
    assert [may_leave(each) for each in (copies, of_pupils, hidden)] == [False, False, True]
    assert [each.job for each in here.orders] == [copies, of_pupils, hidden]
    assert line.jobs == []
    assert line.brought == []


def test_no_more_jobs_are_away_than_the_cluster_can_do(prepared: Prepared) -> None:
    line = Line(threads=3)
    with hands(line) as given:
        for each in orders(prepared, 40):
            given.put(each)
        assert len(line.jobs) == 12
        line.heard[5](made("a"))
        assert len(line.jobs) == 13
    assert len(line.called_off) == 12
    some = Line()
    with hands(some, 1) as given:
        for each in orders(prepared, 3):
            given.put(each)
        assert len(some.jobs) == 1


@pytest.mark.parametrize("first", [0, 1])
def test_what_is_stopped_holds_back_what_comes_behind_and_nothing_before(
    first: int, prepared: Prepared
) -> None:
    """The second document is stopped before or after the first is made: it is made all the same."""
    line = Line()
    one, two, three = orders(prepared, 3)
    with hands(line) as given:
        for each in (one, two, three):
            given.put(each)
        told = [(0, made("a")), (1, b"".join(packed(STOPPED)))]
        for at, what in told if first == 0 else reversed(told):
            line.heard[at](what)
    assert [each.path for each in one.future.result(0).files] == ["a"]
    assert two.future.result(0).problems == STOPPED.problems
    assert three.future.result(0) == Result(stopped=True)
    assert line.called_off == ["3"]


def test_what_is_stopped_here_holds_back_there_what_comes_behind(prepared: Prepared) -> None:
    line, here = Line(), Here()
    one, two, three = orders(prepared, 3)
    copies = replace(one.job, document=replace(one.job.document, edition=PUPILS))  # type: ignore[union-attr]
    with ClusterHands(lambda: line, here, 1) as given:  # type: ignore[arg-type, return-value]
        given.put(one)
        given.put(replace(two, job=copies))
        given.put(three)
        here.orders[0].stops.add(here.orders[0].job, here.orders[0].number)
        line.heard[0](made("a"))
        assert template_of(one.job) == template_of(three.job)
        assert three.future.result(0) == Result(stopped=True)
    assert len(line.jobs) == 1


def test_a_document_whose_workers_died_is_told_and_the_others_are_made(prepared: Prepared) -> None:
    line = Line()
    one, two = orders(prepared, 2)
    with hands(line) as given:
        given.put(one)
        given.put(two)
        line.heard[0](DiedError("tcp://10.0.0.5:4711"))
        line.heard[1](made("b"))
    result = one.future.result(0)
    assert [each.code for each in result.problems] == ["cluster-worker-died"]
    assert result.problems[0].during.startswith("test (student, ")
    assert "c/u/0.yaml" in result.problems[0].during
    assert two.future.result(0).files


def test_what_no_one_foresaw_is_told_with_the_document(prepared: Prepared) -> None:
    line = Line()
    one, two = orders(prepared, 2)
    with hands(line) as given:
        given.put(one)
        given.put(two)
        line.heard[0](KeyError("x"))
        line.heard[1](b"no frame")
    told = [each.future.result(0).problems[0] for each in (one, two)]
    assert [dict(each.values)["reason"] for each in told] == ["KeyError: 'x'", "ClosedError: "]


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (GoneError(), "cluster-lost"),
        (("tcp://w", replace(HERE, version="2", digest="x")), "cluster-version"),
        (("tcp://w", replace(HERE, digest="x")), "cluster-files"),
    ],
)
def test_what_ends_all_is_told_to_each_who_waits(what: Any, code: str, prepared: Prepared) -> None:
    line = Line()
    asked = orders(prepared, 10)
    with hands(line) as given:
        for each in asked[:9]:
            given.put(each)
        line.heard[3](what)
        given.put(asked[9])  # there is no one any more
        for each in asked:
            with pytest.raises(LembarError) as caught:
                each.future.result(0)
            assert [found.code for found in caught.value.problems] == [code]


def test_a_line_that_breaks_while_something_is_brought_is_told(prepared: Prepared) -> None:
    class Broken(Line):
        def keep(self, things: Mapping[str, bytes]) -> None:
            raise GoneError

    (order,) = orders(prepared, 1)
    with hands(Broken()) as given:
        given.put(order)
        with pytest.raises(LembarError) as caught:
            order.future.result(0)
    assert caught.value.problems[0].code == "cluster-lost"


def test_where_there_is_no_cluster_the_build_ends_with_the_first_paper(prepared: Prepared) -> None:
    def nobody() -> Any:
        raise UsageError(problem("cluster-unreachable", address="x"))

    with ClusterHands(nobody, Here()) as given, pytest.raises(UsageError):
        given.put(orders(prepared, 1)[0])


def test_a_cluster_that_stays_without_workers_is_not_waited_for(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lembar.cluster import hands as module

    monkeypatch.setattr(module, "_LOOK", 0.01)
    monkeypatch.setattr(module, "_PATIENCE", 0.05)
    (order,) = orders(prepared, 1)
    with hands(Line(threads=0)) as given:
        given.put(order)
        with pytest.raises(LembarError) as caught:
            order.future.result(60)
    assert caught.value.problems[0].code == "cluster-emptied"


def test_a_job_that_no_pickle_takes_is_an_error_and_no_endless_wait(prepared: Prepared) -> None:
    (order,) = orders(prepared, 1)
    assert isinstance(order.job, PaperJob)
    document = replace(order.job.document, view=lambda: None)
    broken = replace(order, job=replace(order.job, document=document))
    with hands(Line()) as given:
        given.put(broken)
        with pytest.raises((AttributeError, pickle.PicklingError)):
            broken.future.result(0)


def test_only_dask_s_own_modules_are_left_out_where_it_is_missing() -> None:
    """A command without --cluster, and the check of its words, load nothing of Dask."""
    folder = Path(__file__).parents[2] / "lembar/cluster"
    top = ("\nimport distributed", "\nfrom distributed", "\nimport dask", "\nfrom dask")
    having = {
        path.stem
        for path in folder.glob("*.py")
        if any(each in path.read_text("utf-8") for each in top)
    }
    assert having == {"link", "store"}
