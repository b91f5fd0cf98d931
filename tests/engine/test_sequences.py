"""Whatever happens in whatever order: whole sets stand in output/, a person's files somewhere."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lembar.engine import journal
from lembar.engine.manifest import digest_of, read_manifest, read_records
from lembar.engine.publish import MadeSet, Published, publish
from lembar.errors import LembarError

from .kill import Killed, killed_at
from .samples import contents, expected, made_set

KEYS = ("k/u/a", "k/u/b", "lain/u/a")
VERSIONS = {
    "1": ("a.pdf", "b.docx"),
    "2": ("a.pdf", "b.docx"),
    "3": ("a.pdf", "c.docx"),
}
PATHS = sorted(
    {p for k in KEYS for v, names in VERSIONS.items() for p in expected(made_set(k, v, names))}
)


def whole_sets(output: Path) -> frozenset[str]:
    """Return the keys of the sets of which every file is there, as it was published."""
    whole: dict[str, bool] = {}
    for entry in read_records(output):
        there = digest_of(output / entry.path) == entry.sha256
        whole[entry.set] = whole.get(entry.set, True) and there
    return frozenset(key for key, is_whole in whole.items() if is_whole)


@dataclass(frozen=True)
class Build:
    fates: tuple[str, ...]  # for each key: a version, "failed", "kept" or "absent"
    only_k: bool = False
    kill: int | None = None
    held: str | None = None


@dataclass(frozen=True)
class Write:
    path: str


@dataclass(frozen=True)
class Delete:
    path: str


FATES = st.sampled_from([*VERSIONS, *VERSIONS, "failed", "kept", "absent"])
BUILDS = st.builds(
    Build,
    st.tuples(FATES, FATES, FATES),
    st.booleans(),
    st.none() | st.integers(1, 40),
    st.none() | st.none() | st.sampled_from(PATHS),
)
STEPS = st.lists(
    BUILDS
    | BUILDS
    | st.builds(Write, st.sampled_from([*PATHS, *(f"edited/{p}" for p in PATHS[:2])]))
    | st.builds(Delete, st.sampled_from(PATHS)),
    max_size=8,
)


@given(STEPS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_sequence(steps: list[Build | Write | Delete]) -> None:
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        for step in steps:
            world.take(step)
        world.take(Build(("1", "2", "3")))


@dataclass
class World:
    """Hold an output folder, and the texts that a person has written and not deleted."""

    output: Path
    mine: set[bytes] = field(default_factory=set)
    count: int = 0

    def take(self, step: Build | Write | Delete) -> None:
        if isinstance(step, Build):
            self.build(step)
        elif isinstance(step, Write):
            self.write(self.output / step.path)
        else:
            self.delete(self.output / step.path)
        held = set(contents(self.output).values())
        assert self.mine <= held, "a person's file is lost"

    def write(self, path: Path) -> None:
        self.delete(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.count += 1
        text = f"mine {self.count}".encode()
        path.write_bytes(text)
        self.mine.add(text)

    def delete(self, path: Path) -> None:
        if path.is_file():
            self.mine.discard(path.read_bytes())
            path.unlink()

    def build(self, step: Build) -> None:
        whole = whole_sets(self.output)
        fates = dict(zip(KEYS, step.fates, strict=True))
        made = [made_set(k, f, VERSIONS[f]) for k, f in fates.items() if f in VERSIONS]
        if step.only_k:
            made = [each for each in made if each.key.startswith("k/")]
        kept = {k for k, fate in fates.items() if fate == "kept" and k in whole}
        failed = {k for k, fate in fates.items() if fate == "failed"}
        scope = {"k"} if step.only_k else None
        if step.kill is None:
            journal.recover(self.output)
        before = self.published()
        try:
            with held_open(self.output, step.held):
                if step.kill is None:
                    done = publish(self.output, made, kept, failed, scope)
                else:
                    with killed_at(step.kill):
                        done = publish(self.output, made, kept, failed, scope)
        except Killed:
            return
        except LembarError as error:
            # After a kill, a file held open keeps the old state from being put back.
            codes = [each.code for each in error.problems]
        else:
            codes = []
        assert codes in ([], ["output-not-writable"] if step.held else [])
        if codes:
            return
        outside = {k for k in KEYS if step.only_k and not k.startswith("k/")} - failed
        if step.kill is None:
            self.check(before, made, kept | outside, done)

    def published(self) -> dict[str, dict[str, bytes]]:
        """Return what stands at the paths of each set."""
        found = contents(self.output)
        sets = {key: {p for p in PATHS if _belongs(p, key)} for key in KEYS}
        return {key: {p: found[p] for p in paths & found.keys()} for key, paths in sets.items()}

    def check(
        self,
        before: dict[str, dict[str, bytes]],
        made: list[MadeSet],
        staying: set[str],
        done: Published,
    ) -> None:
        """Compare with what was to be: nothing but whole sets and foreign files."""
        after = self.published()
        new = {each.key: expected(each) for each in made}
        listed = {key: set[str]() for key in KEYS}
        for entry in read_manifest(self.output):
            listed[entry.set].add(entry.path)
        for key in KEYS:
            if key in staying or key in done.locked:
                assert after[key] == before[key]
                continue
            wanted = new.get(key, {})
            foreign = {p: raw for p, raw in after[key].items() if p not in wanted}
            assert set(foreign.values()) <= self.mine
            assert {p: raw for p, raw in after[key].items() if p in wanted} == wanted
            assert listed[key] == wanted.keys()
        assert not (self.output / ".staging").exists()


def _belongs(path: str, key: str) -> bool:
    course, stem = key.split("/")[0], key.rpartition("/")[2]
    name = path.rpartition("/")[2].removeprefix("GURU-")
    return path.startswith(f"{course}/") and name.startswith((f"{stem}-", f"{stem}."))


@contextmanager
def held_open(output: Path, path: str | None) -> Iterator[None]:
    """Let one file be held open by another program."""
    replace = os.replace

    def guarded(source: Path, target: Path) -> None:
        if path and output / path in (Path(source), Path(target)):
            raise PermissionError(13, "in use", str(source))
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", guarded)
        yield
