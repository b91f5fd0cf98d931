"""`python -m tests.benchmarks.again [--lessons N]`: builds that have little or nothing to do.

Without N on the sample courses, with it on a generated one of so many lessons. Three whole
processes, each against a bare one that is run between its rounds:

    nothing to do            against `import click` (goal: 4 times)
    a word in one lesson     against the engines on that lesson's sheets alone (goal: 0.5 s more)
    a comment in a bank      writes nothing
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.build import BARE, ROOT, save

ROUNDS = 5


def main() -> None:
    """Print times and ratios."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.again")
    options.add_argument("--lessons", type=int, default=0)
    measure(options.parse_args().lessons)


def measure(lessons: int) -> None:
    """Print times and ratios of a generated course of so many lessons; 0: the sample courses."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        project = set_up(place, lessons)
        _seconds(place, project)
        print_ = sys.stdout.write
        files = sum(1 for path in (project / "output").rglob("*") if path.is_file())
        print_(f"{files} files\n")
        time.sleep(0.1)
        _seconds(place, project)
        pairs = [(_click(), _seconds(place, project)) for _ in range(3 * ROUNDS)]
        bare, ours = (statistics.median(side) for side in zip(*pairs))
        print_(f"nothing to do {ours:.3f} s, import click {bare:.3f} s: ")
        print_(f"{ours / bare:.2f} times (goal: 4)\n")
        lesson = min(project.glob("content/*/*/01-*.md"))
        engines = place / "engines"
        engines.mkdir()
        save(engines, project, lesson.relative_to(project).as_posix())
        bares, changed, made = [], [], []
        for at in range(ROUNDS):
            _edit(lesson, f"\n\nChanged {at}.\n")
            bares.append(_timed([sys.executable, "-c", BARE, str(engines)], project, place))
            changed.append(_seconds(place, project))
            made.append(_made(project, lesson))
        bare, ours = statistics.median(bares), statistics.median(changed)
        print_(f"a word in a lesson {ours:.2f} s, engines alone {bare:.2f} s: ")
        print_(f"{ours - bare:+.2f} s (goal: +0.5); {max(made)} files written\n")
        bank = min(project.glob("content/*/*/questions/*.yaml"))
        bank.write_text(f"# a comment\n{bank.read_text('utf-8')}", "utf-8")
        before = _written(project)
        ours = _seconds(place, project)
        print_(
            f"a comment in a bank {ours:.2f} s, {len(_written(project) - before)} files written\n"
        )


def set_up(place: Path, lessons: int) -> Path:
    """Return a folder with courses below content/."""
    project = place / "project"
    if lessons:
        command = ["-m", "tests.generate", "--lessons", str(lessons), str(project / "content")]
        subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True)
    else:
        shutil.copytree(ROOT / "content", project / "content")
    return project


def _edit(path: Path, more: str) -> None:
    path.write_text(path.read_text("utf-8").rstrip() + more, "utf-8")


def _written(project: Path) -> set[tuple[str, int]]:
    """Return the documents in output/, and when each was written."""
    found = (project / "output").rglob("*.*")
    documents = (path for path in found if path.suffix in (".pdf", ".docx", ".pptx", ".md"))
    return {(str(path), path.stat().st_mtime_ns) for path in documents}


def _made(project: Path, lesson: Path) -> int:
    """Return how many documents were written since a lesson was."""
    since = lesson.stat().st_mtime_ns
    return sum(when > since for _, when in _written(project))


def _seconds(place: Path, project: Path) -> float:
    """Return how long a build takes by the clock."""
    code = "from lembar.cli import main; main()"
    return _timed([sys.executable, "-c", code, "build"], project, place)


def _click() -> float:
    return _timed([sys.executable, "-c", "import click"], ROOT, ROOT)


def _timed(command: list[str], folder: Path, place: Path) -> float:
    env = os.environ | {"PYTHONPATH": str(ROOT), "LEMBAR_CACHE": str(place / "cache")}
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
