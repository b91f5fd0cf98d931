"""What is made again is told with the input that changed."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.built import ROOT, build_apart
from tests.engine.small import EDITS, project

_U = "content/water/cycle"
_LESSONS = {f"{_U}/01-puddle.md  A puddle", f"{_U}/02-cloud.md  A cloud"}
_PAPERS = {f"{_U}/assessments/sheet.yaml  Sheet 1", f"{_U}/assessments/test.yaml  Test 1"}
_ALL = _LESSONS | _PAPERS
_FACTS = "templates/own/parts/facts.html.j2"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    root = project(tmp_path_factory.mktemp("explained") / "project")
    done = build(root, "--explain")
    assert done.returncode == 0, done.stderr
    assert told(done) == {f"{each}: not built here before" for each in _ALL}
    return root


def build(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    time.sleep(0.06)
    return build_apart(root, *more, LEMBAR_CACHE=str(root.parent / "cache"))


def told(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {line for line in done.stdout.splitlines() if line.startswith("content/")}


def listed(root: Path) -> set[str]:
    """Return what `lembar list --explain` says."""
    code = "from lembar.cli import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code, "list", "--explain"],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "LEMBAR_LANG": "en",
            "LEMBAR_CACHE": str(root.parent / "cache"),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines())


CASES = {
    "lesson": {f"{_U}/01-puddle.md  A puddle: {_U}/01-puddle.md"},
    "picture": {f"{_U}/01-puddle.md  A puddle: {_U}/images/puddle.svg"},
    "comment": set(),
    "style sheet": {f"{each}: templates/own/print.css" for each in _LESSONS},
    "template": {f"{each}: {_FACTS}" for each in _PAPERS},
    "template taken away": set(),  # what was made before it was there is still known
    "token": {f"{each}: own/theme.yaml" for each in _ALL},
    "school": {f"{each}: content/school.yaml" for each in _ALL},
}


@pytest.mark.parametrize("name", CASES)
def test_the_input_that_changed_is_named(built, name):
    edit = EDITS[name.removesuffix(" taken away")]
    if name.startswith("template") and (built / _FACTS).exists() != name.endswith("away"):
        edit(built, random.Random(2))
        build(built)
    edit(built, random.Random(2))
    expected = CASES[name]
    assert listed(built) == (expected or {"Nothing has changed since the last build."})
    done = build(built, "--explain")
    assert told(done) == expected
    assert listed(built) == {"Nothing has changed since the last build."}


def test_what_nobody_changed_is_told_as_that(built):
    build(built)
    assert "Nothing has changed since the last build." in build(built, "--explain").stdout
    done = build(built, "--explain", "--force")
    assert told(done) == {f"{each}: not in the cache" for each in _ALL}
