"""Tell whether another machine makes the same bytes, and if not, what is different there."""

from collections.abc import Mapping
from dataclasses import dataclass

from lembar import __version__
from lembar.engine.machinery import machinery, surroundings
from lembar.errors import Problem, problem

_NAMED = 3  # differences that are told: after an upgrade there are dozens


@dataclass(frozen=True, slots=True)
class Machine:
    """Hold what documents are made by on one machine."""

    version: str
    digest: str
    surroundings: tuple[str, ...]


def this_machine() -> Machine:
    """Return what documents are made by on this machine."""
    return Machine(__version__, machinery(), tuple(surroundings()))


def unlike(worker: str, there: Machine, here: Machine) -> Problem | None:
    """Return what is wrong with a worker that would make other bytes; None: nothing is."""
    if there.digest == here.digest:
        return None
    if there.version != here.version:
        versions = {"there": there.version, "here": here.version}
        return problem("cluster-version", None, "cluster-machinery", worker=worker, **versions)
    only = {
        "there": _listed(there.surroundings, here.surroundings),
        "here": _listed(here.surroundings, there.surroundings),
    }
    if not any(value != "–" for value in only.values()):
        return problem("cluster-files", None, "cluster-machinery", worker=worker)
    return problem("cluster-machinery", None, "cluster-machinery", worker=worker, **only)


def first_unlike(workers: Mapping[str, object], here: Machine) -> Problem | None:
    """Return what is wrong with the first worker, by address, that would make other bytes.

    What is no machine is an error that the worker answered with: it has no Lembar.
    """
    for worker, there in sorted(workers.items()):
        if not isinstance(there, Machine):
            reason = f"{type(there).__name__}: {there}"
            return problem(
                "cluster-no-lembar", None, "cluster-machinery", worker=worker, reason=reason
            )
        if found := unlike(worker, there, here):
            return found
    return None


def _listed(some: tuple[str, ...], others: tuple[str, ...]) -> str:
    """Return what only some have, as far as people read on."""
    only = sorted({each.removesuffix(".dist-info") for each in set(some) - set(others)})
    more = [f"… {len(only) - _NAMED}"] if len(only) > _NAMED else []
    return ", ".join([*only[:_NAMED], *more]) or "–"
