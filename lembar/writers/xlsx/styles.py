"""The look of a score sheet: fonts and colours by their place in the theme part, so that Office
restyles them; lines and bold type carry the meaning, so that black and white is enough."""

from copy import copy
from dataclasses import dataclass, field

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.colors import Color

from lembar.course.theme import Theme

# Where Excel finds a colour of the theme part: it counts light before dark.
_PAPER, _TEXT, _TINT, _MUTED, _RULE = 0, 1, 2, 3, 5
WHOLE, HUNDREDTHS, PERCENT, TEXT, PLAIN = "0", "0.00", "0%", "@", "General"


@dataclass(frozen=True, slots=True)
class Styles:
    """Dress the cells of one workbook."""

    theme: Theme
    _bodies: dict[tuple[object, ...], StyleArray] = field(default_factory=dict)

    def font(self, size: float = 10, bold: bool = False, muted: bool = False) -> Font:
        """Return a font of the theme."""
        name = self.theme.tokens.office_sans
        scheme = "major" if name == self.theme.tokens.office_heading else None
        colour = Color(theme=_MUTED if muted else _TEXT)
        return Font(name=name, sz=size, b=bold, color=colour, scheme=scheme, family=2)

    def title(self, cell: Cell) -> None:
        """Dress the title of a sheet."""
        cell.font = self.font(16, bold=True)

    def fact(self, cell: Cell) -> None:
        """Dress a line under the title."""
        cell.font = self.font(muted=True)

    def label(self, cell: Cell) -> None:
        """Dress a word in front of a value."""
        cell.font = self.font(bold=True)

    def head(self, cell: Cell, centre: bool = True) -> None:
        """Dress the head of a column."""
        cell.font = self.font(bold=True)
        cell.fill = PatternFill("solid", fgColor=Color(theme=_TINT))
        cell.border = _box("thin", "medium")
        cell.alignment = Alignment(_across(centre), vertical="center", wrap_text=True)

    def under_head(self, cell: Cell, centre: bool = True) -> None:
        """Dress what stands under the head of a column, smaller."""
        cell.font = self.font(8)
        cell.border = _box("thin", "thin")
        cell.alignment = Alignment(
            _across(centre), vertical="center", wrap_text=True, indent=0 if centre else 1
        )

    def body(
        self,
        cell: Cell,
        form: str = PLAIN,
        centre: bool = False,
        bold: bool = False,
        wrap: bool = False,
        shrink: bool = False,
    ) -> None:
        """Dress a cell of a table; what is too long for it is wrapped, or set smaller."""
        # openpyxl compares what each cell is given with all that the workbook has: for thousands
        # of cells that takes longer than all else.
        key = (form, centre, bold, wrap, shrink)
        plain = not cell.has_style
        if plain and key in self._bodies:
            cell._style = copy(self._bodies[key])
            return
        cell.font = self.font(bold=bold)
        cell.border = _box("thin", "thin")
        cell.number_format = form
        vertical = "top" if wrap else "center"
        cell.alignment = Alignment(
            _across(centre),
            vertical=vertical,
            wrap_text=wrap,
            shrink_to_fit=shrink,
            indent=0 if centre else 1,
        )
        if plain:
            self._bodies[key] = copy(cell._style)

    def key(self, cell: Cell) -> None:
        """Mark the share of the right choice: bold, in a heavy frame."""
        self.body(cell, PERCENT, centre=True, bold=True)
        cell.border = _box("medium", "medium", "medium")

    def input(self, cell: Cell, form: str, centre: bool) -> None:
        """Dress a cell to type into."""
        self.body(cell, form, centre)


def wrong() -> tuple[Font, PatternFill]:
    """Return how an answer looks that can't be: struck through on a hatched ground."""
    return Font(strike=True, b=True), PatternFill("lightUp", fgColor=Color(theme=_MUTED))


def _across(centre: bool) -> str:
    return "center" if centre else "left"


def _box(style: str, below: str, sides: str = "thin") -> Border:
    def side(kind: str) -> Side:
        return Side(style=kind, color=Color(theme=_RULE))

    top = side(style)
    return Border(left=side(sides), right=side(sides), top=top, bottom=side(below))
