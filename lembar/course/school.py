"""Who hands the paper out: the school and the teacher."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatory:
    """Hold a person who signs: role, name and number (NIP)."""

    role: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class School:
    """Hold the letterhead and what else every paper of a school carries."""

    name: str
    letterhead: tuple[str, ...] = ()  # lines above the name
    address: str = ""
    place: str = ""
    logos: tuple[tuple[str, str], ...] = ()  # (asset name, alternative text), at most two
    year: str = ""
    signatories: tuple[Signatory, ...] = ()


@dataclass(frozen=True, slots=True)
class Teacher:
    """Hold the teacher's own name and number."""

    name: str
    number: str = ""
    classes: tuple[str, ...] = ()
