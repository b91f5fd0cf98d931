"""Collect what a format cannot express, so that nothing is dropped in silence."""

from dataclasses import dataclass, field

from lembar.course.tree import Element
from lembar.errors import Problem, problem


@dataclass(slots=True)
class Findings:
    """Hold the findings of one file."""

    format: str
    found: list[Problem] = field(default_factory=list)

    def missing(self, node: Element, code: str = "not-in-format") -> None:
        """Say that the format cannot express an element."""
        self.found.append(
            problem(code, node.place, severity="warning", tag=node.tag, format=self.format)
        )

    def all(self) -> tuple[Problem, ...]:
        """Return each finding once, in the order they were made."""
        return tuple(dict.fromkeys(self.found))
