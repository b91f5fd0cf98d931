"""Rubrics: a list of what earns points, or a table of criteria by levels of performance."""

import re

from lembar.course.item import Criterion, Descriptor
from lembar.course.tree import Element, Node, Nodes, text_of
from lembar.errors import Problems
from lembar.questions.writing import Writing, split_at, without

_POINTS = re.compile(r"\s*\[(\d+)\]\s*$")


def rubric(writing: Writing, problems: Problems) -> tuple[Criterion, ...]:
    """Return the criteria of the key `rubric`, () if there is none or it can't be understood."""
    nodes = writing.nodes("rubric")
    if not nodes:
        return ()
    _, table, _ = split_at(nodes, "table")
    if table is not None:
        return _by_level(table, problems)
    _, listed, _ = split_at(nodes, "marked-list")
    if listed is None:
        problems.add("criterion-without-points", writing.place, "criterion-without-points")
        return ()
    return tuple(_listed(listed, problems))


def _listed(listed: Element, problems: Problems) -> list[Criterion]:
    """Read `- [2] criterion` lines."""
    found: list[Criterion] = []
    for entry in listed.children:
        assert isinstance(entry, Element)
        if not entry.get("points"):
            problems.add("criterion-without-points", entry.place, "criterion-without-points")
            continue
        found.append(Criterion(int(entry.get("points")), without(entry.children, "feedback")))
    return found


def _by_level(table: Element, problems: Problems) -> tuple[Criterion, ...]:
    """Read a table: a criterion a row, a level of performance a column, the best one first.

    Levels are worth 4, 3, 2, 1 where there are four, unless each title ends with its points: `[4]`.
    """
    head, *rows = _rows(table)
    levels = _levels(head[1:], table, problems)
    if len(head) < 3 or not rows:
        problems.add("rubric-too-small", table.place, "rubric-too-small")
        return ()
    if levels is None:
        return ()
    found: list[Criterion] = []
    for row in rows:
        if any(not text_of(cell).strip() for cell in row):
            problems.add("rubric-cell-empty", table.place, None, criterion=text_of(row[0]).strip())
            continue
        described = tuple(
            Descriptor(points, title, cell) for (points, title), cell in zip(levels, row[1:])
        )
        found.append(Criterion(max(each.points for each in described), row[0], described))
    return tuple(found)


def _rows(table: Element) -> list[list[Nodes]]:
    """Return the cells of all rows, those of the head first."""
    found: list[list[Nodes]] = []
    for part in table.children:
        rows = part.children if isinstance(part, Element) and part.tag in ("thead", "tbody") else ()
        found.extend(
            [each.children for each in row.children if isinstance(each, Element)]
            for row in rows
            if isinstance(row, Element)
        )
    return found


def _levels(
    titles: list[Nodes], table: Element, problems: Problems
) -> list[tuple[int, Nodes]] | None:
    """Return points and title of every level, or None if only some titles say their points."""
    said = [_POINTS.search(text_of(title)) for title in titles]
    if not any(said):
        return [(len(titles) - at, title) for at, title in enumerate(titles)]
    if not all(said):
        problems.add("rubric-points-missing", table.place, "rubric-points-missing")
        return None
    return [(int(found[1]), _without_points(title)) for found, title in zip(said, titles) if found]


def _without_points(title: Nodes) -> Nodes:
    *before, last = title
    kept: Node = _POINTS.sub("", last) if isinstance(last, str) else last
    return (*before, kept) if kept else tuple(before)
