"""One letter that holds most keys of a paper can be guessed."""

from collections import Counter
from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.course.form import Form
from lembar.course.item import Choice, Presentation
from lembar.errors import Problem, problem

_FEWEST = 8  # items: with fewer, chance alone does it


def key_balance(scope: Scope) -> Iterator[Problem]:
    """Report forms on which one letter is the key of most single-choice items.

    Haladyna, Downing & Rodriguez (2002), guideline 20: vary the location of the right answer.
    """
    for paper in scope.papers:
        for form in paper.forms:
            letters = [letter for letter, _ in _keys(form)]
            if len(letters) < _FEWEST:
                continue
            letter, count = Counter(letters).most_common(1)[0]
            # With two choices a letter is the key of half of the items anyhow.
            most = 0.5 if min(options for _, options in _keys(form)) > 2 else 0.74
            if count > most * len(letters):
                yield problem(
                    "key-balance",
                    paper.assessment.place,
                    "key-balance",
                    "warning",
                    form=form.code or "A",
                    letter=letter,
                    count=count,
                    all=len(letters),
                )


def _keys(form: Form) -> Iterator[tuple[str, int]]:
    """Yield the letter of each key as printed, and among how many it stands."""
    for placed in form.items():
        for interaction, arranged in zip(placed.item.interactions, placed.arrangements):
            if not isinstance(interaction, Choice) or interaction.multiple:
                continue
            if interaction.presentation is Presentation.INLINE:
                continue
            for label, index in zip(arranged.labels, arranged.order):
                if interaction.options[index].correct:
                    yield label, len(interaction.options)
