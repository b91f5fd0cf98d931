"""Run the real command, and stop it at the nth thing that it does to the file system.

What a process does is seen by Python's audit hooks, just before it happens, so that nothing in
Lembar has to help. Processes are found by a mark in their environment.
"""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.built import ROOT

_MARK = "LEMBAR_TEST_STOPPED"
_TIME = re.compile(r"^(\d+\.\d+)\n", re.MULTILINE)
_STOP = """
import os, sys, time
_left = {number}
_events = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "subprocess.Popen")
def _watch(event, given):
    global _left
    writes = event == "open" and (given[2] or 0) & (os.O_WRONLY | os.O_RDWR)
    if (writes or event in _events) and {where!r} in event + str(given[:2]):
        _left -= 1
        if _left == 0:
            os.write(2, b"%r\\n" % time.time())
            os.kill({target}, {how})
sys.addaudithook(_watch)
"""


@dataclass(frozen=True)
class Stop:
    """Say when to stop a run: at the nth change in whose path or name `where` is.

    Without a number, when `ready` has come true, and some seconds later, if it still runs. With
    `group`, workers get the signal too, as from a terminal.
    """

    how: signal.Signals
    number: int = 0
    where: str = ""
    seconds: float = 0.0
    ready: Callable[[int], object] = bool
    group: bool = False


@dataclass(frozen=True)
class Stopped:
    """Hold how a run ended, and how long after the signal it was gone (seconds)."""

    code: int
    out: str
    err: str
    took: float


def run(root: Path, cache: Path | str, stop: Stop | None = None, *more: str) -> Stopped:
    """Build a project by the real command, with a folder for temporary files of its own."""
    before = ""
    if stop is not None and stop.number:
        target = 0 if stop.group else "os.getpid()"
        before = _STOP.format(
            number=stop.number, where=stop.where, how=int(stop.how), target=target
        )
    scratch = scratch_of(root)
    scratch.mkdir(exist_ok=True)
    process = subprocess.Popen(
        [sys.executable, "-c", f"{before}\nfrom lembar.cli import main\nmain()", "build", *more],
        cwd=root,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "LEMBAR_LANG": "en", "LEMBAR_CACHE": str(cache)}
        | {"TMPDIR": str(scratch), _MARK: str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    began = time.time()
    try:
        if stop is not None and not stop.number:
            while process.poll() is None and not stop.ready(process.pid):
                time.sleep(0.01)
            try:
                process.wait(stop.seconds)
            except subprocess.TimeoutExpired:
                began = time.time()
                send(process, stop)
        out, err = process.communicate()
    finally:
        process.kill()
    ended = time.time()
    if stop is not None and stop.number and (told := _TIME.search(err)):
        began, err = float(told[1]), err.replace(told[0], "")
    return Stopped(process.returncode, out, err, ended - began)


def send(process: "subprocess.Popen[str]", stop: Stop) -> None:
    """Send the signal of a stop to a command, or to it and its workers."""
    if stop.group:
        os.killpg(process.pid, stop.how)
    else:
        process.send_signal(stop.how)


def scratch_of(root: Path) -> Path:
    """Return the folder for temporary files of a project's runs."""
    return root.with_name(f"{root.name}-scratch")


def processes(root: Path) -> list[int]:
    """Return the processes that runs of a project have started and that are still there."""
    wanted = f"\0{_MARK}={root}\0".encode()
    found = Path("/proc").glob("[0-9]*/environ")
    return [int(each.parent.name) for each in found if wanted in _environment(each)]


def busy(parent: int) -> list[int] | None:
    """Return the processes that a command has started, once one has computed for a while."""
    found = subprocess.run(
        ["ps", "-o", "pid=,cputimes=", "--ppid", f"{parent}"],
        capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    pairs = list(zip(map(int, found[::2]), map(int, found[1::2])))
    return [each for each, _ in pairs] if any(seconds > 2 for _, seconds in pairs) else None


def all_gone(root: Path) -> bool:
    """Say whether the processes of a project's runs end by themselves, within a minute."""
    for _ in range(1200):
        if not processes(root):
            return True
        time.sleep(0.05)
    return False


def tree(folder: Path) -> dict[str, bytes]:
    """Return all that is in a folder, by path."""
    found = sorted(each for each in folder.rglob("*") if not each.is_dir())
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def _environment(path: Path) -> bytes:
    """Return the environment of a process; nothing of one that has ended, or isn't ours."""
    try:
        return b"\0" + path.read_bytes()
    except OSError:
        return b""
