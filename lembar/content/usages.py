"""Read and write what sittings have shown: locks/<assessment>.<sitting>.results.json."""

import json
from pathlib import Path

from lembar.content.frozen import dump, load
from lembar.content.locks import FOLDER, USAGE
from lembar.content.names import Names
from lembar.course.usage import Usage
from lembar.errors import Place, Problems

_FORMAT = 1


def usage_path(lock: Path) -> Path:
    """Return where the figures of a sitting lie, beside its lock."""
    return lock.with_name(lock.name.removesuffix(".json") + USAGE)


def usage_text(usage: Usage) -> str:
    """Return the text of such a file; no pupil is in it."""
    data = {"format": _FORMAT, "usage": dump(usage)}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read_usages(folder: Path, names: Names, problems: Problems) -> tuple[Usage, ...]:
    """Return what the sittings of a unit have shown; report files that can't be read."""
    found: list[Usage] = []
    for path in sorted((folder / FOLDER).glob(f"*{USAGE}")):
        text = names.text(path, problems)
        place = Place(names.of(path))
        if text is None:
            continue
        try:
            data = json.loads(text)
            if data["format"] != _FORMAT:
                raise ValueError(data["format"])
            found.append(load(Usage, data["usage"], place))
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
            problems.add("bad-results", place, "bad-results")
    return tuple(found)
