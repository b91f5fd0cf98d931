"""The cases of `lembar compare`: what someone does to a file in LibreOffice, and what is told.

`python -m tests.compare.cases` writes what is told anew: read the difference.
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import yaml
from PIL import Image

from lembar.cli import run
from lembar.messages import Messages
from tests.built import ROOT, build_here
from tests.tools import office_python

FOLDER = ROOT / "tests/cases/compare"
BACK = "kembali"
OTHER = "other.png"  # a picture that edits may put in place of another


@dataclass(frozen=True)
class Case:
    """Hold a case: the files that are edited, each with what is done to it, and what is told."""

    name: str
    path: Path
    files: dict[str, tuple[str, list[list[object]]]]  # name of the edited file → document, edits
    expected: str
    language: str


def case(path: Path) -> Case:
    """Read a case; one of a single file has its name."""
    raw = yaml.safe_load(path.read_text("utf-8"))
    name = path.stem
    if "document" in raw:
        files = {f"{name}.docx": (raw["document"], raw["edits"])}
    else:
        files = {f"{name}/{file}.docx": (doc, edits) for file, (doc, edits) in raw["files"].items()}
    return Case(name, path, files, raw.get("expected", ""), raw.get("language", "en"))


CASES = {path.stem: case(path) for path in sorted(FOLDER.glob("*.yaml"))}


def edited(root: Path) -> Path:
    """Build the project in a folder and edit copies of its files; return the project."""
    project = root / "project"
    shutil.copytree(FOLDER / "project", project)
    outcome = build_here(project, root / "output")
    assert not outcome.errors, outcome.problems
    Image.new("RGB", (60, 40), "navy").save(root / OTHER)
    jobs = []
    for each in CASES.values():
        for name, (document, edits) in each.files.items():
            target = project / BACK / name
            target.parent.mkdir(parents=True, exist_ok=True)
            source = root / "output" / f"{document}.docx"
            done = [[str(root / OTHER) if part == OTHER else part for part in e] for e in edits]
            jobs.append({"source": str(source), "target": str(target), "edits": done})
    edit(jobs, root)
    return project


def edit(jobs: list[dict[str, object]], root: Path) -> None:
    """Let LibreOffice edit files, in one session."""
    python, program = office_python(), shutil.which("soffice")
    asked = {"program": program, "profile": str(root / "office"), "jobs": jobs}
    environment = {
        k: v for k, v in os.environ.items() if not k.startswith(("FONTCONFIG", "PYTHON"))
    }
    done = subprocess.run(
        [str(python), str(Path(__file__).with_name("office.py"))],
        input=json.dumps(asked),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr


def told(project: Path, each: Case) -> str:
    """Return what the command tells of a case."""
    single = f"{BACK}/{each.name}.docx"
    path = single if (project / single).exists() else f"{BACK}/{each.name}"
    here = Path.cwd()
    out = io.StringIO()
    os.chdir(project)
    try:
        with redirect_stdout(out), redirect_stderr(out):
            run(["compare", path], Messages(each.language))
    finally:
        os.chdir(here)
    # A catalogue of the default theme grows: its lines are none of the case.
    told = re.sub(r"(templates/\S+\.po):\d+:\d+", r"\1:…", out.getvalue())
    return told.replace(f"{ROOT}/", "")


def write(names: list[str]) -> None:
    """Write what is told of cases into their files, all or those named."""
    with tempfile.TemporaryDirectory() as folder:
        project = edited(Path(folder))
        for each in CASES.values():
            if names and each.name not in names:
                continue
            head = each.path.read_text("utf-8").partition("\nexpected: |")[0].rstrip("\n")
            lines = "".join(f"  {line}\n" for line in told(project, each).splitlines())
            each.path.write_text(f"{head}\nexpected: |\n{lines}", "utf-8")


if __name__ == "__main__":
    write(sys.argv[1:])
