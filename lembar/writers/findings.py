"""Collect what a format cannot express, so that nothing is dropped in silence."""

from dataclasses import dataclass, field

from lembar.course.tree import Element
from lembar.errors import Problem, problem

# Findings that someone can do something about.
_HINTS = {code: code for code in ("link-nowhere", "not-in-notes", "table-too-wide")}


@dataclass(slots=True)
class Findings:
    """Hold the findings of one file."""

    format: str
    found: list[Problem] = field(default_factory=list)

    def missing(self, node: Element, code: str = "not-in-format", **values: str) -> None:
        """Say that the format cannot express an element; `values` are those of the sentence."""
        said = {"tag": node.tag, "format": self.format} | values
        self.found.append(problem(code, node.place, _HINTS.get(code), "warning", **said))

    def all(self) -> tuple[Problem, ...]:
        """Return each finding once, in the order they were made."""
        return tuple(dict.fromkeys(self.found))
