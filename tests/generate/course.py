"""Put a course together, and write it."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from tests.generate import assessments, items, lessons
from tests.generate.outline import Lesson, Outline, Unit
from tests.generate.texts import Texts
from tests.generate.writing import below, entry

File = tuple[str, str]  # a path below the project, and its text


def course(outline: Outline, count: int) -> Iterator[File]:
    """Yield the files of a course of so many lessons."""
    folder = outline.texts.word("course_folder")
    yield f"{folder}/course.yaml", _course_file(outline.texts)
    taught = (outline.lesson(number) for number in range(1, count + 1))
    for _, group in groupby(taught, key=lambda lesson: lesson.unit.number):
        found = list(group)
        for path, text in _unit(found[0].unit, found):
            yield f"{folder}/{found[0].unit.folder}/{path}", text


def write(folder: Path, files: Iterator[File]) -> int:
    """Write files below a folder; return how many there were."""
    count = 0
    for path, text in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
        count += 1
    return count


def _course_file(texts: Texts) -> str:
    lines = [f"title: {texts.word('course')}", f"language: {texts.language}"]
    lines += [f"subject: {texts.word('subject')}", f"grade: {texts.word('grade')}"]
    return "\n".join([*lines, "authors: [Lembar team]", "licence: CC BY 4.0"]) + "\n"


def _unit(unit: Unit, found: list[Lesson]) -> Iterator[File]:
    yield "unit.yaml", _unit_file(unit, found)
    for lesson in found:
        slug = lesson.concept.slug
        yield f"{lesson.position + 1:02}-{slug}.md", lessons.lesson_file(lesson)
        yield f"questions/{slug}.yaml", items.bank_file(lesson)
        for name, text in {**lessons.pictures(lesson), **items.pictures(lesson)}.items():
            yield f"images/{name}", text
        for name, text in assessments.papers(lesson).items():
            yield f"assessments/{name}", text
    name = f"assessments/{unit.texts.word('test_file')}.yaml"
    yield name, assessments.unit_test(unit, found)


def _unit_file(unit: Unit, found: list[Lesson]) -> str:
    objectives = [
        entry(f"id: {each.objective}", f"text: {each.say(each.concept.objective)}", "level: C3")
        for each in found
    ]
    terms = [
        entry(f"term: {term}", f"definition: {meaning}", f"source: {unit.texts.word('source')}")
        for each in found
        for term, meaning in (
            (each.concept.term, each.concept.meaning),
            (each.concept.term2, each.concept.meaning2),
        )
    ]
    parts = [f"title: {unit.title}", below("objectives", objectives), below("glossary", terms)]
    return "\n\n".join(parts) + "\n"
