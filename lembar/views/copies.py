"""What the copies of a paper may know of the pupils whose names they bear."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from lembar.course.roster import Pupil, alternated
from lembar.course.words import Words
from lembar.errors import Place


@dataclass(frozen=True, slots=True)
class Copy:
    """Hold what is printed on one pupil's copy; `code` is what its QR code says.

    `described` is said of the code to those who can't see it.
    """

    form: str
    name: str = field(repr=False)
    class_: str
    number: str
    code: str
    described: str
    place: Place = field(compare=False)
    profile: str = ""


def sheet_of(copy: Copy) -> str:
    """Return which of the sheets that were laid out a copy is made of."""
    return sheet_key(copy.form, copy.profile)


def sheet_key(form: str, profile: str) -> str:
    """Return what names a sheet among those of a paper."""
    return f"{form}/{profile}" if profile else form


def copies_of(pupils: Sequence[Pupil], forms: Sequence[str], words: Words) -> tuple[Copy, ...]:
    """Return a copy for each pupil of a class, neighbours with different forms."""
    return tuple(
        Copy(
            form=form,
            name=pupil.name,
            class_=pupil.class_,
            number=pupil.number,
            code=code(form, pupil.number),
            described=_described(form, pupil.number, words),
            place=pupil.place,
            profile=pupil.profile.name if pupil.profile else "",
        )
        for pupil, form in zip(pupils, alternated(pupils, forms), strict=True)
    )


def filling(copy: Copy, holds: str) -> str:
    """Return what stands in a place of the sheet: a name, a class or a number."""
    return {"name": copy.name, "class": copy.class_, "number": copy.number}[holds]


def code(form: str, number: str) -> str:
    """Return what a QR code says: form and number, and never a name."""
    return "-".join(part for part in (form, number) if part)


def _described(form: str, number: str, words: Words) -> str:
    if not form:
        return words("copy.code", number=number)
    return words("copy.code-form", form=form, number=number)
