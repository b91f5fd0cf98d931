"""Copies of a sheet with a name on each: what stands in the places that the sheet leaves."""

from dataclasses import dataclass, field

from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Copy:
    """Hold what is printed on one pupil's copy; `code` is what its QR code says.

    `described` is said of the code to those who can't see it.
    """

    form: str
    name: str
    class_: str
    number: str
    code: str
    described: str
    place: Place = field(compare=False)

    def value(self, holds: str) -> str:
        """Return what stands in a place of the sheet: a name, a class or a number."""
        return {"name": self.name, "class": self.class_, "number": self.number}[holds]
