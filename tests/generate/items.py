"""Write the item bank of a lesson: about twelve items of several types."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.generate import figures
from tests.generate.cases import PARAMETERS, case, number
from tests.generate.outline import Lesson
from tests.generate.series import week
from tests.generate.texts import Concept
from tests.generate.writing import below, block, entry, words

VARIED = 5
"""How many of the types that not every bank has stand in one."""


@dataclass(frozen=True)
class Item:
    """Hold an item: its type, the tag it is drawn by, its source."""

    kind: str
    tag: str
    source: str


def bank(lesson: Lesson) -> list[Item]:
    """Return the items of a lesson."""
    fixed = [_meaning, _numbers, _other_numbers, _need, _choices, _true_false, _short, _numeric]
    varied = lesson.random("kinds").sample(_VARIED, VARIED)
    made = [make(lesson) for make in fixed]
    # The order of the table, so that a bank reads like one that someone has planned.
    made += [make(lesson) for make in _VARIED if make in varied]
    made.append(_essay(lesson))
    if _has_parts_picture(lesson):
        made.append(_labelling(lesson))
    return made


def bank_file(lesson: Lesson) -> str:
    """Return the file of a bank."""
    entries = [item.source for item in bank(lesson)]
    return f"objective: {lesson.objective}\nitems:\n" + "\n\n".join(entries) + "\n"


def pictures(lesson: Lesson) -> dict[str, str]:
    """Return the pictures that items show, by their names."""
    if not _has_parts_picture(lesson):
        return {}
    return {f"q-{lesson.concept.slug}-parts.svg": figures.bare_chart(lesson.title)}


def _has_parts_picture(lesson: Lesson) -> bool:
    """Say whether a lesson asks for the parts of a chart: once in a unit, or pupils know."""
    return lesson.position == 1


def _item(lesson: Lesson, name: str, kind: str, level: str, tag: str, *parts: str) -> Item:
    head = [f"type: {kind}", f"id: {name}", f"level: {level}", words("tags", [tag])]
    if tag == "test":
        head.append("indicator: " + lesson.word("indicator"))
    return Item(kind, tag, entry(*head, *parts))


def _marked(options: list[tuple[str, bool]]) -> str:
    return "\n".join(f"- [{'x' if right else ' '}] {text}" for text, right in options)


def _others(lesson: Lesson, purpose: str, count: int) -> list[Concept]:
    """Return other concepts than that of the lesson."""
    known = [each for each in lesson.texts.concepts if each.slug != lesson.concept.slug]
    return lesson.random(purpose).sample(known, count)


def _single(lesson: Lesson, purpose: str, stem: str, right: str, wrong: list[str]) -> str:
    options = [(right, True), *((each, False) for each in wrong)]
    lesson.random(f"{purpose} order").shuffle(options)
    return f"{stem}\n\n{_marked(options)}"


def _meaning(lesson: Lesson) -> Item:
    stem = lesson.say(lesson.texts.pick("meaning", lesson.random("meaning")))
    wrong = [each.meaning for each in _others(lesson, "meaning others", 3)]
    text = _single(lesson, "meaning", stem, lesson.concept.meaning, wrong)
    said = block("explanation", lesson.say(lesson.concept.definition).replace("(term:)", ""))
    return _item(lesson, "meaning", "choice", "C2", "lesson", block("text", text), _unlinked(said))


def _unlinked(text: str) -> str:
    """Return a text without marks of terms, which explanations do not need."""
    return text.replace("[", "").replace("]", "")


def _need(lesson: Lesson) -> Item:
    wrong = [each.term for each in _others(lesson, "need others", 3)]
    text = _single(lesson, "need", lesson.say(lesson.concept.need), lesson.concept.term, wrong)
    said = block("explanation", lesson.say("<term>: ") + lesson.concept.meaning + ".")
    return _item(lesson, "need", "choice", "C4", "test", block("text", text), said)


def _calculated(lesson: Lesson, name: str, pattern: str, tag: str) -> Item:
    """Return a choice among numbers, each wrong one with the slip that leads to it."""
    texts = lesson.texts
    # The choices stand by size, and most slips make a result too large: without care B is the key.
    smaller = (0, 3)[lesson.position % 2]
    made = case(lesson.concept.slug, lesson.random(name), texts.language, smaller)
    results = sorted([(made.result, ""), *made.wrong])
    lines = []
    for value, slip in results:
        mark = " " if slip else "x"
        lines.append(f"- [{mark}] {lesson.with_unit(number(value, texts.language))}")
        if slip:
            lines.append(f"  : {texts.words['feedback'][slip]}")
    text = lesson.say(pattern, **made.given) + "\n\n" + "\n".join(lines)
    said = lesson.word("explain", working=made.working)
    parts = ("shuffle: false", block("text", text), block("explanation", said))
    return _item(lesson, name, "choice", "C3", tag, *parts)


def _numbers(lesson: Lesson) -> Item:
    return _calculated(lesson, "numbers", lesson.concept.problems[0], "worksheet")


def _other_numbers(lesson: Lesson) -> Item:
    return _calculated(lesson, "other-numbers", lesson.concept.problems[3], "test")


def _statements(lesson: Lesson, name: str, true: int, false: int) -> list[tuple[str, bool]]:
    random, concept = lesson.random(name), lesson.concept
    chosen = [(lesson.say(each), True) for each in random.sample(concept.true, true)]
    chosen += [(lesson.say(each), False) for each in random.sample(concept.false, false)]
    random.shuffle(chosen)
    return chosen


def _choices(lesson: Lesson) -> Item:
    listed = _marked(_statements(lesson, "choices", 2, 3))
    text = block("text", f"{lesson.word('choices')}\n\n{listed}")
    return _item(lesson, "choices", "choices", "C4", "test", text)


def _true_false(lesson: Lesson) -> Item:
    true = lesson.random("true-false side").random() < 0.5
    ((statement, _),) = _statements(lesson, "true-false", int(true), int(not true))
    parts = (block("text", statement), f"answer: {str(true).lower()}")
    return _item(lesson, "statement", "true-false", "C2", "lesson", *parts)


def _short(lesson: Lesson) -> Item:
    concept = lesson.concept
    asked = [(concept.meaning, concept.term), (concept.meaning2, concept.term2)]
    meaning, term = lesson.random("short").choice(asked)
    text = f"{lesson.word('short')} *{meaning}*: [[{term}]]"
    return _item(lesson, "term", "short", "C1", "lesson", block("text", text))


def _numeric(lesson: Lesson) -> Item:
    known = PARAMETERS[lesson.concept.slug]
    problem = lesson.say(lesson.concept.problems[1], **known.given)
    text = f"{problem}\n\n" + lesson.with_unit(f"[[{{{{ {known.answer} }}}}]]")
    drawn = "parameters:\n" + "\n".join(f"  {line}" for line in known.lines)
    parts = (drawn, "points: 2", "size: small", block("text", text))
    return _item(lesson, "calculate", "numeric", "C3", "test", *parts)


def _essay(lesson: Lesson) -> Item:
    concept = lesson.concept
    points = [1, 2, 1]
    rubric = "\n".join(f"- [{at}] {lesson.say(each)}" for at, each in zip(points, concept.rubric))
    support = "support:\n  " + block("hint", lesson.say(concept.hint)).replace("\n", "\n  ")
    more = [
        block("text", lesson.say(concept.extension)),
        "lines: 3",
        block("answer", lesson.say(concept.extension_answer)),
    ]
    extension = "extension:\n  " + "\n".join(more).replace("\n", "\n  ")
    parts = (
        f"lines: {lesson.random('essay').randint(4, 7)}",
        block("text", lesson.say(concept.essay)),
        support,
        extension,
        block("answer", lesson.say(concept.answer)),
        block("rubric", rubric),
    )
    return _item(lesson, "reasons", "essay", "C5", "test", *parts)


def _table(lesson: Lesson) -> Item:
    listed = _marked(_statements(lesson, "statements", 2, 2))
    text = block("text", f"{lesson.word('statements')}\n\n{listed}")
    return _item(lesson, "statements", "true-false-table", "C4", "test", text)


def _matching(lesson: Lesson) -> Item:
    concept = lesson.concept
    others = _others(lesson, "matching", 3)
    pairs = [(concept.term, concept.meaning), (concept.term2, concept.meaning2)]
    pairs += [(each.term, each.meaning) for each in others[:2]]
    lines = [f"- {term} -> {meaning}" for term, meaning in pairs]
    text = "\n".join([lesson.word("matching"), "", *lines, f"- -> {others[2].meaning}"])
    return _item(lesson, "matching", "matching", "C2", "worksheet", block("text", text))


def _ordering(lesson: Lesson) -> Item:
    steps = "\n".join(f"{at}. {lesson.say(s)}" for at, s in enumerate(lesson.concept.steps, 1))
    stem = lesson.say(lesson.texts.pick("ordering", lesson.random("ordering")))
    text = block("text", f"{stem}\n\n{steps}")
    return _item(lesson, "steps", "ordering", "C3", "worksheet", text)


def _cloze(lesson: Lesson) -> Item:
    text = block("text", f"{lesson.word('cloze')}\n\n{lesson.say(lesson.concept.cloze)}")
    given = ("bank: true", words("distractors", lesson.concept.distract), "size: medium")
    return _item(lesson, "gaps", "cloze", "C2", "worksheet", *given, text)


def _group(lesson: Lesson) -> Item:
    texts = lesson.texts
    shown = week(lesson, "group", 4)
    days = texts.days[:4]
    table = f"| {texts.word('day')} | {' | '.join(days)} |\n| --- | --- | --- | --- | --- |\n"
    table += f"| {lesson.say('<part>')} | {' | '.join(map(str, shown.first))} |"
    options = _marked([(day, at == shown.top) for at, day in enumerate(days)])
    most = entry(
        "type: choice",
        "level: C2",
        "shuffle: false",
        block("text", f"{lesson.word('group_most')}\n\n{options}"),
    )
    asked = lesson.word("group_sum", sum=str(sum(shown.first)))
    whole = entry("type: numeric", "level: C3", "size: small", block("text", asked))
    head = ("type: group", "id: notebook", "tags: [worksheet]")
    stimulus = block("text", f"{lesson.word('group')}\n\n{table}")
    return Item("group", "worksheet", entry(*head, stimulus, below("items", [most, whole])))


def _completion(lesson: Lesson) -> Item:
    texts = lesson.texts
    shown = week(lesson, "completion", 3)
    part = lesson.say("<part>")
    rows = [
        f"| {day} | {first} | {second} | [[{first + second}]] |"
        for day, first, second in zip(texts.days, shown.first, shown.second)
    ]
    head = f"| {texts.word('day')} | {part} 1 | {part} 2 | {texts.word('together')} |"
    table = "\n".join([lesson.word("completion"), "", head, "| --- | --- | --- | --- |", *rows])
    parts = ("size: small", block("text", table))
    return _item(lesson, "table", "table-completion", "C3", "worksheet", *parts)


def _classification(lesson: Lesson) -> Item:
    concept, random = lesson.concept, lesson.random("classification")
    entries = [(text, concept.kinds[0]) for text in concept.first]
    entries += [(text, concept.kinds[1]) for text in concept.second]
    random.shuffle(entries)
    lines = "\n".join(f"- {lesson.say(text)} -> {kind}" for text, kind in entries)
    text = block("text", f"{lesson.word('classification')}\n\n{lines}")
    return _item(lesson, "kinds", "classification", "C2", "worksheet", text)


def _multi_part(lesson: Lesson) -> Item:
    texts = lesson.texts
    made = case(lesson.concept.slug, lesson.random("multi"), texts.language)
    result = number(made.result, texts.language)
    formula = entry(
        "type: essay",
        "lines: 2",
        block("text", lesson.word("multi_formula")),
        block("answer", f"${made.working}$"),
        block("rubric", f"- [1] ${made.working}$"),
    )
    asked = lesson.word("multi_result", result=lesson.with_unit(f"[[{result}]]"))
    gap = entry("type: numeric", "size: small", block("text", asked))
    rubric = "\n".join(f"- [1] {each}" for each in texts.list("multi_rubric"))
    judge = entry(
        "type: essay",
        "lines: 3",
        block("text", lesson.word("multi_judge")),
        block("answer", lesson.word("multi_answer")),
        block("rubric", rubric),
    )
    stem = block("text", lesson.say(lesson.concept.problems[2], **made.given))
    parts = below("parts", [formula, gap, judge])
    return _item(lesson, "case", "multi-part", "C4", "test", stem, parts)


def _labelling(lesson: Lesson) -> Item:
    texts = lesson.texts
    picture = f"![{texts.word('parts_alt')}](images/q-{lesson.concept.slug}-parts.svg){{width=60%}}"
    # Where `figures.bare_chart` draws the line at the left, the second bar, the line below.
    places = ("13.6% 30%", "43% 45%", "86% 87%")
    marks = [f"- {at}: [[{each}]]" for at, each in zip(places, texts.list("parts_answers"))]
    text = "\n".join([texts.word("parts_text"), "", picture, "", *marks])
    parts = ("size: medium", block("text", text))
    return _item(lesson, "parts", "labelling", "C1", "worksheet", *parts)


_VARIED: tuple[Callable[[Lesson], Item], ...] = (
    _table, _matching, _ordering, _cloze, _group, _completion, _classification, _multi_part,
)  # fmt: skip
