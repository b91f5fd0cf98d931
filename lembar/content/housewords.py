"""Read terms.yaml: the words that the papers of a course, or of a unit, use."""

from pathlib import Path

from lembar.content.files import is_there
from lembar.content.names import Names
from lembar.content.schema import RECORDS
from lembar.content.take import take
from lembar.course.course import HouseWord
from lembar.errors import Problems


def read_house_words(folder: Path, names: Names, problems: Problems) -> tuple[HouseWord, ...]:
    """Return the house words of a folder; none if it has no terms.yaml."""
    path = folder / "terms.yaml"
    if not is_there(path):
        return ()
    value = names.value(path, problems)
    taken = take(value, RECORDS["terms"], problems) if value is not None else None
    if taken is None:
        return ()
    read = [take(each, RECORDS["house-word"], problems) for each in taken.entries("terms")]
    return tuple(
        HouseWord(each.text("use"), each.words("instead"), each.text("why"))
        for each in read
        if each is not None and each.whole
    )
