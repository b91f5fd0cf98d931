"""Read a lesson: front matter, Markdown, and the questions that stand in it."""

import re
from dataclasses import dataclass

from lembar.content import yaml
from lembar.content.assessments import AssessmentReader
from lembar.content.items import check_objective
from lembar.content.markdown import Source, blocks, front_matter
from lembar.content.schema import RECORDS
from lembar.content.take import Taken, take
from lembar.course.assessment import Assessment
from lembar.course.course import Lesson
from lembar.course.tree import Element, Node, Nodes, rewrite, text_of
from lembar.errors import Place, Problems


@dataclass(frozen=True, slots=True)
class LessonReader:
    """Read the lessons of one unit."""

    assessments: AssessmentReader
    problems: Problems

    def lesson(self, text: str, name: str, slug: str) -> Lesson | None:
        """Return the lesson of a file, or None if something in it is wrong."""
        before = self.problems.failures
        head, body, first_line = front_matter(text, name, self.problems)
        if head is None and self.problems.failures == before:
            self.problems.add("no-front-matter", Place(name), "no-front-matter")
        taken = take(head, RECORDS["lesson"], self.problems) if head is not None else None
        # A head that could not be read is one problem; the text below it is still looked at.
        places = tuple((line, 1) for line in range(first_line, first_line + body.count("\n") + 1))
        nodes = blocks(Source(body, name, places), self.problems)
        nodes, exercises = self._exercises(nodes, slug)
        nodes = self.assessments.items.resolver.lesson(nodes, self.problems)
        if taken is not None:
            self._check(taken)
        if taken is None or not taken.whole or self.problems.failures > before:
            return None
        return Lesson(
            slug=slug,
            number=lesson_number(slug),
            title=taken.text("title"),
            body=nodes,
            place=Place(name),
            lead=taken.text("lead"),
            objectives=taken.words("objectives"),
            duration=taken.count("duration"),
            exercises=exercises,
            slides=taken.count("slides"),
            profiles=taken.profiles(),
        )

    def _check(self, taken: Taken) -> None:
        for named in taken.words("objectives"):
            known = self.assessments.items.objectives
            check_objective(named, taken.place_of("objectives"), known, self.problems)

    def _exercises(self, nodes: Nodes, slug: str) -> tuple[Nodes, tuple[Assessment, ...]]:
        """Put a reference in place of each `questions` block, and read what it asks for."""
        found: list[Assessment] = []

        def change(each: Element) -> Node | None:
            if each.tag != "fence" or each.get("kind") != "questions":
                return each
            place = each.place or Place("")
            first = int(each.get("line") or place.line + 1)
            loaded = yaml.load(text_of(each.children), place.file, self.problems, first)
            if loaded.broken or loaded.root is None:
                if not loaded.broken:
                    self.problems.add("nothing-asked", place, "nothing-asked")
                return None
            name = f"{slug}/{len(found) + 1}"
            exercise = self.assessments.exercise(loaded.root, name, place)
            if exercise is None:
                return None
            found.append(exercise)
            return Element("questions", {"ref": str(len(found) - 1)}, (), place)

        return rewrite(nodes, change), tuple(found)


def lesson_number(slug: str) -> int:
    """Return the number that a lesson's file name begins with (0 if there is none)."""
    digits = re.match(r"\d+", slug)
    return int(digits[0]) if digits else 0
