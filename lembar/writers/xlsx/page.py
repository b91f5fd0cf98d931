"""Set up the sheets of a score sheet: head, paper, what stays in sight, what every page repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lembar.course.words import direction_of
from lembar.views.frame import Frame
from lembar.writers.xlsx.fill import Cell, Fill
from lembar.writers.xlsx.layout import FORM, NAME, NUMBER, Layout
from lembar.writers.xlsx.styles import Styles

# Numbers by which Excel knows a paper; F4 is what it calls Folio.
_PAPERS = {"Letter": 1, "Legal": 5, "A4": 9, "A5": 11, "F4": 14, "B5": 34}
_ROWS_OF_A_PAGE = 40
_NARROW = 0.4  # inches
_WIDE_NAME, _NARROW_NUMBER = 26, 6


@dataclass(frozen=True, slots=True)
class Build:
    """Hold what is needed to make the sheets of one workbook."""

    book: Workbook
    layout: Layout
    styles: Styles
    fill: Fill
    frame: Frame
    paper: str

    def word(self, key: str, **values: object) -> str:
        """Return words for a score sheet."""
        return self.layout.words(f"sheet.{key}", **values)

    def sheet(
        self, kind: str, freeze: str, repeat: tuple[int, int], columns: str = ""
    ) -> Worksheet:
        """Make a sheet with its head; `repeat` are the rows that every page repeats."""
        sheet = self.book.create_sheet(self.layout.title(kind))
        view = self.layout.view
        put(sheet, "A1", f"{self.layout.title(kind)} · {view.cover.title}", self.styles.title)
        put(sheet, "A2", " · ".join(self._facts()), self.styles.fact)
        sheet.row_dimensions[1].height = 24
        sheet.row_dimensions[3].height = 18
        sheet.freeze_panes = freeze
        sheet.sheet_view.showGridLines = False
        if direction_of(self.layout.words.language) == "rtl":
            sheet.sheet_view.rightToLeft = True
        sheet.print_title_rows = f"{repeat[0]}:{repeat[1]}"
        if columns:
            sheet.print_title_cols = columns
        self._page(sheet)
        return sheet

    def _facts(self) -> list[str]:
        view, words = self.layout.view, self.layout.words
        frame = self.frame
        school = frame.school
        given = (
            school.name if school else "",
            frame.subject,
            words("grade", grade=frame.grade) if frame.grade else "",
            words("year", year=school.year) if school and school.year else "",
            view.origin.sitting,
            words("index.revision", revision=view.origin.revision),
        )
        return [each for each in given if each]

    def _page(self, sheet: Worksheet) -> None:
        page = sheet.page_setup
        page.orientation = "landscape"
        page.paperSize = _PAPERS.get(self.paper, _PAPERS["A4"])
        page.fitToWidth, page.fitToHeight = 1, 0
        if self.layout.view.rows <= _ROWS_OF_A_PAGE and sheet.title != self.layout.title("key"):
            page.fitToHeight = 1
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        margins = sheet.page_margins
        margins.left = margins.right = margins.top = _NARROW
        margins.bottom = 2 * _NARROW
        margins.header = margins.footer = _NARROW
        words = self.layout.words
        sheet.oddFooter.left.text = f"{words('mark.teacher')} · {self.layout.view.origin.revision}"
        sheet.oddFooter.right.text = f"{words('foot.page')} &P {words('foot.of')} &N"

    def pupils(self, sheet: Worksheet, head: int, first: int, copied: bool) -> None:
        """Make the columns that say who a row is about; `copied` from the sheet of answers."""
        sheet.row_dimensions[head].height = 18
        for letter, key in ((NUMBER, "number"), (NAME, "name"), (FORM, "form")):
            put(sheet, f"{letter}{head}", self.word(key), self.styles.head)
            for below in range(head + 1, first):
                self.styles.under_head(sheet[f"{letter}{below}"])
        sheet.column_dimensions[NUMBER].width = _NARROW_NUMBER
        sheet.column_dimensions[NAME].width = _WIDE_NAME
        sheet.column_dimensions[FORM].width = 8
        sheet.column_dimensions[FORM].hidden = len(self.layout.view.forms) == 1
        for row in range(self.layout.view.rows):
            for letter in (NUMBER, NAME, FORM):
                cell = sheet[f"{letter}{first + row}"]
                self.styles.body(cell, centre=letter != NAME)
                if copied:
                    cell.value = self.fill.who(letter, row)


def put(sheet: Worksheet, place: str, value: Cell, dress: object = None, **how: object) -> None:
    """Write a value and dress its cell."""
    cell = sheet[place]
    cell.value = value
    if callable(dress):
        dress(cell, **how)


def widths(sheet: Worksheet, given: Mapping[str, float]) -> None:
    """Set the widths of columns."""
    for letter, width in given.items():
        sheet.column_dimensions[letter].width = width


def heads(build: Build, sheet: Worksheet, row: int, columns: Sequence[tuple[str, str]]) -> None:
    """Write the heads of columns."""
    for letter, text in columns:
        put(sheet, f"{letter}{row}", text, build.styles.head)
