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
    bonus: int  # points beyond `points`


@dataclass(frozen=True, slots=True)
class PaperView:
    """Hold one form as a pupil may see it."""

    cover: Cover
    sections: tuple[StudentSection, ...]
    named: bool = False  # its copies bear names


@dataclass(frozen=True, slots=True)
class KeyForm:
    """Hold one form with its answers."""

    cover: Cover
    sections: tuple[KeySection, ...]
    marks: "Marks"

    def items(self) -> tuple[KeyItem, ...]:
        """Return all items in printed order."""
        return tuple(item for section in self.sections for item in section.items())


@dataclass(frozen=True, slots=True)
class StripRow:
    """Hold one printed number with its key on every form; `points`, `bonus` on each form."""

    number: int
    keys: tuple[tuple[Nodes, ...], ...]
    points: tuple[int, ...]
    bonus: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Hold an item of a form where its values are others than on the first that has it."""

    code: str
    item: KeyItem


@dataclass(frozen=True, slots=True)
class GuideEntry:
    """Hold an item of the scoring guide with its number on each form; None where it is not asked.

    `form` is the code of the first form that asks it: `item` is as it stands there.
    """

    numbers: tuple[int | None, ...]
    item: KeyItem
    others: tuple[OtherVersion, ...]
    form: str


@dataclass(frozen=True, slots=True)
class KeyView:
    """Hold the key of an assessment: all forms, and the strip that shows them side by side.

    `notes` are the teacher blocks of what stands above the questions; `marks` are those of the
    first form; `tiers` are those that the paper is printed in, none if there is only one.
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
        KeyForm(
            _cover(drawn, form, unit),
            key_sections(form, asked.tiers),
            _marks(form.points, drawn, course),
        )
        for form in drawn.forms
    )
    return KeyView(
        cover=forms[0].cover,
        notes=only_fences((*asked.summary, *asked.instructions), TEACHER),
        tiers=tuple(each.value for each in asked.tiers) if len(asked.tiers) > 1 else (),
        strip=_strip(forms),
        guide=_guide(drawn, forms),
        forms=forms,
        marks=forms[0].marks,
    )


def _marks(total: int, drawn: Drawn, course: Course) -> Marks:
    mark = drawn.assessment.pass_mark or course.pass_mark
    return Marks(
        _limit("", mark, total) if mark else None,
        tuple(_limit(band.label, band.from_, total) for band in course.bands),
    )


def _limit(label: str, mark: int, total: int) -> Limit:
    """Return the least points whose share of all is the mark."""
    return Limit(label, mark, -(-mark * total // 100))


def _guide(drawn: Drawn, forms: tuple[KeyForm, ...]) -> tuple[GuideEntry, ...]:
    """Return all items in the order of the first form, then those that only later forms ask."""
    shown = [{item.key: item for item in form.items()} for form in forms]
    versions = [{each.item.key: each.item for each in form.items()} for form in drawn.forms]
    found = []
    for key in (placed.item.key for placed in drawn.items()):
        numbers = tuple(items[key].number if key in items else None for items in shown)
        first, *later = (at for at, number in enumerate(numbers) if number is not None)
        # Where its parameters have other values, it is shown as it stands on that form.
        others = tuple(
            OtherVersion(forms[at].cover.code, shown[at][key])
            for at in later
            if versions[at][key] != versions[first][key]
        )
        found.append(GuideEntry(numbers, shown[first][key], others, forms[first].cover.code))
    return tuple(found)


def _strip(forms: tuple[KeyForm, ...]) -> tuple[StripRow, ...]:
    columns = [form.items() for form in forms]
    return tuple(
        StripRow(
            items[0].number,
            tuple(item.answers for item in items),
            tuple(item.points for item in items),
            tuple(item.bonus for item in items),
        )
        for items in zip(*columns, strict=True)
    )


def revision(drawn: Drawn) -> str:
    """Return four characters made from what pupils see on all forms and tiers.

    Those of a sitting stay what they were on its day, however they are made today.
    """
    if drawn.revision:
        return drawn.revision
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
        form.bonus,
    )
