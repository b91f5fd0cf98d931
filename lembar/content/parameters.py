"""Parameters of an item: variables whose values differ from form to form.

`speed: 10..30 step 5` is a range, `time: [2, 4, 5]` a list, `way: speed * time` is derived. Every
set of values that meets the conditions under `where:` is a version of the item; `{{ way }}` stands
for a value, and for any expression of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from lembar.content.expressions import ExpressionError, Value, evaluate
from lembar.content.versions import Condition, Parameters, told
from lembar.content.yaml import Mapping as YamlMapping
from lembar.content.yaml import Scalar, Sequence, want_text
from lembar.content.yaml import Value as YamlValue
from lembar.course.words import locale_of, written_number
from lembar.errors import Problems

VERSIONS = 12
"""How many versions of an item are made at most: enough for any number of forms in use."""

_KEYS = ("parameters", "where")
_NAME = re.compile(r"[A-Za-z_]\w*")
_END = r"[-−]?\d+(?:\.\d+)?"
_RANGE = re.compile(rf"({_END})\s*\.\.\s*({_END})(?:\s+step\s+(\d+(?:\.\d+)?))?")
_FIELD = re.compile(r"\{\{(.+?)\}\}")
_MATH = re.compile(r"\$[^$\n]+\$")
# What is read again as a number, or names a file: a gap, an address, the value of an attribute.
_READ_AGAIN = re.compile(r"\[\[.*?\]\]|\]\([^)\n]*\)|=\{\{.*?\}\}")
_MOST_VALUES = 1000
_MOST_DECIMALS = 6


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
        Condition(text, each.place)
        for each in _listed(value.get("where"))
        if (text := want_text(each, problems))
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


def plain(value: YamlMapping) -> YamlMapping:
    """Return an item's mapping without its parameters, as it is filled in."""
    return replace(value, entries=tuple(p for p in value.entries if p[0].text not in _KEYS))


def versions(
    value: YamlMapping, parameters: Parameters, seed: str, language: str, problems: Problems
) -> Iterator[tuple[Mapping[str, Value], YamlMapping]]:
    """Yield the values of each version, and the item's mapping filled with them, each once.

    Reports what can't be evaluated, and conditions that nothing meets.
    """
    empty = plain(value)
    seen: list[YamlMapping] = []
    found = False
    try:
        for values in parameters.versions(seed):
            found = True
            filled = _filled(empty, values, language)
            if filled not in seen:  # other values may print the same
                seen.append(filled)
                yield values, filled
    except ExpressionError as error:
        problems.add("bad-expression", parameters.place, "bad-expression", given=str(error))
        return
    if not found:
        impossible = parameters.impossible(seed)
        for each in impossible:
            problems.add("impossible-condition", each.place, "no-version", condition=each.text)
        if not impossible:
            problems.add("no-version", parameters.place, "no-version")


def _filled(value: YamlMapping, values: Mapping[str, Value], language: str) -> YamlMapping:
    def fill(each: YamlValue) -> YamlValue:
        if isinstance(each, Scalar):
            return replace(each, text=_text(each.text, values, language))
        if isinstance(each, Sequence):
            return replace(each, items=tuple(map(fill, each.items)))
        return replace(each, entries=tuple((key, fill(inside)) for key, inside in each.entries))

    filled = fill(value)
    assert isinstance(filled, YamlMapping)
    return filled


def _text(text: str, values: Mapping[str, Value], language: str) -> str:
    """Fill in `{{ … }}`; inside of formulas numbers are written as TeX takes them."""
    formulas = [found.span() for found in _MATH.finditer(text)]
    again = [found.span() for found in _READ_AGAIN.finditer(text)]
    in_print = "\n" in text  # the text under `|` that people read

    def fill(found: re.Match[str]) -> str:
        try:
            value = evaluate(found[1], values)
            in_formula = any(start < found.start() < end for start, end in formulas)
            grouped = in_print and not any(start < found.start() < end for start, end in again)
            return shown(value, language, in_formula, grouped)
        except ExpressionError as error:
            raise ExpressionError(f"{error} ({told(values)})") from None

    return _FIELD.sub(fill, text)


def shown(value: Value, language: str, in_formula: bool = False, grouped: bool = False) -> str:
    """Return a value as it is printed; `grouped` has digits and thousands of the language.

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
    if grouped and not in_formula:
        return written_number(digits, language)
    if decimal_comma(language):
        digits = digits.replace(".", "{,}" if in_formula else ",")
    return digits if in_formula else digits.replace("-", "−")


@lru_cache(maxsize=16)
def decimal_comma(language: str) -> bool:
    """Say whether a language begins decimals with a comma."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol(Locale.parse(locale_of(language))) == ","
    except (UnknownLocaleError, ValueError, TypeError):
        return False
