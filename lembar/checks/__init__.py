"""Check content and finished sheets: one file per check.

A check of content is a plain function from a `Scope` (a unit of a course, with its papers as drawn)
to problems with a place. Its name is the code of its problems. All of them are warnings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from lembar.checks.absolute_words import absolute_words
from lembar.checks.all_of_the_above import all_of_the_above
from lembar.checks.balance import objective_heavy, one_difficulty, one_type
from lembar.checks.few_versions import few_versions
from lembar.checks.grammatical_cue import grammatical_cue
from lembar.checks.house_words import house_word
from lembar.checks.key_balance import key_balance
from lembar.checks.key_longest import key_longest
from lembar.checks.letters_in_choice import letters_in_choice
from lembar.checks.near_duplicate_choice import near_duplicate_choice
from lembar.checks.near_duplicate_item import near_duplicate_item
from lembar.checks.none_of_the_above import none_of_the_above
from lembar.checks.objectives import (
    item_without_objective,
    objective_not_asked,
    objective_not_taught,
    objective_without_items,
)
from lembar.checks.one_level import one_level
from lembar.checks.orphans import stale_lock, unused_picture
from lembar.checks.overlapping_choices import overlapping_choices
from lembar.checks.scope import Scope
from lembar.checks.tiers import tier_adds_nothing, words_lack_answer
from lembar.checks.unmarked_negative import unmarked_negative
from lembar.course.course import Course, Unit
from lembar.course.labels import LATIN, Labels
from lembar.draw import draw
from lembar.errors import ContentError, Problem

CHECKS: Mapping[str, Callable[[Scope], Iterator[Problem]]] = {
    "key-longest": key_longest,
    "all-of-the-above": all_of_the_above,
    "none-of-the-above": none_of_the_above,
    "letters-in-choice": letters_in_choice,
    "unmarked-negative": unmarked_negative,
    "absolute-words": absolute_words,
    "overlapping-choices": overlapping_choices,
    "grammatical-cue": grammatical_cue,
    "near-duplicate-choice": near_duplicate_choice,
    "near-duplicate-item": near_duplicate_item,
    "key-balance": key_balance,
    "objective-without-items": objective_without_items,
    "item-without-objective": item_without_objective,
    "objective-not-asked": objective_not_asked,
    "objective-not-taught": objective_not_taught,
    "objective-heavy": objective_heavy,
    "one-level": one_level,
    "one-type": one_type,
    "one-difficulty": one_difficulty,
    "unused-picture": unused_picture,
    "stale-lock": stale_lock,
    "few-versions": few_versions,
    "house-word": house_word,
    "tier-adds-nothing": tier_adds_nothing,
    "words-lack-answer": words_lack_answer,
}


def check_content(course: Course, labels: Labels = LATIN) -> Iterator[Problem]:
    """Yield what the checks find in a course, but for what is silenced.

    An item silences what is told of it, an assessment what is told of its paper, a unit the rest.

    `labels` are those of its papers.
    """
    for unit in course.units:
        scope = scope_of(course, unit, labels)
        silenced = {(item.place, name) for item in scope.items() for name in item.silenced}
        silenced |= {(each.place, name) for each in unit.assessments for name in each.silenced}
        for code, check in CHECKS.items():
            found: Iterable[Problem] = () if code in unit.silenced else check(scope)
            yield from (each for each in found if (each.place, each.code) not in silenced)


def scope_of(course: Course, unit: Unit, labels: Labels = LATIN) -> Scope:
    """Return a unit with its papers drawn; one that can't be drawn was reported already."""
    papers = []
    for assessment in unit.assessments:
        try:
            papers.append(draw(assessment, unit, labels))
        except ContentError:
            continue
    return Scope(course, unit, tuple(papers))
