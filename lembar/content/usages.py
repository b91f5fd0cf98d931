"""Read and write what sittings have shown: locks/<assessment>.<sitting>.results.json."""

from pathlib import Path

from lembar.content.frozen import UNFIT, dump, frozen_data, frozen_text, load
from lembar.content.locks import FOLDER, USAGE
from lembar.content.names import Names
from lembar.course.usage import Usage
from lembar.errors import Place, Problems


def usage_path(lock: Path) -> Path:
    """Return where the figures of a sitting lie, beside its lock."""
    return lock.with_name(lock.name.removesuffix(".json") + USAGE)


def usage_text(usage: Usage) -> str:
    """Return the text of such a file; no pupil is in it."""
    return frozen_text({"usage": dump(usage)})


def read_usages(folder: Path, names: Names, problems: Problems) -> tuple[Usage, ...]:
    """Return what the sittings of a unit have shown; report files that can't be read."""
    found: list[Usage] = []
    for path in sorted((folder / FOLDER).glob(f"*{USAGE}")):
        text = names.text(path, problems)
        place = Place(names.of(path))
        if text is None:
            continue
        try:
            found.append(load(Usage, frozen_data(text)["usage"], place))
        except UNFIT:
            problems.add("bad-results", place, "bad-results")
    return tuple(found)
