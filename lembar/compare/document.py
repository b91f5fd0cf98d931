"""Compare two documents: what stands around the questions, then question by question."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lembar.compare.changes import Change, Kind, Spot
from lembar.compare.pairing import Pair, align, alike, anywhere, out_of_order
from lembar.compare.questions import Question, is_choice, parted, parted_alike
from lembar.compare.tables import compare_tables
from lembar.compare.units import Unit, of_line, units
from lembar.compare.words import Difference, differences, restyled, said, similarity
from lembar.readers.docx import Cell, Line, Reading

_SAME_QUESTION = 0.45
_SAME_CHOICE = 0.5
_SAME_UNIT = 0.7
_LEAST_SHARED = 0.3  # of the words of a document, below which it is another
_POINTS = "question-item"


def is_another(expected: Reading, actual: Reading) -> bool:
    """Say whether a file has so few words of a document that it must be another one."""
    old, new = (
        Counter(token.same for unit in units(each.blocks) for token in unit.words)
        for each in (expected, actual)
    )
    shared = sum((old & new).values())
    return bool(old) and shared < _LEAST_SHARED * min(sum(old.values()), max(sum(new.values()), 1))


def compare(expected: Reading, actual: Reading) -> list[Change]:
    """Return what is different in a file from the document that its source makes."""
    return _rejoined(list(_found(expected, actual)))


def _rejoined(changes: list[Change]) -> list[Change]:
    """Join what went in one place and came in another, where it is the same or almost."""
    gone = [each for each in changes if each.kind is Kind.GONE and each.unit]
    come = [each for each in changes if each.kind is Kind.ADDED and each.unit]
    before, after = ([each.unit for each in side if each.unit] for side in (gone, come))
    pairs = anywhere(before, after, lambda unit: unit.key, alike, _SAME_UNIT, alone=False)
    joined = {id(gone[a]): (gone[a], come[b]) for a, b in pairs}
    taken = {id(come[b]) for _, b in pairs}
    made: list[Change] = []
    for each in changes:
        one, other = joined.get(id(each), (each, None))
        if other is not None and one.unit and other.unit:
            inner = list(_unit(one.unit, other.unit, one.spot))
            made.extend(inner or [replace(one, kind=Kind.MOVED)])
        elif id(each) not in taken:
            made.append(each)
    return made


def _found(expected: Reading, actual: Reading) -> Iterator[Change]:
    before, after = list(units(expected.blocks)), list(units(actual.blocks))
    old = parted(before)
    new = parted_alike(after, old)
    frame = align(old.frame, new.frame)
    pairs = anywhere(old.questions, new.questions, lambda q: q.key, _alike, _SAME_QUESTION)
    anchors = [(one, other) for one, other in frame if one is not None and other is not None]
    anchors += [(old.questions[a].units[0], new.questions[b].units[0]) for a, b in pairs]
    elsewhere = _elsewhere(before, after, anchors)
    yield from _row(frame, _headed(old.frame), elsewhere=elsewhere)
    yield from _questions(old.questions, new.questions, pairs, elsewhere)
    for area, was, now in (
        ("head", expected.heads, actual.heads),
        ("foot", expected.feet, actual.feet),
        ("note", expected.notes, actual.notes),
    ):
        lines = [[of_line(each) for each in side if not each.empty] for side in (was, now)]
        yield from _row(align(*lines), dict.fromkeys(map(id, lines[0]), Spot(area)), area)


def _elsewhere(
    old: Sequence[Unit], new: Sequence[Unit], pairs: Sequence[tuple[Unit, Unit]]
) -> frozenset[int]:
    """Return the fewest units, by their identity, that stand before or behind others now."""
    places = [{id(each): at for at, each in enumerate(side)} for side in (old, new)]
    row = sorted(pairs, key=lambda pair: places[0][id(pair[0])])
    moved = out_of_order([places[1][id(other)] for _, other in row])
    return frozenset(id(row[at][0]) for at in moved)


def _headed(frame: Sequence[Unit]) -> dict[int, Spot]:
    """Return where each unit stands: under which heading."""
    spots: dict[int, Spot] = {}
    heading = ""
    for each in frame:
        is_heading = bool(each.line and each.line.heading)
        spots[id(each)] = Spot(heading="" if is_heading else heading, steps=each.steps)
        heading = said(each.words) if is_heading else heading
    return spots


# --- units in a row -------------------------------------------------------------------------------


def _row(
    pairs: Sequence[Pair[Unit]],
    spots: dict[int, Spot],
    area: str = "body",
    elsewhere: frozenset[int] = frozenset(),
) -> Iterator[Change]:
    """Compare the pairs of a row; what went here and came there was moved."""
    gone = [one for one, other in pairs if one is not None and other is None]
    come = [other for one, other in pairs if one is None and other is not None]
    moved: set[int] = set()
    for one in gone:
        same = next((u for u in come if id(u) not in moved and u.key == one.key and u.key), None)
        spot = replace(spots.get(id(one), Spot(area)), steps=one.steps)
        if same is not None and any(one.key):
            moved.add(id(same))
            yield Change(Kind.MOVED, spot, old=_said(one), found=_said(one))
        else:
            kind = Kind.PICTURE if _is_picture(one) else Kind.GONE
            yield Change(kind, spot, old=_said(one), found=_said(one).strip("[]"), unit=one)
    structural = any(unit.label for unit in (*gone, *come))
    last = Spot(area)
    for was, now in pairs:
        if was is not None:
            last = replace(spots.get(id(was), Spot(area)), steps=was.steps)
        if now is not None and was is None and id(now) not in moved:
            kind = Kind.PICTURE if _is_picture(now) else Kind.ADDED
            yield Change(kind, last, new=_said(now), unit=now)
            yield from _comments(now.line, last)
        if was is not None and now is not None:
            if id(was) in elsewhere:
                yield Change(Kind.MOVED, last, old=_said(was), found=_said(was))
            yield from _unit(was, now, last)
            if was.label != now.label and not structural:
                yield Change(Kind.NUMBER, last, was.label, now.label, said(was.words))


def _is_picture(unit: Unit) -> bool:
    return bool(unit.words) and all(each.kind == "picture" for each in unit.words)


def _said(unit: Unit) -> str:
    return "_" * 8 if unit.room else said(unit.words)


def _unit(old: Unit, new: Unit, spot: Spot) -> Iterator[Change]:
    """Compare two units of a kind."""
    if old.room:
        if old.room != new.room:
            yield Change(Kind.LINES, spot, str(old.room), str(new.room))
    elif old.table and new.table:
        if old.table != new.table:
            yield from compare_tables(old.table, new.table, spot, _cell)
    elif old.line and new.line:
        yield from _line(old, new, spot)


def _line(old: Unit, new: Unit, spot: Spot) -> Iterator[Change]:
    pictures = [[t for t in unit.words if t.kind == "picture"] for unit in (old, new)]
    for at in range(max(map(len, pictures))):
        was, now = (side[at] if at < len(side) else None for side in pictures)
        if was is None or now is None or was.same != now.same:
            before, after = was.text if was else "", now.text if now else ""
            yield Change(Kind.PICTURE, spot, before, after, before.strip("[]"))
    words = [[t for t in unit.words if t.kind != "picture"] for unit in (old, new)]
    whole = " ".join(t.text for t in old.words)
    points = bool(spot.steps) and spot.steps[0].tag == _POINTS and not old.label
    for each in differences(*words):
        kind = Kind.POINTS if points else _kind(each)
        yield Change(kind, spot, each.old, each.new, each.found, whole=whole, core=each.core)
    for run in restyled(*words):
        for kind, marks in ((Kind.EMPHASIS, run.gained), (Kind.PLAIN, run.lost)):
            if marks:
                detail = " ".join(sorted(marks))
                yield Change(kind, spot, run.text, run.text, run.text, detail, whole)
    yield from _comments(new.line, spot)


def _kind(each: Difference) -> Kind:
    return Kind.GONE if not each.new else Kind.ADDED if not each.old else Kind.WORDS


def _comments(line: Line | None, spot: Spot) -> Iterator[Change]:
    for each in line.comments if line else ():
        yield Change(Kind.COMMENT, spot, new=each.text, detail=each.author)


def _cell(old: Cell, new: Cell, spot: Spot) -> Iterator[Change]:
    before, after = list(units(old.blocks)), list(units(new.blocks))
    yield from _row(align(before, after), {id(each): spot for each in before})


# --- questions ------------------------------------------------------------------------------------


def _questions(
    old: Sequence[Question],
    new: Sequence[Question],
    pairs: Sequence[tuple[int, int]],
    elsewhere: frozenset[int],
) -> Iterator[Change]:
    partner = dict(pairs)
    for at, question in enumerate(old):
        if at not in partner:
            text = _stem(question)
            yield Change(Kind.QUESTION_GONE, _spot(question), old=text, found=text)
    moved = {at for at, _ in pairs if id(old[at].units[0]) in elsewhere}
    taken = set(partner.values())
    whole = len(old) == len(new) == len(pairs) and not moved and all(q.label for q in new)
    for at, other in pairs:
        spot = _spot(old[at])
        if at in moved:
            yield Change(Kind.QUESTION_MOVED, spot, old[at].label, new[other].label)
        elif whole and old[at].label != new[other].label:
            yield Change(Kind.NUMBER, spot, old[at].label, new[other].label)
        yield from _question(old[at], new[other], spot)
    for at, question in enumerate(new):
        if at not in taken:
            before = max((a for a, b in pairs if b < at), default=-1)
            spot = _spot(old[before]) if before >= 0 else Spot()
            yield Change(Kind.QUESTION_ADDED, spot, new=_stem(question))
            for unit in question.units:
                yield from _comments(unit.line, spot)


def _alike(old: Question, new: Question) -> float:
    return similarity(old.words, new.words)


def _spot(question: Question) -> Spot:
    return Spot(question=question.label, steps=question.steps, inside=question.steps)


def _stem(question: Question) -> str:
    return next((text for text in map(_said, question.units) if text.strip("_")), "")


def _question(old: Question, new: Question, spot: Spot) -> Iterator[Change]:
    choices = [each for each in old.units if is_choice(each)]
    shapes = {each.shape for each in choices}
    lists = {each.shape for each in old.units if each.label} - shapes
    given = [each for each in new.units if each.looks_like(shapes, lists)]
    yield from _choices(choices, given, spot)
    apart = set(map(id, (*choices, *given)))
    rest, others = ([u for u in side.units if id(u) not in apart] for side in (old, new))
    spots = {id(each): replace(spot, steps=each.steps) for each in rest}
    for change in _row(align(rest, others), spots):
        # The number of the question itself is told where questions are compared.
        if change.kind is not Kind.NUMBER or change.old != old.label:
            yield replace(change, spot=replace(change.spot, question=spot.question))


def _choices(old: Sequence[Unit], new: Sequence[Unit], spot: Spot) -> Iterator[Change]:
    pairs = anywhere(old, new, lambda unit: unit.key, alike, _SAME_CHOICE)
    partner = dict(pairs)
    for at, choice in enumerate(old):
        here = replace(spot, choice=choice.label, steps=choice.steps)
        if at in partner:
            yield from _unit(choice, new[partner[at]], here)
        else:
            text = _said(choice)
            yield Change(Kind.CHOICE_GONE, here, old=text, found=text)
    taken = set(partner.values())
    for at, choice in enumerate(new):
        if at not in taken:
            here = replace(spot, choice=choice.label)
            yield Change(Kind.CHOICE_ADDED, here, new=_said(choice))
            yield from _comments(choice.line, here)
    placed = [a for a, _ in sorted(pairs, key=lambda pair: pair[1])]
    if placed != sorted(placed):
        letters = [old[a].label for a in sorted(placed)], [old[a].label for a in placed]
        before, after = (" ".join(each) for each in letters)
        yield Change(Kind.CHOICE_ORDER, spot, before, after)
    elif len(pairs) == len(old) == len(new):
        was, now = [u.label for u in old], [u.label for u in new]
        if was != now:
            yield Change(Kind.NUMBER, spot, " ".join(was), " ".join(now))
