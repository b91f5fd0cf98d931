"""A small project with a bit of everything that a build may read, and edits of all of it."""

import random
import re
from collections.abc import Callable
from pathlib import Path

_LESSON = """\
---
title: A puddle
objectives: [T1]
---

The sun warms the [puddle](term:). Its water turns into vapour, $a^2 = {n}$.

::: key-point
Water does not vanish.
:::

![A puddle](images/puddle.svg)

::: teacher
Ask where it goes.
:::
"""
_BANK = """\
objective: T1
level: C2
items:
- type: choice
  id: aa11
  text: |
    A puddle dries because its water …

    - [ ] freezes
    - [x] evaporates
    - [ ] condenses
  explanation: |
    Warmth does it.
- type: short
  id: bb22
  text: |
    Water that falls from clouds is called [[precipitation]].
- type: essay
  id: cc33
  lines: 4
  text: |
    Where does the puddle go?
  answer: |
    Into the air.
"""
_UNIT = """\
title: Water
objectives:
- {id: T1, text: tell where water goes, level: C2}
glossary:
- {term: puddle, definition: water that lies on the ground, source: own}
"""
_COURSE = """\
title: The Water Cycle
language: en
theme: own
documents:
  handout: [pdf, docx]
  summary: [html, md]
  summary-sheet: [docx]
  worksheet: [docx]
  test: [docx]
  answer-key: [docx]
  answer-sheet: [docx]
  blueprint: [docx]
  item-cards: [docx]
  score-sheet: [xlsx]
"""
_TEST = """\
title: Test 1
kind: test
forms: [A, B]
items:
- draw: 2
- use: water/cc33
"""
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 {n}h40"/></svg>\n'
_FILES = {
    "content/school.yaml": "name: School 7\nlogos:\n- {file: art/logo.svg, alt: S}\n",
    "content/me.yaml": "name: A. Teacher\n",
    "content/art/logo.svg": _SVG.format(n=2),
    "content/water/course.yaml": _COURSE,
    "content/water/cycle/unit.yaml": _UNIT,
    "content/water/cycle/01-puddle.md": _LESSON.format(n=4),
    "content/water/cycle/02-cloud.md": "---\ntitle: A cloud\n---\n\nClouds are drops.\n",
    "content/water/cycle/images/puddle.svg": _SVG.format(n=5),
    "content/water/cycle/questions/water.yaml": _BANK,
    "content/water/cycle/assessments/test.yaml": _TEST,
    "content/water/cycle/assessments/sheet.yaml": (
        "title: Sheet 1\nkind: worksheet\nitems:\n- draw: 2\n"
    ),
    "content/profiles/bold.yaml": "scale: {type: 1.2}\n",
    "templates/own/theme.yaml": "extends: default\ntypography: {line-height: 1.5}\n",
    "templates/own/print.css": ".lead { letter-spacing: 0pt; }\n",
    "templates/own/parts/identity.html.j2": ('{% extends "parent:parts/identity.html.j2" %}\n'),
    "templates/own/parts/objectives.html.j2": (
        '{% include "parent:parts/objectives.html.j2" %}\n'
        '{% include "parts/asked.html.j2" ignore missing %}\n'
    ),
    "templates/own/locale/en.po": 'msgid "identity.name"\nmsgstr "Your name"\n',
}


def project(root: Path) -> Path:
    """Write the project and return its folder."""
    for name, text in _FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


Edit = Callable[[Path, random.Random], None]


def _changed(name: str, pattern: str, new: Callable[[random.Random], str]) -> Edit:
    """Return an edit that puts something new in place of a pattern in a file."""

    def edit(root: Path, chance: random.Random) -> None:
        path = root / name
        was = text = path.read_text("utf-8")
        assert re.search(pattern, was), (name, pattern)
        while text == was:
            text = re.sub(pattern, lambda _: new(chance), was, count=1)
        path.write_text(text, "utf-8")

    return edit


def _with_comment(name: str) -> Edit:
    def edit(root: Path, chance: random.Random) -> None:
        path = root / name
        path.write_text(f"# {chance.random()}\n{path.read_text('utf-8')}", "utf-8")

    return edit


def _there_or_not(name: str, text: str) -> Edit:
    """Return an edit that adds a file, or takes it away again."""

    def edit(root: Path, chance: random.Random) -> None:
        path = root / name
        if path.exists():
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    return edit


def _number(chance: random.Random) -> str:
    return str(chance.randint(2, 9))


def _word(chance: random.Random) -> str:
    return chance.choice(("sun", "wind", "rain", "frost", "mist", "thaw"))


_C = "content/water"
_U = f"{_C}/cycle"
_T = "templates/own"
_BLOCK = '{% extends "parent:parts/facts.html.j2" %}\n'
_SLIDES = """\
{% extends "parent:documents/summary.html.j2" %}
{% block closing %}<slide layout="content"><h2>The end</h2></slide>{% endblock %}
{% block objectives %}<slide layout="content"><h2>To learn</h2></slide>{% endblock %}
"""
EDITS: dict[str, Edit] = {
    "lesson": _changed(f"{_U}/01-puddle.md", r"The \w+ warms", lambda c: f"The {_word(c)} warms"),
    "formula": _changed(f"{_U}/01-puddle.md", r"a\^2 = \d", lambda c: f"a^2 = {_number(c)}"),
    "teacher's note": _changed(f"{_U}/01-puddle.md", r"Ask \w+ it", lambda c: f"Ask {_word(c)} it"),
    "lesson title": _changed(
        f"{_U}/02-cloud.md", r"title: A \w+", lambda c: f"title: A {_word(c)}"
    ),
    "another lesson": _there_or_not(f"{_U}/03-snow.md", "---\ntitle: Snow\n---\n\nIt is cold.\n"),
    "stem": _changed(f"{_U}/questions/water.yaml", r"A \w+ dries", lambda c: f"A {_word(c)} dries"),
    "key": _changed(
        f"{_U}/questions/water.yaml", r"\[\[[\w ]+\]\]", lambda c: f"[[{_word(c)} {_word(c)}]]"
    ),
    "explanation": _changed(
        f"{_U}/questions/water.yaml", r"    \w+ does it", lambda c: f"    {_word(c)} does it"
    ),
    "lines": _changed(f"{_U}/questions/water.yaml", r"lines: \d", lambda c: f"lines: {_number(c)}"),
    "comment": _with_comment(f"{_U}/questions/water.yaml"),
    "another bank": _there_or_not(
        f"{_U}/questions/more.yaml",
        "items:\n- type: true-false\n  id: dd44\n  text: |\n    - [x] Snow is water.\n",
    ),
    "picture": _changed(f"{_U}/images/puddle.svg", r"M0 \d", lambda c: f"M0 {_number(c)}"),
    "unit title": _changed(f"{_U}/unit.yaml", r"title: \w+", lambda c: f"title: {_word(c)}"),
    "objective": _changed(f"{_U}/unit.yaml", r"tell \w+ water", lambda c: f"tell {_word(c)} water"),
    "definition": _changed(
        f"{_U}/unit.yaml", r"definition: \w+", lambda c: f"definition: {_word(c)}"
    ),
    "comment in the unit": _with_comment(f"{_U}/unit.yaml"),
    "another unit": _there_or_not(
        f"{_C}/seas/01-wave.md", "---\ntitle: A wave\n---\n\nIt rolls.\n"
    ),
    "house word": _there_or_not(f"{_U}/terms.yaml", "terms:\n- {use: vapour, instead: [turns]}\n"),
    "course title": _changed(f"{_C}/course.yaml", r"title: [\w ]+", lambda c: f"title: {_word(c)}"),
    "forms": _changed(
        f"{_U}/assessments/test.yaml",
        r"forms: .*",
        lambda c: c.choice(("forms: [A]", "forms: [A, B]", "forms: [B, C]")),
    ),
    "test title": _changed(
        f"{_U}/assessments/test.yaml", r"title: .*", lambda c: f"title: Test {_number(c)}"
    ),
    "another worksheet": _there_or_not(
        f"{_U}/assessments/extra.yaml", "title: Extra\nkind: worksheet\nitems:\n- use: water/cc33\n"
    ),
    "school": _changed("content/school.yaml", r"School \d", lambda c: f"School {_number(c)}"),
    "logo": _changed("content/art/logo.svg", r"M0 \d", lambda c: f"M0 {_number(c)}"),
    "teacher": _changed("content/me.yaml", r"name: \w", lambda c: f"name: {c.choice('ABCDE')}"),
    "nearer school": _there_or_not(f"{_C}/school.yaml", "name: Nearer School\n"),
    "profile": _changed("content/profiles/bold.yaml", r"1\.\d", lambda c: f"1.{c.randint(1, 4)}"),
    "nearer profile": _there_or_not(f"{_C}/profiles/bold.yaml", "scale: {type: 1.3}\n"),
    "token": _changed(
        f"{_T}/theme.yaml", r"line-height: [\d.]+", lambda c: f"line-height: 1.{c.randint(3, 6)}"
    ),
    "style sheet": _changed(
        f"{_T}/print.css", r"letter-spacing: \dpt", lambda c: f"letter-spacing: {c.randint(0, 2)}pt"
    ),
    "template": _there_or_not(f"{_T}/parts/facts.html.j2", _BLOCK),
    "slides template": _there_or_not(f"{_T}/documents/summary.html.j2", _SLIDES),
    "page style": _there_or_not(f"{_T}/page.css", ".lead { color: #123456; }\n"),
    "asked for": _there_or_not(f"{_T}/parts/asked.html.j2", "<p>Asked for</p>\n"),
    "printed word": _changed(f"{_T}/locale/en.po", r'"Your \w+', lambda c: f'"Your {_word(c)}'),
}
"""What a person may do to the project, by name."""
