"""The versions of an item: sets of values that its parameters can take, found and counted."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from math import prod

from lembar.content.expressions import ExpressionError, Value, evaluate, names_in
from lembar.errors import Place

_TRIES = 4000  # sets of values that are picked before the rest is walked through, or given up
_WALKED = 20000  # sets of values that are walked through
COUNTED = 1000  # versions that are counted: more are “at least” as many


@dataclass(frozen=True, slots=True)
class Condition:
    """Hold a condition that values must meet."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Parameters:
    """Hold the variables of an item: values to choose from, expressions, and conditions."""

    choices: Mapping[str, tuple[Value, ...]]
    derived: Mapping[str, str]
    where: tuple[Condition, ...]
    place: Place

    def versions(self, seed: str) -> Iterator[Mapping[str, Value]]:
        """Yield sets of values that meet the conditions, each once, in an order of its own.

        Raises ExpressionError if an expression can't be evaluated.
        """
        for chosen in self._sets(seed):
            values = self._met(chosen)
            if values is not None:
                yield values

    def count(self, seed: str) -> tuple[int, bool]:
        """Return how many versions there are, and whether there may be more than were counted.

        Raises ExpressionError if an expression can't be evaluated.
        """
        found = sum(1 for _ in islice(self.versions(seed), COUNTED))
        return found, found == COUNTED or self._size() > _WALKED

    def impossible(self, seed: str) -> list[Condition]:
        """Return the conditions that no set of values meets, each looked at alone."""
        open_ = list(self.where)
        for chosen in self._sets(seed):
            values = self._derived(chosen)
            open_ = [each for each in open_ if not _holds(each, values)]
        return open_

    def _size(self) -> int:
        return prod(len(values) for values in self.choices.values())

    def _sets(self, seed: str) -> Iterator[dict[str, Value]]:
        """Yield sets of chosen values, each once: picked at first, then all that are left."""
        seen: set[tuple[Value, ...]] = set()
        size = self._size()
        for attempt in range(_TRIES):
            if len(seen) == size:
                return
            picked = {
                name: _pick(values, f"{seed}\x1f{attempt}\x1f{name}")
                for name, values in self.choices.items()
            }
            key = tuple(picked.values())
            if key not in seen:
                seen.add(key)
                yield picked
        for key in product(*self.choices.values()) if size <= _WALKED else ():
            if key not in seen:
                yield dict(zip(self.choices, key))

    def _met(self, chosen: dict[str, Value]) -> Mapping[str, Value] | None:
        """Return chosen and derived values if they meet the conditions.

        A condition is looked at as soon as its variables are known: it may keep an expression from
        a division by zero.
        """
        values = dict(chosen)
        waiting = list(self.where)
        try:
            for name in (None, *self.derived):
                if name is not None:
                    values[name] = evaluate(self.derived[name], values)
                for each in [w for w in waiting if names_in(w.text) <= values.keys() | {"pi"}]:
                    if not evaluate(each.text, values):
                        return None
                    waiting.remove(each)
            met = all(evaluate(each.text, values) for each in waiting)
        except ExpressionError as error:
            raise ExpressionError(f"{error} ({told(values)})" if values else str(error)) from None
        return values if met else None

    def _derived(self, chosen: dict[str, Value]) -> Mapping[str, Value]:
        """Return chosen values, and the derived ones that can be evaluated."""
        values = dict(chosen)
        for name, expression in self.derived.items():
            try:
                values[name] = evaluate(expression, values)
            except ExpressionError:
                continue
        return values


def told(values: Mapping[str, Value]) -> str:
    """Return values as people are told of them."""
    return ", ".join(f"{name} = {value}" for name, value in values.items())


def _holds(condition: Condition, values: Mapping[str, Value]) -> bool:
    try:
        return bool(evaluate(condition.text, values))
    except ExpressionError:
        return False


def _pick(values: tuple[Value, ...], seed: str) -> Value:
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
    return values[number % len(values)]
