"""Scripts beside Latin that a theme may have fonts of their own for, and the signs of each."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from lembar.course.words import locale_of

# ISO 15924 → how Unicode's names of its signs begin.
SCRIPTS = {"Arab": "ARABIC", "Hebr": "HEBREW"}


@lru_cache(maxsize=4096)
def script_of(sign: str) -> str:
    """Return the script that a sign belongs to, or nothing if it is of no such script."""
    if sign < "\u0590":
        return ""
    name = unicodedata.name(sign, "")
    return next((tag for tag, begin in SCRIPTS.items() if name.startswith(begin)), "")


def scripts_in(signs: Iterable[str]) -> frozenset[str]:
    """Return the scripts of a text's signs."""
    return frozenset(script_of(sign) for sign in set(signs)) - {""}


@lru_cache(maxsize=16)
def script_of_language(language: str) -> str:
    """Return the script that a language is written in, or nothing if it is of no such script."""
    from babel import Locale, UnknownLocaleError

    try:
        spoken = Locale.parse(locale_of(language)).language_name or ""
    except (UnknownLocaleError, ValueError):
        return ""
    return next(iter(scripts_in(spoken)), "")


def is_latin(sign: str) -> bool:
    """Say whether a sign is one that a page's Latin font has to show: a letter or a digit."""
    return sign.isalnum() and unicodedata.name(sign, "").startswith(("LATIN", "DIGIT"))
