"""Write styles.xml: the named styles that a school may restyle, bound to the theme.

Every style that a document uses is here, in `TABLE_STYLES` or in `LIST_STYLES`; the names are
promised to people who edit the files, so none is renamed. An entry of `STYLES` reads: id, name in
Word, parent, paragraph, run. A style may have variants, which only files that use them hold:
`VARIANTS`. A style of `ELEMENT_OF` looks as the theme has that element; its entry says what the
theme leaves open.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lembar.course.appearance import ELEMENTS, Appearance
from lembar.course.profile import AS_IT_IS, Setting
from lembar.course.theme import Theme, Tokens
from lembar.writers.docx.format import HEADING, SANS, SERIF, border, colour, fill, run_properties
from lembar.writers.docx.numbering import LIST_STYLES
from lembar.writers.docx.tablestyles import TABLE_STYLES, number_room, table_style_xml
from lembar.writers.docx.units import Page, half, mm, pt
from lembar.writers.docx.xml import part, w, when

Indent = Callable[[Tokens], int]
"""A length in twips."""


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
    strike: bool = False
    role: str = ""
    spacing: int = 0
    before: float | None = None
    after: float | None = None
    line: float | None = None  # line height in sizes
    exact: float | None = None  # line height in points, whatever stands in it
    contextual: bool = False  # no room between paragraphs of this style
    left: Indent | None = None
    right: Indent | None = None
    hangs: bool = False  # reaches into the outer column
    tab: bool = False  # has a stop at the far side
    dotted: bool = False  # … and dots up to it
    on_top: bool = False  # words stand at the top of a line that a picture makes tall
    next: str = ""
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
    """Return a size of type, as many times as large as one of the theme's."""

    def size(tokens: Tokens) -> float:
        points = round(tokens.sizes[name] * times * 2) / 2
        return tokens.setting.size(points) if times > _SMALL else points

    return size


_SMALL = 0.5  # of a size: what is smaller is no type to read
_RUNNING = 1.3  # lines of running text are at least so high, in sizes of type


def _under(width: float, space: float) -> Callable[[Tokens], str]:
    return lambda tokens: border(tokens, "bottom", width, space=space)


def _over(width: float, space: float) -> Callable[[Tokens], str]:
    return lambda tokens: border(tokens, "top", width, space=space)


def _fields(tokens: Tokens) -> str:
    return border(tokens, "bottom", 0.5, space=1) + border(tokens, "between", 0.5, space=1)


def _around(tokens: Tokens) -> str:
    """Return borders on all sides, in the order of the schema."""
    sides = (("top", 3), ("left", 6), ("bottom", 3), ("right", 6))
    return "".join(border(tokens, side, 0.75, space=space) for side, space in sides)


def _ems(name: str, times: float) -> Indent:
    """Return an indent in sizes of type."""
    return lambda tokens: round(tokens.sizes[name] * times * 20)


def _mm(length: float) -> Indent:
    return lambda tokens: mm(length)


def _box(width: float) -> Callable[[Tokens], str]:
    return lambda tokens: border(tokens, "bdr", width, role="answer", space=1)


note, text, question = _of("note"), _of("text"), _of("question")
small = _of("note", 1.06)

STYLES: tuple[Style, ...] = (
    # --- text -------------------------------------------------------------------------------
    Style("LembarText", "Lembar Text", after=6),
    Style("LembarList", "Lembar List", "LembarText", contextual=True),
    Style("Heading1", "heading 1", family=HEADING, size=_of("title", 0.72), bold=True, before=0,
          after=4, line=1.15, keep_next=True, keep_lines=True, outline=0, next="LembarText"),
    Style("Heading2", "heading 2", family=SANS, size=_of("heading2"), bold=True, before=16,
          after=4, line=1.2, keep_next=True, keep_lines=True, outline=1, next="LembarText"),
    Style("Heading3", "heading 3", family=SANS, size=_of("heading3"), bold=True, before=12,
          after=3, line=1.2, keep_next=True, keep_lines=True, outline=2, next="LembarText"),
    Style("Heading4", "heading 4", family=SANS, size=text, bold=True, before=9, after=2,
          line=1.3, keep_next=True, keep_lines=True, outline=3, next="LembarText"),
    Style("LembarTitle", "Lembar Title", "Heading1"),
    Style("LembarHandoutTitle", "Lembar Handout Title", "Heading1", size=_of("title"), line=1.1,
          before=2, after=6, hangs=True),
    Style("LembarSection", "Lembar Section", "Heading2", size=_of("heading3"), before=15, after=6,
          border=_under(0.75, 4)),
    Style("LembarChapter", "Lembar Chapter Number", size=_of("display"), line=1, keep_next=True,
          hangs=True),
    Style("TOC2", "toc 2", family=SANS, size=_of("note", 1.06), after=2, tab=True, dotted=True,
          next="LembarText"),
    Style("TOC3", "toc 3", "TOC2", left=_ems("text", 1.4), tab=True, dotted=True),
    Style("LembarKicker", "Lembar Kicker", family=SANS, size=note, caps=True, spacing=20, after=2,
          keep_next=True, hangs=True),
    Style("LembarLead", "Lembar Lead", size=_of("lead"), italic=True, after=10, line=1.35,
          hangs=True),
    Style("LembarFacts", "Lembar Facts", family=SANS, size=_of("note", 1.12), role="muted",
          after=6, hangs=True),
    Style("LembarInstruction", "Lembar Instruction", italic=True, size=text, after=4,
          keep_next=True),
    Style("LembarConfidential", "Lembar Confidential", family=SANS, size=note, bold=True,
          caps=True, spacing=20, align="right", after=4, hangs=True),
    Style("LembarFormCode", "Lembar Form Code", family=SANS, size=_of("heading2"), bold=True,
          align="center", before=12, after=14, line=1.3, border=_around,
          left=lambda t: 150, right=lambda t: 150),
    Style("LembarLabel", "Lembar Label", family=SANS, size=_of("note", 1.06), bold=True,
          keep_next=True, after=2),
    Style("LembarNote", "Lembar Note", family=SANS, size=note, after=4, line=1.35),
    Style("LembarSource", "Lembar Source", "LembarNote", role="muted"),
    Style("LembarCaption", "Lembar Caption", family=SANS, size=note, after=6, line=1.3),
    Style("LembarTableCaption", "Lembar Table Caption", "LembarCaption", bold=True, before=8,
          after=4, keep_next=True),
    Style("LembarFigure", "Lembar Figure", before=4, after=4, line=1),
    Style("LembarFormula", "Lembar Formula", before=4, after=6, line=1),
    Style("LembarQuote", "Lembar Quote", after=6, left=_ems("text", 1.4),
          right=_ems("text", 1.4)),
    Style("LembarPre", "Lembar Pre", named="Consolas", size=note, line=1.35, after=6,
          keep_lines=True),
    Style("LembarRule", "Lembar Rule", line=1, size=_of("note", 0.5), after=8,
          border=_under(0.5, 0)),
    Style("LembarTermName", "Lembar Term Name", family=SANS, size=text, bold=True, before=2,
          keep_next=True),
    Style("LembarTermMeaning", "Lembar Term Meaning", "LembarText", left=_ems("text", 1.7)),
    # its border stands outside of its text
    Style("LembarBank", "Lembar Word Bank", family=SANS, size=_of("text"), after=6,
          keep_lines=True, keep_next=True, align="center", border=_around, left=lambda t: 150,
          right=lambda t: 150),
    Style("LembarCut", "Lembar Cut Line", family=SANS, size=note, before=14, after=14, line=1,
          border=lambda t: border(t, "bottom", 0.75, line="dashed")),
    # --- worksheets --------------------------------------------------------------------------
    Style("LembarLetterhead", "Lembar Letterhead", family=SANS, size=note, align="center",
          line=1.35),
    Style("LembarSchool", "Lembar School", "LembarLetterhead", size=_of("heading2"), bold=True),
    # Word and LibreOffice disagree on which line of a double border is the thick one: this is the
    # thin one, under the table's thick one.
    Style("LembarLetterheadRule", "Lembar Letterhead Rule", size=lambda t: 1, exact=1,
          before=1.5, after=11.5, border=lambda t: border(t, "top", 0.5)),
    Style("LembarField", "Lembar Field", family=SANS, size=_of("note", 1.06), line=1.2,
          border=_under(0.5, 1)),
    Style("LembarScore", "Lembar Score", "LembarField", left=_mm(2), border=lambda t: ""),
    Style("LembarPupilCode", "Lembar Pupil Code", family=SANS, align="right", line=1),
    Style("LembarBubble", "Lembar Bubble", family=SANS, size=_of("note", 0.84), exact=9,
          align="center"),
    Style("LembarBubbleNumber", "Lembar Bubble Number", "LembarBubble", size=note, bold=True,
          align="right", right=_mm(1.5)),
    Style("LembarBubbleNote", "Lembar Bubble Note", "LembarBubble", size=note, align="left",
          left=_mm(1.5)),
    Style("LembarBubbleLine", "Lembar Bubble Line", "LembarBubble", border=_under(0.5, 1)),
    Style("LembarStem", "Lembar Stem", size=question, after=3, keep_lines=True, line=1.45),
    Style("LembarPointsLine", "Lembar Points Line", "LembarStem", align="right",
          left=lambda t: -number_room(t), after=0),
    Style("LembarChoice", "Lembar Choice", size=question, after=1, keep_lines=True, line=1.4),
    Style("LembarChoicePicture", "Lembar Choice Picture", "LembarChoice", on_top=True),
    Style("LembarChoiceBlank", "Lembar Choice To Write", "LembarChoice", before=7.5),
    Style("LembarAnswerLine", "Lembar Answer Line", family=SANS, size=text, line=1),
    Style("LembarAnswerText", "Lembar Answer Text", family=SANS, size=text, after=3, line=1.35,
          role="answer"),
    # without boxes, as in manuscripts
    Style("LembarAnswerRoom", "Lembar Answer Room", size=question, border=_around),
    Style("LembarItemId", "Lembar Item Id", family=SANS, size=_of("note", 0.75), role="muted",
          left=_mm(-18), keep_next=True, line=1),
    Style("LembarSign", "Lembar Signature", family=SANS, size=_of("text", 0.96), line=1.35),
    Style("LembarSignName", "Lembar Signature Name", "LembarSign", before=45),
    # --- handouts ----------------------------------------------------------------------------
    Style("LembarObjective", "Lembar Objective", family=SANS, size=_of("note", 1.06), line=1.45),
    Style("LembarMarginNote", "Lembar Margin Note", family=SANS, size=_of("note", 0.95), line=1.3,
          border=lambda t: border(t, "top", 0.5, space=3) + border(t, "between", 0.5, space=3),
          keep_next=True),
    Style("LembarInsetNote", "Lembar Inset Note", family=SANS, size=_of("note", 0.95), line=1.3,
          left=_ems("note", 1.33), keep_next=True, after=4),
    Style("LembarCallTitle", "Lembar Call-out Title", family=SANS, size=_of("text", 0.96),
          bold=True, after=3, keep_next=True, line=1.35),
    Style("LembarCallText", "Lembar Call-out Text", family=SANS, size=_of("text", 0.96), after=3,
          line=1.45),
    Style("LembarCallSerif", "Lembar Call-out Reading", size=text, after=3),
    # --- slides as running text ---------------------------------------------------------------
    Style("LembarSlideKicker", "Lembar Slide Kicker", "LembarKicker", before=16),
    Style("LembarSlideTitle", "Lembar Slide Title", "Heading2", before=0),
    Style("LembarSpeakerLabel", "Lembar Speaker Label", "LembarLabel", before=6,
          left=_ems("text", 1.4)),
    Style("LembarSpeaker", "Lembar Speaker Notes", "LembarNote", left=_ems("text", 1.4)),
    # --- tables ------------------------------------------------------------------------------
    Style("LembarTable", "Lembar Table Text", family=SANS, size=_of("note", 1.06), line=1.35),
    Style("LembarTableHead", "Lembar Table Head", "LembarTable", bold=True, keep_next=True),
    Style("LembarTableReading", "Lembar Table Reading", size=_of("question", 0.96), line=1.35),
    Style("LembarForm", "Lembar Form Text", family=SANS, size=_of("note", 0.95), line=1.25),
    Style("LembarFormHead", "Lembar Form Head", "LembarForm", bold=True, keep_next=True),
    # Word wants a paragraph between two tables, and behind the last in a cell: these two.
    Style("LembarGap", "Lembar Gap", size=lambda t: 1, exact=3),
    Style("LembarGapWide", "Lembar Wide Gap", size=lambda t: 1, exact=12),
    # --- the page ----------------------------------------------------------------------------
    Style("LembarHead", "Lembar Head", family=SANS, size=_of("note", 0.9), line=1.2, hangs=True,
          tab=True),
    Style("LembarFoot", "Lembar Foot", family=SANS, size=_of("note", 0.9), line=1.2, hangs=True,
          tab=True),
    Style("LembarMark", "Lembar Mark", family=SANS, size=_of("note", 0.9), bold=True, caps=True,
          spacing=20, align="right", line=1.2, hangs=True, border=_under(0.75, 2)),
    Style("LembarHeadMark", "Lembar Head Mark", "LembarMark", border=lambda t: ""),
    Style("LembarRulerText", "Lembar Ruler Text", family=SANS, size=_of("note", 0.9), line=1.2,
          left=_mm(3)),
    Style("LembarRulerFigure", "Lembar Ruler Figure", family=SANS, size=_of("note", 0.9),
          line=1.2, align="center"),
    Style("FootnoteText", "footnote text", family=SANS, size=_of("note", 0.95), line=1.3),
    # --- words -------------------------------------------------------------------------------
    Style("LembarNumber", "Lembar Number", "", "character", family=SANS, bold=True),
    Style("LembarLetter", "Lembar Letter", "", "character", family=SANS, size=small, bold=True),
    Style("LembarPoints", "Lembar Points", "", "character", family=SANS, size=note),
    Style("LembarAnswer", "Lembar Answer", "", "character", family=SANS, bold=True,
          role="answer", box=_box(0.75)),
    Style("LembarBlank", "Lembar Blank", "", "character"),
    Style("LembarBlankText", "Lembar Blank Text", "", "character", underline="single"),
    Style("LembarBlankAnswer", "Lembar Blank Answer", "", "character", family=SANS, bold=True,
          role="answer", underline="single"),
    Style("LembarFilled", "Lembar Filled In", "", "character", bold=True),
    Style("LembarBox", "Lembar Check Box", "", "character", named="Segoe UI Symbol"),
    Style("LembarBubbleFull", "Lembar Bubble Filled", "", "character", role="paper"),
    Style("LembarBubbleStruck", "Lembar Bubble Struck", "", "character", role="paper",
          strike=True),
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
VARIANTS: Mapping[str, str] = {
    "Below": "the same under a table, with room above it",
    "Center": "the same, centred",
    "Right": "the same, at the right",
}
"""What may stand behind the id of a style of paragraphs: a file holds the variants that it uses."""
_BELOW = 10.0  # points
_IDS = [*(style.id for style in STYLES), *(style.id for style in TABLE_STYLES)]
assert len(set(_IDS)) == len(_IDS)
BY_ID = {style.id: style for style in STYLES}


ELEMENT_OF = {
    "LembarHandoutTitle": "title",
    "LembarTitle": "paper-title",
    "Heading2": "heading2",
    "Heading3": "heading3",
    "Heading4": "heading4",
    "LembarSection": "section",
    "LembarChapter": "chapter",
    "LembarKicker": "kicker",
    "LembarFormCode": "form-code",
    "LembarLead": "lead",
    "LembarLabel": "label",
    "LembarLabelWord": "call-title",
    "LembarCaption": "caption",
    "LembarCallTitle": "call-title",
    "LembarHead": "page-head",
    "LembarFoot": "page-foot",
    "LembarTableHead": "table-head",
    "LembarFormHead": "table-head",
    "LembarNumber": "question-number",
    "LembarLetter": "choice-letter",
    "LembarAnswer": "answer",
}
assert set(ELEMENT_OF) <= set(BY_ID)


def style_of(id_: str) -> Style | None:
    """Return a style by its id, that of a variant made on its parent's."""
    for suffix in VARIANTS:
        base = BY_ID.get(id_.removesuffix(suffix)) if id_ not in BY_ID else None
        if base is not None and id_.endswith(suffix):
            return _variant(base, suffix)
    return BY_ID.get(id_)


def _variant(base: Style, suffix: str) -> Style:
    bare = Style(f"{base.id}{suffix}", f"{_proper(base.name)} {suffix}", base.id)
    if suffix == "Below":
        return replace(bare, before=_BELOW)
    return replace(bare, align=suffix.lower())


def _proper(name: str) -> str:
    return name if name.startswith("Lembar ") else f"Lembar {name.capitalize()}"


def aligned(style: str, align: str) -> str:
    """Return the variant of a style that is set to a side, or centred."""
    return style + {"right": "Right", "center": "Center"}.get(align, "")


def below(style: str) -> str:
    """Return the style of a paragraph that stands under a table: one that has room above it."""
    found = style_of(style)
    while found is not None and found.before is None:
        found = style_of(found.based)
    has_room = found is not None and found.before
    return style if has_room or style_of(style) is None else f"{style}Below"


def size_of(style: str, tokens: Tokens) -> float:
    """Return the type size of a style in points."""
    found = _styled(style, tokens)
    while found is not None and found.size is None:
        found = _styled(found.based, tokens)
    return found.size(tokens) if found and found.size else tokens.sizes["text"]


def family_of(style: str, tokens: Tokens) -> str:
    """Return the font that a style is set in."""
    found = _styled(style, tokens)
    while found is not None and not found.family and not found.named:
        found = _styled(found.based, tokens)
    family = found.family if found else ""
    named = {SANS: tokens.office_sans, HEADING: tokens.office_heading}
    return (found.named if found else "") or named.get(family, tokens.office_serif)


def italic_in(style: str, tokens: Tokens) -> bool:
    """Tell whether a style is set in italic."""
    found = _styled(style, tokens)
    return bool(found and found.italic)


def _styled(style: str, tokens: Tokens) -> Style | None:
    """Return a style as the theme has its element."""
    found = style_of(style)
    if found is None:
        return None
    look = tokens.elements.get(ELEMENT_OF.get(style, ""))
    return _set(found if look is None else _dressed(found, look), tokens.setting)


def _set(style: Style, setting: Setting) -> Style:
    """Return a style as a profile has it."""
    if setting == AS_IT_IS:
        return style
    made = style
    if not setting.italics and style.italic:
        made = replace(made, italic=None)
    if not setting.capitals and style.caps:
        made = replace(made, caps=None, spacing=0)
    if not setting.underlines and style.id == "Hyperlink":
        made = replace(made, underline="none")
    if not setting.boxes and style.id in _CENTRED:
        made = replace(made, align="center")
    if not setting.boxes and style.id == "LembarField":
        # Fields stand one under the other: Word rules the last of them alone.
        made = replace(made, border=_fields, line=max(style.line or 0, setting.leading))
    if style.line is not None and style.line >= _RUNNING:
        made = replace(made, line=max(style.line * setting.tightened, setting.leading))
    return made


_CENTRED = ("LembarFigure", "LembarCaption")


def _dressed(style: Style, look: Appearance) -> Style:
    """Return a style with what a theme says of its element."""
    whole = "rule" in ELEMENTS[ELEMENT_OF[style.id]] and style.kind == "paragraph"
    # What its parent may have must be undone.
    inherits = style.based in ELEMENT_OF
    made = replace(
        style,
        family=look.family,
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


def indents(style: str, tokens: Tokens, page: Page) -> tuple[int, int]:
    """Return how far a style's paragraphs stand in from the left and the right, in twips."""
    found, left, right = style_of(style), None, None
    while found is not None:
        own = _indents(found, tokens, page)
        left = own[0] if left is None else left
        right = own[1] if right is None else right
        found = style_of(found.based)
    return left or 0, right or 0


def _indents(style: Style, tokens: Tokens, page: Page) -> tuple[int | None, int | None]:
    left = -page.outer if style.hangs else None
    right = -page.beyond if style.hangs and not style.tab else None
    return (
        style.left(tokens) if style.left else left,
        style.right(tokens) if style.right else right,
    )


def styles_part(
    theme: Theme,
    language: str,
    rtl: bool,
    hyphenate: bool,
    page: Page,
    used: Iterable[str],
    lists: Mapping[str, int],
) -> bytes:
    """Return styles.xml; `used` are all styles that the document names, `lists` its list styles."""
    defaults = _defaults(theme.tokens, language, rtl, hyphenate)
    variants = sorted(set(used) - {*BY_ID})
    made = (style for id_ in variants if (style := style_of(id_)) is not None)
    more = (_style(style, theme.tokens, page) for style in made)
    named = dict(LIST_STYLES.values())
    linked = (_list_style(id_, named[id_], number) for id_, number in lists.items())
    return part("w:styles", [defaults, *_styles(_Hashed(theme), page, rtl), *more, *linked])


def _list_style(id_: str, name: str, number: int) -> str:
    return w(
        "style",
        w("name", val=name),
        w("uiPriority", val=1),
        w("qFormat"),
        w("pPr", w("numPr", w("numId", val=number))),
        type="numbering",
        styleId=id_,
        customStyle=1,
    )


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
def _styles(theme: _Hashed, page: Page, rtl: bool) -> tuple[str, ...]:
    tokens = theme.tokens
    return (
        w("style", w("name", val="Normal"), w("qFormat"),
          # Said again: in tables LibreOffice lets the defaults win over styles of words.
          w("rPr", run_properties(family=SERIF, colour=colour(tokens, "text"), tokens=tokens)),
          type="paragraph", default=1, styleId="Normal"),
        w("style", w("name", val="Default Paragraph Font"), w("uiPriority", val=1),
          w("semiHidden"), type="character", default=1, styleId="DefaultParagraphFont"),
        *(_style(_styled(style.id, tokens) or style, tokens, page) for style in STYLES),
        *(table_style_xml(style, tokens, rtl) for style in TABLE_STYLES),
    )  # fmt: skip


def _defaults(tokens: Tokens, language: str, rtl: bool, hyphenate: bool) -> str:
    lang = w("lang", val=language, bidi=language if rtl else "ar-SA", eastAsia="en-US")
    size = half(tokens.sizes["text"])
    spacing = round(tokens.setting.letter_spacing * tokens.sizes["text"] * 20)
    run = run_properties(
        family=SERIF, colour=colour(tokens, "text"), spacing=spacing, tokens=tokens
    )
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


def _style(style: Style, tokens: Tokens, page: Page) -> str:
    visible = style.id.startswith("Lembar")
    return w(
        "style",
        w("name", val=style.name),
        when(style.based, w("basedOn", val=style.based or None)),
        when(style.next, w("next", val=style.next or None)),
        when(visible, w("uiPriority", val=1)),
        w("qFormat"),
        _paragraph(style, tokens, page) if style.kind == "paragraph" else "",
        _run(style, tokens),
        type=style.kind,
        styleId=style.id,
        customStyle=1 if visible else None,
    )


def _stop(style: Style, page: Page) -> str:
    return w("tab", val="right", leader="dot" if style.dotted else None, pos=page.measure)


def _paragraph(style: Style, tokens: Tokens, page: Page) -> str:
    outline = style.outline is not None
    rules = style.border(tokens) if style.border else ""
    left, right = _indents(style, tokens, page)
    inside = "".join(
        (
            when(style.keep_next, w("keepNext")),
            when(style.keep_lines, w("keepLines")),
            when(style.border, w("pBdr", rules or _NO_RULES)),
            when(style.shade, fill(tokens, style.shade) if style.shade else ""),
            when(style.tab, w("tabs", _stop(style, page))),
            _spacing(style, tokens),
            when(left or right, w("ind", left=left or None, right=right or None)),
            when(style.contextual, w("contextualSpacing")),
            when(style.align, w("jc", val=style.align)),
            when(style.on_top, w("textAlignment", val="top")),
            when(outline, w("outlineLvl", val=style.outline)),
        )
    )
    return when(inside, w("pPr", inside))


_NO_RULES = w("bottom", val="nil")


def _spacing(style: Style, tokens: Tokens) -> str:
    size = size_of(style.id, tokens)
    inherits = style.line is None and style.based == "Normal"
    line = round(size * (tokens.line_height if inherits else style.line or 0) * 20)
    if style.exact is not None:
        line = pt(style.exact)
    spacing = {
        "before": None if style.before is None else pt(style.before),
        "after": None if style.after is None else pt(style.after),
        "line": line or None,
        "lineRule": ("atLeast" if style.exact is None else "exact") if line else None,
    }
    return when(any(v is not None for v in spacing.values()), w("spacing", **spacing))


def _run(style: Style, tokens: Tokens) -> str:
    inside = _look(style, tokens)
    return when(inside, w("rPr", inside))


def look_of(id_: str, tokens: Tokens) -> str:
    """Return how words of a style look: for the labels of lists, which can't name a style."""
    style = _styled(id_, tokens)
    return _look(style, tokens) if style is not None else ""


def _look(style: Style, tokens: Tokens) -> str:
    return run_properties(
        family=style.family,
        named=style.named,
        bold=style.bold,
        italic=style.italic,
        caps=style.caps,
        small_caps=style.small_caps,
        strike=style.strike,
        colour=colour(tokens, style.role) if style.role else "",
        spacing=style.spacing,
        size=style.size(tokens) if style.size else 0,
        underline=style.underline,
        box=style.box(tokens) if style.box else "",
        shade=fill(tokens, style.shade) if style.shade and style.kind == "character" else "",
        vertical=style.vertical,
        tokens=tokens,
    )
