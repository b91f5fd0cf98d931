"""The sheet: a finished document as a tree of known elements, ready for any writer."""

from dataclasses import dataclass

from lembar.course.tree import Element
from lembar.course.words import WESTERN_DIGITS

WITH_OUTER_COLUMN = frozenset({"handout"})
"""Documents that keep a column free at the left for notes, so that their text is narrower."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a rendered document; `root` is an `article`.

    `paper` is a key of the theme's papers; `labels` are the catalogue's words in the document's
    language that a writer itself must print, `digits` those of its numbers.
    """

    title: str
    language: str  # BCP 47
    document: str  # handout, worksheet, …
    edition: str  # student or teacher
    root: Element
    paper: str = "A4"
    subject: str = ""
    author: str = ""
    direction: str = "ltr"
    labels: tuple[tuple[str, str], ...] = ()
    digits: str = WESTERN_DIGITS
    script: str = ""  # Arab, …; nothing for Latin
    notes: bool = True  # those of the margin may stand there
    facts: tuple[tuple[str, str], ...] = ()  # what fields of a publisher's Office files say
    key: str = ""  # where its files stand in output/, without their ending; "" for no file alone

    @property
    def outer(self) -> bool:
        """Say whether a column beside the text is kept for notes."""
        return self.notes and self.document in WITH_OUTER_COLUMN

    @property
    def landscape(self) -> bool:
        """Say whether its paper lies on its side."""
        return self.root.get("orientation") == "landscape"

    def label(self, key: str) -> str:
        """Return the catalogue's word for a key."""
        return dict(self.labels)[key]

    def number(self, number: int) -> str:
        """Return a whole number in the digits of the document's language."""
        return str(number).translate(str.maketrans(WESTERN_DIGITS, self.digits))
