"""Find the questions of a document: where each begins, what belongs to it, what stands around."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from lembar.compare.units import Unit
from lembar.writers.docx.trace import Step

_QUESTION = "question-item"
_OPTION = "choice-option"


@dataclass(slots=True)
class Question:
    """Hold a question under its printed number."""

    label: str
    units: list[Unit] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        """Return all that it says."""
        return tuple((each.room, each.key) for each in self.units)

    @property
    def words(self) -> list[str]:
        """Return its words."""
        return [token.same for each in self.units for token in each.words]

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the elements that its units came from, in order."""
        return tuple(step for each in self.units for step in each.steps)


@dataclass(slots=True)
class Parts:
    """Hold a document's questions, and what stands around them."""

    frame: list[Unit] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def number_of(unit: Unit) -> str:
    """Return the number of the question that a unit of our own came from, or nothing."""
    return next((step.number for step in unit.steps if step.tag == _QUESTION), "")


def is_choice(unit: Unit) -> bool:
    """Say whether a unit of our own is a lettered choice."""
    return bool(unit.label) and any(step.tag == _OPTION for step in unit.steps)


def parted(units: Iterable[Unit]) -> Parts:
    """Part a document of our own, whose paragraphs tell what they came from."""
    parts = Parts()
    current = ""
    for unit in units:
        number = number_of(unit)
        if not number:
            parts.frame.append(unit)
        elif number != current:
            parts.questions.append(Question(unit.label or number, [unit]))
        else:
            parts.questions[-1].units.append(unit)
        current = number
    return parts


def parted_alike(units: Iterable[Unit], expected: Parts) -> Parts:
    """Part a document as another was, by the look of its numbers and of what stands around."""
    starts = {q.units[0].shape for q in expected.questions if q.units[0].label}
    lists = {
        unit.shape
        for unit in (*expected.frame, *(u for q in expected.questions for u in q.units[1:]))
        if unit.label
    }
    inside = {unit.style for q in expected.questions for unit in q.units}
    around = {unit.style for unit in expected.frame} - inside
    framed = {unit.key for unit in expected.frame} - {
        unit.key for q in expected.questions for unit in q.units
    }
    parts = Parts()
    within = False
    for unit in units:
        if unit.looks_like(starts, lists):
            parts.questions.append(Question(unit.label, [unit]))
            within = True
            continue
        if within and (unit.style in around or unit.key in framed):
            within = False
        (parts.questions[-1].units if within else parts.frame).append(unit)
    return parts
