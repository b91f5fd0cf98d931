"""What means something must be seen without colours: most papers go through a copier."""

from collections.abc import Iterator

from lembar.checks.themes.colours import ratio
from lembar.checks.themes.look import Look
from lembar.errors import Problem, problem

_PAIRS = (("answer", "text"), ("answer", "accent"), ("accent", "text"))
_APART = 1.25  # less, and two greys are one


def grey(look: Look) -> Iterator[Problem]:
    """Report roles that differ in colour alone, and answers that nothing but colour marks."""
    colors = look.theme.tokens.colors
    for one, other in _PAIRS:
        alike = ratio(colors[one], colors[other]) < _APART
        if colors[one] != colors[other] and alike:
            yield problem(
                "same-in-grey",
                look.place("color", "roles", one),
                "same-in-grey",
                "warning",
                one=one,
                other=other,
            )
    answer = look.theme.tokens.elements["answer"]
    plain = answer.weight == "regular" and answer.style == "upright" and answer.case == "none"
    if plain and colors[answer.color] != colors["text"]:
        yield problem("colour-alone", look.place("elements", "answer"), "colour-alone", "warning")
