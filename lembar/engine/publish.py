"""Publish: sets of bytes → output/, each set whole or not at all, with a manifest.

1. recover  what a killed run left is put in order
2. sort     made sets and published ones become changes; what no one asked for stays
3. stage    new files are written to .staging/, on the same disk
4. begin    the journal says what is about to change
5. apply    old files are moved away and new ones in; a set that is held open stays as it was
6. end      the manifest is written, .staging/ is removed
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from lembar.engine import files, journal
from lembar.engine.change import Blocked, Change, apply, changes, stage, undo
from lembar.engine.interrupts import breathe
from lembar.engine.laid import Laid
from lembar.engine.manifest import MANIFEST, STAGING, Entry, digest, is_publishable, read_records
from lembar.engine.room import disk_full, is_full
from lembar.errors import LembarError, Problem, problem


@dataclass(frozen=True, slots=True)
class MadeFile:
    """Hold a file to be published: its bytes, or where they lie."""

    entry: Entry
    made: bytes | Laid

    @property
    def content(self) -> bytes:
        """Return its bytes. Raises OSError if they can't be read where they lie."""
        return self.made.content if isinstance(self.made, Laid) else self.made

    @property
    def sha256(self) -> str:
        """Return the digest of its bytes."""
        return self.made.sha256 if isinstance(self.made, Laid) else digest(self.made)


@dataclass(frozen=True, slots=True)
class MadeSet:
    """Hold files that appear together or not at all."""

    key: str
    files: tuple[MadeFile, ...]


@dataclass(slots=True)
class Published:
    """Hold what publishing did; paths are relative to output/."""

    made: int = 0
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    edited: tuple[tuple[str, str], ...] = ()  # path, and where the person's file is now
    locked: tuple[str, ...] = ()  # keys of sets that stay as they were: a file is held open
    problems: list[Problem] = field(default_factory=list)
    entries: tuple[Entry, ...] = ()  # all that is published now
    new: tuple[str, ...] = ()  # paths of files that were put there


def publish(
    output: Path,
    made: Sequence[MadeSet],
    kept: Collection[str],
    failed: Collection[str],
    scope: Collection[str] | None = None,
    broken: Collection[str] = (),
    whole: bool = True,
) -> Published:
    """Bring output/ in line with what was made.

    `kept` and `failed` are keys of sets, `scope` and `broken` are courses: those that were
    planned (None: all), and those of which nothing could be made. Without `whole` the made sets
    hold only some of their documents; see `_beside` for what stays beside them.

    Raises LembarError if nothing can be written to output/, or the disk is full: then all is as
    it was. It is as it was after Ctrl-C, too.
    """
    edited = _open(output)
    before = read_records(output)
    sorted_ = _sort(before, made, kept, failed, scope, broken, whole)
    run = _Run(output, list(sorted_.staying), edited=edited, problems=sorted_.problems)
    run.unchanged = sum(each.set in kept for each in sorted_.staying)
    try:
        run.make(changes(sorted_.old, sorted_.new), sorted_.contents)
        run.finish()
    except KeyboardInterrupt:
        run.take_back(before)
        raise
    except OSError as error:
        run.take_back(before)
        raise not_writable(output, error) from error
    return run.published()


@dataclass(slots=True)
class _Sorted:
    """Hold what stays, what goes, and what comes."""

    staying: list[Entry] = field(default_factory=list)
    old: list[Entry] = field(default_factory=list)
    new: list[Entry] = field(default_factory=list)
    contents: dict[str, MadeFile] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _sort(
    published: Sequence[Entry],
    made: Sequence[MadeSet],
    kept: Collection[str],
    failed: Collection[str],
    scope: Collection[str] | None,
    broken: Collection[str],
    whole: bool,
) -> _Sorted:
    """Tell what stays from what changes, and refuse sets that claim another's path."""
    coming = {each.key: each for each in made if each.key not in failed}
    beside = set() if whole else set(_beside(published, coming.values()))
    sorted_ = _Sorted()
    for entry in published:
        outside = scope is not None and entry.course not in scope and entry.course not in broken
        stays = entry in beside or (
            entry.set not in coming and entry.set not in failed and (outside or entry.set in kept)
        )
        (sorted_.staying if stays else sorted_.old).append(entry)
    taken = {each.path.casefold(): each.set for each in sorted_.staying}
    for key in sorted(coming):
        _take(coming[key], taken, sorted_)
    return sorted_


def _take(made: MadeSet, taken: dict[str, str], sorted_: _Sorted) -> None:
    """Accept a set, if all its paths are free."""
    refused = list(_refused(made, taken))
    if refused:
        sorted_.problems.extend(refused)
        return
    for file in made.files:
        entry = replace(file.entry, set=made.key, sha256=file.sha256)
        taken[entry.path.casefold()] = made.key
        sorted_.new.append(entry)
        sorted_.contents[entry.path] = file


def _refused(made: MadeSet, taken: dict[str, str]) -> Iterator[Problem]:
    """Find paths that a set can't have."""
    own: set[str] = set()
    for file in made.files:
        path = file.entry.path
        folded = path.casefold()
        if not is_publishable(path):
            yield problem("path-reserved", None, path=path, set=made.key)
        elif folded in taken or folded in own:
            other = taken.get(folded, made.key)
            yield problem("path-taken", None, "path-taken", path=path, set=made.key, other=other)
        own.add(folded)


def _beside(published: Sequence[Entry], made: Iterable[MadeSet]) -> Iterator[Entry]:
    """Find files that stay beside a part of their set that was made again.

    They stay as long as nothing shows that they are out of date: the same revision, and the
    same bytes wherever a file was made again. A key never stays beside another sheet.
    """
    for each in made:
        old = {entry.path: entry for entry in published if entry.set == each.key}
        new = {file.entry.path: file.sha256 for file in each.files}
        same = all(old[path].sha256 == new[path] for path in old.keys() & new.keys())
        revisions = {file.entry.revision for file in each.files}
        if same and revisions == {entry.revision for entry in old.values()}:
            yield from (entry for path, entry in old.items() if path not in new)


@dataclass(slots=True)
class _Run:
    """Make changes, and remember how it went."""

    output: Path
    entries: list[Entry]
    edited: list[tuple[str, str]]
    problems: list[Problem]
    made: int = 0
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    begun: list[Change] = field(default_factory=list)
    applied: list[Change] = field(default_factory=list)
    restored: bool = True

    def make(self, wanted: Iterable[Change], contents: Mapping[str, MadeFile]) -> None:
        """Stage all changes, write them down, and make them one by one."""
        for change in wanted:
            breathe()
            try:
                stage(self.output, change, contents)
                self.begun.append(change)
            except Blocked as blocked:
                self._block(change, blocked)
        breathe()
        journal.begin(self.output, self.begun)
        for change in self.begun:
            self.applied.append(change)
            try:
                done = apply(self.output, change)
            except Blocked as blocked:
                self._block(change, blocked)
            else:
                self.entries.extend(change.new)
                self.made += len(done.made)
                self.new.extend(done.made)
                self.unchanged += len(done.unchanged)
                self.removed.extend(done.removed)
                self.edited.extend(done.edited)

    def finish(self) -> None:
        """Write the manifest, and clear up unless the next run has to put things back."""
        try:
            journal.write_manifest(self.output, self.entries)
        except PermissionError:
            self.problems.append(_held(MANIFEST, MANIFEST))
            return
        if self.restored:
            self.edited.extend(journal.end(self.output, self.begun))
        files.prune(self.output)

    def take_back(self, before: Sequence[Entry]) -> None:
        """Put all back as it was before; what the system does not let, the next run does."""
        with suppress(OSError):
            if (self.output / MANIFEST).is_file():
                journal.write_manifest(self.output, before)
            for change in reversed(self.applied):
                undo(self.output, change)
            journal.end(self.output, ())
            files.prune(self.output)

    def published(self) -> Published:
        """Return what was done."""
        return Published(
            self.made,
            self.unchanged,
            tuple(sorted(self.removed)),
            tuple(sorted(self.edited)),
            tuple(sorted(self.locked)),
            [*map(edited_file, sorted(self.edited)), *self.problems],
            tuple(self.entries),
            tuple(self.new),
        )

    def _block(self, change: Change, blocked: Blocked) -> None:
        """Leave sets as they were, and say why; a full disk lets none be made."""
        if is_full(blocked.error):
            raise blocked.error
        self.entries.extend(change.old)
        self.locked.extend(change.keys)
        self.restored = self.restored and blocked.restored
        sets = ", ".join(change.keys)
        if isinstance(blocked.error, PermissionError):
            self.problems.append(_held(blocked.path, sets))
        else:
            reason = blocked.error.strerror or type(blocked.error).__name__
            self.problems.append(
                problem("publish-failed", None, path=blocked.path, set=sets, reason=reason)
            )


def edited_file(pair: tuple[str, str]) -> Problem:
    """Return the warning that a person's file was moved."""
    return problem("edited-file", severity="warning", path=pair[0], moved=pair[1])


def _held(path: str, set_: str) -> Problem:
    return problem("file-held-open", None, "file-held-open", path=path, set=set_)


def _open(output: Path) -> list[tuple[str, str]]:
    """Make output/ ready; return files that a person saved while a run was killed."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        return journal.recover(output)
    except OSError as error:
        raise not_writable(output, error) from error


def not_writable(output: Path, error: OSError) -> LembarError:
    """Return the error of a folder, or of a file in it, that can't be written."""
    if is_full(error):
        return LembarError(disk_full(output))
    reason = error.strerror or type(error).__name__
    named = [Path(name) for name in (error.filename, error.filename2) if name]
    inside = [each.relative_to(output) for each in named if each.is_relative_to(output)]
    # Of the two ends of a move, a person knows the one that isn't in .staging/.
    known = [each for each in inside if each.parts[:1] != (STAGING,)]
    path = next((each.as_posix() for each in (*known, *inside)), str(output))
    return LembarError(
        problem("output-not-writable", None, "output-not-writable", path=path, reason=reason)
    )
