"""Write the papers of a unit: worksheets, exit tickets, a test."""

from collections.abc import Sequence

from tests.generate.items import Item, bank
from tests.generate.outline import Lesson, Unit
from tests.generate.texts import fill
from tests.generate.writing import below, block, entry, words

_WORDS = ("matching", "cloze", "classification", "labelling")
_STATEMENTS = ("true-false-table", "ordering")
_NUMBERS = ("table-completion", "group", "multi-part")


def papers(lesson: Lesson) -> dict[str, str]:
    """Return the papers that a lesson brings, by their names; they look back, never ahead."""
    texts, number = lesson.texts, lesson.position + 1
    match lesson.position % 4:
        case 2:  # its worksheet is that of the next lesson
            name = f"{texts.word('exit_file')}-{number}.yaml"
            return {name: _exit_ticket(lesson)}
        case _:
            return {f"{texts.word('worksheet_file')}-{number}.yaml": _worksheet(lesson)}


def _draw(lesson: Lesson, kind: str, tag: str = "", count: int = 1, points: int = 0) -> str:
    return entry(
        f"draw: {count}",
        f"type: {kind}",
        f"bank: {lesson.concept.slug}",
        f"tag: {tag}" if tag else "",
        f"points: {points}" if points else "",
    )


def _part(lesson: Lesson, key: str, draws: Sequence[str], told: str = "") -> str:
    """Return a part of a paper, or nothing if it draws nothing."""
    if not draws:
        return ""
    title = lesson.texts.words["sections_paper"][key]
    said = block("instructions", told) if told else ""
    return entry(f"title: {title}", said, below("items", draws))


def _of(lesson: Lesson, items: Sequence[Item], kinds: Sequence[str], most: int = 9) -> list[str]:
    """Return draws for the items of some types."""
    return [_draw(lesson, item.kind) for item in items if item.kind in kinds][:most]


def _worksheet(lesson: Lesson) -> str:
    texts, concept = lesson.texts, lesson.concept
    items = bank(lesson)
    title = lesson.word("worksheet", n=str(lesson.position + 1), title=lesson.title)
    told = "\n".join(lesson.say(each) for each in texts.list("instructions"))
    parts = [
        _part(lesson, "words", _of(lesson, items, _WORDS)),
        _part(lesson, "choice", [_draw(lesson, "choice", "worksheet")], texts.word("choose_one")),
        _part(lesson, "statements", _of(lesson, items, _STATEMENTS)),
        _part(lesson, "numbers", _of(lesson, items, ("numeric", *_NUMBERS), 3)),
        _part(lesson, "reasons", [_draw(lesson, "essay")]),
    ]
    objectives = [lesson.objective]
    if lesson.position % 4 == 3:  # the lesson before has none of its own
        before = lesson.before()
        objectives.insert(0, before.objective)
        draws = [_draw(before, "choice", "worksheet"), _draw(before, "numeric")]
        parts.insert(2, _part(before, "numbers", draws))
    return _lines(
        f'title: "{title}"',
        "kind: worksheet",
        f"topic: {lesson.word('topic')}",
        f"duration: {lesson.random('worksheet').choice((30, 40, 45))}",
        "tiers: [support, core, extension]" if lesson.position % 4 == 1 else "",
        words("objectives", objectives),
        block("summary", lesson.say(concept.points[0])),
        block("instructions", told),
        below("sections", [part for part in parts if part]),
    )


def _exit_ticket(lesson: Lesson) -> str:
    reflect = entry(
        "type: essay",
        f"objective: {lesson.objective}",
        "level: C2",
        "lines: 2",
        block("text", lesson.say(lesson.concept.reflect)),
    )
    draws = [_draw(lesson, "true-false"), _draw(lesson, "choice", "lesson"), reflect]
    return _lines(
        f"title: {lesson.word('exit', n=str(lesson.position + 1))}",
        "kind: exit-ticket",
        f"copies: {lesson.random('exit').choice((1, 2))}",
        f"topic: {lesson.word('topic')}",
        "duration: 5",
        words("objectives", [lesson.objective]),
        below("items", draws),
    )


def unit_test(unit: Unit, lessons: Sequence[Lesson]) -> str:
    """Return the test of a unit on the lessons that it has."""
    texts, first = unit.texts, lessons[0]
    banks = [(lesson, bank(lesson)) for lesson in lessons]
    choice = [_draw(lesson, "choice", "test", 2, points=2) for lesson, _ in banks]
    statements = [_draw(lesson, "choices") for lesson in lessons[:3]]
    statements += [d for lesson, items in banks[3:] for d in _of(lesson, items, ("matching",))][:1]
    statements += [
        d for lesson, items in banks[1:] for d in _of(lesson, items, ("true-false-table",))
    ][:2]
    numbers = [_draw(lesson, "numeric") for lesson in lessons[::2]]
    numbers += [d for lesson, items in banks for d in _of(lesson, items, ("multi-part",))][:1]
    essays = [_draw(lesson, "essay") for lesson in lessons[-2:]]
    parts = [
        _part(first, "choice", choice, texts.word("choose_one")),
        _part(first, "statements", statements),
        _part(first, "numbers", numbers),
        _part(first, "reasons", essays),
    ]
    return _lines(
        f'title: "{fill(texts.word("test"), {"title": unit.title})}"',
        "kind: test",
        f"event: {texts.word('event')}",
        f"topic: {fill(texts.word('test_topic'), first.slots)}",
        "duration: 80",
        "forms: [A, B]",
        words("objectives", [lesson.objective for lesson in lessons]),
        block("instructions", "\n".join(texts.list("test_instructions"))),
        below("sections", parts),
    )


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part) + "\n"
