"""Put in place what stands beside documents: index pages and their pictures, checksums, ZIPs.

One that a person wrote or changed is moved to edited/.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from lembar.engine import files, journal
from lembar.engine.checksums import checksums
from lembar.engine.class_file import class_file, packed
from lembar.engine.edited import edited_files, set_aside
from lembar.engine.listing import AUDIENCES, Thumbnail, student_folder
from lembar.engine.manifest import (
    CHECKSUMS,
    EDITED,
    INDEX,
    MANIFEST,
    THUMBNAILS,
    Entry,
    read_manifest,
)
from lembar.engine.publish import edited_file
from lembar.engine.room import disk_full, is_full
from lembar.engine.seals import is_sealed_file, seal
from lembar.engine.thumbnails import is_thumbnail, paths_of, thumbnails
from lembar.engine.titles import TITLES, CourseTitles, read_titles, remember
from lembar.errors import ContentError, Problem, problem

Render: TypeAlias = Callable[
    [
        Sequence[Entry],
        Mapping[str, CourseTitles],
        Mapping[str, int],
        Sequence[str],
        str,
        Mapping[str, Thumbnail],
    ],
    dict[str, bytes],
]
"""Return index pages by path, of: entries, titles by course, sizes by path, edited files, the
audience that they are for, and pictures by the paths of entries."""


def publish_index(
    output: Path,
    courses: Iterable[CourseTitles],
    render: Render,
    drawn: Mapping[str, bytes] | None = None,
) -> tuple[Problem, ...]:
    """Write what belongs to all that is published; call it after `publish`.

    `courses` are those of this run; students' pages of others stay as they are. `drawn` are the
    thumbnails of this run by the digests of their PDFs. What could not be rendered or written, was
    moved out of the way, or left out, is returned.
    """
    entries = read_manifest(output)
    run = {titles.slug: titles for titles in courses}
    published = {each.course for each in entries}
    titles = {**read_titles(output), **run}
    problems: list[Problem] = []
    try:
        ours = {f"{slug}/{each.class_file}" for slug, each in titles.items() if slug in published}
        problems += _set_aside_foreign(output, published, ours)
        pictures, new = thumbnails(output, entries, drawn or {})
        beside = checksums(entries) | new
        edited = [each for each in edited_files(output) if "/pupils/" not in each]
        sizes = files.sizes(output, [*(each.path for each in entries), *edited])
        pages = render(entries, titles, sizes, edited, "student", pictures)
        for path, content in pages.items():
            if path.partition("/")[0] in run or not (output / path).is_file():
                beside[path] = seal(path, content)
        found, class_files = _class_files(output, entries, titles, beside, paths_of(pictures))
        problems += found
        sizes |= {path: len(content) for path, content in class_files.items()}
        teachers = render(entries, titles, sizes, edited, "teacher", pictures)
        beside |= {path: seal(path, content) for path, content in teachers.items()}
        beside |= class_files
        _remove_old(output, {*pages, *beside, *paths_of(pictures)})
        for path, content in sorted(beside.items()):
            journal.put(output, path, content)
        remember(output, titles, published)
        journal.tidy(output)
    except ContentError as error:
        try:
            _remove_class_files(output, run)
        except OSError as held:
            problems.append(_held(output, held))
        return (*problems, *error.problems)
    except OSError as error:
        journal.tidy(output)
        return (_held(output, error),)
    files.prune(output)
    return tuple(problems)


def _held(output: Path, error: OSError) -> Problem:
    """Return the problem of a file that someone has open, or of a full disk."""
    if is_full(error):
        return disk_full(output)
    name = Path(error.filename or output)
    path = name.relative_to(output).as_posix() if name.is_relative_to(output) else str(name)
    return problem("file-held-open", None, "file-held-open", path=path, set=INDEX)


def _class_files(
    output: Path,
    entries: Sequence[Entry],
    titles: Mapping[str, CourseTitles],
    beside: Mapping[str, bytes],
    pictures: Collection[str],
) -> tuple[list[Problem], dict[str, bytes]]:
    """Return the ZIPs for classes by path, and warnings of what is in none of them."""
    problems: list[Problem] = []
    made: dict[str, bytes] = {}
    for slug in sorted({each.course for each in entries} & titles.keys()):
        name = titles[slug].class_file
        file = class_file(output, slug, name, entries, beside, pictures) if name else None
        if file is not None:
            made[file.path] = packed(output, file, beside)
            problems.extend(
                problem(
                    "class-file-lacks", None, "class-file-lacks", "warning", path=path, archive=name
                )
                for path in file.left_out
            )
    return problems, made


def _own_files(output: Path) -> list[str]:
    """Return what stands in output/ where pages, lists, pictures and ZIPs of ours do."""
    lists = (each for audience in AUDIENCES for each in output.glob(f"*/{audience}/{CHECKSUMS}"))
    pages = (*output.glob(INDEX), *output.glob(student_folder("*") + INDEX))
    pictures = (p for each in AUDIENCES for p in output.glob(f"*/{each}/{THUMBNAILS}/*.png"))
    found = (*pages, *lists, *pictures, *output.glob("*/*.zip"))
    paths = sorted(each.relative_to(output).as_posix() for each in found if each.is_file())
    ours = (each for each in paths if not each.endswith(".png") or is_thumbnail(each))
    return [each for each in ours if not each.startswith((EDITED + "/", "."))]


def _set_aside_foreign(
    output: Path, courses: Collection[str], zips: Collection[str]
) -> list[Problem]:
    """Move what a person wrote or changed out of the way of ours; other ZIPs are theirs."""
    return [
        edited_file((path, set_aside(output, path)))
        for path in _own_files(output)
        if (path == INDEX or path.partition("/")[0] in courses)
        and (not path.endswith(".zip") or path in zips)
        and not is_sealed_file(output, path)
    ]


def _remove_old(output: Path, wanted: Collection[str]) -> None:
    """Remove what is ours of folders that hold nothing now."""
    for path in _own_files(output):
        if path not in wanted and is_sealed_file(output, path):
            files.remove(output / path)


def _remove_class_files(output: Path, courses: Iterable[str]) -> None:
    """Remove the ZIPs of courses whose pages can't be made: they may hold sheets of before."""
    _remove_old(
        output,
        [
            each
            for each in _own_files(output)
            if not each.endswith(".zip") or each.partition("/")[0] not in courses
        ],
    )


def remove_index(output: Path) -> int:
    """Remove the manifest and what stands beside documents; count files of the latter."""
    before = len(_own_files(output))
    _remove_old(output, ())
    for name in (MANIFEST, TITLES):
        if (output / name).is_file():
            files.remove(output / name)
    return before - len(_own_files(output))
