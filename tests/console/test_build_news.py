"""How a build is told: to people with timings, to programs as events."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from lembar.console.timings import Timed
from lembar.engine.report import Silent, Step
from lembar.messages import Messages
from tests.built import build_apart
from tests.engine.small import project

SAY = Messages("en")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    return project(tmp_path_factory.mktemp("news") / "project")


def build(root: Path, *more: str) -> subprocess.CompletedProcess[str]:
    cache = str(root.parent / "cache")
    return build_apart(root, "--format", "docx", *more, LEMBAR_CACHE=cache)


def events(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_events_are_lines_of_json(root):
    done = build(root, "--events", "json", "--output", "first", "--jobs", "1")
    told = events(done)
    assert [each["name"] for each in told if each["event"] == "stage"] == [
        "read", "write", "publish",
    ]  # fmt: skip
    sets = [each for each in told if each["event"] == "set"]
    assert [each["title"] for each in sets] == ["A puddle", "A cloud", "Sheet 1", "Test 1"]
    assert all(each["files"] and not each["known"] and not each["failed"] for each in sets)
    assert all(each["seconds"] for each in sets)
    assert told[-1]["event"] == "end"
    assert told[-1]["exit"] == done.returncode == 0
    assert told[-1]["made"] == sum(each["files"] for each in sets)  # type: ignore[misc]
    assert Path(str(told[-1]["open"])) == root / "first/index.html"


def test_events_tell_what_was_made_before(root):
    build(root, "--output", "second")
    told = events(build(root, "--events", "json", "--output", "third"))
    sets = [each for each in told if each["event"] == "set"]
    assert [each["known"] for each in sets] == [each["files"] for each in sets]


def test_events_tell_problems_and_failed_sets(root, tmp_path):
    other = project(tmp_path / "project")
    path = other / "content/water/cycle/02-cloud.md"
    path.write_text(path.read_text() + "\n::: no-such-block\nx\n:::\n")
    done = build(other, "--events", "json")
    told = events(done)
    (found,) = [each for each in told if each["event"] == "problem"]
    assert found["file"] == "content/water/cycle/02-cloud.md"
    assert found["line"] == 7
    assert found["severity"] == "error"
    assert found["sentence"]
    assert told[-1]["failed"] == ["water/cycle/02-cloud"]
    assert told[-1]["exit"] == done.returncode == 1


def test_events_tell_wrong_use_too(root):
    done = build(root, "no-such-folder", "--events", "json")
    told = events(done)
    assert [each["event"] for each in told] == ["problem", "end"]
    assert told[0]["code"] == "no-such-path"
    assert told[1]["exit"] == done.returncode == 2


def test_without_a_cache_nothing_is_explained(root):
    done = build(root, "--explain", "--cache", "off")
    assert done.returncode == 2
    assert "error[no-cache]" in done.stderr
    assert done.stdout == ""


def test_timings_name_stages_and_documents(root):
    done = build(root, "--timings", "--force")
    lines = done.stdout.splitlines()
    stages = [line.split("s  ")[1] for line in lines if line.startswith("  ") and " s  " in line]
    assert stages[:3] == ["Reading", "Writing", "Publishing"]
    assert any(each.endswith("01-puddle-handout.docx") for each in stages)


def test_what_each_worker_did_is_told(root):
    done = build(root, "--verbose", "--force", "--jobs", "1")
    (line,) = (each for each in done.stdout.splitlines() if each.startswith("Worker "))
    found = re.fullmatch(
        r"Worker 1: (\d+) documents in [\d.]+ s, at most (\d+) MB, processes started: 1\.", line
    )
    assert found
    assert all(int(each) > 0 for each in found.groups())


def test_the_longest_come_first_and_no_more_than_twenty():
    news = Timed(Silent())
    news.stage("write", 1)
    times = tuple((f"{at}.pdf", at / 10) for at in range(30))
    news.step(Step("k", "Title", 30, 4, False, (("", 9.0), *times)))
    news.end()
    lines = list(news.lines(SAY))
    assert lines[1:4] == [
        "Longest of 31 (seconds in a worker; several work at once):",
        "    9.00 s  render: Title",
        "    2.90 s  29.pdf",
    ]
    assert lines[-1] == "4 files were made before."
    assert len(lines) == 1 + 1 + 20 + 1


def test_no_job_at_once_is_no_number_of_jobs(root):
    done = build(root, "--jobs", "0")
    assert done.returncode == 2
    assert done.stdout == ""
