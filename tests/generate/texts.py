"""Read what courses are made of: concepts, settings and sentences of a language."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

LANGUAGES = ("en", "id")
_FOLDER = Path(__file__).with_name("texts")
_SLOT = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Concept:
    """Hold what one kind of lesson teaches, in sentences with slots."""

    slug: str
    term: str
    term2: str
    meaning: str
    meaning2: str
    definition: str
    titles: list[str]
    leads: list[str]
    objective: str
    formula: str
    symbols: str
    intro: list[str]
    explain: list[str]
    points: list[str]
    mistake: str
    limits: str
    footnote: str
    problems: list[str]
    runit: str
    need: str
    true: list[str]
    false: list[str]
    steps: list[str]
    cloze: str
    distract: list[str]
    essay: str
    answer: str
    rubric: list[str]
    hint: str
    extension: str
    extension_answer: str
    activity: list[str]
    discussion: str
    teacher: str
    kinds: list[str]
    first: list[str]
    second: list[str]
    reflect: str


@dataclass(frozen=True)
class Setting:
    """Hold a place where something is measured."""

    slug: str
    title: str
    place: str
    people: str
    stuff: str
    unit: str
    done: str
    part: str
    parts: str
    tool: str
    low: int
    high: int
    stages: list[str]
    about: list[str]

    def slots(self) -> dict[str, str]:
        """Return what sentences may name of it."""
        names = ("place", "people", "stuff", "unit", "done", "part", "parts", "tool")
        return {name: getattr(self, name) for name in names}


@dataclass(frozen=True)
class Texts:
    """Hold all that a language has."""

    language: str
    names: list[str]
    villages: list[str]
    days: list[str]
    short_days: list[str]
    habits: list[str]
    words: Mapping[str, Any]
    concepts: list[Concept]
    settings: list[Setting]

    def word(self, key: str) -> str:
        """Return a word or a sentence with slots."""
        found = self.words[key]
        assert isinstance(found, str), key
        return found

    def list(self, key: str) -> list[str]:
        """Return sentences that belong together, or of which one is chosen."""
        found = self.words[key]
        assert isinstance(found, list), key
        return found

    def pick(self, key: str, random: Random) -> str:
        """Return one of several sentences."""
        return random.choice(self.list(key))

    def section(self, key: str, random: Random) -> str:
        """Return a heading for a section of a lesson."""
        found: list[str] = self.words["sections"][key]
        return random.choice(found)


@cache
def texts(language: str) -> Texts:
    """Return the texts of a language."""
    read = tomllib.loads((_FOLDER / f"{language}.toml").read_text("utf-8"))
    concepts = [Concept(**each) for each in read.pop("concepts")]
    settings = [Setting(**each) for each in read.pop("settings")]
    return Texts(language, **read, concepts=concepts, settings=settings)


def fill(pattern: str, slots: Mapping[str, str]) -> str:
    """Return a sentence with its slots filled; it begins with a capital."""
    # A slot that has no value is a mistake in the texts, and must not pass.
    filled = _SLOT.sub(lambda found: slots[found[1]], pattern)
    return filled[:1].upper() + filled[1:]
