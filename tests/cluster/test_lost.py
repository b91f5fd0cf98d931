"""What is lost in the midst of a build: workers, one after the other, the scheduler, patience."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.built import ROOT, build_apart
from tests.engine.samples import contents
from tests.engine.small import project

from .running import Cluster, cluster, frozen_at_work, wait_for

pytestmark = pytest.mark.slow
COMMAND = "from lembar.cli import main; main()"


@contextmanager
def building(root: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """Start a build as people do."""
    ran = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "build", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LEMBAR_LANG": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield ran
    finally:
        ran.kill()
        ran.communicate()


def ended(ran: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Return how a build ended and what it said."""
    out, err = ran.communicate(timeout=300)
    assert "Traceback" not in err
    return ran.returncode, out, err


def test_a_worker_that_is_killed_in_mid_build_changes_no_byte(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    here = build_apart(root, "--output", "here")
    assert here.returncode == 0, here.stderr
    with cluster(tmp_path, 3) as running:
        client = running.client(3)
        with building(root, "--cluster", running.address, "--output", "there") as ran:
            lost = frozen_at_work(running, client)
            lost.kill()
            lost.wait()
            code, out, err = ended(ran)
        assert len(client.scheduler_info(n_workers=-1)["workers"]) == 2
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == str(root / "there/index.html")
    assert contents(root / "there") == contents(root / "here")
    assert (root / "there/manifest.json").read_bytes() == (root / "here/manifest.json").read_bytes()


def test_a_document_whose_workers_die_one_after_the_other_is_named(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with cluster(tmp_path, 2, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0") as running:
        client = running.client(2)
        with building(root, "--cluster", running.address, "--format", "docx") as ran:
            frozen_at_work(running, client).kill()
            code, _, err = ended(ran)
    assert code == 1
    told = [line for line in err.splitlines() if "error[cluster-worker-died]" in line]
    assert told
    assert "the last was tcp://127.0.0.1:" in told[0]
    assert "content/water/cycle/" in told[0]
    assert (root / "output/index.html").is_file()


def test_a_scheduler_that_is_gone_ends_the_build_and_publishes_nothing(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with cluster(tmp_path, 1) as running:
        client = running.client(1)
        with building(root, "--cluster", running.address) as ran:
            frozen_at_work(running, client)
            running.scheduler.kill()
            running.scheduler.wait()
            code, _, err = ended(ran)
    assert code == 1
    assert err.startswith("error[cluster-lost]: ")
    assert err.count("\n") == 1
    assert not (root / "output").exists()


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs signals")
def test_ctrl_c_calls_off_what_was_asked_for(tmp_path: Path) -> None:
    root = project(tmp_path / "project")
    with cluster(tmp_path, 1) as running:
        client = running.client(1)
        with building(root, "--cluster", running.address) as ran:
            worker = frozen_at_work(running, client)
            ran.send_signal(signal.SIGINT)
            code, _, _ = ended(ran)
            worker.send_signal(signal.SIGCONT)
        wait_for(lambda: tasks(running, client) == 0 or None)
    assert code == 130
    assert not (root / "output").exists()


def tasks(running: Cluster, client: object) -> int:
    def look(dask_scheduler: object) -> int:
        return len(dask_scheduler.tasks)  # type: ignore[attr-defined]

    return int(client.run_on_scheduler(look))  # type: ignore[attr-defined]
