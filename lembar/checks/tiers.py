"""Tiers of a paper differ, and the help that they print helps."""

from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.item import Interaction, Item, Text
from lembar.course.tiers import Support, Tier
from lembar.errors import Problem, problem


def tier_adds_nothing(scope: Scope) -> Iterator[Problem]:
    """Report tiers that a paper is printed in though none of its items has anything for them."""
    for paper in scope.papers:
        items = [placed.item for placed in paper.forms[0].items()]
        there = {
            Tier.SUPPORT: any(each != Support() for item in items for each in item.supports),
            Tier.CORE: True,
            Tier.EXTENSION: any(each.task for item in items for each in item.extensions),
        }
        for tier in paper.assessment.tiers:
            if not there[tier]:
                code, place = "tier-adds-nothing", paper.assessment.place
                yield problem(code, place, code, "warning", tier=tier.value, key=tier.value)


def words_lack_answer(scope: Scope) -> Iterator[Problem]:
    """Report word banks that do not hold the word which a gap of their item wants."""
    for item in scope.items():
        for answer in _lacking(item):
            code = "words-lack-answer"
            yield problem(code, item.place, code, "warning", answer=answer)


def _lacking(item: Item) -> Iterator[str]:
    """Yield the answers of gaps for which the bank over them has no word that is accepted."""
    for support, asked in zip(item.supports, (item.interactions, *_of_parts(item))):
        bank = {word.casefold() for word in support.words}
        for each in asked if bank else ():
            accepted = each.accepted if isinstance(each, Text) else ()
            if accepted and bank.isdisjoint(word.casefold() for word in accepted):
                yield accepted[0]


def _of_parts(item: Item) -> Iterator[tuple[Interaction, ...]]:
    """Yield the interactions of each part."""
    start = 0
    for part in item.parts:
        yield item.interactions[start : start + part.interactions]
        start += part.interactions
