"""Read and write locks: the draw of an assessment as it was printed for one sitting.

A lock is locks/<assessment>.<sitting>.json in the folder of the unit. It holds all forms with the
text of their items, and the pictures, so that nothing that is edited later changes the papers.
"""

import base64
from dataclasses import replace
from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.frozen import UNFIT, dump, frozen_data, frozen_text, load
from lembar.content.names import Names
from lembar.course.course import Sitting
from lembar.course.form import Drawn, PlacedGroup
from lembar.course.item import Interaction
from lembar.course.tree import Nodes, walk
from lembar.errors import Place, Problems

FOLDER = "locks"
USAGE = ".results.json"
_ASSET = "asset:"


def lock_path(assessment: Path, sitting: str) -> Path:
    """Return where the lock of an assessment's file lies."""
    return assessment.parents[1] / FOLDER / f"{assessment.stem}.{sitting}.json"


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
    )
    kept = replace(drawn, assessment=asked)
    assets = {name: base64.b64encode(store[name]).decode("ascii") for name in sorted(_assets(kept))}
    return frozen_text({"sitting": sitting, "drawn": dump(kept), "assets": assets})


def read_locks(folder: Path, names: Names, store: AssetStore, problems: Problems) -> list[Sitting]:
    """Return the sittings of a unit; report locks that can't be read."""
    found: list[Sitting] = []
    for path in sorted((folder / FOLDER).glob("*.json")):
        if path.name.endswith(USAGE):
            continue
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


def _assets(drawn: Drawn) -> set[str]:
    """Return the names of the pictures that the papers show."""
    asked = drawn.assessment
    bodies: list[Nodes] = [asked.instructions, asked.summary]
    for form in drawn.forms:
        for section in form.sections:
            bodies.append(section.instructions)
            bodies.extend(e.stimulus for e in section.entries if isinstance(e, PlacedGroup))
        for placed in form.items():
            bodies += [placed.item.body, placed.item.explanation]
            for support in placed.item.supports:
                bodies += [support.hint, support.steps]
            for extension in placed.item.extensions:
                bodies += [extension.task, extension.answer]
            for interaction in placed.item.interactions:
                bodies.extend(_bodies(interaction))
    sources = (each.get("src") for body in bodies for each in walk(body))
    return {each.removeprefix(_ASSET) for each in sources if each.startswith(_ASSET)}


def _bodies(interaction: Interaction) -> list[Nodes]:
    """Return all text of an interaction."""
    options = [
        option
        for name in ("options", "rows", "targets", "entries")
        for option in getattr(interaction, name, ())
    ]
    criteria = getattr(interaction, "rubric", ())
    rubric = [each.body for c in criteria for each in (c, *c.descriptors)]
    model = getattr(interaction, "model", ())
    return [body for o in options for body in (o.body, o.feedback)] + [model, *rubric]
