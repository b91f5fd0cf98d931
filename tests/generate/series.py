"""Make up what a notebook says of two parts of a place in one week."""

from dataclasses import dataclass

from tests.generate.outline import Lesson


@dataclass(frozen=True)
class Week:
    """Hold the values of six days for two parts."""

    first: tuple[int, ...]
    second: tuple[int, ...]

    @property
    def top(self) -> int:
        """Return the day of the largest value."""
        return self.first.index(max(self.first))

    @property
    def bottom(self) -> int:
        """Return the day of the smallest value."""
        return self.first.index(min(self.first))


def week(lesson: Lesson, purpose: str, days: int = 6) -> Week:
    """Return a week of a lesson; no two days of the first part are equal."""
    random = lesson.random(purpose)
    span = range(lesson.setting.low, lesson.setting.high + 1)
    first = random.sample(span, days)
    second = [random.choice(span) for _ in range(days)]
    return Week(tuple(first), tuple(second))
