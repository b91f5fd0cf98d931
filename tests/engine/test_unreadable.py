"""A file that can't be read is told with its place; what does not need it is made all the same.

The tests may run as root, who may read everything: these are ways that fail for root as well.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lembar.content.loader import Options
from lembar.engine.manifest import read_manifest
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project

from .small import project
from .states import build_with
from .stopped import tree

Way = Callable[[Path, pytest.MonkeyPatch], None]
_UNIT = "content/water/cycle"


def _dangling(path: Path, _: pytest.MonkeyPatch) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _round(path: Path, _: pytest.MonkeyPatch) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _folder(path: Path, _: pytest.MonkeyPatch) -> None:
    path.unlink()
    path.mkdir()


def _signs(path: Path, _: pytest.MonkeyPatch) -> None:
    path.write_bytes(b"\xff\xfa" + path.read_bytes())


def _broken_disk(path: Path, patch: pytest.MonkeyPatch) -> None:
    usual = Path.open

    def opened(self: Path, *given: Any, **named: Any) -> Any:
        if self == path:
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(path))
        return usual(self, *given, **named)

    patch.setattr(Path, "open", opened)


WAYS = [_dangling, _round, _folder, _signs, _broken_disk]
TOLD = {
    f"{_UNIT}/01-puddle.md": f"{_UNIT}/01-puddle.md",
    f"{_UNIT}/assessments/test.yaml": f"{_UNIT}/assessments/test.yaml",
    f"{_UNIT}/questions/water.yaml": f"{_UNIT}/questions/water.yaml",
    f"{_UNIT}/unit.yaml": f"{_UNIT}/unit.yaml",
    "content/water/course.yaml": "content/water/course.yaml",
    "content/me.yaml": "content/me.yaml",
    "content/school.yaml": "content/school.yaml",
    "templates/own/theme.yaml": "templates/own/theme.yaml",
    "templates/own/print.css": "templates/own/print.css",
    "templates/own/locale/en.po": "templates/own/locale/en.po",
    "templates/own/parts/identity.html.j2": "templates/own/parts/identity.html.j2",
    # Of a picture, it is told where it is asked for.
    f"{_UNIT}/images/puddle.svg": f"{_UNIT}/01-puddle.md",
    "content/art/logo.svg": "content/school.yaml",
}
CODES = {"unreadable-file", "unreadable-picture", "not-utf-8", "picture-not-utf-8"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TOLD)
def test_it_is_told_once_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, way: Way
) -> None:
    root = project(tmp_path / "p")
    way(root / name, monkeypatch)
    problems = list(prepare(find_project((), root), Options()).problems)
    assert [(each.place and each.place.file, each.severity) for each in problems] == [
        (TOLD[name], "error")
    ]
    assert problems[0].code in CODES


@pytest.mark.parametrize("name", ["school.yaml", "me.yaml", "art/logo.svg"])
def test_what_is_not_there_is_another_thing(tmp_path: Path, name: str) -> None:
    """A school, a teacher may be left out; a picture that is asked for may not."""
    root = project(tmp_path / "p")
    (root / "content" / name).unlink()
    problems = list(prepare(find_project((), root), Options()).problems)
    assert [each.code for each in problems] == (["missing-picture"] if "logo" in name else [])


@pytest.mark.slow
def test_what_can_be_made_is_made_and_the_next_build_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, cache = project(tmp_path / "p"), tmp_path / "cache"
    build_with(root, cache)
    whole = tree(root / "output")
    lost = {
        f"{_UNIT}/01-puddle.md": {"water/cycle/01-puddle"},
        f"{_UNIT}/images/puddle.svg": {"water/cycle/01-puddle"},
        f"{_UNIT}/questions/water.yaml": {
            "water/cycle/assessments/sheet",
            "water/cycle/assessments/test",
        },
    }
    every = {each.set for each in read_manifest(root / "output")}
    for name, keys in lost.items():
        content = (root / name).read_bytes()
        for way in WAYS:
            with monkeypatch.context() as patch:
                way(root / name, patch)
                outcome = build_with(root, cache)
            assert set(outcome.failed) == keys
            assert {each.set for each in read_manifest(root / "output")} == every - keys
            if (root / name).is_dir() and not (root / name).is_symlink():
                (root / name).rmdir()
            else:
                (root / name).unlink()
            (root / name).write_bytes(content)
            assert build_with(root, cache).errors == 0
            assert tree(root / "output") == whole


@pytest.mark.slow
def test_a_teacher_without_a_school_signs_alone(tmp_path: Path) -> None:
    root, cache = project(tmp_path / "p"), tmp_path / "cache"
    (root / "content/school.yaml").unlink()
    assert build_with(root, cache).problems == []
