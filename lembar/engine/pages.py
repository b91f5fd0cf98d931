"""Put index pages and lists of checksums in place, beside the documents that they are of.

One that a person wrote or changed is moved to edited/.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from lembar.engine import files, journal
from lembar.engine.checksums import checksums
from lembar.engine.edited import edited_files, set_aside
from lembar.engine.index import file_sizes
from lembar.engine.listing import AUDIENCES, student_folder
from lembar.engine.manifest import CHECKSUMS, EDITED, INDEX, MANIFEST, Entry, read_manifest
from lembar.engine.publish import edited_file
from lembar.engine.seals import is_sealed, seal
from lembar.engine.titles import TITLES, CourseTitles, read_titles, remember
from lembar.errors import ContentError, Problem, problem

Render: TypeAlias = Callable[
    [Sequence[Entry], Mapping[str, CourseTitles], Mapping[str, int], Sequence[str]],
    dict[str, bytes],
]
"""Return index pages by path, of: entries, titles by course, sizes by path, edited files."""


def publish_index(
    output: Path, courses: Iterable[CourseTitles], render: Render
) -> tuple[Problem, ...]:
    """Write the pages and lists of all that is published; call it after `publish`.

    `courses` are those of this run; students' pages of others stay as they are. What could not be
    rendered or written, or was moved out of the way, is returned.
    """
    entries = read_manifest(output)
    run = {titles.slug: titles for titles in courses}
    titles = {**read_titles(output), **run}
    published = {each.course for each in entries}
    try:
        problems = _set_aside_foreign(output, published)
        lists = checksums(entries)
        for path, content in lists.items():
            journal.put(output, path, content)
        edited = [each for each in edited_files(output) if "/pupils/" not in each]
        sizes = file_sizes(output, [*(each.path for each in entries), *edited])
        pages = render(entries, titles, sizes, edited)
        _remove_old(output, {*pages, *lists})
        for path, content in sorted(pages.items()):
            course = path.partition("/")[0]
            if path == INDEX or course in run or not (output / path).is_file():
                journal.put(output, path, seal(path, content))
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


def _own_files(output: Path) -> list[str]:
    """Return the index pages and lists that stand in output/, whoever wrote them."""
    lists = (each for audience in AUDIENCES for each in output.glob(f"*/{audience}/{CHECKSUMS}"))
    found = [*output.glob(INDEX), *output.glob(student_folder("*") + INDEX), *lists]
    paths = sorted(each.relative_to(output).as_posix() for each in found if each.is_file())
    return [each for each in paths if not each.startswith((EDITED + "/", "."))]


def _set_aside_foreign(output: Path, courses: Collection[str]) -> list[Problem]:
    """Move pages and lists that a person wrote or changed out of the way of ours."""
    return [
        edited_file((path, set_aside(output, path)))
        for path in _own_files(output)
        if (path == INDEX or path.partition("/")[0] in courses)
        and not is_sealed(path, (output / path).read_bytes())
    ]


def _remove_old(output: Path, wanted: Collection[str]) -> None:
    """Remove our pages and lists of folders that hold nothing now."""
    for path in _own_files(output):
        if path not in wanted and is_sealed(path, (output / path).read_bytes()):
            files.remove(output / path)


def remove_index(output: Path) -> int:
    """Remove our index pages, lists, the manifest and what belongs to it; count the first two."""
    before = len(_own_files(output))
    _remove_old(output, ())
    for name in (MANIFEST, TITLES):
        if (output / name).is_file():
            files.remove(output / name)
    return before - len(_own_files(output))
