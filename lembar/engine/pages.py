"""Put index pages in place; a page that a person wrote or changed is moved to edited/."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from lembar.engine import files, journal
from lembar.engine.edited import edited_files, set_aside
from lembar.engine.index import file_sizes
from lembar.engine.listing import student_folder
from lembar.engine.manifest import EDITED, INDEX, MANIFEST, Entry, digest, read_manifest
from lembar.engine.publish import edited_file
from lembar.engine.titles import TITLES, CourseTitles, read_titles, remember
from lembar.errors import ContentError, Problem, problem

_SEAL = b"<!-- lembar "

Render: TypeAlias = Callable[
    [Sequence[Entry], Mapping[str, CourseTitles], Mapping[str, int], Sequence[str]],
    dict[str, bytes],
]
"""Return index pages by path, of: entries, titles by course, sizes by path, edited files."""


def publish_index(
    output: Path, courses: Iterable[CourseTitles], render: Render
) -> tuple[Problem, ...]:
    """Write the index pages of all that is published; call it after `publish`.

    `courses` are those of this run; students' pages of others stay as they are. What could not be
    rendered or written, or was moved out of the way, is returned.
    """
    entries = read_manifest(output)
    run = {titles.slug: titles for titles in courses}
    titles = {**read_titles(output), **run}
    published = {each.course for each in entries}
    try:
        problems = _set_aside_foreign(output, published)
        edited = [each for each in edited_files(output) if "/pupils/" not in each]
        sizes = file_sizes(output, [*(each.path for each in entries), *edited])
        pages = render(entries, titles, sizes, edited)
        _remove_old(output, pages)
        for path, content in sorted(pages.items()):
            course = path.partition("/")[0]
            if path == INDEX or course in run or not (output / path).is_file():
                journal.put(output, path, seal(content))
        remember(output, titles, published)
        journal.tidy(output)
    except ContentError as error:
        return error.problems
    except OSError as error:
        name = Path(error.filename or output)
        path = name.relative_to(output).as_posix() if name.is_relative_to(output) else str(name)
        return (problem("file-held-open", None, "file-held-open", path=path, set=INDEX),)
    files.prune(output)
    return tuple(problems)


def seal(page: bytes) -> bytes:
    """Add a page's own digest, which tells later whether a person changed it."""
    return page + _SEAL + digest(page).encode() + b" -->\n"


def is_sealed(page: bytes) -> bool:
    """Say whether a page is as it was written."""
    before, _, _ = page.rpartition(_SEAL)
    return bool(before) and seal(before) == page


def _index_files(output: Path) -> list[str]:
    """Return the index pages that stand in output/, whoever wrote them."""
    found = [*output.glob(INDEX), *output.glob(student_folder("*") + INDEX)]
    paths = sorted(each.relative_to(output).as_posix() for each in found if each.is_file())
    return [each for each in paths if not each.startswith((EDITED + "/", "."))]


def _set_aside_foreign(output: Path, courses: Iterable[str]) -> list[Problem]:
    """Move pages that a person wrote or changed out of the way of ours."""
    ours = {INDEX, *(student_folder(course) + INDEX for course in courses)}
    return [
        edited_file((path, set_aside(output, path)))
        for path in _index_files(output)
        if path in ours and not is_sealed((output / path).read_bytes())
    ]


def _remove_old(output: Path, pages: Mapping[str, bytes]) -> None:
    """Remove our pages of folders that hold nothing now."""
    for path in _index_files(output):
        if path not in pages and is_sealed((output / path).read_bytes()):
            files.remove(output / path)


def remove_index(output: Path) -> int:
    """Remove our index pages, the manifest and what belongs to it; return how many pages went."""
    before = len(_index_files(output))
    _remove_old(output, {})
    for name in (MANIFEST, TITLES):
        if (output / name).is_file():
            files.remove(output / name)
    return before - len(_index_files(output))
