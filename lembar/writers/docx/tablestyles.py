"""Say how tables look: each kind is a named style, so that no table or cell is formatted itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from lembar.course.theme import Tokens
from lembar.writers.docx.format import border, fill
from lembar.writers.docx.units import mm, pt
from lembar.writers.docx.xml import w, when

Rule: TypeAlias = tuple[str, float]  # side, width in points
Length: TypeAlias = Callable[[Tokens], int]  # twips

ALL = ("top", "left", "bottom", "right")
INSIDE = ("insideH", "insideV")
NUMBER_ROOM = 2.1  # in sizes of the stem: where a question's number hangs


def _points(length: float) -> Length:
    return lambda tokens: pt(length)


def _mm(length: float) -> Length:
    return lambda tokens: mm(length)


def number_room(tokens: Tokens) -> int:
    """Return how wide the place is in which a question's number hangs, in twips."""
    return round(tokens.sizes["question"] * NUMBER_ROOM * 20)


_NONE = _points(0)


@dataclass(frozen=True, slots=True)
class Part:
    """Say what is different in the first row, or in the first or last column."""

    rules: Sequence[Rule] = ()
    role: str = "rule"
    valign: str = ""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Describe a style of tables; `left` and `right` are the room beside the words of a cell."""

    id: str
    name: str
    rules: Sequence[Rule] = ()
    role: str = "rule"
    inner_role: str = ""  # of the rules inside; nothing: as the others
    line: str = "single"
    left: Length = _NONE
    right: Length = _NONE
    top: Length = _NONE
    bottom: Length = _NONE
    shade: str = ""
    valign: str = ""
    parts: dict[str, Part] = field(default_factory=dict)  # firstRow, firstCol, lastCol

    def sides(self, tokens: Tokens, rtl: bool) -> tuple[int, int]:
        """Return the room at the left and the right of a cell's words.

        Programs differ on which side of a turned table is its left: there, both are alike.
        """
        left, right = self.left(tokens), self.right(tokens)
        return (max(left, right),) * 2 if rtl else (left, right)


def _sides(names: Sequence[str], width: float) -> tuple[Rule, ...]:
    return tuple((name, width) for name in names)


def _ruled(
    id_: str,
    name: str,
    *,
    outer: float = 0,
    inner: float = 0,
    head: float = 0,
    foot: float = 0.5,
    padding: float = 5,
) -> TableStyle:
    """Return a style of tables with rules across."""
    rules = (("top", outer), ("bottom", foot if outer else 0), ("insideH", inner))
    return TableStyle(
        id_,
        name,
        tuple(each for each in rules if each[1]),
        inner_role="muted",
        left=_points(padding),
        right=_points(padding),
        top=_points(3 if id_ == "LembarMatch" else 2.5),
        bottom=_points(3 if id_ == "LembarMatch" else 2.5),
        parts={"firstRow": Part((("bottom", head),), valign="bottom")},
    )


def _gridded(id_: str, name: str, width: float, padding: float, upright: float) -> TableStyle:
    return TableStyle(
        id_,
        name,
        _sides((*ALL, *INSIDE), width),
        left=_points(padding),
        right=_points(padding),
        top=_points(upright),
        bottom=_points(upright),
        parts={"firstRow": Part(valign="bottom")},
    )


def _call_out(
    id_: str,
    name: str,
    sides: Sequence[str],
    width: float,
    *,
    line: str = "single",
    shade: str = "",
) -> TableStyle:
    beside = 4 if shade else 3.5
    return TableStyle(
        id_,
        name,
        _sides(sides, width),
        role="accent",
        line=line,
        left=_mm(beside if shade or "left" in sides else 0),
        right=_mm(beside if shade or "right" in sides else 0),
        top=_mm(2),
        bottom=_mm(1.2),
        shade=shade,
    )


_HEAD_AND_FOOT = ("top", "bottom")
TABLE_STYLES: tuple[TableStyle, ...] = (
    # --- tables that people read --------------------------------------------------------------
    TableStyle("LembarPlain", "Lembar Plain Table"),
    _ruled("LembarData", "Lembar Data Table", outer=1, head=0.75, inner=0.5),
    _gridded("LembarGrid", "Lembar Grid Table", 0.75, 5, 3),
    _gridded("LembarForms", "Lembar Form Table", 0.5, 2.5, 1.5),
    _ruled("LembarMatch", "Lembar Match Table", outer=0.75, head=0.75),
    _ruled("LembarKeys", "Lembar Keys Table", outer=1, head=0.75, inner=0.5, padding=8),
    _ruled("LembarScores", "Lembar Scores Table", outer=0.5, head=0.5, inner=0.5, padding=4),
    _ruled("LembarGlossary", "Lembar Glossary Table", outer=1, head=0.75, inner=0.5),
    # --- tables that hold blocks ----------------------------------------------------------------
    TableStyle("LembarQuestion", "Lembar Question", left=number_room, top=_points(10)),
    TableStyle("LembarQuestionPart", "Lembar Question Part", left=number_room, top=_points(3)),
    TableStyle("LembarBeside", "Lembar Number Beside", top=_points(10)),
    TableStyle("LembarPartBeside", "Lembar Part Number Beside", top=_points(3)),
    TableStyle("LembarChoices", "Lembar Choices",
               right=lambda t: round(t.sizes["question"] * 0.6 * 20)),
    TableStyle("LembarAnswerLines", "Lembar Answer Lines", _sides(("bottom", "insideH"), 0.5),
               valign="bottom"),
    TableStyle("LembarAnswerBox", "Lembar Answer Box", _sides(ALL, 0.75), left=_points(5),
               right=_points(5)),
    TableStyle("LembarModelAnswer", "Lembar Model Answer", _sides(ALL, 0.75), role="answer",
               left=_mm(2.5), right=_mm(2.5), top=_mm(1.5), bottom=_mm(1)),
    TableStyle("LembarSideLabel", "Lembar Side Label", top=_mm(1.5)),
    _call_out("LembarKeyPoint", "Lembar Key Point", ("left",), 3, shade="tint"),
    _call_out("LembarDefinition", "Lembar Definition", ("left",), 0.75),
    _call_out("LembarExample", "Lembar Example", ("left",), 0.75),
    _call_out("LembarNoteBox", "Lembar Note Box", _HEAD_AND_FOOT, 0.5),
    _call_out("LembarActivity", "Lembar Activity", ALL, 0.75),
    _call_out("LembarDiscussion", "Lembar Discussion", _HEAD_AND_FOOT, 0.75),
    _call_out("LembarTeacherBox", "Lembar Teacher Box", ALL, 0.75, line="dashed"),
    # --- tables around questions ------------------------------------------------------------------
    TableStyle("LembarLetterheadTable", "Lembar Letterhead Table", (("bottom", 1.5),),
               bottom=_mm(2), valign="center"),
    TableStyle("LembarIdentity", "Lembar Identity", valign="bottom",
               parts={"lastCol": Part(_sides(ALL, 0.75), valign="center")}),
    TableStyle("LembarSignatures", "Lembar Signatures", top=_mm(8)),
    TableStyle("LembarBubbles", "Lembar Bubbles", top=_mm(1.01)),
    TableStyle("LembarRuler", "Lembar Ruler",
               parts={"firstCol": Part(_sides(("left", "bottom", "right"), 0.5))}),
)  # fmt: skip
TABLES = {style.id: style for style in TABLE_STYLES}
assert len(TABLES) == len(TABLE_STYLES)


def table_style_xml(style: TableStyle, tokens: Tokens, rtl: bool) -> str:
    """Return a style of tables."""
    left, right = style.sides(tokens, rtl)
    sides = (("top", style.top(tokens)), ("left", left), ("bottom", style.bottom(tokens)),
             ("right", right))  # fmt: skip
    margins = w("tblCellMar", *(w(side, w=length, type="dxa") for side, length in sides))
    rules = _borders(style, tokens)
    shade = fill(tokens, style.shade) if style.shade else ""
    return w(
        "style",
        w("name", val=style.name),
        w("uiPriority", val=1),
        w("qFormat"),
        w("tblPr", w("tblInd", w=0, type="dxa"), when(rules, w("tblBorders", rules)), margins),
        _cell(shade, style.valign),
        *(_part(name, part, tokens) for name, part in style.parts.items()),
        type="table",
        styleId=style.id,
        customStyle=1,
    )


def _borders(style: TableStyle, tokens: Tokens) -> str:
    order = (*ALL, *INSIDE)
    return "".join(
        border(
            tokens,
            side,
            width,
            (style.inner_role or style.role) if side in INSIDE else style.role,
            style.line,
        )
        for side, width in sorted(style.rules, key=lambda each: order.index(each[0]))
    )


def _part(name: str, part: Part, tokens: Tokens) -> str:
    rules = "".join(border(tokens, side, width, part.role) for side, width in part.rules if width)
    return w("tblStylePr", _cell(when(rules, w("tcBorders", rules)), part.valign), type=name)


def _cell(inside: str, valign: str) -> str:
    properties = inside + when(valign, w("vAlign", val=valign))
    return when(properties, w("tcPr", properties))
