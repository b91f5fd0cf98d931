"""Every element a sheet may hold: what it may hold in turn, and its attributes.

Most are the usual elements of HTML. Those with a hyphen are our own. Writers handle all of them;
`tests/writers/test_vocabulary.py` walks each through every writer.
"""

from dataclasses import dataclass
from enum import Enum

from lembar.course.slides import LAYOUTS


class Holds(Enum):
    """List what may stand inside an element."""

    NOTHING = "nothing"
    INLINE = "inline"
    BLOCKS = "blocks"
    FLOW = "flow"  # blocks, or inline
    ONLY = "only"  # the named children


@dataclass(frozen=True, slots=True)
class Spec:
    """Describe one element of the vocabulary."""

    tag: str
    inline: bool
    holds: Holds
    does: str
    attributes: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()


COMMON = frozenset({"id", "class", "lang", "dir"})

# Roles (`class`) that have a look of their own in every format; a writer ignores no other silently.
ROLES = frozenset(
    {
        "chapter",  # the number of a lesson, large
        "kicker",  # the small line above a title
        "title",  # the document's title (on h1)
        "lead",  # the sentence under the title
        "facts",  # one line of facts: subject, class, minutes, points
        "instruction",  # what to do in this part
        "caption",
        "label",  # a small heading in front of something
        "stem",
        "note",  # small print
        "source",
        "number",
        "sign",  # what tells the sheets of a paper apart: ○ △ □
        "term",  # a glossary term in the text
        "translation",
        "confidential",
        "form-code",  # what a room is told apart by: large, in a box
        "section-title",
        "strip",  # the table of all keys
        "match",  # the table of a matching item
        "grid",  # the table to be ticked
        "scores",
        "data",  # a table of the text
        "glossary",
        "sign-off",
        "bank",  # a word bank
        "forms",
        "numeric",  # figures that line up
        "center",
        "narrow",
    }
)


def _block(tag: str, holds: Holds, does: str, attributes: str = "", children: str = "") -> Spec:
    return Spec(tag, False, holds, does, frozenset(attributes.split()), frozenset(children.split()))


def _inline(tag: str, holds: Holds, does: str, attributes: str = "") -> Spec:
    return Spec(tag, True, holds, does, frozenset(attributes.split()))


_SPECS = (
    # --- the page -----------------------------------------------------------------------------
    _block(
        "article",
        Holds.BLOCKS,
        "hold a whole document; the root of a sheet",
        "orientation",  # "" | landscape
    ),
    _block(
        "page-head",
        Holds.ONLY,
        "hold the running head, which the first page has not",
        children="head-left head-right",
    ),
    _block("head-left", Holds.INLINE, "stand at the left of the head"),
    _block("head-right", Holds.INLINE, "stand at the right of the head"),
    _inline("page-section", Holds.NOTHING, "print the section (h2) that the page is in"),
    _block("page-foot", Holds.ONLY, "hold the running foot", children="foot-left foot-right"),
    _block("foot-left", Holds.INLINE, "stand at the left of the foot"),
    _block("foot-right", Holds.INLINE, "stand at the right of the foot"),
    _block("page-mark", Holds.INLINE, "mark every page, at its head (teacher's pages)"),
    _inline("page-number", Holds.NOTHING, "print the number of the page"),
    _inline("page-count", Holds.NOTHING, "print how many pages there are"),
    _block("page-break", Holds.NOTHING, "begin a new page"),
    _block("keep-together", Holds.BLOCKS, "keep its blocks on one page"),
    _block("columns", Holds.BLOCKS, "set its blocks in columns", "count rule"),
    _block("section", Holds.BLOCKS, "hold a part"),
    # The entries are made once the sheet is whole; of a short document nothing stays.
    _block("contents", Holds.BLOCKS, "list the headings of a long document, with their pages"),
    _block("contents-entry", Holds.INLINE, "lead to a heading of a level", "level href number"),
    # --- text ---------------------------------------------------------------------------------
    _block("h1", Holds.INLINE, "give the document its title"),
    _block("h2", Holds.INLINE, "head a section", "number"),
    _block("h3", Holds.INLINE, "head a subsection", "number"),
    _block("h4", Holds.INLINE, "head a part of a subsection"),
    _block("p", Holds.INLINE, "hold a paragraph"),
    _block("blockquote", Holds.BLOCKS, "hold a quotation"),
    _block("pre", Holds.INLINE, "hold text as it was typed"),
    _block("hr", Holds.NOTHING, "rule off"),
    _block("ul", Holds.ONLY, "list", children="li"),
    _block("ol", Holds.ONLY, "list in order", "start type", children="li"),
    _block("li", Holds.FLOW, "hold an entry of a list"),
    _block("dl", Holds.ONLY, "list terms", children="dt dd"),
    _block("dt", Holds.INLINE, "name a term"),
    _block("dd", Holds.FLOW, "explain a term"),
    _block("table", Holds.ONLY, "hold rows", "widths", children="caption thead tbody"),
    _block("caption", Holds.INLINE, "head a table; its words begin with its number", "number"),
    _block("thead", Holds.ONLY, "hold the rows that repeat on each page", children="tr"),
    _block("tbody", Holds.ONLY, "hold the rows", children="tr"),
    _block("tr", Holds.ONLY, "hold a row", children="th td"),
    _block("th", Holds.FLOW, "head a column or row", "colspan rowspan scope align"),
    _block("td", Holds.FLOW, "hold a cell", "colspan rowspan align"),
    _block("figure", Holds.ONLY, "hold a picture", "width", children="img figcaption"),
    _block("figcaption", Holds.INLINE, "name a picture; its words begin with its number", "number"),
    _inline(
        "img",
        Holds.NOTHING,
        "show a picture of the asset store, marks on it",
        "src alt width marks",
    ),
    _inline("math", Holds.INLINE, "set the TeX it holds in a line"),
    _block("math-block", Holds.INLINE, "set the TeX it holds on a line of its own"),
    _inline("a", Holds.INLINE, "link to an address, or to #id of this sheet", "href"),
    _inline("em", Holds.INLINE, "stress"),
    _inline("strong", Holds.INLINE, "stress more"),
    _inline("code", Holds.INLINE, "hold what a machine reads"),
    _inline("sub", Holds.INLINE, "set below the line"),
    _inline("sup", Holds.INLINE, "set above the line"),
    _inline("u", Holds.INLINE, "underline"),
    _inline("mark", Holds.INLINE, "highlight"),
    _inline("kbd", Holds.INLINE, "name a key"),
    _inline("br", Holds.NOTHING, "break the line"),
    _inline("span", Holds.INLINE, "give words a role or a language"),
    _inline("foot-note", Holds.INLINE, "hold a footnote, called where it stands", "number"),
    # --- parts of handouts ----------------------------------------------------------------------
    _block(
        "side-label", Holds.ONLY, "set a label beside blocks", children="block-label block-body"
    ),
    _block("block-label", Holds.INLINE, "be the label"),
    _block("block-body", Holds.BLOCKS, "hold what is labelled"),
    _block("margin-note", Holds.FLOW, "stand in the outer column, beside what follows", "kind"),
    _block("call-out", Holds.BLOCKS, "set apart: definition, key-point, activity …", "kind"),
    _block("call-title", Holds.INLINE, "head a call-out; runs in where the kind says so"),
    # --- parts of worksheets ----------------------------------------------------------------------
    _block("letter-head", Holds.ONLY, "hold a school's letterhead", children="img p"),
    _block(
        "identity-block",
        Holds.ONLY,
        "hold what pupils fill in",
        children="identity-field score-box pupil-code",
    ),
    # holds: "" | name | class | number, which the copies of a roster fill in
    _block("identity-field", Holds.INLINE, "be a ruled field behind its label", "size holds"),
    _block("pupil-code", Holds.NOTHING, "be the QR code of a pupil's copy"),
    _block("score-box", Holds.INLINE, "be the box for the score"),
    _block("question-group", Holds.BLOCKS, "keep a stimulus with its questions"),
    _block("question-item", Holds.BLOCKS, "hold a question; its number hangs", "number points ref"),
    _block("choice-list", Holds.ONLY, "list choices", "columns", children="choice-option"),
    _block("choice-option", Holds.FLOW, "hold a choice", "letter mark"),  # mark: "" | box | gap
    _block("answer-lines", Holds.NOTHING, "rule lines to write on", "count"),
    _block("answer-box", Holds.NOTHING, "be an empty box to draw or write in", "lines"),
    _inline("fill-blank", Holds.INLINE, "be a gap to fill; holds the answer on a key", "size"),
    _inline("check-box", Holds.NOTHING, "be a box to tick", "state"),  # state: empty | ticked
    _inline("answer-text", Holds.INLINE, "hold an answer (teacher)"),
    _block("answer-block", Holds.BLOCKS, "hold a model answer or explanation (teacher)"),
    _block(
        "bubble-grid",
        Holds.ONLY,
        "hold rows to mark, at true size, in as many columns as fit, read down",
        "columns",
        children="bubble-row",
    ),
    _block(
        "bubble-row",
        Holds.ONLY,
        "hold the bubbles of one number; an empty row keeps its place",
        "label write note",  # write: "" | line | box; note: words behind the bubbles
        children="mark-bubble",
    ),
    # state: "" | filled | crossed | ticked | struck
    _block("mark-bubble", Holds.INLINE, "be a circle to fill, its letter inside", "state"),
    _block("corner-marks", Holds.NOTHING, "mark the corners of every page, in mm", "inset size"),
    _block("check-ruler", Holds.INLINE, "be as long as it says, to check the print", "length"),
    _block("cut-line", Holds.NOTHING, "show where to cut"),
    _block("sign-off", Holds.ONLY, "hold signatures side by side", children="sign-here"),
    _block("sign-here", Holds.BLOCKS, "hold one signature: role, space, name"),
    # --- slides -----------------------------------------------------------------------------------
    _block("slide", Holds.BLOCKS, "hold one slide", "layout kicker"),  # layout: see SLIDE_LAYOUTS
    _block("speaker-notes", Holds.BLOCKS, "hold what the speaker says; stands last in a slide"),
)

# `columns`: each section of the slide is a column; without sections its blocks are dealt to two.
SLIDE_LAYOUTS = LAYOUTS
CALL_OUTS = ("definition", "example", "note", "activity", "discussion", "key-point", "teacher")

VOCABULARY: dict[str, Spec] = {spec.tag: spec for spec in _SPECS}
assert len(VOCABULARY) == len(_SPECS)
