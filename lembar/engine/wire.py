"""What goes between a command and its workers: frames of bytes.

To a worker go pickles; from a worker, where a theme's code ran, comes nothing but JSON and bytes.
"""

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

from lembar.engine import picturedata
from lembar.engine.jobs import Done, Result
from lembar.engine.problemdata import from_data, to_data
from lembar.errors import Problem
from lembar.writers import Written

_LENGTH = struct.Struct(">Q")


class ClosedError(Exception):
    """Say that the other side is gone."""


def send(stream: IO[bytes], *parts: bytes) -> None:
    """Send a frame. Raises ClosedError if no one takes it."""
    try:
        stream.write(_LENGTH.pack(sum(map(len, parts))))
        for part in parts:
            stream.write(part)
        stream.flush()
    except (OSError, ValueError) as error:
        raise ClosedError from error


def receive(stream: IO[bytes], most: int | None = None) -> bytes:
    """Return the next frame. Raises ClosedError if none comes, or a larger one than `most`."""
    size = _LENGTH.unpack(_exactly(stream, _LENGTH.size))[0]
    if most is not None and size > most:
        raise ClosedError
    return _exactly(stream, size)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    try:
        content = stream.read(size)
    except (OSError, ValueError) as error:
        raise ClosedError from error
    if len(content) < size:
        raise ClosedError
    return content


def packed(result: Result) -> list[bytes]:
    """Return a result as a line of JSON and the bytes of its files."""
    head = {
        "files": [_file(each) for each in result.files],
        "problems": [to_data(each) for each in result.problems],
        "stopped": result.stopped,
        "times": result.times,
    }
    contents = [each.written.content for each in result.files if each.written is not None]
    return [json.dumps(head).encode(), b"\n", *contents]


def unpacked(frame: bytes) -> Result:
    """Return the result in a frame. Raises ClosedError if there is none in it."""
    line, _, rest = frame.partition(b"\n")
    try:
        head = json.loads(line)
        files, at = [], 0
        for each in head["files"]:
            size = each["size"]
            content = None if size is None else rest[at : at + int(size)]
            at += size or 0
            files.append(_done(each, content))
        problems = tuple(from_data(each) for each in head["problems"])
        times = tuple((str(path), float(seconds)) for path, seconds in head["times"])
        return Result(tuple(files), problems, bool(head["stopped"]), times)
    except (ValueError, TypeError, LookupError) as error:
        raise ClosedError from error


def phase_out(seconds: float, told: Problem) -> bytes:
    """Return how long what comes next may take, and what is told if it has to be stopped."""
    return json.dumps([seconds, to_data(told)]).encode()


def phase_in(frame: bytes) -> tuple[float, Problem]:
    """Return what `phase_out` made. Raises ClosedError if a frame is no such thing."""
    try:
        seconds, told = json.loads(frame)
        return float(seconds), from_data(told)
    except (ValueError, TypeError, LookupError) as error:
        raise ClosedError from error


def _file(done: Done) -> dict[str, Any]:
    written = done.written
    return {
        "path": done.path,
        "size": None if written is None else len(written.content),
        "pages": written and written.pages,
        "findings": [to_data(each) for each in written.findings] if written else [],
        "problems": [to_data(each) for each in done.problems],
        "thumbnail": picturedata.to_data(written.thumbnail) if written else None,
    }


def _done(head: Mapping[str, Any], content: bytes | None) -> Done:
    written = None
    if content is not None:
        pages = None if head["pages"] is None else int(head["pages"])
        findings = tuple(map(from_data, head["findings"]))
        written = Written(content, pages, findings, picturedata.from_data(head["thumbnail"]))
    return Done(str(head["path"]), written, tuple(map(from_data, head["problems"])))
