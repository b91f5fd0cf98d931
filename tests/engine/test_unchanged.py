"""A build with nothing to do knows so, and only then."""

import json
import os
import random
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from lembar.engine import unchanged
from lembar.engine.unchanged import Run, Sight, Summary, look, remember, remembered
from lembar.errors import Place, problem
from tests.built import ROOT, build_apart, unpacked
from tests.engine.small import EDITS, project

SUMMARY = Summary(7, 30, ("output/c/pupils",), (problem("a", Place("b.md", 2), None, "warning"),))
_WARNED = """\
- type: choice
  id: dd44
  text: |
    Which is not wet?

    - [x] ice
    - [ ] rain
"""
_WATCH = """
import sys, os
seen = set()
def watch(event, given):
    if event == "open" and isinstance(given[0], str) and "r" in str(given[1] or "r"):
        seen.add(os.path.realpath(given[0]))
sys.addaudithook(watch)
import atexit
atexit.register(lambda: sys.stderr.write("READ " + "\\nREAD ".join(sorted(seen)) + "\\n"))
"""


def run_of(root: Path, *asked: str) -> Run:
    course = root / "content/water"
    return Run(root, root, (course,), root / "output", None, asked)


@pytest.fixture
def kept(tmp_path) -> tuple[Run, Path]:
    """Return a run that is remembered, and the cache."""
    root = project(tmp_path / "project")
    (root / "output/water").mkdir(parents=True)
    (root / "output/water/a.pdf").write_bytes(b"a")
    time.sleep(0.06)  # a file that changed just now may change again and look the same
    run, cache = run_of(root), tmp_path / "cache"
    remember(cache, run, look(run), (root / "content/art/logo.svg",), SUMMARY)
    return run, cache


def test_what_was_told_is_told_again(kept):
    run, cache = kept
    assert remembered(cache, run) == SUMMARY


@pytest.mark.parametrize("name", [".staging", ".lock"])
def test_where_a_run_was_killed_there_is_something_to_do(kept, name):
    run, cache = kept
    (run.output / name).mkdir()
    assert remembered(cache, run) is None
    (run.output / name).rmdir()
    assert remembered(cache, run) == SUMMARY


def test_the_lock_is_no_part_of_what_was_published(kept):
    run, _ = kept
    before = unchanged.output_of(run)
    (run.output / ".lock").touch()
    assert unchanged.output_of(run) == before


def test_what_a_run_left_is_what_it_saw(kept):
    """Another run may write between the end of publishing and the end of the run."""
    run, cache = kept
    seen, left = look(run), unchanged.look_of(run.output)
    (run.output / "water/b.pdf").write_bytes(b"of another run")
    remember(cache, run, seen, (), SUMMARY, left)
    assert remembered(cache, run) is None


def test_runs_are_not_remembered_for_ever(kept, monkeypatch):
    run, cache = kept
    monkeypatch.setattr(unchanged.forget_old, "__defaults__", (3,))
    for at in range(5):
        each = run_of(run.root, f"{at}")
        remember(cache, each, look(each), (), SUMMARY)
        os.utime(cache / "runs" / each.key, (1000 + at, 1000 + at))
        if at == 1:  # the first one is used again
            assert remembered(cache, run_of(run.root, "0")) == SUMMARY
    known = [f"{at}" for at in range(5) if remembered(cache, run_of(run.root, f"{at}"))]
    assert "0" in known
    assert len(list((cache / "runs").iterdir())) == 3


@pytest.mark.parametrize("name", EDITS)
def test_any_edit_is_seen(kept, name):
    run, cache = kept
    EDITS[name](run.root, random.Random(3))
    assert remembered(cache, run) is None


@pytest.mark.parametrize("name", ["a.pdf", "b.pdf", "../index.html"])
def test_what_was_published_and_changed_is_seen(kept, name):
    run, cache = kept
    (run.output / "water" / name).write_bytes(b"b")
    assert remembered(cache, run) is None


def test_a_published_file_that_is_gone_is_seen(kept):
    run, cache = kept
    (run.output / "water/a.pdf").unlink()
    assert remembered(cache, run) is None


def test_a_file_that_looks_older_is_seen(kept):
    run, cache = kept
    path = run.root / "content/me.yaml"
    found = path.stat()
    path.write_text(path.read_text().replace("A.", "B."))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert remembered(cache, run) is None


def test_a_folder_behind_a_link_is_looked_into(tmp_path):
    root = project(tmp_path / "project")
    elsewhere = tmp_path / "elsewhere"
    (root / "content/water/cycle").rename(elsewhere)
    try:
        (root / "content/water/cycle").symlink_to(elsewhere, target_is_directory=True)
        (elsewhere / "images/round").symlink_to(elsewhere, target_is_directory=True)
    except OSError:
        pytest.skip("this system makes no links")
    before = look(run_of(root)).digest
    (elsewhere / "unit.yaml").write_text("title: Other\n")
    assert look(run_of(root)).digest != before


def test_other_options_are_another_run(kept):
    run, cache = kept
    assert remembered(cache, run_of(run.root, "theme own")) is None
    school = run.root / "content/school.yaml"
    assert remembered(cache, replace(run, school=school)) is None


def test_profiles_above_a_school_elsewhere_are_seen(kept):
    run, _ = kept
    school = run.root / "schools/a/school.yaml"
    profile = run.root / "schools/profiles/bold.yaml"
    for path in (school, profile):
        path.parent.mkdir(parents=True)
        path.write_text("name: A\n")
    asked = replace(run, school=school)
    before = look(asked).digest
    profile.write_text("scale: {type: 1.3}\n")
    between = look(asked).digest
    school.write_text("name: B\n")
    assert len({before, between, look(asked).digest}) == 3


def test_other_files_beside_the_courses_do_not_matter(kept):
    run, cache = kept
    (run.root / "build.log").write_text("Reading\n")
    (run.root / "content/notes.txt").write_text("Buy chalk.\n")
    assert remembered(cache, run) == SUMMARY


def test_a_link_to_itself_is_passed_over(kept):
    run, _ = kept
    try:
        (run.courses[0] / "loop").symlink_to("loop")
    except OSError:
        pytest.skip("this system makes no links")
    assert look(run).digest


def test_what_git_is_told_to_leave_out_is_looked_at(kept):
    run, cache = kept
    (run.output / "water/.gitignore").write_text("*\n")
    assert remembered(cache, run) is None


def test_another_machinery_is_seen(kept, monkeypatch):
    run, cache = kept
    monkeypatch.setattr(unchanged, "surroundings", lambda: ["Python 9"])
    assert remembered(cache, run) is None


def test_a_file_that_changed_just_now_is_not_trusted(tmp_path):
    root = project(tmp_path / "project")
    run, cache = run_of(root), tmp_path / "cache"
    time.sleep(0.06)
    sure = look(run)
    assert sure.is_sure(sure.began)
    (root / "content/me.yaml").write_text("name: B. Teacher\n")
    seen = look(run)
    assert not seen.is_sure(seen.began)
    remember(cache, run, seen, (), SUMMARY)
    assert remembered(cache, run) is None


def test_a_file_that_changed_while_it_was_read_is_not_trusted(tmp_path):
    root = project(tmp_path / "project")
    run, cache = run_of(root), tmp_path / "cache"
    other = tmp_path / "other.svg"
    other.write_text("a")
    time.sleep(0.06)
    seen = look(run)
    time.sleep(0.01)
    other.write_text("b")
    remember(cache, run, seen, (other,), SUMMARY)
    assert remembered(cache, run) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"inputs": 3}', "\0"])
def test_a_record_that_is_broken_is_none(kept, content):
    run, cache = kept
    (record,) = (cache / "runs").iterdir()
    record.write_text(content)
    assert remembered(cache, run) is None


def test_times_told_in_whole_seconds_are_trusted_later():
    second = 1_000_000_000
    fine = unchanged._sight([("a", 5 * second + 1)])
    coarse = unchanged._sight([("a", 5 * second)])
    assert coarse.newest > fine.newest + second
    assert isinstance(coarse, Sight)


# --- the whole command ----------------------------------------------------------------------


def command(root: Path, *more: str, before: str = "") -> subprocess.CompletedProcess[str]:
    cache = str(root.parent / "cache")
    return build_apart(root, "--format", "docx", *more, before=before, LEMBAR_CACHE=cache)


def test_the_second_build_loads_nothing_and_says_the_same(tmp_path):
    root = project(tmp_path / "project")
    bank = root / "content/water/cycle/questions/water.yaml"
    bank.write_text(f"{bank.read_text()}{_WARNED}")
    time.sleep(0.06)
    first = command(root)
    assert first.returncode == 0, first.stderr
    second = command(
        root,
        before="import sys, atexit\n"
        "atexit.register(lambda: sys.stderr.write(f'LOADED {sorted(sys.modules)}'))",
    )
    said, _, loaded = second.stderr.partition("LOADED ")
    assert said == first.stderr
    assert second.returncode == 0
    made = first.stdout.splitlines()[-2].split()[0]
    assert second.stdout.splitlines() == [
        first.stdout.splitlines()[-2].replace(made, "0", 1).replace(" 0 unch", f" {made} unch"),
        first.stdout.splitlines()[-1],
    ]
    heavy = {"jinja2", "yaml", "lxml", "weasyprint", "markdown_it", "rich", "lembar.plan"}
    assert not heavy & set(json.loads(loaded.replace("'", '"')))


def test_a_build_that_was_forced_makes_everything(tmp_path):
    root = project(tmp_path / "project")
    time.sleep(0.06)
    command(root)
    forced = command(root, "--force")
    assert "Writing" in forced.stdout
    assert forced.returncode == 0


def test_errors_are_told_again_and_again(tmp_path):
    root = project(tmp_path / "project")
    path = root / "content/water/cycle/02-cloud.md"
    path.write_text("---\ntitel: A cloud\n---\n\nClouds.\n")
    time.sleep(0.06)
    first, second = command(root), command(root)
    assert first.returncode == second.returncode == 1
    assert "titel" in first.stderr
    assert first.stderr == second.stderr


def test_every_file_that_is_read_is_looked_at(tmp_path):
    root = project(tmp_path / "project")
    done = command(root, "--theme", "own", "--profile", "bold", before=_WATCH)
    assert done.returncode == 0, done.stderr
    read = [line[5:] for line in done.stderr.splitlines() if line.startswith("READ /")]
    seen = {line.split("\0")[0] for line, _ in unchanged._seen(run_of(root))}
    ours = [path for path in read if path.startswith((str(root), str(ROOT / "lembar")))]
    ours = [each for each in ours if not each.startswith(str(root / "output"))]
    assert len(ours) > 100
    missed = {path for path in ours if path not in seen and not path.endswith(".pyc")}
    # A picture of the letterhead stands anywhere: it is remembered by its name.
    assert missed == {str(root / "content/art/logo.svg")}


def test_nothing_is_kept_of_pupils(tmp_path):
    from tests.rosters import course, names, roster

    course(tmp_path / "project", roster(8), "AB", 3)
    done = command(tmp_path / "project", "--format", "pdf")
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "project/output/c/pupils").glob("*.docx"))
    kept = b""
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            kept += raw + unpacked(raw.split(b"\n", 2)[-1])
    assert b"which of these is the number" in kept  # what is kept can be read here
    assert not [name for name in names(8) if name.encode() in kept]
