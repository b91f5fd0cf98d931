"""`python -m tests.benchmarks.chain [--lessons 300] [--sample K]`: the usual chain, on our lessons.

What teachers make by hand or by a script, for each lesson:

    pandoc lesson.md -o lesson.pdf --pdf-engine=xelatex
    pandoc lesson.md -o lesson.docx
    pandoc lesson.md -o lesson.pptx

two commands at once, as `make -j2`, against `lembar build` with two workers that makes the same
three files of each lesson and nothing else: the pupil's handout as PDF and as DOCX, and its summary
as PPTX (pandoc puts the whole lesson on slides, as it knows no summary; the times of the three
formats are told apart). Goals: 3 times as fast with nothing kept, 30 times after one change,
against a script that makes all again. Beside it stands what `make` would do, which goes by time
stamps: the chain on the one lesson that was changed.

Pandoc gets lessons that it understands, made before the clock runs: pictures as PNG; titles of
blocks, captions of tables, terms and references as pandoc writes them. Left out is what is not in a
pupil's handout (notes for the teacher, slides) and what pandoc cannot do (questions drawn from a
bank), so that it has less to set. LaTeX has made one lesson before, so that its fonts are known.

Pandoc comes from the wheel pypandoc_binary, into a folder that is removed in the end, or is named
with `--pandoc`; XeLaTeX from the system. With `--sample K` the chain gets K lessons, evenly spread,
and its time is multiplied: nothing in it is shared by two lessons.
"""

import argparse
import importlib.util
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pikepdf
import pptx
import resvg_py

from tests.benchmarks.again import set_up
from tests.benchmarks.process import BUILD, Run, computed, run, tell

ROUNDS = 5
AT_ONCE = 2
GOAL_COLD, GOAL_CHANGED = 3, 30
MOST_FAILED = 0.05
_TOLD = 5
FORMATS = {"pdf": ("--pdf-engine=xelatex",), "docx": (), "pptx": ()}
_WHEEL = "pypandoc_binary==1.17"
_PIXELS = 1200
_ASKED = ("--document", "handout", "--document", "summary", "--edition", "student")
_DOCUMENTS = "documents:\n  handout: [pdf, docx]\n  summary: pptx\n"
_NO_XELATEX = (
    "XeLaTeX is missing: apt-get install --no-install-recommends"
    " texlive-xetex texlive-latex-recommended texlive-fonts-recommended lmodern"
)
_NO_PANDOC = f"Pandoc could not be installed: pip install {_WHEEL}, or name one with --pandoc"
_CHANGES = (
    (r"^::: (?:teacher|slide|questions)\b(?s:.*?)^:::$\n*", ""),
    (r"^::: ([\w-]+) ([^{\n]+?)(?: \{.*\})?$", r"::: \1\n**\2**\n"),
    (r'^\{#([\w-]+) caption="(.*)"\}$', r": \2 {#\1}\n"),
    (r"\[([^]\n]+)\]\(term:\)", r"*\1*"),
    (r"\[\]\(#([\w-]+)\)", r"[here](#\1)"),
    (r"(\(images/[\w-]+)\.svg", r"\1.png"),
)


@dataclass(frozen=True)
class Made:
    """Hold how a command of the chain went."""

    path: Path
    seconds: float
    error: str  # none: the file is there and is real


@dataclass(frozen=True)
class Chain:
    """Hold how the chain went."""

    seconds: float  # by the clock
    computed: float  # by the processor
    made: list[Made]


def main() -> None:
    """Print times and ratios, and what pandoc failed to make."""
    asked = _parser().parse_args()
    if shutil.which("xelatex") is None:
        raise SystemExit(_NO_XELATEX)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        pandoc = asked.pandoc or _pandoc(place / "pandoc")
        project = set_up(place, asked.lessons)
        (course,) = project.glob("content/*/course.yaml")
        course.write_text(course.read_text("utf-8") + _DOCUMENTS, "utf-8")
        lessons = _spread(sorted(project.glob("content/*/*/*.md")), asked.sample)
        plain = [_plain(lesson, place / "chain" / lesson.parent.name) for lesson in lessons]
        _chain(pandoc, plain[:1])
        cold = _build(place, project)
        tell(f"lembar: {_ours(project, asked.lessons)}")
        chain = _chain(pandoc, plain)
        tell(f"the chain: {_theirs(chain.made)}")
        share = asked.lessons / len(plain)
        seconds, used = chain.seconds * share, chain.computed * share
        reckoned = f", RECKONED from {len(plain)}" if share > 1 else ""
        tell(
            f"{asked.lessons} lessons: the chain {seconds:.1f} s{reckoned}, lembar"
            f" {cold.seconds:.1f} s: {seconds / cold.seconds:.1f} times as fast"
            f" (goal: {GOAL_COLD}); by the processor {used:.1f} s and {cold.computed:.1f} s:"
            f" {used / cold.computed:.1f} times"
        )
        _changed(place, project, lessons[0], pandoc, plain[0], seconds)
    _judge(chain.made)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.chain")
    parser.add_argument("--lessons", type=int, default=300, metavar="N")
    parser.add_argument("--sample", type=int, default=0, metavar="K", help="lessons for the chain")
    parser.add_argument("--pandoc", default="", metavar="PROGRAM", help="default: from PyPI")
    return parser


def _pandoc(folder: Path) -> str:
    """Install pandoc into a folder: in the project's .venv it would change what is installed."""
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), _WHEEL)
    if subprocess.run(pip, check=False, capture_output=True).returncode:
        raise SystemExit(_NO_PANDOC)
    return str(next(each for each in folder.rglob("files/pandoc*") if os.access(each, os.X_OK)))


def _spread(lessons: Sequence[Path], count: int) -> list[Path]:
    """Return so many lessons, evenly spread; 0: all."""
    count = min(count or len(lessons), len(lessons))
    return [lessons[at * len(lessons) // count] for at in range(count)]


def _plain(lesson: Path, folder: Path) -> Path:
    """Write a lesson as pandoc understands it, with its pictures, and return its file."""
    text = lesson.read_text("utf-8")
    images = folder / "images"
    images.mkdir(parents=True, exist_ok=True)
    for name in re.findall(r"\(images/([\w-]+)\.svg", text):
        svg = (lesson.parent / "images" / f"{name}.svg").read_text("utf-8")
        drawn = resvg_py.svg_to_bytes(svg_string=svg, width=_PIXELS, font_files=_fonts())
        (images / f"{name}.png").write_bytes(drawn)
    for pattern, plain in _CHANGES:
        text = re.sub(pattern, plain, text, flags=re.MULTILINE)
    path = folder / lesson.name
    path.write_text(text, "utf-8")
    return path


def _fonts() -> list[str]:
    spec = importlib.util.find_spec("fontpkg_source_sans_3")
    assert spec is not None
    assert spec.origin is not None
    return [str(path) for path in Path(spec.origin).parent.glob("files/*.ttf")]


def _build(place: Path, project: Path) -> Run:
    formats = [each for format_ in FORMATS for each in ("--format", format_)]
    command = (*BUILD, "--jobs", str(AT_ONCE), *_ASKED, *formats)
    return run(command, project, LEMBAR_CACHE=str(place / "cache"))


def _chain(pandoc: str, lessons: Sequence[Path]) -> Chain:
    """Make all files of lessons, two at once."""
    before = computed()
    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = [
            pool.submit(_command, pandoc, each, format_) for each in lessons for format_ in FORMATS
        ]
    seconds = time.perf_counter() - began
    used = computed() - before
    return Chain(seconds, used, [_real(each.result()) for each in made])


def _command(pandoc: str, lesson: Path, format_: str) -> Made:
    target = lesson.with_suffix(f".{format_}")
    target.unlink(missing_ok=True)
    command = (pandoc, lesson.name, "-o", target.name, *FORMATS[format_])
    began = time.perf_counter()
    done = subprocess.run(command, cwd=lesson.parent, check=False, capture_output=True)
    seconds = time.perf_counter() - began
    said = done.stderr.decode("utf-8", "replace").strip() or "it says nothing"
    return Made(target, seconds, said if done.returncode else "")


def _real(made: Made) -> Made:
    """Add to what was made whether there is something in it."""
    return made if made.error or _size(made.path) else replace(made, error="nothing is in it")


def _size(path: Path) -> int:
    """Return how many pages, paragraphs or slides a file has; 0 if it is none."""
    try:
        if path.suffix == ".pdf":
            with pikepdf.open(path) as pdf:
                return len(pdf.pages)
        if path.suffix == ".docx":
            return len(docx.Document(str(path)).paragraphs)
        return len(pptx.Presentation(str(path)).slides)
    except Exception:  # each library has errors of its own for what is no such file
        return 0


def _sizes(paths: Sequence[Path]) -> str:
    """Return how much is in the files of each format."""
    found = {format_: [p for p in paths if p.suffix == f".{format_}"] for format_ in FORMATS}
    units = {"pdf": "pages", "docx": "paragraphs", "pptx": "slides"}
    return ", ".join(
        f"{len(files)} {format_} ({sum(map(_size, files))} {units[format_]})"
        for format_, files in found.items()
    )


def _ours(project: Path, lessons: int) -> str:
    """Return what a build made; each lesson has to have its three files, and something in them."""
    files = [path for path in project.glob("output/*/*/*") if path.suffix[1:] in FORMATS]
    if len(files) != lessons * len(FORMATS) or not all(map(_size, files)):
        raise SystemExit(f"lembar made {_sizes(files)}: not one of each format for each lesson")
    return _sizes(files)


def _theirs(made: Sequence[Made]) -> str:
    """Return what the chain made, and how long each format took."""
    taken = {
        format_: sum(each.seconds for each in made if each.path.suffix == f".{format_}")
        for format_ in FORMATS
    }
    shares = ", ".join(f"{format_} {seconds:.1f} s" for format_, seconds in taken.items())
    return f"{_sizes([each.path for each in made if not each.error])}; added up {shares}"


def _changed(
    place: Path, project: Path, lesson: Path, pandoc: str, plain: Path, chain: float
) -> None:
    """Change a word in a lesson again and again, and print what it takes to make it anew."""
    ours, theirs = [], []
    for at in range(ROUNDS):
        for path in (lesson, plain):
            path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nChanged {at}.\n", "utf-8")
        before = _stamps(project)
        ours.append(_build(place, project).seconds)
        written = len(_stamps(project) - before)
        theirs.append(_chain(pandoc, [plain]).seconds)
    mine, one = statistics.median(ours), statistics.median(theirs)
    tell(
        f"after one change lembar {mine:.2f} s, {written} files written; the chain on all lessons"
        f" {chain:.1f} s: {chain / mine:.1f} times as fast (goal: {GOAL_CHANGED}); the chain on"
        f" that lesson alone, as make does by time stamps, {one:.2f} s: {one / mine:.1f} times"
    )


def _stamps(project: Path) -> set[tuple[Path, int]]:
    """Return the files of the three formats, and when each was written."""
    files = (path for path in project.glob("output/*/*/*") if path.suffix[1:] in FORMATS)
    return {(path, path.stat().st_mtime_ns) for path in files}


def _judge(made: Sequence[Made]) -> None:
    """Print what the chain failed to make: with more than a few failures no figure holds."""
    failed = [each for each in made if each.error]
    tell(f"the chain failed at {len(failed)} of {len(made)} files")
    for each in failed[:_TOLD]:
        tell(f"  {each.path.name}: {each.error.splitlines()[-1]}")
    if len(failed) > len(made) * MOST_FAILED:
        raise SystemExit("VOID: the chain failed too often to be compared")


if __name__ == "__main__":
    main()
