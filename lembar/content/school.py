"""Read school.yaml and me.yaml: the letterhead, who signs, and the teacher's own name."""

from pathlib import Path

from lembar.content.assets import AssetStore
from lembar.content.names import Names
from lembar.content.pictures import Pictures
from lembar.content.schema import RECORDS
from lembar.content.take import Taken, take
from lembar.course.school import School, Signatory, Teacher
from lembar.errors import Problems


def read_school(path: Path, names: Names, store: AssetStore, problems: Problems) -> School | None:
    """Return the school, or None if something in its file is wrong."""
    before = problems.failures
    taken = _read(path, "school", names, problems)
    if taken is None:
        return None
    pictures = Pictures((path.parent,), store)
    logos: list[tuple[str, str]] = []
    for value in taken.entries("logos"):
        logo = take(value, RECORDS["logo"], problems)
        if logo is not None and logo.whole:
            asset = pictures.find(logo.text("file"), logo.place_of("file"), problems)
            if asset is not None:
                logos.append((asset, logo.text("alt")))
    if len(logos) > 2:
        problems.add("too-many-logos", taken.place_of("logos"))
    signatories = [take(v, RECORDS["signatory"], problems) for v in taken.entries("signatories")]
    if problems.failures > before:
        return None
    return School(
        name=taken.text("name"),
        letterhead=taken.words("letterhead"),
        address=taken.text("address"),
        place=taken.text("place"),
        logos=tuple(logos),
        year=taken.text("year"),
        signatories=tuple(
            Signatory(each.text("role"), each.text("name"), each.text("number"))
            for each in signatories
            if each is not None
        ),
    )


def read_teacher(path: Path, names: Names, problems: Problems) -> Teacher | None:
    """Return the teacher, or None if something in the file is wrong."""
    taken = _read(path, "me", names, problems)
    if taken is None:
        return None
    return Teacher(taken.text("name"), taken.text("number"), taken.words("classes"))


def _read(path: Path, record: str, names: Names, problems: Problems) -> Taken | None:
    """Return what a file holds, if all of it is as it must be."""
    value = names.value(path, problems)
    if value is None:
        return None
    taken = take(value, RECORDS[record], problems)
    return taken if taken is not None and taken.whole else None
