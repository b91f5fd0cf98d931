"""Fill a score sheet with values: what formulas would give, worked out beforehand."""

from dataclasses import dataclass
from fractions import Fraction

from lembar.course.results import ClassResults, Scored, mastery
from lembar.course.statistics import WORKING, difficulty_band, discrimination_band
from lembar.course.typed import rounded
from lembar.writers.xlsx.fill import Cell
from lembar.writers.xlsx.layout import FORM, NAME, Layout


@dataclass(frozen=True, slots=True)
class Values:
    """Give values."""

    layout: Layout
    results: ClassResults

    def who(self, what: str, row: int) -> Cell:
        """Return a pupil's number, name or form."""
        pupil = self.results.pupils[row].pupil
        if what == FORM:
            return self.layout.view.forms[pupil.form]
        return pupil.name if what == NAME else pupil.number

    def pass_mark(self) -> Cell:
        """Return the pass mark."""
        return self.layout.view.pass_mark

    def points(self, row: int, item: int) -> Cell:
        """Return the points of a pupil for an item."""
        return plain(self.results.pupils[row].points[item])

    def total(self, row: int) -> Cell:
        """Return the points of a pupil."""
        return plain(self.results.pupils[row].total)

    def mark(self, row: int) -> Cell:
        """Return the mark of a pupil."""
        return plain(self.results.pupils[row].mark)

    def passed(self, row: int) -> Cell:
        """Say whether a pupil passed."""
        limit = self.layout.view.pass_mark
        if limit is None:
            return None
        word = "yes" if self.results.pupils[row].mark >= limit else "no"
        return self.layout.words(f"sheet.passed.{word}")

    def band(self, row: int) -> Cell:
        """Return the band of a pupil's mark."""
        mark = self.results.pupils[row].mark
        return [band.label for band in self.layout.view.bands if band.mark <= mark][-1]

    def summary(self, name: str) -> Cell:
        """Return a figure of the class."""
        marks = [each.mark for each in self.results.pupils]
        limit = self.layout.view.pass_mark
        if name == "pupils":
            return len(marks)
        if name == "alpha":
            found = self.results.alpha
            return "–" if found is None else found
        if name == "passed":
            return None if limit is None else sum(mark >= limit for mark in marks)
        if not marks:
            return None
        mean = sum(marks, Fraction(0)) / len(marks)
        return plain({"mean": mean, "highest": max(marks), "lowest": min(marks)}[name])

    def figure(self, name: str, item: int) -> Cell:
        """Return a figure of an item."""
        found = self.results.items[item]
        if name == "pupils":
            return found.pupils
        if name == "omitted":
            return plain(found.omitted)
        if not self.layout.view.items[item].asked.points:
            return "–" if name in ("difficulty", "discrimination", "rest") else None
        words = self.layout.words
        if name == "difficulty":
            return plain(found.difficulty)
        if name == "discrimination":
            return plain(found.discrimination)
        if name == "rest":
            return found.rest
        if name == "difficulty-band":
            value = found.difficulty
            return None if value is None else words(f"difficulty.{difficulty_band(value)}")
        value = found.discrimination
        return None if value is None else words(f"discrimination.{discrimination_band(value)}")

    def share(self, item: int, choice: int) -> Cell:
        """Return the share of a choice."""
        found = self.results.items[item]
        index = self.layout.view.items[item].choices[choice].index
        return plain(found.shares[index]) if found.pupils else None

    def idle(self, item: int, cells: tuple[str, ...]) -> Cell:
        """Name the distractors that fewer than one in twenty chose."""
        found = self.results.items[item]
        choices = self.layout.view.items[item].choices
        if not found.pupils or not choices:
            return None
        return " ".join(
            each.letter for each in choices if not each.right and found.shares[each.index] < WORKING
        )

    def mastery(self, row: int, objective: int) -> Cell:
        """Return how much of 100 a pupil has of an objective."""
        return plain(self._mastery(self.results.pupils[row], objective))

    def not_mastered(self, row: int) -> Cell:
        """Return the objectives that a pupil has not reached."""
        return ", ".join(self._not_mastered(self.results.pupils[row]))

    def class_mastery(self, name: str, objective: int) -> Cell:
        """Return the mean of an objective, or the share of pupils who have reached it."""
        all_ = [self._mastery(each, objective) for each in self.results.pupils]
        found = [each for each in all_ if each is not None]
        limit = self.layout.view.pass_mark
        if not found or (name != "mean" and limit is None):
            return None
        if name == "mean":
            return plain(rounded(sum(found, Fraction(0)) / len(found)))
        return plain(Fraction(sum(each >= (limit or 0) for each in found), len(found)))

    def listed(self, list_: str, what: str, place: int) -> Cell:
        """Return number, name, mark or objectives of who stands at a place of a list."""
        limit = self.layout.view.pass_mark
        if limit is None:
            return None
        below = list_ == "remedial"
        on = [each for each in self.results.pupils if (each.mark < limit) == below]
        if place >= len(on):
            return None
        each = on[place]
        if what == "objectives":
            return ", ".join(self._not_mastered(each))
        pupil = each.pupil
        return {"number": pupil.number, "name": pupil.name, "mark": plain(each.mark)}[what]

    def _mastery(self, result: Scored, objective: int) -> Fraction | None:
        view = self.layout.view
        items = [item.asked for item in view.items]
        return mastery(result, items, view.objectives[objective][0])

    def _not_mastered(self, result: Scored) -> list[str]:
        view = self.layout.view
        if view.pass_mark is None:
            return []
        shares = [(name, self._mastery(result, at)) for at, (name, _) in enumerate(view.objectives)]
        return [name for name, share in shares if share is not None and share < view.pass_mark]


def plain(value: Fraction | None) -> Cell:
    """Return a value as a cell holds it."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
