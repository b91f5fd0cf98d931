"""The cases of the question types: `python -m tests.questions.cases` writes what is expected anew.

A case is a folder of tests/cases/questions: `item.yaml` as an author writes it, `student.txt` and
`teacher.txt` with what stands on the sheet. Read what changed before you commit it.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lembar.content.loader import Options
from lembar.course.tree import Element, Node, walk
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.messages import Messages
from lembar.sheet.render import Renderer
from lembar.sheet.vocabulary import VOCABULARY

CASES = Path(__file__).parents[1] / "cases/questions"
COURSE = {
    "c/course.yaml": "title: Kursus\nlanguage: id\n",
    "c/u/unit.yaml": "title: Unit\n",
    "c/u/assessments/w.yaml": "title: Lembar\nkind: worksheet\nitems:\n- draw: 1\n  type: {type}\n",
}


def shown(case: Path) -> dict[str, str]:
    """Return what stands on the sheet of each edition, an element a line."""
    item = (case / "item.yaml").read_text("utf-8")
    kind = item.split("type: ")[1].split("\n")[0]
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        files = {"c/u/questions/q.yaml": item} | COURSE
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text.replace("{type}", kind), "utf-8")
        for picture in case.glob("*.svg"):
            (root / "c/u/images").mkdir(exist_ok=True)
            shutil.copy(picture, root / "c/u/images")
        prepared = prepare(find_project((), root), Options())
    say = Messages("en")
    found = [say.line(each) for each in prepared.problems]
    assert found == [], found
    (course,) = prepared.courses
    renderer = Renderer(course.theme, course.words)
    return {
        document.edition: "".join(_questions(renderer.render(document).root))
        for each in course.sets
        for document in each.documents
        if document.document in ("worksheet", "answer-key")
    }


def _questions(root: Element) -> Iterator[str]:
    inside: set[int] = set()
    for each in walk((root,)):
        if each.tag in ("question-item", "question-group") and id(each) not in inside:
            inside.update(id(child) for child in walk(each.children))
            yield from _lines(each, "")


def _lines(element: Element, indent: str) -> Iterator[str]:
    """Yield an element as lines: text on one, blocks on their own."""
    attributes = "".join(f' {k}="{v}"' for k, v in sorted(element.attributes.items()))
    if all(_in_a_line(child) for child in element.children):
        yield f"{indent}{element.tag}{attributes}: {''.join(map(_text, element.children))}".rstrip()
        yield "\n"
        return
    yield f"{indent}{element.tag}{attributes}\n"
    for child in element.children:
        if isinstance(child, Element):
            yield from _lines(child, f"{indent}  ")
        elif child.strip():
            yield f"{indent}  {child.strip()}\n"


def _in_a_line(node: Node) -> bool:
    return isinstance(node, str) or VOCABULARY[node.tag].inline


def _text(node: Node) -> str:
    if isinstance(node, str):
        return node
    attributes = "".join(f' {k}="{v}"' for k, v in sorted(node.attributes.items()))
    return f"<{node.tag}{attributes}>{''.join(map(_text, node.children))}</>"


if __name__ == "__main__":
    for folder in sorted(CASES.iterdir()):
        for edition, said in shown(folder).items():
            (folder / f"{edition}.txt").write_text(said, "utf-8")
