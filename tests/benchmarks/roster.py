"""`python -m tests.benchmarks.roster`: 1,000 named sheets against the four forms they copy."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.rosters import course, roster

RUNS = 3
FEW, MANY = 200, 1000


def build(folder: Path, *asked: str) -> tuple[float, int]:
    """Return the time of a whole process that builds some PDF files, and its memory in KB."""
    code = (
        "import sys; from lembar.cli import run; from lembar.messages import Messages;"
        f"run(['build', *{asked!r}, '--format', 'pdf'], Messages('en'));"
        "import resource, json; print(json.dumps("
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))"
    )
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=os.environ | {"LEMBAR_CACHE": "off"},
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    took = time.perf_counter() - began
    return took, json.loads(done.stdout.splitlines()[-1])


def measured(pupils: int) -> tuple[float, int]:
    """Return the medians of some builds; without pupils, of the forms alone."""
    runs = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as name:
            # One class of all: the largest file there can be.
            course(Path(name), roster(pupils, a_class=pupils) if pupils else "")
            bare = ("--edition", "student", "--document", "test")
            runs.append(build(Path(name), *(("--edition", "pupils") if pupils else bare)))
    return statistics.median(run[0] for run in runs), round(statistics.median(r[1] for r in runs))


def main() -> None:
    """Print times and memory, and the two figures that have a goal."""
    (bare, _), (few, low), (many, high) = map(measured, (0, FEW, MANY))
    write = sys.stdout.write
    write(f"four forms {bare:.2f} s; {FEW} pupils {few:.2f} s; {MANY} pupils {many:.2f} s: ")
    write(f"{many / bare:.2f} times (goal: 6)\n")
    write(f"memory {low / 1024:.0f} MB and {high / 1024:.0f} MB: ")
    write(f"{(high - low) / (MANY - FEW):.1f} KB a pupil (goal: 50)\n")


if __name__ == "__main__":
    main()
