"""`lembar build --cluster`: a cluster on this machine, and what is said where there is none."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.built import ROOT, build_apart
from tests.engine.samples import contents
from tests.engine.small import project

from .running import cluster

GUIDE = (ROOT / "docs/publisher.md").read_text("utf-8")
HIDDEN = """\
import importlib.util
known = importlib.util.find_spec
importlib.util.find_spec = lambda name: None if name == "distributed" else known(name)
"""
LOADED = """\
import atexit, sys
atexit.register(lambda: print("loaded" if "distributed" in sys.modules else "not loaded"))
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project(tmp_path_factory.mktemp("command") / "project")


@contextmanager
def closed_port() -> Iterator[str]:
    """Give an address at which no one answers."""
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        yield f"tcp://127.0.0.1:{bound.getsockname()[1]}"


@pytest.mark.slow
def test_a_cluster_on_this_machine_makes_the_same_and_is_gone_afterwards(root: Path) -> None:
    scratch = root.parent / "scratch"
    scratch.mkdir()
    here = build_apart(root, "--output", "here")
    there = build_apart(
        root, "--output", "there", "--cluster", "local", "--jobs", "2", TMPDIR=str(scratch)
    )
    assert (here.returncode, there.returncode, there.stderr) == (0, 0, "")
    assert contents(root / "there") == contents(root / "here")
    assert list(scratch.glob("lembar-*")) == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes of Linux")
def test_a_cluster_on_this_machine_ends_with_its_command(root: Path) -> None:
    """Whatever ends the command: its cluster has lost what it reads from, and goes."""
    ran = subprocess.Popen(
        [sys.executable, "-c", "from lembar.cluster.local import LocalCluster as L\n"
         "import os, signal\nmade = L(1)\nprint(made._process.pid, made.address, flush=True)\n"
         "os.kill(os.getpid(), signal.SIGKILL)"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    out, _ = ran.communicate(timeout=180)
    process, address = out.split()
    assert address.startswith("tls://127.0.0.1:")
    for _ in range(1200):
        if not Path(f"/proc/{process}").exists():
            return
        time.sleep(0.05)
    raise AssertionError("it is still there")


@pytest.mark.slow
def test_where_no_scheduler_answers_it_is_said(root: Path) -> None:
    with closed_port() as address:
        done = build_apart(root, "--output", "nowhere", "--cluster", address)
    assert done.returncode == 2
    assert done.stderr.startswith("error[cluster-unreachable]: ")
    assert address in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (root / "nowhere").exists()


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(root: Path, tmp_path: Path) -> None:
    before = "from lembar.cluster import connect; connect._WORKERS = 1.0"
    with cluster(tmp_path, 0) as running:
        done = build_apart(root, "--cluster", running.address, before=before)
    assert done.returncode == 2
    assert done.stderr.startswith("error[cluster-no-workers]: ")
    assert f"dask worker {running.address}" in done.stderr


@pytest.mark.slow
def test_a_build_with_nothing_to_do_connects_to_nothing(root: Path, tmp_path: Path) -> None:
    cache = str(tmp_path / "cache")
    first = build_apart(root, "--output", "twice", "--format", "md", LEMBAR_CACHE=cache)
    assert first.returncode == 0, first.stderr
    with closed_port() as address:
        again = build_apart(
            root, "--output", "twice", "--format", "md", "--cluster", address,
            before=LOADED, LEMBAR_CACHE=cache,
        )  # fmt: skip
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines()[-1] == "not loaded"


@pytest.mark.parametrize(
    ("asked", "before", "code", "hint"),
    [
        ("scheduler:8786", "", "cluster-address", "tcp://HOST:8786"),
        ("tls://127.0.0.1:1", "", "cluster-tls", "DASK_DISTRIBUTED__COMM__TLS__CA_FILE"),
        ("local", HIDDEN, "cluster-missing", 'pip install ".[cluster]"'),
        ("tcp://127.0.0.1:1", HIDDEN, "cluster-missing", 'pip install ".[cluster]"'),
    ],
)
@pytest.mark.parametrize("language", ["en", "id"])
def test_what_can_be_no_cluster_is_told(
    asked: str, before: str, code: str, hint: str, language: str, root: Path
) -> None:
    done = build_apart(root, "--cluster", asked, before=before, LEMBAR_LANG=language)
    assert done.returncode == 2
    assert f"[{code}]: " in done.stderr
    assert hint in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the guide's commands are those of Linux")
def test_the_commands_of_the_guide_make_a_cluster(root: Path, tmp_path: Path) -> None:
    """As they stand, but for the address of the scheduler and the number of workers."""
    with closed_port() as address:
        pass
    text = GUIDE.split("## Ten thousand documents overnight\n")[1].split("\n## ")[0]
    commands = "\n".join(re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    host, _, port = address.removeprefix("tcp://").partition(":")
    commands = commands.replace("10.0.0.5", host).replace("8786", port)
    commands = re.sub(r"--nworkers \d+", "--nworkers 2", commands)
    called = [words for line in commands.splitlines() if (words := line.split())]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for words in called
        if words[0] == "dask"
    ]
    try:
        built = next(words for words in called if words[0] == "lembar" and address in words)
        assert built[1] == "build"
        # A scheduler takes a moment to start, and people wait for it.
        for _ in range(12):
            done = build_apart(root, *built[2:], "--output", "guide", "--format", "md")
            if "[cluster-unreachable]" not in done.stderr:
                break
    finally:
        for each in processes:
            each.terminate()
        for each in processes:
            each.wait(60)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(processes) == 2


def test_without_a_cluster_dask_is_not_loaded(root: Path) -> None:
    done = build_apart(root, "--output", "plain", "--format", "md", before=LOADED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "not loaded"
