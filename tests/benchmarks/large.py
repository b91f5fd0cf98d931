"""`python -m tests.benchmarks.large [--lessons 300] [--times 10]`: a whole school year at once.

Three parts on a generated course of so many lessons; `--part` chooses, and may be given twice:

    cold    all documents with nothing kept and two workers, against the engines alone on the
            same sheets in one process, imports on both sides (goal: 0.6 times by the clock)
    growth  the same build against one of a tenth of the lessons (goal: at most 10.5 times), and
            the most memory that the command and its largest worker held (goal: the same)
    again   builds that have little or nothing to do, see `again`; 300 lessons give more than
            5,000 files

The engines alone take a quarter of an hour for 300 lessons. With `--sample K` they get the first K
of them, and what follows the imports is multiplied, which is said with the figure; choose a
multiple of 8, whole units. Memory is measured on Linux only.
"""

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import again
from tests.benchmarks.build import BARE, save
from tests.benchmarks.process import BUILD, Run, run, tell

PARTS = ("cold", "growth", "again")
WORKERS = 2
GOAL_COLD, GOAL_GROWTH = 0.6, 1.05
_MADE = re.compile(r"(\d+) files made, .*? (\d+) pages")


def main() -> None:
    """Print times, ratios and memory, each as soon as it is known."""
    asked = _parser().parse_args()
    if asked.lessons < asked.times:
        raise SystemExit("--lessons has to be --times or more: the small course has a part of them")
    parts = asked.part or PARTS
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        if "cold" in parts or "growth" in parts:
            project = again.set_up(place / "many", asked.lessons)
            few = _few(place, asked.lessons // asked.times) if "growth" in parts else None
            many = _build(project)
            tell(f"{asked.lessons} lessons, {WORKERS} workers: {_said(many)}")
            if few is not None:
                _growth(few, many, asked.lessons / (asked.lessons // asked.times))
            if "cold" in parts:
                _cold(place, project, many, asked.lessons, asked.sample)
    if "again" in parts:
        again.measure(asked.lessons)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.large")
    parser.add_argument("--lessons", type=int, default=300, metavar="N")
    parser.add_argument("--times", type=int, default=10, metavar="T", help="growth: from N/T to N")
    parser.add_argument("--part", action="append", choices=PARTS, help="default: all")
    parser.add_argument(
        "--sample", type=int, default=0, metavar="K", help="lessons for the engines alone"
    )
    return parser


def _few(place: Path, lessons: int) -> Run:
    """Return the build of the small course."""
    built = _build(again.set_up(place / "few", lessons))
    tell(f"{lessons} lessons, {WORKERS} workers: {_said(built)}")
    return built


def _build(project: Path) -> Run:
    return run((*BUILD, "--jobs", str(WORKERS)), project, LEMBAR_CACHE="off")


def _growth(few: Run, many: Run, times: float) -> None:
    """Print how time and memory grow with a course."""
    pages = _made(many)[1] / _made(few)[1]
    tell(
        f"{times:.3g} times the lessons ({pages:.2f} times the pages) take"
        f" {many.seconds / few.seconds:.2f} times as long (goal: {times * GOAL_GROWTH:.3g}),"
        f" by the processor {many.computed / few.computed:.2f} times"
    )
    for who, less, more in (
        ("the command", few.own, many.own),
        ("the largest worker", few.other, many.other),
    ):
        tell(
            f"memory of {who}: {less / 1024:.0f} and {more / 1024:.0f} MB,"
            f" {more / less:.2f} times (goal: 1)"
            if less
            else f"memory of {who}: it is measured on Linux only"
        )


def _cold(place: Path, project: Path, whole: Run, lessons: int, sample: int) -> None:
    """Print how a build compares with the engines alone, in one process."""
    part = 0 < sample < lessons
    sheets = place / "sheets"
    sheets.mkdir()
    save(sheets, again.set_up(place / "part", sample) if part else project)
    bare = _bare(sheets)
    seconds, computed = bare.seconds, bare.computed
    if part:
        nothing = place / "nothing"
        nothing.mkdir()
        jobs = {"fonts": "", "pdf": [], "docx": [], "pptx": []}
        (nothing / "jobs.json").write_text(json.dumps(jobs), "utf-8")
        imports = _bare(nothing)
        tell(
            f"engines alone on {sample} lessons {bare.seconds:.1f} s, of them imports"
            f" {imports.seconds:.1f} s; for {lessons} RECKONED from these"
        )
        seconds = imports.seconds + (bare.seconds - imports.seconds) * lessons / sample
        computed = imports.computed + (bare.computed - imports.computed) * lessons / sample
    tell(
        f"cold build {whole.seconds:.1f} s, engines alone in one process {seconds:.1f} s"
        f"{' (reckoned)' if part else ''}: {whole.seconds / seconds:.2f} times by the clock"
        f" (goal: {GOAL_COLD:g}); by the processor {whole.computed:.1f} s and {computed:.1f} s,"
        f" {whole.computed / computed:.2f} times"
    )


def _bare(sheets: Path) -> Run:
    return run((sys.executable, "-c", BARE, str(sheets)), sheets)


def _made(build: Run) -> tuple[int, int]:
    """Return how many files and pages a build made."""
    found = _MADE.search(build.said)
    assert found, build.said
    return int(found[1]), int(found[2])


def _said(build: Run) -> str:
    files, pages = _made(build)
    return f"{files} files, {pages} pages in {build.seconds:.1f} s"


if __name__ == "__main__":
    main()
