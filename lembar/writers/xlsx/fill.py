"""What fills a score sheet: formulas for one that is to be typed into, or the values themselves."""

from typing import Protocol, TypeAlias

Cell: TypeAlias = str | int | float | None


class Fill(Protocol):
    """Give the content of cells; rows of pupils, items, objectives count from 0."""

    def who(self, what: str, row: int) -> Cell:
        """Return a pupil's number, name or form, by the letter of its column."""

    def pass_mark(self) -> Cell:
        """Return the pass mark, where another sheet shows it again."""

    def points(self, row: int, item: int) -> Cell:
        """Return the points of a pupil for an item."""

    def total(self, row: int) -> Cell:
        """Return the points of a pupil."""

    def mark(self, row: int) -> Cell:
        """Return the mark of a pupil."""

    def passed(self, row: int) -> Cell:
        """Say whether a pupil passed."""

    def band(self, row: int) -> Cell:
        """Return the band of a pupil's mark."""

    def summary(self, name: str) -> Cell:
        """Return a figure of the class: pupils, mean, highest, lowest, passed, alpha."""

    def figure(self, name: str, item: int) -> Cell:
        """Return a figure of an item.

        pupils, difficulty, difficulty-band, discrimination, discrimination-band, rest, omitted.
        """

    def share(self, item: int, choice: int) -> Cell:
        """Return the share of a choice."""

    def idle(self, item: int, cells: tuple[str, ...]) -> Cell:
        """Name the distractors that do not work; `cells` hold the shares of all choices."""

    def mastery(self, row: int, objective: int) -> Cell:
        """Return how much of 100 a pupil has of an objective."""

    def not_mastered(self, row: int) -> Cell:
        """Return the objectives that a pupil has not reached."""

    def class_mastery(self, name: str, objective: int) -> Cell:
        """Return the mean of an objective, or the share of pupils who have reached it."""

    def listed(self, list_: str, what: str, place: int) -> Cell:
        """Return number, name, mark or objectives of who stands at a place of a list."""
