"""Vocabulary sheets: made where the course asks for them, without the meaning for pupils."""

from pathlib import Path

from lembar.content.loader import Options
from lembar.course.tree import text_of
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.plan import Document
from lembar.sheet.render import Renderer

FILES = {
    "c/u/unit.yaml": "glossary:\n- term: penguapan\n  definition: cair menjadi uap\n"
    "- term: hujan\n  definition: air yang jatuh\n",
    "c/u/01-a.md": "---\ntitle: A\n---\n\nAir [menguap](term:penguapan).\n\n"
    "::: teacher\n[hujan](term:)\n:::\n",
    "c/u/02-b.md": "---\ntitle: B\n---\n\nTanpa istilah.\n",
}


def sheets(root: Path, course: str) -> dict[str, list[str]]:
    """Return the text of the vocabulary sheets of each edition."""
    for name, text in {**FILES, "c/course.yaml": f"title: C\nlanguage: id\n{course}"}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (made,) = prepare(find_project((), root), Options()).courses
    renderer = Renderer(made.theme, made.words)
    found: dict[str, list[str]] = {"student": [], "teacher": []}
    documents: list[Document] = [d for each in made.sets for d in each.documents]
    for each in (d for d in documents if d.document == "vocabulary"):
        found[each.edition].append(text_of((renderer.render(each).root,)))
    return found


def test_a_course_asks_for_them(tmp_path):
    assert sheets(tmp_path, "") == {"student": [], "teacher": []}


def test_pupils_write_the_meaning_teachers_read_it(tmp_path):
    found = sheets(tmp_path, "documents:\n  vocabulary: [docx]\n")
    (student,), (teacher,) = found["student"], found["teacher"]
    assert "penguapan" in student
    assert "cair menjadi uap" not in student
    assert "cair menjadi uap" in teacher
    assert "hujan" not in student + teacher  # only a teacher's note names it
