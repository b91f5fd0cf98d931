"""Find out which document a file was made as, by what it says of itself, or by its words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lembar.compare import is_another
from lembar.compare.units import units
from lembar.course.theme import Theme
from lembar.engine.crew import Crew
from lembar.engine.jobs import PaperJob
from lembar.engine.prepare import PlannedCourse, Prepared
from lembar.errors import ContentError
from lembar.plan import Document, DocumentSet
from lembar.readers.docx import Reading, read
from lembar.writers import TRACED
from lembar.writers.docx.birth import DOCUMENT, TEXT

_MOST_TRIED = 24
_LEAST_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """Hold a document of the project, with its course and its set."""

    planned: PlannedCourse
    set: DocumentSet
    document: Document

    @property
    def theme(self) -> Theme:
        """Return the theme as the document's profile has it."""
        return self.planned.looks[self.document.profile]


@dataclass(frozen=True, slots=True)
class Original:
    """Hold a document as its source makes it now."""

    known: Known
    reading: Reading


@dataclass(slots=True)
class Shelf:
    """Have documents made again when they are asked for, each once."""

    prepared: Prepared
    crew: Crew
    _made: dict[str, Original] = field(default_factory=dict)

    def original(self, known: Known) -> Original:
        """Return a document as its source makes it now.

        Raises ContentError if it can't be made.
        """
        key = known.document.key
        if key not in self._made:
            self._made[key] = Original(known, read(self._written(known)))
        return self._made[key]

    def _written(self, known: Known) -> bytes:
        look = self.crew.look(known.theme, known.planned.words.language)
        paths = ((TRACED, f"{known.document.key}.docx"),)
        given = self.crew.give(PaperJob(look, known.document, known.set.sources[0], paths))
        result = self.crew.take(given)
        problems = [*result.problems, *(each for done in result.files for each in done.problems)]
        written = [done.written for done in result.files if done.written is not None]
        if not written:
            raise ContentError(*problems)
        return written[0].content

    def find(self, reading: Reading) -> Original | None:
        """Return the document that a file was made as, or None if it is of none.

        Raises ContentError if that document can't be made.
        """
        named = reading.properties.get(DOCUMENT, "")
        own = next((each for each in self._every() if each.document.key == named), None)
        if own is not None:
            return self.original(own)
        return self._by_words(reading)

    def _by_words(self, reading: Reading) -> Original | None:
        """Return the document that shares most words with a file which tells nothing of itself."""
        foot = " ".join(line.text for line in (*reading.heads, *reading.feet)).split()
        likely = [
            each
            for each in self._every()
            if each.document.title == reading.title or each.document.revision in foot
        ]
        scored = []
        for each in likely[:_MOST_TRIED]:
            original = self.original(each)
            if not is_another(original.reading, reading):
                scored.append((_shared(original.reading, reading), original))
        best = max(scored, key=lambda each: each[0], default=None)
        return best[1] if best and best[0] >= _LEAST_SHARED else None

    def _every(self) -> Iterator[Known]:
        for planned in self.prepared.courses:
            for each in planned.sets:
                for document in each.documents:
                    if document.template:
                        yield Known(planned, each, document)


def is_older(original: Original, reading: Reading) -> bool:
    """Say whether the source has other words now than when a file was made."""
    own, now = (each.properties.get(TEXT, "") for each in (reading, original.reading))
    return bool(own) and own != now


def _shared(one: Reading, other: Reading) -> float:
    """Return which part of the words of two documents is in both, those of feet too."""
    words = [
        Counter(
            [token.same for unit in units((*each.blocks, *each.feet, *each.heads))
             for token in unit.words]
        )
        for each in (one, other)
    ]  # fmt: skip
    most = max(sum(words[0].values()), sum(words[1].values()), 1)
    return sum((words[0] & words[1]).values()) / most
