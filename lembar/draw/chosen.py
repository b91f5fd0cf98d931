"""What was chosen for one place of all forms."""

from dataclasses import dataclass

from lembar.course.item import Entry, Item, items_of, points_of_list


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hold the entry of each form for one place: the same on all, or others of its kind.

    `points` are those that its request sets for each item, `each` those that its part sets for
    items that say none themselves.
    """

    entries: tuple[Entry, ...]
    points: int | None = None
    each: int | None = None
    bonus: bool = False

    def points_of(self, item: Item) -> int:
        """Return what an item counts in this place."""
        if self.points is not None:
            return self.points
        own = item.parts or points_of_list(item.interactions) is not None
        return item.points if own or self.each is None else self.each

    def all_points(self, entry: Entry) -> int:
        """Add up what the items of an entry count."""
        return sum(self.points_of(item) for item in items_of(entry))
