"""Find out which document a file was made as, by what it says of itself, or by its words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lembar.compare import is_another
from lembar.compare.units import units
from lembar.engine.prepare import PlannedCourse, Prepared
from lembar.plan import Document, DocumentSet
from lembar.readers.docx import Reading, read
from lembar.sheet.render import Renderer
from lembar.writers import tracer
from lembar.writers.docx.birth import DOCUMENT, TEXT, text_print

_MOST_TRIED = 24
_LEAST_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Known:
    """Hold a document of the project, with its course and its set."""

    planned: PlannedCourse
    set: DocumentSet
    document: Document


@dataclass(frozen=True, slots=True)
class Original:
    """Hold a document as its source makes it now."""

    known: Known
    reading: Reading
    text: str  # the print of its text


@dataclass(slots=True)
class Shelf:
    """Make documents again when they are asked for, each once."""

    prepared: Prepared
    _made: dict[str, Original] = field(default_factory=dict)
    _renderers: dict[str, Renderer] = field(default_factory=dict)

    def original(self, known: Known) -> Original:
        """Return a document as its source makes it now.

        Raises ContentError if it can't be made.
        """
        key = known.document.key
        if key not in self._made:
            planned = known.planned
            renderer = self._renderers.setdefault(
                planned.course.slug, Renderer(planned.theme, planned.words)
            )
            sheet = renderer.render(known.document)
            written = tracer()(sheet, planned.theme, self.prepared.store)
            self._made[key] = Original(known, read(written.content), text_print(sheet))
        return self._made[key]

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
    own = reading.properties.get(TEXT, "")
    return bool(own) and own != original.text


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
