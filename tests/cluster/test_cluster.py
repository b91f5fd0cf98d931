"""A real cluster: what it makes is what is made here, and no more travels than must."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lembar.cluster.hands import ClusterHands
from lembar.cluster.link import Link
from lembar.cluster.store import NAME
from lembar.cluster.task import THEME
from lembar.engine import workers
from lembar.engine.build import Wanted
from lembar.errors import LembarError
from tests import rosters
from tests.engine import hostile
from tests.engine.samples import contents
from tests.engine.small import project

from .running import Cluster, build_with, cluster, hands

pytestmark = pytest.mark.slow
HOSTILE = ("nested-loops", "style-nested-columns", "method-of-a-record", "growing-list")
LOOSE = re.compile(r":\d+:\d+: error")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("cluster"), 2) as made:
        made.add("--nthreads", "2")  # one that does two jobs at once
        yield made


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("small"))


@pytest.fixture(scope="module")
def client(running: Cluster) -> Any:
    return running.client(3)


@pytest.fixture(scope="module")
def made_here(root: Path) -> dict[str, bytes]:
    outcome = build_with(None, root, root / "here")
    assert outcome.problems == []
    return contents(root / "here")


def served(client: Any) -> Counter[tuple[str, str]]:
    """Return how often each worker was given each thing, as the store counts it."""

    def look(name: str, dask_scheduler: Any) -> dict[tuple[str, str], int]:
        return dict(dask_scheduler.plugins[name].given)

    return Counter(client.run_on_scheduler(look, NAME))


def test_a_cluster_makes_what_is_made_here_and_each_thing_travels_once(
    running: Cluster,
    client: Any,
    root: Path,
    made_here: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    brought: list[str] = []
    keep = Link.keep
    monkeypatch.setattr(Link, "keep", lambda self, new: (brought.extend(new), keep(self, new))[1])
    with hands(running.address) as given:
        outcome = build_with(given, root, root / "there")
        travelled = served(client)
    assert outcome.problems == []
    assert contents(root / "there") == made_here
    # To the scheduler once, to each worker once; and not to this machine's own workers alone.
    assert {*Counter(brought).values()} == {1}
    assert {*travelled.values()} == {1}
    assert len({worker for worker, _ in travelled}) > 1
    assert {name for _, name in travelled} <= {*brought}
    assert any(name.startswith(THEME) for name in brought)
    assert any(name.endswith(".svg") for _, name in travelled)


def test_what_no_job_asks_for_does_not_travel(tmp_path: Path, root: Path) -> None:
    """Markdown needs no fonts: a theme names them, and they stay where they are."""
    wanted = Wanted(formats=frozenset({"md"}))
    with cluster(tmp_path, 1) as fresh, hands(fresh.address) as given:
        outcome = build_with(given, root, root / "markdown", wanted)
        travelled = served(fresh.client(1))
    assert outcome.files
    kinds = {name.partition(":")[0] if ":" in name else Path(name).suffix for _, name in travelled}
    assert kinds == {"theme", ".svg"}


def test_the_store_is_empty_when_a_build_is_over(running: Cluster, client: Any, root: Path) -> None:
    with hands(running.address) as given:
        build_with(given, root, root / "again")

    def look(name: str, dask_scheduler: Any) -> int:
        return len(dask_scheduler.plugins[name].things) + len(dask_scheduler.tasks)

    assert client.run_on_scheduler(look, NAME) == 0


def test_no_name_of_a_pupil_leaves_this_machine(
    running: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask
    from distributed.comm import tcp

    sent: list[bytes] = []
    to_frames = tcp.to_frames

    async def recorded(*given: Any, **named: Any) -> Any:
        frames = await to_frames(*given, **named)
        sent.extend(bytes(each) for each in frames)
        return frames

    monkeypatch.setattr(tcp, "to_frames", recorded)
    rosters.course(tmp_path, rosters.roster(12, 6), "AB", 3)
    with dask.config.set({"distributed.comm.compression": None}), hands(running.address) as given:
        outcome = build_with(given, tmp_path, tmp_path / "there")
    assert outcome.problems == []
    build_with(None, tmp_path, tmp_path / "here")
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
    assert len(outcome.named) == 4
    everything = b"\n".join(sent)
    assert b"which of these is the number" in everything  # what is recorded can be read
    for name in rosters.names(12):
        for part in name.split():
            assert part.encode() not in everything


@pytest.fixture
def limited() -> Iterator[None]:
    with hostile.limited():
        yield


@pytest.mark.usefixtures("limited")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_theme_is_told_as_it_is_here(name: str, running: Cluster, tmp_path: Path) -> None:
    hostile.project(tmp_path, name)
    with hands(running.address) as given:
        outcome = build_with(given, tmp_path, tmp_path / "output")
    expected = (hostile.CASES / name / hostile.EXPECTED).read_text("utf-8").splitlines()
    told = [hostile.Messages("en").line(each) for each in outcome.problems]
    ended = [LOOSE.sub(":1:1: error", each) for each in expected]
    assert told in ([expected, ended] if name in hostile.LONG_CALLS else [expected])
    made = {
        path.parts[0] for each in contents(tmp_path / "output") if "-" in (path := Path(each)).name
    }
    assert made == {"honest"}
    assert all(worker.poll() is None for worker in running.workers)


def test_a_worker_that_comes_late_and_is_other_is_refused(running: Cluster, root: Path) -> None:
    """It was not there when all were looked at: its first job says so."""
    from dataclasses import replace

    with hands(running.address) as given:
        connect = given._connect

        def connected() -> Link:
            link = connect()
            link.machine = replace(link.machine, digest="another")
            return link

        given._connect = connected
        with pytest.raises(LembarError) as caught:
            build_with(given, root, root / "refused")
    (found,) = caught.value.problems
    assert found.code == "cluster-files"
    assert dict(found.values)["worker"].startswith("tcp://127.0.0.1:")
    assert not (root / "refused").exists()


def test_a_cluster_without_lembar_is_refused(tmp_path: Path, root: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/lembar.py").touch()
    with (
        cluster(tmp_path, 1, PYTHONPATH=str(tmp_path / "other")) as other,
        hands(other.address) as given,
        pytest.raises(LembarError) as caught,
    ):
        build_with(given, root, root / "refused")
    (found,) = caught.value.problems
    values = dict(found.values)
    assert found.code == "cluster-no-lembar"
    assert values["worker"] == other.address
    assert "lembar" in values["reason"]
    assert caught.value.exit_code == 2


def test_a_worker_with_other_libraries_is_refused(tmp_path: Path, root: Path) -> None:
    preload = tmp_path / "older.py"
    preload.write_text(
        "from lembar.engine import machinery\n"
        "machinery.surroundings = lambda known=machinery.surroundings: "
        "(*known(), 'weasyprint-1.dist-info')\n"
    )
    with cluster(tmp_path, 1) as other:
        other.add("--preload", str(preload))
        other.client(2)
        with hands(other.address) as given, pytest.raises(LembarError) as caught:
            build_with(given, root, root / "refused")
    (found,) = caught.value.problems
    values = dict(found.values)
    assert found.code == "cluster-machinery"
    assert (values["there"], values["here"]) == ("weasyprint-1", "–")
    assert values["worker"].startswith("tcp://127.0.0.1:")
    assert caught.value.exit_code == 2


def test_workers_of_this_process_are_as_before(root: Path, made_here: dict[str, bytes]) -> None:
    assert not workers.shared().closed
    build_with(None, root, root / "after")
    assert contents(root / "after") == made_here


def test_hands_that_never_had_a_job_connect_to_nothing(root: Path) -> None:
    with hands("tcp://127.0.0.1:1") as given:
        assert isinstance(given, ClusterHands)
