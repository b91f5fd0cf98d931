"""What worksheets, tests, exit tickets and their keys may know."""

import hashlib
from dataclasses import dataclass

from lembar.course.assessment import Assessment
from lembar.course.course import Course, Unit
from lembar.course.form import Drawn, Form
from lembar.course.tiers import Tier
from lembar.course.tree import Nodes
from lembar.views.blocks import TEACHER, only_fences
from lembar.views.fingerprint import canonical
from lembar.views.student import StudentSection, public, student_sections
from lembar.views.teacher import KeyItem, KeySection, key_sections

# Letters and digits that nobody mistakes for one another on a photocopy.
_REVISION_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Cover:
    """Hold what stands above the questions."""

    title: str
    kind: str
    topic: str
    event: str
    date: str
    duration: int | None
    objectives: tuple[str, ...]
    instructions: Nodes
    summary: Nodes
    code: str  # of the form; "" where there is only one
    points: int
    revision: str
    copies: int  # on one sheet
    tier: str  # which says what sign stands on the sheet; "" where there is only one


@dataclass(frozen=True, slots=True)
class PaperView:
    """Hold one form as a pupil may see it."""

    cover: Cover
    sections: tuple[StudentSection, ...]


@dataclass(frozen=True, slots=True)
class KeyForm:
    """Hold one form with its answers."""

    cover: Cover
    sections: tuple[KeySection, ...]

    def items(self) -> tuple[KeyItem, ...]:
        """Return all items in printed order."""
        return tuple(item for section in self.sections for item in section.items())


@dataclass(frozen=True, slots=True)
class StripRow:
    """Hold one printed number with its key on every form; `points` on each form."""

    number: int
    keys: tuple[tuple[Nodes, ...], ...]
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Hold an item of a form where its values are others than on the first form."""

    code: str
    item: KeyItem


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """Hold an item of the scoring guide with its number on each form."""

    numbers: tuple[int, ...]
    item: KeyItem
    others: tuple[OtherVersion, ...]


@dataclass(frozen=True, slots=True)
class KeyView:
    """Hold the key of an assessment: all forms, and the strip that shows them side by side.

    `notes` are the teacher blocks of what stands above the questions; `tiers` are those that the
    paper is printed in, none if there is only one.
    """

    cover: Cover
    notes: Nodes
    tiers: tuple[str, ...]
    strip: tuple[StripRow, ...]
    guide: tuple[GuideEntry, ...]
    forms: tuple[KeyForm, ...]
    marks: "Marks"


@dataclass(frozen=True, slots=True)
class Limit:
    """Hold from which mark of 100, and from how many points of a paper, something holds."""

    label: str
    mark: int
    points: int


@dataclass(frozen=True, slots=True)
class Marks:
    """Hold what points mean: when a paper is passed, and what bands of marks are called."""

    passed: Limit | None
    bands: tuple[Limit, ...]


def paper_view(drawn: Drawn, form: Form, unit: Unit, tier: Tier = Tier.CORE) -> PaperView:
    """Return the pupil's view of one form on one tier."""
    sign = tier.value if len(drawn.assessment.tiers) > 1 else ""
    return PaperView(_cover(drawn, form, unit, sign), student_sections(form, tier))


def key_view(drawn: Drawn, unit: Unit, course: Course) -> KeyView:
    """Return the key of all forms."""
    asked = drawn.assessment
    forms = tuple(
        KeyForm(_cover(drawn, form, unit), key_sections(form, asked.tiers)) for form in drawn.forms
    )
    return KeyView(
        cover=_cover(drawn, drawn.forms[0], unit),
        notes=only_fences((*asked.summary, *asked.instructions), TEACHER),
        tiers=tuple(each.value for each in asked.tiers) if len(asked.tiers) > 1 else (),
        strip=_strip(forms),
        guide=_guide(drawn, forms),
        forms=forms,
        marks=_marks(drawn, course),
    )


def _marks(drawn: Drawn, course: Course) -> Marks:
    total = drawn.forms[0].points
    mark = drawn.assessment.pass_mark or course.pass_mark
    return Marks(
        _limit("", mark, total) if mark else None,
        tuple(_limit(band.label, band.from_, total) for band in course.bands),
    )


def _limit(label: str, mark: int, total: int) -> Limit:
    """Return the least points whose share of all is the mark."""
    return Limit(label, mark, -(-mark * total // 100))


def _guide(drawn: Drawn, forms: tuple[KeyForm, ...]) -> tuple[GuideEntry, ...]:
    numbers = [{item.key: item.number for item in form.items()} for form in forms]
    return tuple(
        GuideEntry(tuple(each[item.key] for each in numbers), item, _others(item, drawn, forms))
        for item in forms[0].items()
    )


def _others(item: KeyItem, drawn: Drawn, forms: tuple[KeyForm, ...]) -> tuple[OtherVersion, ...]:
    """Return the item as it is on forms where its parameters have other values."""
    versions = [{each.item.key: each.item for each in form.items()} for form in drawn.forms]
    return tuple(
        OtherVersion(form.cover.code, shown)
        for form, items in zip(forms[1:], versions[1:], strict=True)
        for shown in form.items()
        if shown.key == item.key and items[item.key] != versions[0][item.key]
    )


def _strip(forms: tuple[KeyForm, ...]) -> tuple[StripRow, ...]:
    columns = [form.items() for form in forms]
    return tuple(
        StripRow(
            items[0].number,
            tuple(item.answers for item in items),
            tuple(item.points for item in items),
        )
        for items in zip(*columns, strict=True)
    )


def revision(drawn: Drawn) -> str:
    """Return four characters made from what pupils see on all forms and tiers."""
    tiers = drawn.assessment.tiers
    seen = canonical([student_sections(form, tier) for form in drawn.forms for tier in tiers])
    value = int.from_bytes(hashlib.sha256(seen.encode()).digest()[:8], "big")
    characters = []
    for _ in range(4):
        value, digit = divmod(value, len(_REVISION_ALPHABET))
        characters.append(_REVISION_ALPHABET[digit])
    return "".join(characters)


def _cover(drawn: Drawn, form: Form, unit: Unit, tier: str = "") -> Cover:
    asked: Assessment = drawn.assessment
    texts = {objective.id: objective.text for objective in unit.objectives}
    return Cover(
        asked.title,
        asked.kind.value,
        asked.topic,
        asked.event,
        asked.date,
        asked.duration,
        tuple(texts[each] for each in asked.objectives if each in texts),
        public(asked.instructions),
        public(asked.summary),
        form.code,
        form.points,
        revision(drawn.printed or drawn),
        asked.copies,
        tier,
    )
