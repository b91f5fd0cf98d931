"""The words of a catalogue, in one language: every label that is printed is data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Words:
    """Map keys to words; a key with several words has one for each plural form."""

    language: str
    entries: Mapping[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key with `{names}` filled; `n` chooses the plural form.

        Raises KeyError if the catalogue has no such key.
        """
        forms = self.entries[key]
        count = values.get("n")
        at = self.plural(count) if isinstance(count, int) and len(forms) > 1 else 0
        return forms[at].format(**values)

    def number(self, digits: str) -> str:
        """Return a number as the language writes it: decimal mark, digits, groups of thousands.

        `digits` is plain, with a point; as many decimals are printed as it has.
        """
        return written_number(digits, self.language)

    def __contains__(self, key: object) -> bool:
        return key in self.entries


def written_number(digits: str, language: str) -> str:
    """Return a number as a language writes it: see `Words.number`."""
    from babel.numbers import format_decimal

    whole, _, decimals = digits.partition(".")
    pattern = "#,##0" if len(whole.lstrip("-")) > 4 else "0"  # 4 digits stand together
    pattern += f".{'0' * len(decimals)}" if decimals else ""
    return format_decimal(
        Decimal(digits),
        pattern,
        language.replace("-", "_"),
        decimal_quantization=False,
        numbering_system="default",
    ).replace("-", "\N{MINUS SIGN}")
