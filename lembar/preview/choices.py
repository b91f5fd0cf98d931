"""What someone looks at: a document of a set, in a format, with a theme and a profile on trial."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lembar.course.documents import EDITIONS, FORMATS, TIERS
from lembar.engine.finder import document_place, place
from lembar.plan import Document, DocumentSet

FIELDS = ("edition", "document", "form", "tier", "format")
"""What tells the files of a set apart, in the order in which it is chosen."""
_SIGNS = 16


@dataclass(frozen=True, slots=True)
class Trial:
    """Hold a theme and a profile that are tried on; "": as the course says."""

    theme: str = ""
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Hold which file of which set is looked at."""

    trial: Trial
    key: str  # of the set
    edition: str
    document: str
    form: str
    tier: str
    format: str


@dataclass(frozen=True, slots=True)
class Settled:
    """Hold a choice with its document, and what else could be chosen for each of `FIELDS`."""

    choice: Choice
    document: Document
    path: str
    options: Mapping[str, tuple[str, ...]]

    @property
    def has_profile(self) -> bool:
        """Say whether the document is made in the profile on trial."""
        return self.document.profile == self.choice.trial.profile


def id_of(key: str) -> str:
    """Return the name of a set in addresses: no path, so that none can be asked for."""
    return hashlib.sha256(key.encode()).hexdigest()[:_SIGNS]


def settle(each: DocumentSet, wanted: Mapping[str, str], trial: Trial) -> Settled | None:
    """Return the file of a set that comes nearest to what is wanted; None if the set has none.

    What is wanted is taken one after the other; what does not fit gives way to the first there is.
    """
    found = [d for d in each.documents if d.paths and d.profile in ("", trial.profile)]
    options: dict[str, tuple[str, ...]] = {}
    chosen: dict[str, str] = {}
    for name in FIELDS[:-1]:
        values = _ordered(name, {str(getattr(d, name)) for d in found})
        if not values:
            return None
        options[name] = values
        chosen[name] = wanted[name] if wanted.get(name) in values else values[0]
        found = [d for d in found if getattr(d, name) == chosen[name]]
    document = next((d for d in found if d.profile == trial.profile), found[0])
    paths = dict(document.paths)
    options["format"] = _ordered("format", paths)
    format_ = wanted.get("format", "")
    chosen["format"] = format_ if format_ in paths else options["format"][0]
    choice = Choice(trial=trial, key=each.key, **chosen)
    return Settled(choice, document, paths[chosen["format"]], options)


def document_of(each: DocumentSet, choice: Choice) -> Settled | None:
    """Return the file of a set that was chosen; None if there is no such file now."""
    settled = settle(each, {name: getattr(choice, name) for name in FIELDS}, choice.trial)
    return settled if settled is not None and settled.choice == choice else None


def _ordered(name: str, values: "Sequence[str] | set[str] | dict[str, str]") -> tuple[str, ...]:
    """Return values in the order in which people look for them."""
    if name == "document":
        return tuple(sorted(values, key=document_place))
    order = {"edition": EDITIONS, "tier": TIERS, "format": FORMATS}.get(name, ())
    return tuple(sorted(values, key=lambda each: (place(each, order), each)))
