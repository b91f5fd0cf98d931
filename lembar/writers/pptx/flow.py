"""Turn blocks into what slides are made of: paragraphs, tables and pictures in reading order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from lembar.course.labels import LIST_TYPES, Style, label
from lembar.course.tree import Element, Node
from lembar.course.words import WESTERN_DIGITS
from lembar.sheet.vocabulary import VOCABULARY
from lembar.writers.bubbles import as_text, bubbles
from lembar.writers.headings import with_number
from lembar.writers.pptx.geometry import STEP
from lembar.writers.pptx.grid import grid
from lembar.writers.pptx.inline import BLANKS, PLAIN, Context, runs
from lembar.writers.pptx.model import Break, Cell, Columns, Item, Marker, Paragraph, Run, Table
from lembar.writers.pptx.pictures import formula_picture, picture


@dataclass(frozen=True, slots=True)
class State:
    """Hold what blocks inherit: the level they stand at and the look of their words."""

    level: int = 0
    indented: bool = False
    look: Run = PLAIN
    small: bool = False
    rtl: bool = False


Block: TypeAlias = Callable[[Element, State, Context], list[Item]]
_SCHEMES = {
    Style.DECIMAL: "arabicPeriod",
    Style.LOWER_LATIN: "alphaLcPeriod",
    Style.UPPER_LATIN: "alphaUcPeriod",
    Style.LOWER_ROMAN: "romanLcPeriod",
    Style.UPPER_ROMAN: "romanUcPeriod",
    Style.ARABIC_LETTERS: "arabic2Minus",
}
_FULL_STOP = "Period"  # schemes that end as choices do
_ALPHABET = 26  # after the last letter PowerPoint counts otherwise


def flow(nodes: Iterable[Node], context: Context, state: State | None = None) -> list[Item]:
    """Return blocks as items; loose inline nodes become a paragraph."""
    state = state or State(rtl=context.sheet.direction == "rtl")
    items: list[Item] = []
    loose: list[Node] = []
    for node in nodes:
        if isinstance(node, str) or VOCABULARY[node.tag].inline:
            loose.append(node)
            continue
        items += _text(loose, state, context)
        loose = []
        if node.get("id"):
            context.ids.add(node.get("id"))
        inherited = replace(state, rtl=_rtl(node, state))
        if node.get("lang"):
            inherited = replace(inherited, look=replace(state.look, language=node.get("lang")))
        items += _BLOCKS[node.tag](node, inherited, context)
    return items + _text(loose, state, context)


def _rtl(node: Element, state: State) -> bool:
    return node.get("dir") == "rtl" if node.get("dir") else state.rtl


def _text(nodes: list[Node], state: State, context: Context, **more: object) -> list[Item]:
    """Return inline nodes as a paragraph, and the pictures that stood among them."""
    found = runs(nodes, context, state.look)
    lifted, context.lifted = context.lifted, []
    items: list[Item] = []
    if any(run.text.strip() or run.field or run.tex for run in found):
        paragraph = Paragraph(
            found, state.level, indented=state.indented, small=state.small, rtl=state.rtl
        )
        items.append(replace(paragraph, **more))  # type: ignore[arg-type]
    return [*items, *lifted]


def _paragraph(node: Element, state: State, context: Context) -> list[Item]:
    center = "center" in node.get("class").split()
    return _text(list(node.children), state, context, center=center)


def _heading(node: Element, state: State, context: Context) -> list[Item]:
    bold = replace(state, look=replace(state.look, bold=True))
    return _text(list(with_number(node)), bold, context, keep=True)


def _inside(node: Element, state: State, context: Context) -> list[Item]:
    return flow(node.children, context, state)


def _quote(node: Element, state: State, context: Context) -> list[Item]:
    slanted = replace(state.look, italic=True)
    return flow(node.children, context, replace(state, look=slanted))


def _note(node: Element, state: State, context: Context) -> list[Item]:
    return flow(node.children, context, replace(state, small=True))


def _caption(node: Element, state: State, context: Context) -> list[Item]:
    return _note(node, state, context)


def _pre(node: Element, state: State, context: Context) -> list[Item]:
    mono = replace(state.look, face="mono")
    return _text(list(node.children), replace(state, look=mono), context)


def _list(node: Element, state: State, context: Context) -> list[Item]:
    start = int(node.get("start") or 1)
    entries = [child for child in node.children if isinstance(child, Element)]
    items: list[Item] = []
    own_digits = context.sheet.digits != WESTERN_DIGITS
    for number, entry in enumerate(entries, start):
        if node.tag == "ol" and own_digits and (node.get("type") or "1") == "1":
            head = replace(state.look, text=f"{context.sheet.number(number)}.\t")
            items += _headed(entry.children, head, STEP, state, context)
            continue
        scheme = _SCHEMES[LIST_TYPES[node.get("type") or "1"]] if node.tag == "ol" else ""
        items += _entry(entry.children, Marker(scheme, number), state, context)
    return items


def _entry(
    children: Iterable[Node], marker: Marker | None, state: State, context: Context
) -> list[Item]:
    """Return an entry of a list: the marker on its first paragraph, the rest indented."""
    level = state.level + 1 if state.indented else state.level
    inner = replace(state, level=level, indented=True)
    items = flow(children, context, inner)
    first = items[0] if items else None
    if isinstance(first, Paragraph) and first.level == level and first.marker is None:
        items[0] = replace(first, marker=marker, indented=marker is None)
        return items
    empty = Paragraph((Run("\u00a0"),), level, marker, keep=True, rtl=state.rtl)
    return [empty, *items]


def _counted(letters: list[str]) -> tuple[str, int]:
    """Return how PowerPoint counts letters that run on, and from which number; "" if it can't."""
    for style, scheme in _SCHEMES.items():
        row = [label(style, index) for index in range(_ALPHABET)]
        first = row.index(letters[0]) if letters and letters[0] in row else -1
        run_on = first >= 0 and letters == row[first : first + len(letters)]
        if run_on and scheme.endswith(_FULL_STOP):
            return scheme, first + 1
    return "", 1


def _choices(node: Element, state: State, context: Context) -> list[Item]:
    """Return choices: counted by PowerPoint if the letters run on, else lettered as given."""
    options = [child for child in node.children if isinstance(child, Element)]
    letters = [option.get("letter") for option in options]
    plain = not any(option.get("mark") for option in options)
    scheme, first = _counted(letters)
    items: list[Item] = []
    for number, option in enumerate(options, first):
        if option.get("id"):
            context.ids.add(option.get("id"))
        if plain and scheme:
            items += _entry(option.children, Marker(scheme, number), state, context)
        else:
            items += _lettered(option, state, context)
    return items


_MARKS = {"": "", "box": "☐ ", "gap": "____ "}
_HANGS = {"": 9.0, "box": 18.0, "gap": 27.0}  # millimetres


def _lettered(option: Element, state: State, context: Context) -> list[Item]:
    """Return a choice with its letter in the text, behind a box or a gap where it has one."""
    letter = f"{option.get('letter')}." if option.get("letter") else ""
    mark = option.get("mark")
    head = Run(f"{_MARKS[mark]}{letter}\t", bold=True, language=state.look.language)
    return _headed(option.children, head, _HANGS[mark], state, context)


def _headed(
    children: Iterable[Node], head: Run, hang: float, state: State, context: Context
) -> list[Item]:
    """Return blocks with a head in the text of the first: what PowerPoint does not count."""
    if state.rtl:
        # LibreOffice gives a tab no room in text from right to left.
        head = replace(head, text=head.text.replace("\t", "\u00a0\t"))
    items = flow(children, context, state)
    if items and isinstance(items[0], Paragraph):
        first = items[0].with_runs((head, *items[0].runs))
        return [replace(first, hang=hang), *items[1:]]
    return [Paragraph((head,), hang=hang, keep=True, rtl=state.rtl), *items]


def _meaning(node: Element, state: State, context: Context) -> list[Item]:
    return flow(node.children, context, replace(state, indented=True))


def _table(node: Element, state: State, context: Context) -> list[Item]:
    heads: list[tuple[Cell, ...]] = []
    rows: list[tuple[Cell, ...]] = []
    caption: tuple[Paragraph, ...] = ()
    lifted: list[Item] = []
    for part in (child for child in node.children if isinstance(child, Element)):
        if part.tag == "caption":
            caption = _paragraphs(_caption(part, state, context), part, lifted, context)
            continue
        for row in (child for child in part.children if isinstance(child, Element)):
            cells = tuple(
                _cell(cell, state, lifted, context)
                for cell in row.children
                if isinstance(cell, Element)
            )
            (heads if part.tag == "thead" else rows).append(cells)
    widths = tuple(float(w.strip("%m")) for w in node.get("widths").replace(",", " ").split())
    made = Table(grid([*heads, *rows]), len(heads), widths, caption, node)
    return [made, *lifted] if made.rows else lifted


def _cell(node: Element, state: State, lifted: list[Item], context: Context) -> Cell:
    head = node.tag == "th"
    roles = node.get("class").split()
    look = replace(state.look, bold="term" in roles)
    inner = State(look=look, rtl=_rtl(node, state))
    align = "right" if "numeric" in roles else node.get("align")
    items = flow(node.children, context, inner)
    paragraphs = tuple(replace(p, align=align) for p in _paragraphs(items, node, lifted, context))
    return Cell(
        paragraphs or (Paragraph(()),),
        int(node.get("colspan") or 1),
        int(node.get("rowspan") or 1),
        head,
    )


def _paragraphs(
    items: list[Item], node: Element, lifted: list[Item], context: Context
) -> tuple[Paragraph, ...]:
    """Return the paragraphs; what a cell can't hold is set after its table, and reported."""
    others = [item for item in items if not isinstance(item, Paragraph)]
    if others:
        context.findings.missing(node, "lifted-from-cell")
        lifted += others
    return tuple(item for item in items if isinstance(item, Paragraph))


def _figure(node: Element, state: State, context: Context) -> list[Item]:
    images = [c for c in node.children if isinstance(c, Element) and c.tag == "img"]
    captions = [c for c in node.children if isinstance(c, Element) and c.tag == "figcaption"]
    said = tuple(
        item
        for each in captions
        for item in _caption(each, state, context)
        if isinstance(item, Paragraph)
    )
    made: list[Item] = []
    for index, image in enumerate(images):
        shown = picture(image, context.theme, context.assets, node.get("width"))
        made.append(replace(shown, caption=said if index == len(images) - 1 else ()))
    return made if made else list(said)


def _math_block(node: Element, state: State, context: Context) -> list[Item]:
    tex = "".join(child for child in node.children if isinstance(child, str))
    return [formula_picture(tex, context.theme, context.assets)]


def _question(node: Element, state: State, context: Context) -> list[Item]:
    """Return a question: its number leads the first paragraph, its points end it."""
    number, points = node.get("number"), node.get("points")
    lead = (replace(state.look, text=f"{number}. ", bold=True),) if number else ()
    tail = (replace(state.look, text=f" ({points})"),) if points else ()
    items = flow(node.children, context, state)
    if items and isinstance(items[0], Paragraph) and items[0].marker is None:
        items[0] = replace(items[0], runs=(*lead, *items[0].runs, *tail), keep=True)
        return items
    head = Paragraph((*lead, *tail), keep=True, rtl=state.rtl)
    return [head, *items] if head.runs else items


def _field(node: Element, state: State, context: Context) -> list[Item]:
    blank = "_" * BLANKS.get(node.get("size"), BLANKS["medium"])
    return _text([*node.children, f": {blank}"], state, context)


def _bubble_row(node: Element, state: State, context: Context) -> list[Item]:
    """Return the bubbles of a number as a line of signs: a slide is marked by nobody."""
    blank = "_" * BLANKS["medium"] if node.get("write") else ""
    marks = " ".join(as_text(each) for each in bubbles(node))
    parts = (node.get("label"), blank, marks, node.get("note"))
    return _text([" ".join(part for part in parts if part)], state, context)


def _bubble(node: Element, state: State, context: Context) -> list[Item]:
    return _text([as_text(node)], state, context)


def _ruler(node: Element, state: State, context: Context) -> list[Item]:
    """Return the words of a ruler: what is shown on a wall has no size."""
    context.findings.missing(node)
    return _paragraph(node, state, context)


def _break(node: Element, state: State, context: Context) -> list[Item]:
    return [Break()]


def _missing(node: Element, state: State, context: Context) -> list[Item]:
    context.findings.missing(node)
    return []


def _columns(node: Element, state: State, context: Context) -> list[Item]:
    """Return blocks to be set in two columns: each section is one, else they are dealt."""
    return [side_by_side(list(node.children), state, context)]


def side_by_side(nodes: Iterable[Node], state: State, context: Context) -> Columns:
    """Return the items of columns: sections make them, or what is to be dealt to two."""
    plain = [n for n in nodes if isinstance(n, Element) or n.strip()]
    parts = [n for n in plain if isinstance(n, Element) and n.tag == "section"]
    if len(parts) > 1 and len(parts) == len(plain):
        return Columns(tuple(tuple(flow(p.children, context, state)) for p in parts))
    return Columns((tuple(flow(plain, context, state)),))


_FLAT = (
    "article section keep-together side-label block-body question-group answer-block li"
    " bubble-grid call-out letter-head identity-block sign-off sign-here slide dl page-foot"
    " page-head contents"
)
_TEXT = "p head-left head-right foot-left foot-right page-mark score-box contents-entry"
_BLOCKS: dict[str, Block] = {
    **dict.fromkeys(_FLAT.split(), _inside),
    **dict.fromkeys(["h1", "h2", "h3", "h4", "call-title", "block-label", "dt"], _heading),
    **dict.fromkeys(_TEXT.split(), _paragraph),
    **dict.fromkeys(
        [
            "hr",
            "answer-lines",
            "answer-box",
            "corner-marks",
            "cut-line",
            "speaker-notes",
            "pupil-code",
        ],
        _missing,
    ),
    **dict.fromkeys(("figcaption", "caption"), _caption),
    **dict.fromkeys(("ul", "ol"), _list),
    "blockquote": _quote,
    "margin-note": _note,
    "pre": _pre,
    "dd": _meaning,
    "table": _table,
    "figure": _figure,
    "math-block": _math_block,
    "question-item": _question,
    "choice-list": _choices,
    "identity-field": _field,
    "bubble-row": _bubble_row,
    "mark-bubble": _bubble,
    "check-ruler": _ruler,
    "page-break": _break,
    "columns": _columns,
}
