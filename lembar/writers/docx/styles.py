"""Write styles.xml: the named styles that a school may restyle, bound to the theme.

Every style that a document uses is in `STYLES`; the names are promised to people who edit the
files, so none is renamed. An entry reads: id, name in Word, parent, paragraph, run. A style of
`ELEMENT_OF` looks as the theme has that element; its entry says what the theme leaves open.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from lembar.course.appearance import ELEMENTS, Appearance
from lembar.course.theme import Theme, Tokens
from lembar.writers.docx.format import SANS, SERIF, border, colour, fill, run_properties
from lembar.writers.docx.units import half, pt
from lembar.writers.docx.xml import part, w, when


@dataclass(frozen=True, slots=True)
class Style:
    """Describe a style: sizes are points, roles are those of the theme's colours."""

    id: str
    name: str
    based: str = "Normal"
    kind: str = "paragraph"
    family: str = ""
    named: str = ""
    size: Callable[[Tokens], float] | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    small_caps: bool | None = None
    role: str = ""
    spacing: int = 0
    before: float | None = None
    after: float | None = None
    line: float | None = None  # line height in sizes
    keep_next: bool = False
    keep_lines: bool = False
    outline: int | None = None
    align: str = ""
    border: Callable[[Tokens], str] | None = None
    box: Callable[[Tokens], str] | None = None
    shade: str = ""
    vertical: str = ""
    underline: str = ""


def _of(name: str, times: float = 1) -> Callable[[Tokens], float]:
    return lambda tokens: round(tokens.sizes[name] * times * 2) / 2


def _under(width: float, space: float) -> Callable[[Tokens], str]:
    return lambda tokens: border(tokens, "bottom", width, space=space)


def _over(width: float, space: float) -> Callable[[Tokens], str]:
    return lambda tokens: border(tokens, "top", width, space=space)


def _around(tokens: Tokens) -> str:
    """Return borders on all sides, in the order of the schema."""
    sides = (("top", 3), ("left", 6), ("bottom", 3), ("right", 6))
    return "".join(border(tokens, side, 0.75, space=space) for side, space in sides)


def _box(width: float) -> Callable[[Tokens], str]:
    return lambda tokens: border(tokens, "bdr", width, role="answer", space=1)


note, text, question = _of("note"), _of("text"), _of("question")
small = _of("note", 1.06)

STYLES: tuple[Style, ...] = (
    # --- text -------------------------------------------------------------------------------
    Style("LembarText", "Lembar Text", after=6),
    Style("Heading1", "heading 1", family=SANS, size=_of("title", 0.72), bold=True, before=0,
          after=4, line=1.15, keep_next=True, keep_lines=True, outline=0),
    Style("Heading2", "heading 2", family=SANS, size=_of("heading2"), bold=True, before=16,
          after=4, line=1.2, keep_next=True, keep_lines=True, outline=1),
    Style("Heading3", "heading 3", family=SANS, size=_of("heading3"), bold=True, before=12,
          after=3, line=1.2, keep_next=True, keep_lines=True, outline=2),
    Style("Heading4", "heading 4", family=SANS, size=text, bold=True, before=9, after=2,
          line=1.3, keep_next=True, keep_lines=True, outline=3),
    Style("LembarTitle", "Lembar Title", "Heading1"),
    Style("LembarHandoutTitle", "Lembar Handout Title", "Heading1", size=_of("title"), line=1.1,
          before=2, after=6),
    Style("LembarSection", "Lembar Section", "Heading2", size=_of("heading3"), before=15, after=6,
          border=_under(0.75, 4)),
    Style("LembarKicker", "Lembar Kicker", family=SANS, size=note, caps=True, spacing=20, after=2,
          keep_next=True),
    Style("LembarLead", "Lembar Lead", size=_of("lead"), italic=True, after=10, line=1.35),
    Style("LembarFacts", "Lembar Facts", family=SANS, size=_of("note", 1.12), role="muted",
          after=6),
    Style("LembarInstruction", "Lembar Instruction", italic=True, size=text, after=4,
          keep_next=True),
    Style("LembarConfidential", "Lembar Confidential", family=SANS, size=note, bold=True,
          caps=True, spacing=20, align="right", after=4),
    Style("LembarLabel", "Lembar Label", family=SANS, size=_of("note", 1.06), bold=True,
          keep_next=True, after=2),
    Style("LembarNote", "Lembar Note", family=SANS, size=note, after=4, line=1.35),
    Style("LembarSource", "Lembar Source", "LembarNote", role="muted"),
    Style("LembarCaption", "Lembar Caption", family=SANS, size=note, after=6, line=1.3),
    Style("LembarTableCaption", "Lembar Table Caption", "LembarCaption", bold=True, before=8,
          after=4, keep_next=True),
    Style("LembarFigure", "Lembar Figure", before=4, after=4, line=1),
    Style("LembarFormula", "Lembar Formula", before=4, after=6, line=1),
    Style("LembarQuote", "Lembar Quote", after=6),
    Style("LembarPre", "Lembar Pre", named="Consolas", size=note, line=1.35, after=6),
    Style("LembarRule", "Lembar Rule", line=1, size=_of("note", 0.5), after=8,
          border=_under(0.5, 0)),
    Style("LembarTermName", "Lembar Term Name", family=SANS, size=text, bold=True, before=2,
          keep_next=True),
    Style("LembarBank", "Lembar Word Bank", family=SANS, size=_of("text"), after=6,
          keep_lines=True, keep_next=True, align="center", border=_around),
    Style("LembarCut", "Lembar Cut Line", family=SANS, size=note, before=14, after=14, line=1,
          border=lambda t: border(t, "bottom", 0.75, line="dashed")),
    # --- worksheets --------------------------------------------------------------------------
    Style("LembarLetterhead", "Lembar Letterhead", family=SANS, size=note, align="center",
          line=1.35),
    Style("LembarSchool", "Lembar School", "LembarLetterhead", size=_of("heading2"), bold=True),
    Style("LembarField", "Lembar Field", family=SANS, size=_of("note", 1.06), line=1.2),
    Style("LembarScore", "Lembar Score", "LembarField"),
    Style("LembarBubble", "Lembar Bubble", family=SANS, size=_of("note", 0.84), line=1.2),
    Style("LembarBubbleNumber", "Lembar Bubble Number", "LembarBubble", size=note, bold=True),
    Style("LembarBubbleNote", "Lembar Bubble Note", "LembarBubble", size=note),
    Style("LembarStem", "Lembar Stem", size=question, after=3, keep_lines=True, line=1.45),
    Style("LembarChoice", "Lembar Choice", size=question, after=1, keep_lines=True, line=1.4),
    Style("LembarAnswerLine", "Lembar Answer Line", family=SANS, size=text, line=1),
    Style("LembarAnswerText", "Lembar Answer Text", family=SANS, size=text, after=3, line=1.35,
          role="answer"),
    Style("LembarSign", "Lembar Signature", family=SANS, size=_of("text", 0.96), line=1.35),
    # --- handouts ----------------------------------------------------------------------------
    Style("LembarObjective", "Lembar Objective", family=SANS, size=_of("note", 1.06), line=1.45),
    Style("LembarMarginNote", "Lembar Margin Note", family=SANS, size=_of("note", 0.95), line=1.3,
          border=lambda t: border(t, "top", 0.5, space=3) + border(t, "between", 0.5, space=3)),
    Style("LembarCallTitle", "Lembar Call-out Title", family=SANS, size=_of("text", 0.96),
          bold=True, after=3, keep_next=True, line=1.35),
    Style("LembarCallText", "Lembar Call-out Text", family=SANS, size=_of("text", 0.96), after=3,
          line=1.45),
    Style("LembarCallSerif", "Lembar Call-out Reading", size=text, after=3),
    # --- tables ------------------------------------------------------------------------------
    Style("LembarTable", "Lembar Table Text", family=SANS, size=_of("note", 1.06), line=1.35),
    Style("LembarTableHead", "Lembar Table Head", "LembarTable", bold=True, keep_next=True),
    Style("LembarTableReading", "Lembar Table Reading", size=_of("question", 0.96), line=1.35),
    Style("LembarForm", "Lembar Form Text", family=SANS, size=_of("note", 0.95), line=1.25),
    Style("LembarFormHead", "Lembar Form Head", "LembarForm", bold=True, keep_next=True),
    Style("LembarGap", "Lembar Gap", size=lambda t: 1, line=1),
    # --- the page ----------------------------------------------------------------------------
    Style("LembarFoot", "Lembar Foot", family=SANS, size=_of("note", 0.9), line=1.2),
    Style("LembarMark", "Lembar Mark", family=SANS, size=_of("note", 0.9), bold=True, caps=True,
          spacing=20, align="right", line=1.2),
    Style("FootnoteText", "footnote text", family=SANS, size=_of("note", 0.95), line=1.3),
    # --- words -------------------------------------------------------------------------------
    Style("LembarNumber", "Lembar Number", "", "character", family=SANS, bold=True),
    Style("LembarLetter", "Lembar Letter", "", "character", family=SANS, size=small, bold=True),
    Style("LembarPoints", "Lembar Points", "", "character", family=SANS, size=note),
    Style("LembarAnswer", "Lembar Answer", "", "character", family=SANS, bold=True,
          role="answer", box=_box(0.75)),
    Style("LembarBlank", "Lembar Blank", "", "character"),
    Style("LembarBox", "Lembar Check Box", "", "character", named="Segoe UI Symbol"),
    Style("LembarSheetSign", "Lembar Sheet Sign", "", "character", named="Segoe UI Symbol",
          bold=True),
    Style("LembarTerm", "Lembar Term", "", "character", bold=True),
    Style("LembarTranslation", "Lembar Translation", "", "character", italic=True),
    Style("LembarCode", "Lembar Code", "", "character", named="Consolas"),
    Style("LembarKey", "Lembar Keyboard", "", "character", family=SANS, size=note,
          box=lambda t: border(t, "bdr", 0.5, space=1)),
    Style("LembarHighlight", "Lembar Highlight", "", "character", shade="tint", underline="thick"),
    Style("LembarLabelWord", "Lembar Label Word", "", "character", family=SANS, bold=True),
    Style("LembarMuted", "Lembar Muted", "", "character", role="muted"),
    Style("FootnoteReference", "footnote reference", "", "character", vertical="superscript"),
    Style("Hyperlink", "Hyperlink", "", "character", underline="single"),
)  # fmt: skip
TABLE_STYLES = ("Plain", "Data", "Grid", "Match", "Keys", "Scores", "Glossary")
assert len({style.id for style in STYLES}) == len(STYLES)
BY_ID = {style.id: style for style in STYLES}


ELEMENT_OF = {
    "LembarHandoutTitle": "title",
    "LembarTitle": "paper-title",
    "Heading2": "heading2",
    "Heading3": "heading3",
    "Heading4": "heading4",
    "LembarSection": "section",
    "LembarKicker": "kicker",
    "LembarLead": "lead",
    "LembarLabel": "label",
    "LembarLabelWord": "call-title",
    "LembarCaption": "caption",
    "LembarCallTitle": "call-title",
    "LembarTableHead": "table-head",
    "LembarFormHead": "table-head",
    "LembarNumber": "question-number",
    "LembarLetter": "choice-letter",
    "LembarAnswer": "answer",
}
assert set(ELEMENT_OF) <= set(BY_ID)


def size_of(style: str, tokens: Tokens) -> float:
    """Return the type size of a style in points."""
    found = _styled(style, tokens)
    while found is not None and found.size is None:
        found = _styled(found.based, tokens)
    return found.size(tokens) if found and found.size else tokens.sizes["text"]


def italic_in(style: str, tokens: Tokens) -> bool:
    """Tell whether a style is set in italic."""
    found = _styled(style, tokens)
    return bool(found and found.italic)


def _styled(style: str, tokens: Tokens) -> Style | None:
    """Return a style as the theme has its element."""
    found = BY_ID.get(style)
    look = tokens.elements.get(ELEMENT_OF.get(style, ""))
    return found if found is None or look is None else _dressed(found, look)


def _dressed(style: Style, look: Appearance) -> Style:
    """Return a style with what a theme says of its element."""
    whole = "size" in ELEMENTS[ELEMENT_OF[style.id]] and style.kind == "paragraph"
    # What its parent may have must be undone.
    inherits = style.based in ELEMENT_OF
    made = replace(
        style,
        family=SERIF if look.family == "serif" else SANS,
        bold=look.heavy,
        italic=True if look.italic else None,
        caps=look.case == "upper" or (False if inherits else None),
        small_caps=look.case == "small-caps" or (False if inherits else None),
        spacing=20 if look.case == "upper" else 0,
        role="" if look.ink == "text" and not inherits else look.ink,
        size=_of(look.size) if look.size else style.size,
    )
    if not whole:
        return made
    ruled = bool(look.sides) or look.fill != "none" or inherits
    return replace(
        made,
        align={"start": ""}.get(look.align, look.align),
        shade="" if look.fill == "none" else look.fill,
        border=_ruled(look, inherits) if ruled else None,
        before=style.before if look.before is None else look.before * _MM,
        after=style.after if look.after is None else look.after * _MM,
    )


_MM = 72 / 25.4  # points
_ROOM = {"top": 4, "left": 6, "bottom": 4, "right": 6}  # points between letters and their rules


def _ruled(look: Appearance, undo: bool) -> Callable[[Tokens], str]:
    """Return the borders of an element; a fill reaches as far as they stand off."""

    def one(tokens: Tokens, side: str) -> str:
        space = _ROOM[side]
        if side in look.sides:
            return border(tokens, side, look.rule_width, space=space)
        if look.fill != "none":
            return border(tokens, side, 0.25, look.fill, space=space)
        return w(side, val="nil") if undo else ""

    return lambda tokens: "".join(one(tokens, side) for side in _ROOM)


def styles_part(theme: Theme, language: str, rtl: bool, hyphenate: bool) -> bytes:
    """Return styles.xml."""
    defaults = _defaults(theme.tokens, language, rtl, hyphenate)
    return part("w:styles", [defaults, *_styles(_Hashed(theme))])


class _Hashed:
    """Let a theme be a key: its tokens are mappings, which can't be."""

    def __init__(self, theme: Theme) -> None:
        self.tokens = theme.tokens
        self.key = repr(theme.tokens)

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Hashed) and other.key == self.key


@lru_cache(maxsize=8)
def _styles(theme: _Hashed) -> tuple[str, ...]:
    tokens = theme.tokens
    return (
        w("style", w("name", val="Normal"), w("qFormat"),
          # Said again: in tables LibreOffice lets the defaults win over styles of words.
          w("rPr", run_properties(family=SERIF, tokens=tokens)),
          type="paragraph", default=1, styleId="Normal"),
        w("style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1),
          w("semiHidden"), type="character", default=1, styleId="DefaultParagraphFont"),
        *(_style(_styled(style.id, tokens) or style, tokens) for style in STYLES),
        *(_table_style(name) for name in TABLE_STYLES),
    )  # fmt: skip


def _defaults(tokens: Tokens, language: str, rtl: bool, hyphenate: bool) -> str:
    lang = w("lang", val=language, bidi=language if rtl else "ar-SA", eastAsia="en-US")
    size = half(tokens.sizes["text"])
    run = run_properties(family=SERIF, colour=colour(tokens, "text"), tokens=tokens)
    line = round(tokens.sizes["text"] * tokens.line_height * 20)
    paragraph = (
        w("widowControl")
        + when(not hyphenate, w("suppressAutoHyphens"))
        + when(rtl, w("bidi"))
        + w("spacing", before=0, after=0, line=line, lineRule="atLeast")
    )
    sizes = w("sz", val=size) + w("szCs", val=size)
    return w(
        "docDefaults",
        w("rPrDefault", w("rPr", run, sizes, lang)),
        w("pPrDefault", w("pPr", paragraph)),
    )


def _style(style: Style, tokens: Tokens) -> str:
    visible = style.id.startswith("Lembar")
    return w(
        "style",
        w("name", val=style.name),
        when(style.based, w("basedOn", val=style.based or None)),
        when(visible, w("uiPriority", val=1)),
        w("qFormat"),
        _paragraph(style, tokens) if style.kind == "paragraph" else "",
        _run(style, tokens),
        type=style.kind,
        styleId=style.id,
        customStyle=1 if visible else None,
    )


def _paragraph(style: Style, tokens: Tokens) -> str:
    size = size_of(style.id, tokens)
    inherits = style.line is None and style.based == "Normal"
    line = round(size * (tokens.line_height if inherits else style.line or 0) * 20)
    spacing = {
        "before": None if style.before is None else pt(style.before),
        "after": None if style.after is None else pt(style.after),
        "line": line or None,
        "lineRule": "atLeast" if line else None,
    }
    outline = style.outline is not None
    inside = "".join(
        (
            when(style.keep_next, w("keepNext")),
            when(style.keep_lines, w("keepLines")),
            w("pBdr", style.border(tokens)) if style.border else "",
            when(style.shade, fill(tokens, style.shade) if style.shade else ""),
            when(any(v is not None for v in spacing.values()), w("spacing", **spacing)),
            when(style.align, w("jc", val=style.align)),
            when(outline, w("outlineLvl", val=style.outline)),
        )
    )
    return when(inside, w("pPr", inside))


def _run(style: Style, tokens: Tokens) -> str:
    inside = run_properties(
        family=style.family,
        named=style.named,
        bold=style.bold,
        italic=style.italic,
        caps=style.caps,
        small_caps=style.small_caps,
        colour=colour(tokens, style.role) if style.role else "",
        spacing=style.spacing,
        size=style.size(tokens) if style.size else 0,
        underline=style.underline,
        box=style.box(tokens) if style.box else "",
        shade=fill(tokens, style.shade) if style.shade and style.kind == "character" else "",
        vertical=style.vertical,
        tokens=tokens,
    )
    return when(inside, w("rPr", inside))


def _table_style(name: str) -> str:
    margins = w("tblCellMar", w("left", w=0, type="dxa"), w("right", w=0, type="dxa"))
    return w(
        "style",
        w("name", val=f"Lembar {name} Table"),
        w("uiPriority", val=1),
        w("qFormat"),
        w("tblPr", w("tblInd", w=0, type="dxa"), margins),
        type="table",
        styleId=f"Lembar{name}",
        customStyle=1,
    )
