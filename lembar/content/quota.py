"""Read quotas: how many items of each objective, and of each level, difficulty or type of it."""

from collections.abc import Iterable
from dataclasses import replace

from lembar.content import yaml
from lembar.content.items import check_objective
from lembar.content.schema import RECORDS
from lembar.content.take import Taken
from lembar.content.yaml import Value
from lembar.course.assessment import Draw
from lembar.errors import Problems

_COLUMNS = {
    word: name
    for name in ("level", "difficulty", "type")
    for word in RECORDS["draw"].keys[name].words
}


def quota(
    asked: Draw, taken: Taken, objectives: frozenset[str] | None, problems: Problems
) -> tuple[Draw, ...]:
    """Return a draw for each cell of a table; `asked` holds what is said beside it."""
    table = taken.values["quota"]
    assert isinstance(table, yaml.Mapping)
    if not table.entries:
        problems.add("nothing-asked", table.place, "nothing-asked")
    found: list[Draw] = []
    for objective, row in table.entries:
        check_objective(objective.text, objective.place, objectives, problems)
        part = replace(asked, objective=objective.text)
        if isinstance(row, yaml.Mapping):
            found.extend(_cells(part, row, taken, problems))
        else:
            found.extend(_cell(part, row, problems))
    return tuple(found)


def _cells(part: Draw, row: yaml.Mapping, taken: Taken, problems: Problems) -> Iterable[Draw]:
    for column, value in row.entries:
        name = _COLUMNS.get(column.text)
        if name is None:
            problems.unknown_word(column.text, column.place, _COLUMNS)
        elif name in taken.values:
            problems.add("quota-twice", column.place, "quota-twice", key=name, word=column.text)
        else:
            changes = {name: column.text}
            yield from _cell(replace(part, **changes), value, problems)  # type: ignore[arg-type]


def _cell(cell: Draw, value: Value, problems: Problems) -> Iterable[Draw]:
    number = yaml.want_int(value, problems)
    if number is not None and number < 1:
        problems.add("not-positive", value.place, number=number)
    elif number is not None:
        yield replace(cell, count=number, place=value.place)
