"""Say which lesson of a course stands where, and what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from tests.generate.texts import Concept, Setting, Texts, fill


@dataclass(frozen=True)
class Unit:
    """Hold a unit: a setting in a village, and the concepts in the order of its lessons."""

    texts: Texts
    number: int
    setting: Setting
    village: str
    concepts: tuple[Concept, ...]

    @property
    def folder(self) -> str:
        return f"{self.number:03}-{self.setting.slug}"

    @property
    def title(self) -> str:
        slots = {"title": self.setting.title, "village": self.village}
        return fill(self.texts.word("unit_title"), slots)


@dataclass(frozen=True)
class Lesson:
    """Hold where a lesson stands and what its sentences may name."""

    seed: int
    number: int  # in the course, from 1
    position: int  # in the unit, from 0
    unit: Unit
    slots: Mapping[str, str]

    @property
    def texts(self) -> Texts:
        return self.unit.texts

    @property
    def concept(self) -> Concept:
        return self.unit.concepts[self.position]

    @property
    def setting(self) -> Setting:
        return self.unit.setting

    @property
    def objective(self) -> str:
        return f"{'TP' if self.texts.language == 'id' else 'LO'}{self.position + 1}"

    @property
    def title(self) -> str:
        return self.say(self.random("title").choice(self.concept.titles))

    def with_unit(self, result: str) -> str:
        """Return a result with its unit; a percent sign stands close to the number."""
        words = self.concept.runit.split()
        # Not `say`, which begins with a capital.
        unit = " ".join(self.slots.get(each.strip("<>"), each) for each in words)
        return f"{result}%" if unit == "%" else f"{result} {unit}"

    def before(self) -> "Lesson":
        """Return the lesson before it in its unit, with the names of this one."""
        before = self.unit.concepts[self.position - 1]
        slots = {**self.slots, "term": before.term}
        return replace(self, number=self.number - 1, position=self.position - 1, slots=slots)

    def random(self, purpose: str) -> Random:
        """Return a source of chance that no other lesson or purpose can move."""
        return Random(f"{self.seed}/{self.number}/{purpose}")

    def say(self, pattern: str, **more: str) -> str:
        """Return a sentence about this lesson."""
        return fill(pattern, {**self.slots, **more})

    def word(self, key: str, **more: str) -> str:
        """Return a sentence of the language about this lesson."""
        return self.say(self.texts.word(key), **more)


@dataclass(frozen=True)
class Outline:
    """Give the lessons of a course by their numbers, however many there are."""

    texts: Texts
    seed: int
    units_of: int

    def lesson(self, number: int) -> Lesson:
        """Return the lesson of a number, from 1."""
        before, position = divmod(number - 1, self.units_of)
        unit = self.unit(before + 1)
        concept = unit.concepts[position]
        random = Random(f"{self.seed}/{number}/names")
        name, other = random.sample(self.texts.names, 2)
        own = {"term": concept.term, "village": unit.village, "name": name, "other": other}
        return Lesson(self.seed, number, position, unit, {**unit.setting.slots(), **own})

    def unit(self, number: int) -> Unit:
        """Return the unit of a number, from 1; neighbours have different settings."""
        random = Random(f"{self.seed}/unit {number}")
        settings = list(self.texts.settings)
        # One order for the whole course, so that a setting comes back only after all others.
        Random(f"{self.seed}/settings").shuffle(settings)
        setting = settings[(number - 1) % len(settings)]
        concepts = list(self.texts.concepts)
        random.shuffle(concepts)
        village = random.choice(self.texts.villages)
        return Unit(self.texts, number, setting, village, tuple(concepts))
