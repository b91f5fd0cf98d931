"""Parameters of an item: variables whose values differ from form to form.

`speed: 10..30 step 5` is a range, `time: [2, 4, 5]` a list, `way: speed * time` is derived. Every
set of values that meets the conditions under `where:` is a version of the item; `{{ way }}` stands
for a value, and for any expression of them.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from lembar.content.expressions import ExpressionError, Value, evaluate
from lembar.content.yaml import Mapping as YamlMapping
from lembar.content.yaml import Scalar, Sequence, want_text
from lembar.content.yaml import Value as YamlValue
from lembar.errors import Place, Problems

VERSIONS = 12
"""How many versions of an item are made at most: enough for any number of forms in use."""

_KEYS = ("parameters", "where")
_NAME = re.compile(r"[A-Za-z_]\w*")
_END = r"[-−]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_END})\s*\.\.\s*({_END})(?:\s+step\s+(\d+(?:\.\d+)?))?")
_FIELD = re.compile(r"\{\{(.+?)\}\}")
_MATH = re.compile(r"\$[^$\n]+\$")
_MOST_VALUES = 1000
_TRIES = 4000  # sets of values that are looked at before a search is given up
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Parameters:
    """Hold the variables of an item: values to choose from, expressions, and conditions."""

    choices: Mapping[str, tuple[Value, ...]]
    derived: Mapping[str, str]
    where: tuple[str, ...]
    place: Place

    def versions(self, seed: str) -> Iterator[Mapping[str, Value]]:
        """Yield sets of values that meet the conditions, each once, in an order of its own.

        Raises ExpressionError if an expression can't be evaluated.
        """
        seen: set[tuple[Value, ...]] = set()
        for attempt in range(self._tries()):
            values: dict[str, Value] = {
                name: _pick(values, f"{seed}\x1f{attempt}\x1f{name}")
                for name, values in self.choices.items()
            }
            key = tuple(values.values())
            if key in seen:
                continue
            seen.add(key)
            for name, expression in self.derived.items():
                values[name] = evaluate(expression, values)
            if all(evaluate(each, values) for each in self.where):
                yield values

    def _tries(self) -> int:
        return 1 if not self.choices else _TRIES


def _pick(values: tuple[Value, ...], seed: str) -> Value:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    return values[number % len(values)]


def read_parameters(value: YamlMapping, problems: Problems) -> Parameters | None:
    """Return the parameters of an item's mapping, or None after the reason was reported."""
    given, before = value.get("parameters"), problems.failures
    if not isinstance(given, YamlMapping):
        place = given.place if given else value.place
        problems.add("not-a-mapping", place, "not-a-mapping", record="parameters")
        return None
    choices: dict[str, tuple[Value, ...]] = {}
    derived: dict[str, str] = {}
    for name, said in given.entries:
        if not _NAME.fullmatch(name.text):
            problems.add("bad-parameter-name", name.place, "bad-parameter-name", name=name.text)
            continue
        values = _values(said, problems)
        if isinstance(values, str):
            derived[name.text] = values
        elif values:
            choices[name.text] = values
    where = tuple(
        text for each in _listed(value.get("where")) if (text := want_text(each, problems))
    )
    if problems.failures > before:
        return None
    return Parameters(choices, derived, where, given.place)


def _listed(value: YamlValue | None) -> tuple[YamlValue, ...]:
    if value is None:
        return ()
    return tuple(value.items) if isinstance(value, Sequence) else (value,)


def _values(said: YamlValue, problems: Problems) -> tuple[Value, ...] | str:
    """Return what a variable is chosen from, or the expression it is derived by."""
    if isinstance(said, Sequence):
        texts = [text for each in said.items if (text := want_text(each, problems))]
        return tuple(_plain(text) for text in texts)
    text = want_text(said, problems)
    if text is None:
        return ()
    found = _RANGE.fullmatch(text.strip())
    if found is None:
        return text
    low, high = (Decimal(end.replace("−", "-")) for end in found.group(1, 2))
    step = Decimal(found[3] or 1)
    if not step or high < low or (high - low) / step > _MOST_VALUES:
        problems.add("bad-range", said.place, "bad-range", given=text)
        return ()
    return tuple(low + step * n for n in range(int((high - low) / step) + 1))


def _plain(text: str) -> Value:
    """Return a number, or a word."""
    number = text.replace("−", "-")
    return Decimal(number) if re.fullmatch(r"-?\d+(\.\d+)?", number) else text


def versions(
    value: YamlMapping, seed: str, comma: bool, problems: Problems
) -> list[YamlMapping] | None:
    """Return the item's mapping with the values of every version filled in.

    Reports what can't be evaluated, and conditions that nothing meets. `comma` begins decimals
    with a comma.
    """
    parameters = read_parameters(value, problems)
    if parameters is None:
        return None
    rest = tuple(pair for pair in value.entries if pair[0].text not in _KEYS)
    plain = replace(value, entries=rest)
    try:
        found = [
            _filled(plain, values, comma) for values in islice(parameters.versions(seed), VERSIONS)
        ]
    except ExpressionError as error:
        code = "bad-expression"
        problems.add(code, parameters.place, code, given=str(error))
        return None
    if not found:
        problems.add("no-version", parameters.place, "no-version")
        return None
    return found


def _filled(value: YamlMapping, values: Mapping[str, Value], comma: bool) -> YamlMapping:
    def fill(each: YamlValue) -> YamlValue:
        if isinstance(each, Scalar):
            return replace(each, text=_text(each.text, values, comma))
        if isinstance(each, Sequence):
            return replace(each, items=tuple(map(fill, each.items)))
        return replace(each, entries=tuple((key, fill(inside)) for key, inside in each.entries))

    filled = fill(value)
    assert isinstance(filled, YamlMapping)
    return filled


def _text(text: str, values: Mapping[str, Value], comma: bool) -> str:
    """Fill in `{{ … }}`; inside of formulas numbers are written as TeX takes them."""
    formulas = [found.span() for found in _MATH.finditer(text)]

    def fill(found: re.Match[str]) -> str:
        value = evaluate(found[1], values)
        in_formula = any(start < found.start() < end for start, end in formulas)
        return shown(value, comma, in_formula)

    return _FIELD.sub(fill, text)


def shown(value: Value, comma: bool, in_formula: bool = False) -> str:
    """Return a value as it is printed.

    Raises ExpressionError for a number that was not rounded: no one could write it down.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    digits = f"{value.normalize():f}" if value else "0"
    decimals = digits.partition(".")[2]
    if len(decimals) > _MOST_DECIMALS:
        raise ExpressionError(f"{digits[:12]}… (round it)")
    if comma:
        digits = digits.replace(".", "{,}" if in_formula else ",")
    return digits if in_formula else digits.replace("-", "−")


def decimal_comma(language: str) -> bool:
    """Say whether a language begins decimals with a comma."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(Locale.parse(language, sep="-")) == ","
    except (UnknownLocaleError, ValueError, TypeError):
        return False
