"""Write the Markdown of a lesson, and its pictures."""

from random import Random

from tests.generate import figures
from tests.generate.cases import case, number
from tests.generate.outline import Lesson
from tests.generate.series import Week, week
from tests.generate.texts import fill


def lesson_file(lesson: Lesson) -> str:
    """Return the whole file of a lesson."""
    blocks = [_head(lesson), *_place(lesson), *_idea(lesson), *_data(lesson), *_limits(lesson)]
    blocks += [f"## {lesson.texts.words['sections']['exercises']}", _questions(lesson)]
    blocks += _notes(lesson)
    return "\n\n".join(blocks) + "\n"


def pictures(lesson: Lesson) -> dict[str, str]:
    """Return the pictures of a lesson by their names."""
    texts, concept = lesson.texts, lesson.concept
    shown = week(lesson, "week")
    draw = figures.bars if _has_bars(lesson) else figures.line
    chart = draw(lesson.title, lesson.word("axis"), texts.short_days, shown.first)
    made = {f"{concept.slug}-week.svg": chart}
    if _has_flow(lesson):
        made[f"{concept.slug}-way.svg"] = figures.flow(lesson.title, lesson.setting.stages)
    return made


def _has_flow(lesson: Lesson) -> bool:
    """Say whether a lesson shows the steps of its place: every other does."""
    return lesson.position % 2 == 0


def _has_bars(lesson: Lesson) -> bool:
    return lesson.random("chart").random() < 0.5


def _head(lesson: Lesson) -> str:
    random = lesson.random("head")
    lead = lesson.say(random.choice(lesson.concept.leads))
    minutes = random.choice((40, 45, 80, 90))
    return "\n".join(
        [
            "---",
            f'title: "{lesson.title}"',
            f"lead: '{lead.replace(chr(39), chr(39) * 2)}'",
            f"objectives: [{lesson.objective}]",
            f"duration: {minutes}",
            "---",
        ]
    )


def _heading(lesson: Lesson, key: str) -> str:
    return "## " + lesson.say(lesson.texts.section(key, lesson.random(f"section {key}")))


def _fence(kind: str, content: str, title: str = "", settings: str = "") -> str:
    head = " ".join(each for each in (":::", kind, title, settings) if each)
    return f"{head}\n{content}\n:::"


def _place(lesson: Lesson) -> list[str]:
    """Return the section on the place: what is done there, and the question that arises."""
    random = lesson.random("place")
    about = sorted(random.sample(range(len(lesson.setting.about)), 4))
    told = " ".join(lesson.say(lesson.setting.about[at]) for at in about)
    blocks = [_heading(lesson, "place"), told, lesson.say(random.choice(lesson.concept.intro))]
    if _has_flow(lesson):
        blocks += _flow(lesson)
    return blocks


def _flow(lesson: Lesson) -> list[str]:
    slug, stages = lesson.concept.slug, lesson.setting.stages
    name = f"fig-{slug}-way"
    alt = lesson.word("flow_alt", stages=", ".join(stages))
    caption = lesson.word("flow_caption", first=stages[0], last=stages[-1])
    told = lesson.word("flow", flow=name, second=stages[1])
    return [told, f'![{alt}](images/{slug}-way.svg "{caption}"){{#{name} width=90%}}']


def _idea(lesson: Lesson) -> list[str]:
    """Return the section on the concept: definition, formula, key point, example."""
    random, texts, concept = lesson.random("idea"), lesson.texts, lesson.concept
    noted = lesson.say(concept.explain[0]) + "[^1]"
    key = _fence("key-point", lesson.say(concept.points[0]))
    blocks = [
        _heading(lesson, "idea"),
        noted,
        _fence("definition", lesson.say(concept.definition), concept.term),
        f"$$ {concept.formula} $$",
        lesson.say(concept.symbols),
        lesson.say(concept.explain[1]),
        key,
        _example(lesson, random),
    ]
    mistake = lesson.say(concept.mistake)
    # Every third lesson sets the usual mistake apart; elsewhere it stands in the text.
    aside = random.random() < 0.33
    blocks.append(_fence("note", mistake, texts.word("note")) if aside else mistake)
    return blocks


def _example(lesson: Lesson, random: Random) -> str:
    texts, concept = lesson.texts, lesson.concept
    shown = case(concept.slug, lesson.random("example"), texts.language)
    problem = lesson.say(concept.problems[4], **shown.given)
    result = number(shown.result, texts.language)
    end = lesson.word("example_end", result=lesson.with_unit(result))
    content = f"{problem}\n\n$$ {shown.working} $$\n\n{end}"
    return _fence("example", content, texts.pick("example", random))


def _data(lesson: Lesson) -> list[str]:
    """Return the section on one week: table, chart, what can be read from them."""
    random, texts, concept = lesson.random("data"), lesson.texts, lesson.concept
    shown = week(lesson, "week")
    told = texts.list("data_other" if _has_bars(lesson) else "data")
    slots = {
        "tab": f"tab-{concept.slug}",
        "fig": f"fig-{concept.slug}-week",
        "top": texts.days[shown.top],
        "bottom": texts.days[shown.bottom],
        "most": str(max(shown.first)),
        "least": str(min(shown.first)),
        "sum": str(sum(shown.first)),
    }
    steps = "\n".join(f"{at}. {lesson.say(step)}" for at, step in enumerate(concept.activity, 1))
    minutes, group = random.choice((15, 20, 25)), random.choice((2, 3, 4))
    return [
        _heading(lesson, "data"),
        lesson.say(told[0], **slots),
        _table(lesson, shown),
        _chart(lesson, shown),
        lesson.say(told[1], **slots),
        lesson.say(_habits(lesson)[0]),
        _fence("key-point", lesson.say(concept.points[1])),
        _fence(
            "activity",
            steps,
            texts.pick("activity", random),
            f"{{minutes={minutes} group={group}}}",
        ),
    ]


def _table(lesson: Lesson, shown: Week) -> str:
    texts, slug = lesson.texts, lesson.concept.slug
    part = lesson.say("<part>")
    rows = [
        f"| {day} | {first} | {second} |"
        for day, first, second in zip(texts.days, shown.first, shown.second)
    ]
    return "\n".join(
        [
            f'{{#tab-{slug} caption="{lesson.word("table_caption")}"}}',
            f"| {texts.word('day')} | {part} 1 | {part} 2 |",
            "| --- | --- | --- |",
            *rows,
        ]
    )


def _chart(lesson: Lesson, shown: Week) -> str:
    texts, slug = lesson.texts, lesson.concept.slug
    listed = ", ".join(f"{day} {value}" for day, value in zip(texts.days, shown.first))
    alt = lesson.word("chart_alt" if _has_bars(lesson) else "line_alt", bars=listed)
    caption = lesson.word("chart_caption")
    return f'![{alt}](images/{slug}-week.svg "{caption}"){{#fig-{slug}-week width=70%}}'


def _habits(lesson: Lesson) -> list[str]:
    return lesson.random("habits").sample(lesson.texts.habits, 3)


def _limits(lesson: Lesson) -> list[str]:
    """Return the section on what a number does not say, and what to talk about."""
    random, texts, concept = lesson.random("limits"), lesson.texts, lesson.concept
    blocks = [
        _heading(lesson, "limits"),
        lesson.say(concept.limits),
        *(lesson.say(each) for each in _habits(lesson)[1:]),
        _fence(
            "discussion",
            lesson.say(concept.discussion),
            texts.pick("discussion", random),
            f"{{minutes={random.choice((10, 15))}}}",
        ),
        _fence("teacher", lesson.say(concept.teacher)),
    ]
    if random.random() < 0.5:
        listed = "\n".join(f"- {lesson.say(step)}" for step in concept.steps)
        blocks.append(_fence("slide", listed, fill(texts.word("slide"), lesson.slots)))
    return blocks


def _questions(lesson: Lesson) -> str:
    slug = lesson.concept.slug
    draws = [("choice", "lesson"), ("true-false", ""), ("numeric", ""), ("short", "")]
    lines = []
    for kind, tag in draws[: lesson.random("questions").randint(3, 4)]:
        lines += ["- draw: 1", f"  type: {kind}", f"  bank: {slug}"]
        lines += [f"  tag: {tag}"] if tag else []
    return _fence("questions", "\n".join(lines))


def _notes(lesson: Lesson) -> list[str]:
    return [f"[^1]: {lesson.say(lesson.concept.footnote)}"]
