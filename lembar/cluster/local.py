"""A cluster on this machine: a process of its own starts it, and ends it with the command.

    command ── (its end) ──▶ this process ── address, certificates ──▶ command

Ctrl-C reaches the command alone. Certificates are made for this one run, since any user of a
machine may speak to its ports, and whoever speaks to a scheduler runs what he likes.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from typing import Any

_START = "import sys; sys.path[:] = {path!r}; from lembar.cluster.local import main; main({count})"
_TIMEOUT = 60.0  # seconds to start
_LEAVE = 10.0  # seconds to end
_OURS = ("tls_ca_file", "tls_client_cert", "tls_client_key")


class LocalCluster:
    """Hold a cluster on this machine. Raises OSError if it does not start."""

    def __init__(self, workers: int) -> None:
        # The folder one stands in may hold a yaml.py: -P keeps it out.
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(path=sys.path, count=workers)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("LEMBAR_DEBUG") else subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            told = self._told()
        except BaseException:
            self.close()
            raise
        self.address: str = told["address"]
        self.certificates: dict[str, str] = {name: told[name] for name in _OURS}

    def _told(self) -> Any:
        out = self._process.stdout
        assert out is not None
        ready = select.select([out], [], [], _TIMEOUT)[0] if hasattr(select, "poll") else [out]
        line = out.readline() if ready else b""
        if not line:
            raise OSError("it did not start")
        return json.loads(line)

    def close(self) -> None:
        """End it, whatever it is doing."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(_LEAVE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def main(workers: int) -> None:
    """Run a cluster of so many workers until the command is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    folder = tempfile.mkdtemp(prefix="lembar-")
    try:
        _run(workers, folder, out)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(workers: int, folder: str, out: Any) -> None:
    import dask
    import distributed
    from distributed.security import Security

    # Nothing is shown, on no port.
    dask.config.set({f"distributed.{each}.http.routes": [] for each in ("scheduler", "worker")})
    security = Security.temporary()
    with distributed.LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        security=security,
        dashboard_address=None,
        scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},
        local_directory=folder,
        memory_limit=0,  # or Dask would write answers into files
    ) as cluster:
        told = {name: getattr(security, name) for name in _OURS}
        print(json.dumps(told | {"address": cluster.scheduler_address}), file=out, flush=True)
        sys.stdin.buffer.read()
