"""What a score sheet may know: what is typed for each printed number, and what is right."""

from dataclasses import dataclass, field

from lembar.course.course import Unit
from lembar.course.form import Drawn
from lembar.course.results import AskedItem, ClassResults, asked_items
from lembar.course.tree import Nodes
from lembar.course.typed import Asked, spoken
from lembar.course.words import Words
from lembar.views.paper import Cover, KeyView, Limit

ROWS = 40


@dataclass(frozen=True, slots=True)
class Origin:
    """Hold where a score sheet belongs, so that what is typed into it finds its paper again."""

    course: str
    unit: str
    assessment: str
    sitting: str
    revision: str


@dataclass(frozen=True, slots=True)
class SheetChoice:
    """Hold a printed choice: its letter on the first form with the item, its sign on each form."""

    letter: str
    index: int  # the author's
    signs: tuple[str, ...]  # "" on a form that does not have the item
    right: bool


@dataclass(frozen=True, slots=True)
class SheetItem:
    """Hold an item over all forms: how it is called, typed and scored."""

    label: str
    numbers: str  # on each form, in words
    kind: str
    asked: AskedItem
    choices: tuple[SheetChoice, ...]
    keys: tuple[str, ...]  # in words, on each form


@dataclass(frozen=True, slots=True)
class ScoreSheetView:
    """Hold the score sheet of an assessment; with `results` it is filled in."""

    cover: Cover
    origin: Origin
    forms: tuple[str, ...]
    items: tuple[SheetItem, ...]
    objectives: tuple[tuple[str, str], ...]  # those that are asked about, with their texts
    pass_mark: int | None
    bands: tuple[Limit, ...]
    rows: int = ROWS
    results: ClassResults | None = field(default=None)

    @property
    def numbers(self) -> int:
        """Return the greatest printed number."""
        return max(each.number for item in self.items for each in item.asked.on if each)


def score_sheet_view(
    key: KeyView, drawn: Drawn, unit: Unit, origin: Origin, words: Words
) -> ScoreSheetView:
    """Return the score sheet of an assessment whose key is given."""
    forms = tuple(form.code for form in drawn.forms)
    kinds = {placed.item.key: placed.item.kind for form in drawn.forms for placed in form.items()}
    answers = [{item.key: item.answers for item in form.items()} for form in key.forms]
    items = tuple(
        SheetItem(
            _numbers(item, forms)[0],
            " · ".join(_numbers(item, forms)),
            kinds[item.key],
            item,
            _choices(item),
            tuple(_said(form.get(item.key), words) for form in answers),
        )
        for item in asked_items(drawn, words)
    )
    texts = {each.id: each.text for each in unit.objectives}
    named = {item.asked.objective for item in items} - {""}
    order = [*(each for each in texts if each in named), *sorted(named - set(texts))]
    return ScoreSheetView(
        key.cover,
        origin,
        forms,
        items,
        tuple((each, texts.get(each, "")) for each in order),
        key.marks.passed.mark if key.marks.passed else None,
        key.marks.bands,
    )


def _numbers(item: AskedItem, forms: tuple[str, ...]) -> list[str]:
    """Return the numbers of an item, each behind its form's code."""
    return [f"{code}{each.number}" for code, each in zip(forms, item.on) if each]


def _choices(item: AskedItem) -> tuple[SheetChoice, ...]:
    """Return the lettered choices as the first form prints them."""
    first: Asked = item.first
    if not first.lettered:
        return ()
    return tuple(
        SheetChoice(
            first.signs[index],
            index,
            tuple(each.signs[index] if each else "" for each in item.on),
            first.signs[index] in first.right,
        )
        for index in first.order
    )


def _said(answers: tuple[Nodes, ...] | None, words: Words) -> str:
    if answers is None:
        return ""
    guide = words("key.see-guide")
    return "; ".join(spoken(each, words) or guide for each in answers)
