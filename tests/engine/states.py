"""The small project in three states, what an undisturbed build makes of each, and a warm cache."""

import hashlib
import random
import shutil
from dataclasses import dataclass
from pathlib import Path

from lembar.content.loader import Options
from lembar.engine import journal
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.cache import Cache
from lembar.engine.machinery import machinery
from lembar.engine.manifest import digest, read_manifest
from lembar.engine.memory import Memory
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.engine.values import loaded

from .small import EDITS, project
from .stopped import tree

_EDITS = (
    (),
    ("school", "course title", "lesson", "forms"),
    ("another lesson", "stem", "token", "another worksheet"),
)


@dataclass(frozen=True)
class State:
    """Hold a project's files as they once were, and what a build made of them."""

    source: Path
    made: dict[str, bytes]
    sets: dict[str, dict[str, str]]  # key of a set → path → digest


@dataclass(frozen=True)
class States:
    """Hold the states, and the cache of the builds that made them."""

    all: tuple[State, ...]
    cache: Path

    def versions(self, path: str) -> set[bytes]:
        """Return what a document looks like in the states that have it."""
        return {
            each.made[path]
            for each in self.all
            if any(path in paths for paths in each.sets.values())
        }


def states(folder: Path) -> States:
    """Build all states in a folder."""
    cache, root = folder / "cache", project(folder / "project")
    chance = random.Random(7)
    found = []
    for number, edits in enumerate(_EDITS):
        for name in edits:
            EDITS[name](root, chance)
        source, output = folder / f"source-{number}", folder / f"output-{number}"
        shutil.copytree(root, source)
        outcome = build_with(root, cache, output)
        assert outcome.errors == 0, outcome.problems
        sets: dict[str, dict[str, str]] = {}
        for entry in read_manifest(output):
            sets.setdefault(entry.set, {})[entry.path] = entry.sha256
        found.append(State(source, tree(output), sets))
    return States(tuple(found), cache)


def build_with(root: Path, cache: Path | None, output: Path | None = None) -> Outcome:
    """Build all of a project in this process, with a cache or without."""
    memory = Memory(Cache(cache), machinery()) if cache else None
    project_ = find_project((), root)
    into = output or root / "output"
    return build(project_, into, Options(), Wanted(), False, Silent(), memory)


def bring(root: Path, state: State) -> None:
    """Let a project be what it was in a state; its output stays."""
    root.mkdir(exist_ok=True)
    for each in state.source.iterdir():
        shutil.rmtree(root / each.name, ignore_errors=True)
        shutil.copytree(each, root / each.name)


def assert_no_half_file(output: Path, known: States) -> None:
    """Assert that each document that stands in output/ is one of those that were made, whole."""
    for path, content in tree(output).items():
        if versions := known.versions(path):
            assert content in versions, f"{path} is none of what was made"


def assert_no_half_set(output: Path, known: States, copy: Path) -> None:
    """Assert that each set is whole by the manifest, once what was begun is put in order."""
    if not output.exists():
        return
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(output, copy)
    assert journal.recover(copy) == []
    there = {path: digest(content) for path, content in tree(copy).items() if known.versions(path)}
    listed: dict[str, dict[str, str]] = {}
    for entry in read_manifest(copy):
        listed.setdefault(entry.set, {})[entry.path] = entry.sha256
    for key, files in listed.items():
        assert files in [each.sets.get(key) for each in known.all], f"half of {key} is listed"
    assert {path: made for files in listed.values() for path, made in files.items()} == there


def assert_no_wrong_entry(cache: Path, known: States) -> None:
    """Assert that each entry of a cache is whole, and says what undisturbed builds say."""
    for path in (cache / "files").glob("*/[!.]*"):
        content = path.read_bytes()
        seal, _, rest = content.partition(b"\n")
        assert hashlib.sha256(rest).hexdigest().encode() == seal, path
        undisturbed = known.cache / path.relative_to(cache)
        assert not undisturbed.exists() or _said(undisturbed.read_bytes()) == _said(content), path


def _said(entry: bytes) -> tuple[bytes, str | bytes]:
    """Return what an entry says; a unit may be written in several ways, as its parts are shared."""
    facts, _, content = entry.partition(b"\n")[2].partition(b"\n")
    value = loaded(content)
    return facts, content if value is None else repr(value)


def thin(cache: Path, count: int, chance: random.Random) -> None:
    """Forget some of what a cache knows, so that there is something to make."""
    for path in chance.sample(sorted((cache / "files").glob("*/*")), count):
        path.unlink()
