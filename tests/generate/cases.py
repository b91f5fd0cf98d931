"""Make up cases with numbers for each concept: what is given, what is right, what is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from random import Random

Wrong = tuple[float, str]  # a result, and the slip that leads to it


@dataclass(frozen=True)
class Case:
    """Hold the numbers of a problem; `working` is a formula."""

    given: Mapping[str, str]
    result: float
    wrong: tuple[Wrong, ...]
    working: str


@dataclass(frozen=True)
class Parameters:
    """Hold a problem whose numbers differ from form to form; `answer` is an expression."""

    lines: tuple[str, ...]
    given: Mapping[str, str]
    answer: str


def case(slug: str, random: Random, language: str, smaller: int = 1) -> Case:
    """Return a case of a concept with three wrong results, so many of them smaller if it can be."""
    while True:
        made = _CASES[slug](random, language)
        # Results of the same digits are easily misread: 12.5 and 125.
        wrong = {_digits(value): (value, slip) for value, slip in made.wrong if value > 0}
        wrong.pop(_digits(made.result), None)
        threes = list(combinations(sorted(wrong.values()), 3))
        if threes:
            off = [abs(sum(v < made.result for v, _ in each) - smaller) for each in threes]
            best = [each for each, far in zip(threes, off) if far == min(off)]
            return Case(made.given, made.result, random.choice(best), made.working)


def number(value: float, language: str) -> str:
    """Return a number as a language writes it, with one decimal at most."""
    text = f"{round(value, 1):.1f}".removesuffix(".0")
    return text.replace(".", ",") if language == "id" else text


def _digits(value: float) -> str:
    return number(value, "en").replace(".", "")


def _tex(value: float, language: str) -> str:
    return number(value, language).replace(",", "{,}")


def _pair(first: float, second: float, language: str) -> dict[str, str]:
    return {"a": number(first, language), "b": number(second, language)}


def _quotient(result: int, by: int, language: str) -> Case:
    whole = result * by
    wrong: tuple[Wrong, ...] = (
        (whole * by, "multiplied"), (whole - by, "subtracted"), (whole + by, "added"),
        (2 * result, "doubled"), (result / 2, "halved"),
    )  # fmt: skip
    working = rf"\frac{{{whole}}}{{{by}}} = {result}"
    return Case(_pair(whole, by, language), result, wrong, working)


def _rate(random: Random, language: str) -> Case:
    return _quotient(random.randint(6, 24), random.randint(3, 8), language)


def _cost(random: Random, language: str) -> Case:
    return _quotient(random.randint(3, 9), random.randint(11, 60), language)


def _values(random: Random, count: int) -> list[int]:
    return random.sample(range(12, 60), count)


def _listed(values: list[int]) -> dict[str, str]:
    return {"values": ", ".join(map(str, values)), "n": str(len(values))}


def _mean(random: Random, language: str) -> Case:
    values = _values(random, random.randint(4, 6))
    values[-1] += -sum(values) % len(values)  # so that the mean is a whole number
    total, count = sum(values), len(values)
    wrong: tuple[Wrong, ...] = (
        (total, "total"), (round(total / (count - 1), 1), "miscounted"),
        (max(values), "largest"), (min(values), "smallest"), (total / count / 2, "halved"),
    )  # fmt: skip
    working = rf"\frac{{{' + '.join(map(str, values))}}}{{{count}}} = {total // count}"
    return Case(_listed(values), total // count, wrong, working)


def _range(random: Random, language: str) -> Case:
    values = _values(random, random.randint(4, 6))
    high, low = max(values), min(values)
    wrong: tuple[Wrong, ...] = (
        (high, "largest"), (low, "smallest"), (high + low, "added"),
        (abs(values[0] - values[-1]), "ends"), ((high - low) / 2, "halved"),
    )  # fmt: skip
    return Case(_listed(values), high - low, wrong, f"{high} - {low} = {high - low}")


def _share(random: Random, language: str) -> Case:
    percent, whole = random.randrange(5, 100, 5), random.randrange(40, 400, 20)
    part = percent * whole // 100
    wrong: tuple[Wrong, ...] = (
        (100 - percent, "rest"), (round(100 * part / (whole - part), 1), "base"),
        (part, "difference"), (percent / 2, "halved"),
    )  # fmt: skip
    working = rf"\frac{{{part}}}{{{whole}}} \times 100\% = {percent}\%"
    return Case(_pair(part, whole, language), percent, wrong, working)


def _change(random: Random, language: str) -> Case:
    percent, start = random.randrange(5, 65, 5), random.randrange(40, 400, 20)
    new = start + percent * start // 100
    wrong: tuple[Wrong, ...] = (
        (new - start, "difference"), (round(100 * (new - start) / new, 1), "base"),
        (100 + percent, "hundred"), (percent / 2, "halved"),
    )  # fmt: skip
    working = rf"\frac{{{new} - {start}}}{{{start}}} \times 100\% = {percent}\%"
    return Case(_pair(start, new, language), percent, wrong, working)


def _yield(random: Random, language: str) -> Case:
    percent, came = random.randrange(55, 100, 5), random.randrange(40, 400, 20)
    used = percent * came // 100
    wrong: tuple[Wrong, ...] = (
        (100 - percent, "rest"), (round(100 * came / used, 1), "base"),
        (came - used, "difference"), (percent / 2, "halved"),
    )  # fmt: skip
    working = rf"\frac{{{used}}}{{{came}}} \times 100\% = {percent}\%"
    return Case(_pair(came, used, language), percent, wrong, working)


def _error(random: Random, language: str) -> Case:
    percent, true = random.randint(1, 8), random.choice((50, 100, 150, 200, 250, 400, 500))
    shown = true + percent * true / 100
    wrong: tuple[Wrong, ...] = (
        (shown - true, "difference"), (100 + percent, "hundred"), (10 * percent, "tenfold"),
        (percent / 2, "halved"), (2 * percent, "doubled"),
    )  # fmt: skip
    over = f"{_tex(shown, language)} - {true}"
    working = rf"\frac{{{over}}}{{{true}}} \times 100\% = {percent}\%"
    return Case(_pair(true, shown, language), percent, wrong, working)


_CASES: Mapping[str, Callable[[Random, str], Case]] = {
    "rate": _rate, "mean": _mean, "share": _share, "range": _range,
    "change": _change, "cost": _cost, "yield": _yield, "error": _error,
}  # fmt: skip

_PAIR = {"a": "{{ a }}", "b": "{{ b }}"}
PARAMETERS: Mapping[str, Parameters] = {
    "rate": Parameters(("r: 6..24", "b: 3..8", "a: r * b"), _PAIR, "r"),
    "cost": Parameters(("r: 3..9", "b: 20..60", "a: r * b"), _PAIR, "r"),
    "mean": Parameters(
        ("m: 20..60", "d: 1..6"),
        {"values": "{{ m - d }}, {{ m + 4 }}, {{ m + d }}, {{ m - 4 }}", "n": "4"},
        "m",
    ),
    "range": Parameters(
        ("m: 20..60", "d: 9..18"),
        {"values": "{{ m + 3 }}, {{ m + d }}, {{ m }}, {{ m + 5 }}", "n": "4"},
        "d",
    ),
    "share": Parameters(("p: 10..90 step 5", "b: 40..300 step 20", "a: p * b // 100"), _PAIR, "p"),
    "change": Parameters(
        ("p: 5..60 step 5", "a: 40..300 step 20", "b: a + p * a // 100"), _PAIR, "p"
    ),
    "yield": Parameters(("p: 55..95 step 5", "a: 40..300 step 20", "b: p * a // 100"), _PAIR, "p"),
    "error": Parameters(
        ("p: 2..8 step 2", "a: 100..500 step 50", "b: a + p * a // 100"), _PAIR, "p"
    ),
}
