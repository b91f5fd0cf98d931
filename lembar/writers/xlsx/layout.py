"""Where everything stands in a score sheet: names of its sheets, rows, columns, references."""

from collections.abc import Callable
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from lembar.course.typed import Asked
from lembar.course.words import Words
from lembar.views.score_sheet import ScoreSheetView, SheetItem

ANSWERS_HEAD, ANSWERS_FIRST = 4, 6
FIRST = 7  # of the pupils, on sheets of scores, mastery and calculations
SCORES_HEAD = 4
PASS_MARK = "D3"
ANALYSIS_HEAD, ANALYSIS_FIRST = 8, 9
KEY_HEAD, KEY_FIRST = 4, 5
FOLLOW_HEAD, FOLLOW_FIRST = 5, 6
NAME, NUMBER, FORM = "B", "A", "C"
_FIRST_COLUMN = 4  # of numbers, items, objectives
CALC_SHEET = "calc"
CALC = ("form", "counts", "upper", "lower", "remedial", "enrichment")
"""What the sheet of calculations has for each pupil: two columns in front of the answers."""
MACHINE_KEY, LOW, HIGH = "J", "K", "L"
_KINDS = ("answers", "scores", "analysis", "mastery", "follow-up", "key")


@dataclass(frozen=True, slots=True)
class Layout:
    """Say where the parts of a score sheet stand; rows of pupils and items count from 0."""

    view: ScoreSheetView
    words: Words

    def title(self, kind: str) -> str:
        """Return the name of a sheet."""
        return self.words(f"sheet.{kind}")

    def sheet(self, kind: str) -> str:
        """Return the name of a sheet as formulas write it."""
        return f"'{self.title(kind)}'!" if kind in _KINDS else f"{kind}!"

    # --- answers: a row for each pupil, a column for each printed number

    def typed(self, row: int, number: int) -> str:
        """Return the cell of an answer."""
        return f"{self.sheet('answers')}{column(number - 1)}{ANSWERS_FIRST + row}"

    def all_typed(self, row: int) -> str:
        """Return all cells of a pupil's answers."""
        at = ANSWERS_FIRST + row
        return f"{self.sheet('answers')}{column(0)}{at}:{column(self.view.numbers - 1)}{at}"

    def who(self, what: str, row: int) -> str:
        """Return the cell of a pupil's number, name or form."""
        return f"{self.sheet('answers')}{what}{ANSWERS_FIRST + row}"

    # --- scores: a row for each pupil, a column for each item

    def after(self, place: int) -> str:
        """Return a column behind those of the items: 0 total, 1 mark, 2 passed, 3 band."""
        return column(len(self.view.items) + place)

    def scores(self, item: int) -> str:
        """Return all points of an item."""
        return self._all("scores", column(item))

    def totals(self) -> str:
        """Return the totals of all pupils."""
        return self._all("scores", self.after(0))

    def marks(self) -> str:
        """Return the marks of all pupils."""
        return self._all("scores", self.after(1))

    def mark(self, row: int) -> str:
        """Return the cell of a mark."""
        return f"{self.sheet('scores')}{self.after(1)}{FIRST + row}"

    def pass_mark(self) -> str:
        """Return the cell of the pass mark."""
        return f"{self.sheet('scores')}${PASS_MARK[0]}${PASS_MARK[1]}"

    # --- calculations: the form of each pupil, answers by item, groups

    def calc(self, name: str, row: int) -> str:
        """Return a cell of the calculations: form, counts, upper, lower, remedial, enrichment."""
        return f"{CALC_SHEET}!{self.calc_column(name)}{FIRST + row}"

    def calc_all(self, name: str) -> str:
        """Return a column of the calculations."""
        return self._all(CALC_SHEET, self.calc_column(name))

    def calc_column(self, name: str) -> str:
        """Return the letter of a column of the calculations."""
        at = CALC.index(name)
        return "AB"[at] if at < 2 else self.after(at - 2)

    def answer(self, row: int, item: int) -> str:
        """Return the cell of an answer by item."""
        return f"{CALC_SHEET}!{column(item)}{FIRST + row}"

    def answers(self, item: int) -> str:
        """Return all answers of an item."""
        return self._all(CALC_SHEET, column(item))

    # --- key: a row for each item of each form

    def key_row(self, form: int, item: SheetItem) -> int:
        """Return the row of an item on the sheet of keys."""
        before = sum(sum(e.asked.on[f] is not None for e in self.view.items) for f in range(form))
        return KEY_FIRST + before + [e.asked.key for e in self.in_order(form)].index(item.asked.key)

    def in_order(self, form: int) -> list[SheetItem]:
        """Return the items of a form by their printed number."""
        found = [(each.asked.on[form], each) for each in self.view.items]
        return [e for _, e in sorted(((a.number, e) for a, e in found if a), key=lambda p: p[0])]

    def key(self, name: str, form: int, item: SheetItem) -> str:
        """Return a cell of the key."""
        return f"{self.sheet('key')}${name}${self.key_row(form, item)}"

    # --- mastery: a row for each pupil, a column for each objective

    def all_mastered(self, objective: int) -> str:
        """Return the mastery of an objective by all pupils."""
        return self._all("mastery", column(objective))

    def not_mastered(self, row: int | None = None) -> str:
        """Return the cell, or all cells, of the objectives that a pupil has not reached."""
        place = column(len(self.view.objectives))
        if row is None:
            return self._all("mastery", place)
        return f"{self.sheet('mastery')}{place}{FIRST + row}"

    def _all(self, kind: str, letter: str) -> str:
        return f"{self.sheet(kind)}${letter}${FIRST}:${letter}${FIRST + self.view.rows - 1}"


def column(index: int) -> str:
    """Return the column of a number, item or objective, from 0."""
    return str(get_column_letter(_FIRST_COLUMN + index))


def by_form(item: SheetItem, form: str, make: Callable[[int, Asked], str], missing: str) -> str:
    """Return a formula that takes what `make` gives for a pupil's form; `form` is its cell."""
    given = [missing if a is None else make(f, a) for f, a in enumerate(item.asked.on)]
    return given[0] if len(set(given)) == 1 else f"CHOOSE({form},{','.join(given)})"


def quoted(text: str) -> str:
    """Return a text as formulas write it."""
    return '"' + text.replace('"', '""') + '"'
