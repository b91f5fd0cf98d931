"""A Dask scheduler and its workers, real processes on this machine, for tests."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lembar.cluster.hands import ClusterHands, hands_of
from lembar.content.loader import Options
from lembar.engine import workers
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from tests.built import ROOT

_PATIENCE = 180.0  # seconds: the machine may be busy with other tests
_ALONE = ("--host", "127.0.0.1", "--no-dashboard")


class Cluster:
    """Hold the processes of a cluster; what they print is in files of its folder."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.environment = folder, environment
        self.workers: list[subprocess.Popen[bytes]] = []
        self.clients: list[Any] = []
        self._file = folder / "scheduler.json"
        self.scheduler = self._started(
            "scheduler", *_ALONE, "--port", "0", "--dashboard-address", "127.0.0.1:0",
            "--scheduler-file", str(self._file),
        )  # fmt: skip
        self.address: str = wait_for(self._address)

    def add(self, *more: str) -> "subprocess.Popen[bytes]":
        """Start a worker; its name is its number."""
        self.workers.append(
            self._started(
                "worker", self.address, *_ALONE, "--dashboard-address", "127.0.0.1:0",
                "--nthreads", "1", "--no-nanny", "--memory-limit", "0",
                "--name", str(len(self.workers)), "--local-directory", str(self.folder), *more,
            )
        )  # fmt: skip
        return self.workers[-1]

    def client(self, count: int) -> Any:
        """Return a client that only looks, once there are so many workers."""
        from distributed import Client

        client = Client(self.address, timeout=_PATIENCE, set_as_default=False)
        self.clients.append(client)
        client.wait_for_workers(count, timeout=_PATIENCE)
        return client

    def close(self) -> None:
        """End all processes."""
        for client in self.clients:
            client.close()
        for each in (*self.workers, self.scheduler):
            each.kill()
        for each in (*self.workers, self.scheduler):
            each.wait()

    def said(self) -> str:
        """Return what the processes printed."""
        return "\n".join(path.read_text("utf-8") for path in sorted(self.folder.glob("*.log")))

    def _started(self, *arguments: str) -> "subprocess.Popen[bytes]":
        name = f"{arguments[0]}-{len(self.workers)}.log"
        with (self.folder / name).open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=self.folder,
                env=os.environ | {"PYTHONPATH": str(ROOT)} | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def _address(self) -> str | None:
        try:
            return str(json.loads(self._file.read_text("utf-8"))["address"])
        except (OSError, ValueError):
            assert self.scheduler.poll() is None, self.said()
            return None


@contextmanager
def cluster(folder: Path, count: int, **environment: str) -> Iterator[Cluster]:
    """Run a cluster of so many workers."""
    made = Cluster(folder, **environment)
    try:
        for _ in range(count):
            made.add()
        yield made
    finally:
        made.close()


def wait_for(look: Callable[[], Any]) -> Any:
    """Return what is found once it is there."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        if (found := look()) is not None:
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def build_with(
    given: ClusterHands | None, root: Path, output: Path, wanted: Wanted | None = None
) -> Outcome:
    """Build all courses of a folder in this process, by these hands; None: by its workers."""
    project, asked = find_project((), root), wanted or Wanted()
    return build(project, output, Options(), asked, False, Silent(), None, given)


def hands(address: str) -> ClusterHands:
    """Return the hands of a cluster beside the workers of this process."""
    return hands_of(address, 0, workers.shared())


def frozen_at_work(running: Cluster, client: Any) -> "subprocess.Popen[bytes]":
    """Return a worker that was stopped in the midst of a job of Lembar: it can't end it."""

    def at_work() -> "subprocess.Popen[bytes] | None":
        for name, keys in _processing(client).items():
            if any("lembar-" in str(key) for key in keys):
                worker = running.workers[int(name)]
                worker.send_signal(signal.SIGSTOP)
                time.sleep(0.3)  # what it said before is heard by now; if not, it is looked again
                if _processing(client).get(name):
                    return worker
                worker.send_signal(signal.SIGCONT)
        return None

    found: subprocess.Popen[bytes] = wait_for(at_work)
    return found


def _processing(client: Any) -> dict[str, list[Any]]:
    """Return the keys that each worker has, as its scheduler knows, by the worker's name."""
    workers_ = client.scheduler_info(n_workers=-1)["workers"]
    return {
        str(workers_[at]["name"]): keys
        for at, keys in client.processing().items()
        if at in workers_
    }
