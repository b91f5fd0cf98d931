"""The examples of the documentation: they read without a problem, and what they name is there."""

import re
from pathlib import Path

import pytest

from lembar.cli import commands
from lembar.content.loader import Options
from lembar.engine.check import check
from lembar.engine.project import find_project
from lembar.messages import Messages

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)#\s]+)\)")

# Where a block of each kind goes in a small course; {n} is its number on the page.
HOMES = {
    "lesson": "c/u/{n:02}-lesson.md",
    "bank": "c/u/questions/bank.yaml",
    "assessment": "c/u/assessments/paper-{n}.yaml",
    "school": "school.yaml",
    "me": "me.yaml",
}
COURSE = {
    "c/course.yaml": "title: Kursus\nlanguage: id\n",
    "c/u/unit.yaml": (
        "objectives:\n- id: T1\n  text: Menjelaskan.\n"
        "glossary:\n- term: penguapan\n  definition: cair menjadi uap\n"
    ),
}


def blocks(page: Path) -> list[tuple[str, str, str]]:
    return _BLOCK.findall(page.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_read_without_a_problem(page, tmp_path):
    examples = [(kind, text) for _, kind, text in blocks(page) if kind]
    for name, text in COURSE.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for number, (kind, text) in enumerate(examples, 1):
        path = tmp_path / HOMES[kind].format(n=number)
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not path.exists(), "two examples of one page in one place"
        path.write_text(text, "utf-8")
    say = Messages("en")
    found = check(find_project((), tmp_path), Options())
    assert [say.line(each) for each in found.problems] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_and_pictures_are_there(page):
    links = _LINK.findall(_BLOCK.sub("", page.read_text("utf-8")).replace("`", ""))
    for link in links:
        if not link.startswith(("http", "images/")):
            assert (page.parent / link).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_are_those_of_the_program(page):
    known = commands(Messages("en")).commands
    for language, _, text in blocks(page):
        if language != "console":
            continue
        for line in text.splitlines():
            words = line.split()
            if words and words[0] == "lembar":
                command = known[words[1]]
                command.make_context(words[1], words[2:], resilient_parsing=False)


def test_every_question_type_has_an_example():
    from lembar.questions import TYPES

    text = (ROOT / "docs/teacher.md").read_text("utf-8")
    assert [name for name in (*TYPES, "group") if f"type: {name}\n" not in text] == []


def test_every_block_has_an_example():
    from lembar.content.markdown.blocks import FENCES

    text = (ROOT / "docs/teacher.md").read_text("utf-8")
    assert [kind for kind in FENCES if f"::: {kind}" not in text] == []
