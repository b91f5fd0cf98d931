"""Read and write locks: the draw of an assessment as it was printed for one sitting.

A lock is locks/<assessment>.<sitting>.json in the folder of the unit. It holds all forms with the
text of their items, and the pictures, so that nothing that is edited later changes the papers.
"""

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lembar.content.assets import AssetStore
from lembar.content.frozen import UNFIT, dump, frozen_data, frozen_text, load
from lembar.content.names import Names
from lembar.course.course import Sitting
from lembar.course.form import Drawn
from lembar.errors import Place, Problems

FOLDER = "locks"
USAGE = ".results.json"
_ASSET = "asset:"


def lock_path(assessment: Path, sitting: str) -> Path:
    """Return where the lock of an assessment's file lies."""
    return assessment.parents[1] / FOLDER / f"{assessment.stem}.{sitting}.json"


def lock_files(unit: Path) -> list[Path]:
    """Return the locks of a unit's folder, without the figures beside them."""
    return [p for p in sorted((unit / FOLDER).glob("*.json")) if not p.name.endswith(USAGE)]


def sitting_of(lock: Path) -> str:
    """Return the name of the sitting that a lock is of."""
    return lock.name.split(".")[-2]


def lock_text(drawn: Drawn, sitting: str, store: AssetStore) -> str:
    """Return the text of a lock."""
    # How it was asked for, and decided later, is no part of what was printed.
    asked = replace(
        drawn.assessment,
        sections=(),
        avoid=(),
        corrections=(),
        total=None,
        parallel=False,
        silenced=(),
        profiles=None,
    )
    data = dump(replace(drawn, assessment=asked))
    shown = sorted(set(_assets(data)))
    assets = {name: base64.b64encode(store[name]).decode("ascii") for name in shown}
    return frozen_text({"sitting": sitting, "drawn": data, "assets": assets})


def read_locks(folder: Path, names: Names, store: AssetStore, problems: Problems) -> list[Sitting]:
    """Return the sittings of a unit; report locks that can't be read."""
    found: list[Sitting] = []
    for path in lock_files(folder):
        text = names.text(path, problems)
        place = Place(names.of(path))
        if text is None:
            continue
        try:
            data = frozen_data(text)
            drawn = load(Drawn, data["drawn"], place)
            for name, encoded in data["assets"].items():
                content = base64.b64decode(encoded, validate=True)
                if store.add(content, name.partition(".")[2]) != name:
                    raise ValueError(name)
            found.append(Sitting(str(data["sitting"]), drawn, place))
        except UNFIT:
            problems.add("bad-lock", place, "bad-lock")
    return found


def _assets(data: Any) -> Iterator[str]:
    """Yield the names of the pictures in what was dumped."""
    if isinstance(data, dict):
        source = data.get("src")
        if isinstance(source, str) and source.startswith(_ASSET):
            yield source.removeprefix(_ASSET)
        data = list(data.values())
    for each in data if isinstance(data, list) else ():
        yield from _assets(each)
