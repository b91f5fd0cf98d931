"""Find the questions of a document: where each begins, what belongs to it, what stands around."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

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


def parted_alike(units: Sequence[Unit], expected: Parts) -> Parts:
    """Part a document as another was, by what stands in both and by the look of its numbers."""
    looks = _Looks(expected)
    owners = _owners(units, expected)
    there = {unit.key for unit in units}
    headless = {at for at, q in enumerate(expected.questions) if q.units[0].key not in there}
    parts = Parts()
    within = False  # a question is open
    owner: int | None = None  # the question of the other document that it is
    for unit, (own, first) in zip(units, owners):
        starts = looks.starts(unit) or first
        # What is left of a question whose first line was deleted begins one, without a number.
        left = own is not None and own != owner and own in headless
        if starts or (left and (owner is not None or not within)):
            parts.questions.append(Question(unit.label if starts else "", [unit]))
            within, owner = True, own
            continue
        if within and own is None and looks.is_around(unit):
            within = False
        owner = own if within and own is not None and owner is None else owner
        (parts.questions[-1].units if within else parts.frame).append(unit)
    return parts


def _owners(units: Sequence[Unit], expected: Parts) -> list[tuple[int | None, bool]]:
    """Return for each unit which question it stands in there, and whether it begins it."""
    known = [
        (unit, at, place == 0)
        for at, question in enumerate(expected.questions)
        for place, unit in enumerate(question.units)
    ]
    old = [(bool(unit.label), unit.room, unit.key) for unit, _, _ in known]
    new = [(bool(unit.label), unit.room, unit.key) for unit in units]
    found: list[tuple[int | None, bool]] = [(None, False)] * len(units)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        for step in range(size):
            _, question, first = known[a + step]
            found[b + step] = question, first
    return found


class _Looks:
    """Know how questions begin in a document, and what stands around them."""

    def __init__(self, expected: Parts) -> None:
        inside = [unit for question in expected.questions for unit in question.units]
        later = [unit for question in expected.questions for unit in question.units[1:]]
        self._starts = {q.units[0].shape for q in expected.questions if q.units[0].label}
        self._lists = {unit.shape for unit in (*expected.frame, *later) if unit.label}
        self._styles = {unit.style for unit in expected.frame} - {unit.style for unit in inside}
        self._keys = {unit.key for unit in expected.frame} - {unit.key for unit in inside}

    def starts(self, unit: Unit) -> bool:
        """Say whether a unit looks like the first of a question."""
        return unit.looks_like(self._starts, self._lists)

    def is_around(self, unit: Unit) -> bool:
        """Say whether a unit looks like one that no question holds."""
        return unit.style in self._styles or unit.key in self._keys
