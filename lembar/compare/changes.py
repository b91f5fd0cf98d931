"""Name what can change in a document, and where."""

from dataclasses import dataclass, field
from enum import StrEnum

from lembar.compare.units import Unit
from lembar.writers.docx.trace import Step


class Kind(StrEnum):
    """List the kinds of change."""

    WORDS = "words"
    ADDED = "added"
    GONE = "gone"
    MOVED = "moved"
    EMPHASIS = "emphasis"
    PLAIN = "plain"
    PICTURE = "picture"
    LINES = "lines"
    NUMBER = "number"
    POINTS = "points"
    QUESTION_ADDED = "question-added"
    QUESTION_GONE = "question-gone"
    QUESTION_MOVED = "question-moved"
    CHOICE_ADDED = "choice-added"
    CHOICE_GONE = "choice-gone"
    CHOICE_ORDER = "choice-order"
    ROW_ADDED = "row-added"
    ROW_GONE = "row-gone"
    ROW_MOVED = "row-moved"
    COLUMN_ADDED = "column-added"
    COLUMN_GONE = "column-gone"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Spot:
    """Say where something stands: what is printed there, and the elements that it came from.

    `area` is body, head, foot or note. `row` and `column` count from 1, 0 for none; `heading` is
    the heading under which it stands. `inside` are the elements that its question came from.
    """

    area: str = "body"
    question: str = ""
    choice: str = ""
    row: int = 0
    column: int = 0
    heading: str = ""
    steps: tuple[Step, ...] = ()
    inside: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one change: what stood there, what stands there now.

    `found` is what to look for in the source: the words of `core` with the one before them; `whole`
    is all that the old line says. `detail` is a name: of marks, of who comments. `unit` is one
    that came or went.
    """

    kind: Kind
    spot: Spot
    old: str = ""
    new: str = ""
    found: str = ""
    detail: str = ""
    whole: str = ""
    core: str = ""
    unit: Unit | None = field(default=None, compare=False, repr=False)
