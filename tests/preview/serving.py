"""Start the preview as people do, in a process of its own, and ask it what browsers ask."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.built import ROOT

LONG = 60  # seconds: no test passes or fails by them, it only ends


@dataclass(frozen=True)
class Answer:
    """Hold what came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Preview:
    """Hold a preview that runs."""

    process: subprocess.Popen[str]
    address: str
    temporary: Path

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    @property
    def base(self) -> str:
        return urlsplit(self.address).path

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send a request; a path that begins with no slash stands below the token."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=LONG)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(
            method, path if path.startswith("/") else self.base + path, skip_host="Host" in given
        )
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        body = b"" if "event-stream" in found.get("content-type", "") else answer.read()
        connection.close()
        return Answer(answer.status, found, body)

    def end(self) -> int:
        """Press Ctrl-C, and return the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONG)


def command(*arguments: str) -> list[str]:
    code = "from lembar.cli import main; main()"
    return [sys.executable, "-W", "error", "-c", code, *arguments]


@contextmanager
def preview(
    root: Path, temporary: Path, *arguments: str, language: str = "en", **environment: str
) -> Iterator[Preview]:
    """Run the preview of a project; all that it makes for itself stands in `temporary`."""
    temporary.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        command("--lang", language, "preview", "--no-open", *arguments),
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        assert said, process.stderr.read()
        yield Preview(process, process.stdout.readline().strip(), temporary)
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()
