"""Slots: places of a paper, each to be filled with an entry of its own."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from lembar.course.item import Entry


@dataclass(slots=True)
class Slots:
    """Fill slots one after the other; an earlier one takes another entry if that helps.

    This is Kuhn's way to a largest matching: a slot stays empty only if no choice fills it as well.
    `closed` are the keys of entries that no slot may have.
    """

    closed: set[str] = field(default_factory=set)
    filled: dict[Hashable, Entry] = field(default_factory=dict)
    _wanted: dict[Hashable, tuple[Entry, ...]] = field(default_factory=dict)
    _holders: dict[str, Hashable] = field(default_factory=dict)  # by the entry's key

    def fill(self, slot: Hashable, wanted: Iterable[Entry]) -> bool:
        """Give a slot the first entry of those wanted that is free, or can be freed."""
        self._wanted[slot] = tuple(wanted)
        return self._fill(slot, set())

    def holds(self, key: str) -> bool:
        """Say whether an entry stands in a slot, or may stand in none."""
        return key in self._holders or key in self.closed

    def _fill(self, slot: Hashable, seen: set[str]) -> bool:
        wanted = self._wanted[slot]
        for entry in sorted(wanted, key=lambda each: each.key in self._holders):
            if entry.key in seen or entry.key in self.closed:
                continue
            seen.add(entry.key)
            if entry.key not in self._holders or self._fill(self._holders[entry.key], seen):
                self._holders[entry.key] = slot
                self.filled[slot] = entry
                return True
        return False
