"""The store beside the scheduler: themes and assets by their hashes, as long as a build runs.

A command brings each thing once, a worker asks for what its jobs ask for, once. It is no task's
result: Dask would lose it with the worker that holds it, and send it again when it likes.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from distributed.diagnostics.plugin import SchedulerPlugin

from lembar import __version__

NAME = f"lembar-{__version__}"
KEEP, GIVE = "lembar_keep", "lembar_give"


class Store(SchedulerPlugin):
    """Hold what commands brought; what one brought is dropped when it is gone."""

    name = NAME
    idempotent = True

    def __init__(self) -> None:
        self.things: dict[str, dict[str, Any]] = {}  # run → name → bytes, as they travel
        self.given: Counter[tuple[str, str]] = Counter()  # worker, name

    async def start(self, scheduler: Any) -> None:
        """Answer commands and workers from now on."""
        scheduler.handlers[KEEP] = self.keep
        scheduler.handlers[GIVE] = self.give

    def keep(self, run: str, things: Mapping[str, Any]) -> None:
        """Keep what a command brings."""
        self.things.setdefault(run, {}).update(things)

    def give(self, run: str, name: str, worker: str) -> Any:
        """Return a thing of a run; None if there is none of this name."""
        self.given[worker, name] += 1
        return self.things.get(run, {}).get(name)

    def remove_client(self, scheduler: Any, client: str) -> None:
        """Drop what a command brought that is gone."""
        self.things.pop(client, None)
        if not self.things:
            self.given.clear()
