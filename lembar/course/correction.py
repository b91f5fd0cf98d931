"""Corrections: what was decided after a sitting changes its key, and no sheet."""

from collections.abc import Iterable
from dataclasses import replace

from lembar.course.assessment import Correction
from lembar.course.course import Sitting, Unit
from lembar.course.form import Drawn, Form, Placed, PlacedEntry, PlacedGroup
from lembar.course.item import Choice, Interaction, Text
from lembar.course.sitting import corrections_of, sitting_slug
from lembar.course.tree import text_of
from lembar.errors import Problems


def drawn_of(sitting: Sitting, unit: Unit, problems: Problems) -> Drawn:
    """Return the draw of a sitting under its own name, with its corrections."""
    asked = replace(sitting.drawn.assessment, slug=sitting_slug(sitting))
    drawn = replace(sitting.drawn, assessment=asked)
    return corrected(drawn, corrections_of(sitting, unit), problems)


def corrected(drawn: Drawn, corrections: Iterable[Correction], problems: Problems) -> Drawn:
    """Return a draw with another key; report corrections that meet no item, or don't fit it."""
    changed = drawn
    for each in corrections:
        if not any(placed.item.key == each.item for placed in drawn.items()):
            problems.add(
                "correction-of-nothing", each.place, None, item=each.item, sitting=each.sitting
            )
            continue
        before = changed.forms
        changed = replace(changed, forms=tuple(_form(form, each) for form in before))
        # Where values differ from form to form, a choice may be printed on one of them alone.
        if each.accept and _answers(changed.forms, each.item) == _answers(before, each.item):
            problems.add(
                "correction-fits-not", each.place, "correction-fits-not", given=each.accept
            )
    return replace(changed, printed=drawn) if changed != drawn else drawn


def _answers(forms: Iterable[Form], key: str) -> list[tuple[Interaction, ...]]:
    """Return what is right to an item on the forms that ask it."""
    return [p.item.interactions for form in forms for p in form.items() if p.item.key == key]


def _form(form: Form, correction: Correction) -> Form:
    def entry(each: PlacedEntry) -> PlacedEntry:
        if isinstance(each, PlacedGroup):
            return replace(each, items=tuple(_placed(p, correction) for p in each.items))
        return _placed(each, correction)

    sections = (replace(s, entries=tuple(map(entry, s.entries))) for s in form.sections)
    return replace(form, sections=tuple(sections))


def _placed(placed: Placed, correction: Correction) -> Placed:
    if placed.item.key != correction.item:
        return placed
    if not correction.accept:
        return replace(placed, points=0, correction=correction.reason)
    interactions = tuple(_accepting(i, correction.accept) for i in placed.item.interactions)
    if interactions == placed.item.interactions:
        return placed
    item = replace(placed.item, interactions=interactions)
    return replace(placed, item=item, correction=correction.reason)


def _accepting(interaction: Interaction, answer: str) -> Interaction:
    """Return an interaction to which another answer is right too, if it is one of its answers."""
    match interaction:
        case Choice():
            options = tuple(
                replace(o, correct=o.correct or text_of(o.body).strip() == answer)
                for o in interaction.options
            )
            return replace(interaction, options=options)
        case Text() if answer not in interaction.accepted:
            return replace(interaction, accepted=(*interaction.accepted, answer))
        case _:
            return interaction
