"""The words of a catalogue, in one language: every label that is printed is data."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

WESTERN_DIGITS = "0123456789"
_ZEROS = {"arab": "\N{ARABIC-INDIC DIGIT ZERO}", "arabext": "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"}
# A word with a Latin letter (a code, an address) keeps its digits; so do numbers behind a whole
# word (CC BY 4.0), but not behind the letter of a form (A 1).
_SIGNS = r"[\w.:/@#%&?=+-]"
_WORD = re.compile(
    rf"{_SIGNS}*[A-Za-z]{{2}}{_SIGNS}*(?:[ \u00a0]+{_SIGNS}+)*|{_SIGNS}*[0-9]{_SIGNS}*", re.ASCII
)
# Names alone are filled: a catalogue may be anyone's, and str.format does what it is told.
_FILLED = re.compile(r"\{(\w+)\}")
_LATIN = re.compile(r"[A-Za-z]")


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
        return self.in_digits(_FILLED.sub(lambda name: str(values[name[1]]), forms[at]))

    def in_digits(self, text: str) -> str:
        """Return a text in the digits of the language; words in Latin letters keep theirs."""
        digits = self.digits
        if digits == WESTERN_DIGITS:
            return text
        table = str.maketrans(WESTERN_DIGITS, digits)

        def change(found: re.Match[str]) -> str:
            return found[0] if _LATIN.search(found[0]) else found[0].translate(table)

        return _WORD.sub(change, text)

    def number(self, digits: str) -> str:
        """Return a number as the language writes it: decimal mark, digits, groups of thousands.

        `digits` is plain, with a point; as many decimals are printed as it has.
        """
        return written_number(digits, self.language)

    @property
    def digits(self) -> str:
        """Return the ten digits that the language writes, from zero."""
        return digits_of(self.language)

    def __contains__(self, key: object) -> bool:
        return key in self.entries


def written_number(digits: str, language: str) -> str:
    """Return a number as a language writes it: see `Words.number`."""
    from babel.numbers import format_decimal

    whole, _, decimals = digits.partition(".")
    pattern = "#,##0" if len(whole.lstrip("-")) > 4 else "0"  # 4 digits stand together
    pattern += f".{'0' * len(decimals)}" if decimals else ""
    written = format_decimal(
        Decimal(digits),
        pattern,
        locale_of(language),
        decimal_quantization=False,
        numbering_system="default",
    )
    # Babel writes the marks of a language, but not its digits.
    own = str.maketrans(WESTERN_DIGITS, digits_of(language))
    return written.lstrip("\u061c").replace("-", "\N{MINUS SIGN}").translate(own)


@lru_cache(maxsize=16)
def locale_of(language: str) -> str:
    """Return a language tag as Babel names it; the language alone if its region is unknown."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return language.partition("-")[0]


def decimal(text: str) -> Decimal:
    """Return a number written with a decimal point or comma, in the digits of any language."""
    return Decimal(text.replace("−", "-").replace(",", ".").replace("٫", "."))


@lru_cache(maxsize=16)
def digits_of(language: str) -> str:
    """Return the ten digits that a language writes: ar-EG has other ones than ar-MA."""
    from babel import Locale, UnknownLocaleError

    try:
        system = Locale.parse(locale_of(language)).default_numbering_system
    except (UnknownLocaleError, ValueError):
        system = ""
    zero = _ZEROS.get(system, "0")
    return "".join(chr(ord(zero) + digit) for digit in range(10))


@lru_cache(maxsize=16)
def direction_of(language: str) -> str:
    """Return "rtl" for a language that is written from right to left, else "ltr"."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(locale_of(language)).text_direction)
    except (UnknownLocaleError, ValueError):
        return "ltr"
