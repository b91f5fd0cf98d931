"""Lists of checksums: what stands in them, who may read them, and what `sha256sum` says."""

import hashlib
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from lembar.engine.checksums import checksums
from lembar.engine.publish import publish

from .samples import made_file
from .test_index import SETS, build, entries, lesson

STUDENT, TEACHER = "k/student/SHA256SUMS.txt", "k/teacher/SHA256SUMS.txt"


def listed(content: bytes) -> dict[str, str]:
    """Return the digest of each name."""
    lines = [each for each in content.decode("ascii").splitlines() if not each.startswith("#")]
    return {name: digest for digest, name in (each.split("  ") for each in lines)}


def test_a_list_has_every_document_of_its_folder(tmp_path: Path) -> None:
    build(tmp_path)
    for path in (STUDENT, TEACHER, "cells/student/SHA256SUMS.txt"):
        folder = (tmp_path / path).parent
        found = {
            each.name: hashlib.sha256(each.read_bytes()).hexdigest()
            for each in folder.iterdir()
            if each.name not in ("index.html", "SHA256SUMS.txt")
        }
        names = listed((tmp_path / path).read_bytes())
        assert names == found
        assert list(names) == sorted(names)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is missing")
def test_sha256sum_accepts_a_list_and_finds_what_is_wrong(tmp_path: Path) -> None:
    build(tmp_path)
    folder = (tmp_path / STUDENT).parent
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS.txt"]
    done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 10
    (folder / "uh-1-A.pdf").write_bytes(b"damaged")
    done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "uh-1-A.pdf: FAILED" in done.stdout


def test_the_pupils_list_is_made_of_their_files_only() -> None:
    """Non-interference: whatever teacher's files there are, the list has the same bytes."""
    everything = entries(*SETS)
    student = [each for each in everything if each.edition == "student"]
    secret = [
        replace(each, path=each.path.replace("GURU", "SECRET"), sha256="f" * 64)
        for each in everything
        if each.edition == "teacher"
    ]
    assert checksums(everything)[STUDENT] == checksums(student)[STUDENT]
    assert checksums(everything)[STUDENT] == checksums([*secret, *student])[STUDENT]
    assert b"GURU" not in checksums(everything)[STUDENT]
    assert b"teacher" not in checksums(everything)[STUDENT]


def test_order_makes_no_difference() -> None:
    assert checksums(entries(*SETS)) == checksums(reversed(entries(*SETS)))


def test_files_with_names_are_on_no_list() -> None:
    secret = made_file("k/pupils/class-XI-1.pdf", b"x").entry
    assert checksums([*entries(*SETS), secret]) == checksums(entries(*SETS))


def test_a_list_is_written_once_and_anew_when_a_file_changes(tmp_path: Path) -> None:
    build(tmp_path)
    before = [(tmp_path / path).stat().st_mtime_ns for path in (STUDENT, TEACHER)]
    build(tmp_path)
    assert [(tmp_path / path).stat().st_mtime_ns for path in (STUDENT, TEACHER)] == before
    build(tmp_path, lesson("k", "u", "03-c", "Pelajaran lain"))
    assert set(listed((tmp_path / STUDENT).read_bytes())) == {
        f"03-c-student.{each}" for each in ("html", "pdf", "pptx")
    }


def test_a_list_goes_with_its_folder(tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path, SETS[3])
    assert not (tmp_path / "k").exists()


def test_a_list_that_a_person_changed_is_moved(tmp_path: Path) -> None:
    build(tmp_path)
    made = (tmp_path / STUDENT).read_bytes()
    (tmp_path / STUDENT).write_bytes(made + b"# checked by me\n")
    (found,) = build(tmp_path)
    assert (found.code, found.severity) == ("edited-file", "warning")
    assert (tmp_path / STUDENT).read_bytes() == made
    assert (tmp_path / "edited" / STUDENT).read_bytes().endswith(b"by me\n")


def test_lists_of_courses_that_are_not_built_stay_right(tmp_path: Path) -> None:
    build(tmp_path)
    before = (tmp_path / "cells/student/SHA256SUMS.txt").read_bytes()
    publish(tmp_path, SETS[:1], (), (), scope={"k"})
    build(tmp_path, *SETS)
    assert (tmp_path / "cells/student/SHA256SUMS.txt").read_bytes() == before
