"""Turn a sheet into the HTML that is set: one rule for each element of our own."""

import base64
import html
import re
from collections.abc import Callable, Mapping

from lembar.course.tree import Element, Node, text_of, walk
from lembar.course.words import WESTERN_DIGITS
from lembar.sheet.sheet import Sheet
from lembar.sheet.vocabulary import VOCABULARY, Holds
from lembar.writers.findings import Findings
from lembar.writers.formulas import formula
from lembar.writers.headings import with_number
from lembar.writers.pdf.beside import dealt
from lembar.writers.pdf.bubbles import bubble_grid, check_ruler
from lembar.writers.signs import BULLET, SIGNS
from lembar.writers.turning import turned

_MEASURE = 174.0  # of A4 with the default theme's margins
STAMP = "stamp:"
"""How the alternative text of a place begins that copies fill."""

CODE = "code"
"""What the place of a QR code holds."""

_NOTHING = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"


def page_html(
    sheet: Sheet,
    findings: Findings | None = None,
    copied: bool = False,
    measure: float = _MEASURE,
    side: str = "start",
    scale: float = 1,
) -> str:
    """Return the HTML of a sheet; what it can't express goes into `findings`.

    A sheet to be `copied` leaves places for what is each copy's own. `measure` is the width of
    the text in millimetres, `side` where its outer column is; pictures grow by `scale`.
    """
    outer = f" outer {side}" if sheet.outer else ""
    e = html.escape
    meta = "".join(
        f'<meta name="{name}" content="{e(value)}">'
        for name, value in (("author", sheet.author), ("description", sheet.subject))
        if value
    )
    anchors = frozenset(each.get("id") for each in walk((sheet.root,)) if each.get("id"))
    writer = _Writer(sheet, anchors, findings or Findings("pdf"), copied, measure, scale)
    body = writer.children(sheet.root)
    return (
        f'<!DOCTYPE html><html lang="{e(sheet.language)}" dir="{sheet.direction}"><head>'
        f'<meta charset="utf-8"><title>{e(sheet.title)}</title>{meta}</head>'
        f'<body class="document-{sheet.document} {sheet.edition}{outer}">{body}</body></html>'
    )


_BALANCED = 6  # questions that are set in columns of the same length


class _Writer:
    """Write elements; remember the level of the last heading, which PDF/UA lets no one skip."""

    def __init__(
        self,
        sheet: Sheet,
        anchors: frozenset[str],
        findings: Findings,
        copied: bool,
        measure: float,
        scale: float,
    ) -> None:
        self._level = 0
        self._columns = 0  # how many stand around what is written
        self._notes = 0
        self._below: list[str] = []
        self._sheet = sheet
        self._copied = copied
        self._anchors = anchors
        self._findings = findings
        self._measure = measure
        self._scale = scale

    def children(self, element: Element) -> str:
        """Return the HTML of what stands in an element.

        A note of the margin goes into the paragraph beside which it stands: between a heading and
        its text it would let a page end after the heading.
        """
        out: list[str] = []
        notes: list[Element] = []
        heading = False
        for child in element.children:
            if isinstance(child, Element) and child.tag == "margin-note":
                notes.append(child)
            elif notes and isinstance(child, Element) and child.tag == "p":
                written = self._noted(child, notes)
                if heading:
                    # WeasyPrint would part them: a float makes the paragraph seem begun.
                    written = f'<div class="keep-together">{out.pop()}{written}</div>'
                out.append(written)
                notes = []
            else:
                out.extend(self._node(note) for note in notes)
                notes = []
                out.append(self._node(child))
            if not notes:
                heading = isinstance(child, Element) and child.tag in ("h2", "h3", "h4")
        out.extend(self._node(note) for note in notes)
        return "".join(out)

    def _noted(self, paragraph: Element, notes: list[Element]) -> str:
        """Write a paragraph with the notes beside it; notes of several blocks stand before it."""
        before = "".join(self._node(note) for note in notes if _has_blocks(note))
        inside = "".join(self.margin_note(note, "span") for note in notes if not _has_blocks(note))
        opened = _tag("p", paragraph, _shared(paragraph))
        return f"{before}{opened}{inside}{self.children(paragraph)}</p>"

    def _node(self, node: Node) -> str:
        if isinstance(node, str):
            return html.escape(node, quote=False)
        rule = _RULES.get(node.tag)
        return rule(self, node) if rule else self._plain(node)

    def _plain(self, element: Element) -> str:
        """Write an element that HTML has, too."""
        void = VOCABULARY[element.tag].holds is Holds.NOTHING
        opened = _tag(element.tag, element, _shared(element))
        return opened if void else f"{opened}{self.children(element)}</{element.tag}>"

    def wrapped(self, element: Element, tag: str, role: str = "") -> str:
        """Write an element as another, with its own name (or a role) as a class."""
        attributes = _shared(element, role or element.tag)
        return f"{_tag(tag, element, attributes)}{self.children(element)}</{tag}>"

    # --- rules --------------------------------------------------------------------------------

    def nothing(self, element: Element) -> str:
        """Write nothing: it runs in the margin of every page."""
        return ""

    def block(self, element: Element) -> str:
        """Write a division."""
        return self.wrapped(element, "div")

    def line(self, element: Element) -> str:
        """Write words in a line."""
        return self.wrapped(element, "span")

    def heading(self, element: Element) -> str:
        """Write a heading; a level that would be left out is filled, its look stays."""
        asked = int(element.tag[1])
        level = min(asked, self._level + 1)
        self._level = level
        attributes = _shared(element, element.tag)
        inside = self.children(element.with_children(with_number(element)))
        return f"{_tag(f'h{level}', element, attributes)}{inside}</h{level}>"

    def picture(self, element: Element) -> str:
        """Write a picture."""
        e = html.escape
        width = self._width(element)
        style = f' style="width:{e(width)}"' if width else ""
        return f'<img src="{e(element.get("src"))}" alt="{e(element.get("alt"))}"{style}>'

    def figure(self, element: Element) -> str:
        """Write a figure; its width is that of the picture."""
        width = self._width(element)
        style = {"style": f"--width:{width}"} if width else {}
        opened = _tag("figure", element, _shared(element) | style)
        return f"{opened}{self.children(element)}</figure>"

    def _width(self, element: Element) -> str:
        """Return the width that is asked for; words on pictures grow with those beside them."""
        width = element.get("width")
        if not width or self._scale <= 1 or width.endswith("em"):
            return width
        return f"calc({width} * {self._scale:g})"

    def formula(self, element: Element) -> str:
        """Write a formula as a picture that stands on the base line."""
        display = element.tag == "math-block"
        made = formula(text_of(element.children), display)
        source = base64.b64encode(made.svg).decode()
        style = (
            f"width:{made.width:.4f}em;height:{made.height + made.depth:.4f}em;"
            f"vertical-align:{-made.depth:.4f}em"
        )
        img = (
            f'<img class="math" alt="{html.escape(made.alt)}" style="{style}"'
            f' src="data:image/svg+xml;base64,{source}">'
        )
        if not display:
            return img
        return f"{_tag('p', element, _shared(element, 'math-block'))}{img}</p>"

    def note(self, element: Element) -> str:
        """Write a footnote where it is called: WeasyPrint moves it to the foot.

        Out of columns it loses some, so theirs stand below the columns.
        """
        self._notes += 1
        if not self._columns:
            return self.wrapped(element, "span")
        number = self._sheet.number(self._notes)
        text = self.children(element)
        self._below.append(f'<p class="note-below"><span>{number}. </span>{text}</p>')
        return f'<sup class="note-call">{number}</sup>'

    def table(self, element: Element) -> str:
        """Write a table, short ones in one piece."""
        rows = sum(
            len(part.children)
            for part in element.children
            if isinstance(part, Element) and part.tag == "tbody"
        )
        role = "few-rows" if rows <= 8 else "many-rows"
        widths = [float(width) for width in re.findall(r"\d+(?:\.\d+)?", element.get("widths"))]
        columns = "".join(f'<col style="width:{width / sum(widths):.2%}">' for width in widths)
        opened = _tag("table", element, _shared(element, role))
        return f"{opened}{_caption_first(self, element, columns)}</table>"

    def cell(self, element: Element) -> str:
        """Write a cell; `align` and spans are its own."""
        attributes = _shared(element)
        for name in ("colspan", "rowspan", "scope"):
            if element.get(name):
                attributes[name] = element.get(name)
        if element.get("align"):
            rtl = (element.get("dir") or self._sheet.direction) == "rtl"
            side = turned(element.get("align")) if rtl else element.get("align")
            attributes["style"] = f"text-align:{side}"
        opened = _tag(element.tag, element, attributes)
        return f"{opened}{self.children(element)}</{element.tag}>"

    def listed(self, element: Element) -> str:
        """Write a list with its signs as text.

        WeasyPrint tags a list's own signs so that entries which hold blocks are no valid PDF/UA
        (7.2-20: an LI may contain only Lbl and LBody).
        """
        start = int(element.get("start") or 1)
        sign = SIGNS[element.get("type") or "1"] if element.tag == "ol" else BULLET
        entries = (
            f'{_tag("li", entry, _shared(entry))}<span class="list-sign">'
            f"{self._digits(sign(start + at))}</span>{self.children(entry)}</li>"
            for at, entry in enumerate(c for c in element.children if isinstance(c, Element))
        )
        return f"{_tag(element.tag, element, _shared(element))}{''.join(entries)}</{element.tag}>"

    def _digits(self, sign: str) -> str:
        return sign.translate(str.maketrans(WESTERN_DIGITS, self._sheet.digits))

    def link(self, element: Element) -> str:
        """Write a link; one that leads nowhere becomes plain words."""
        target = element.get("href")
        if target.startswith("#") and target[1:] not in self._anchors:
            self._findings.missing(element, "link-nowhere", target=target)
            return self.children(element)
        attributes = _shared(element) | {"href": target}
        return f"{_tag('a', element, attributes)}{self.children(element)}</a>"

    def columns(self, element: Element) -> str:
        """Write blocks in columns, and their footnotes below them."""
        role = "ruled" if element.get("rule") else ""
        count = int(element.get("count") or 2)
        blocks = [each for each in element.children if isinstance(each, Element)]
        questions = any(each.tag == "question-item" for each in blocks)
        whole = len(blocks) == len(element.children)
        columns = dealt(blocks, count) if questions and whole else None
        self._columns += 1
        if columns:
            attributes = _shared(element, f"beside {role}".strip())
            inside = "".join(
                f'<div class="column">{"".join(map(self._node, column))}</div>'
                for column in columns
            )
        else:
            # Equal ones are found by trial: of blocks that no page may part, in minutes.
            fill = "auto" if questions and len(blocks) > _BALANCED else "balance"
            style = f"column-count:{count};column-fill:{fill}"
            attributes = _shared(element, f"columns {role}".strip()) | {"style": style}
            inside = self.children(element)
        written = f"{_tag('div', element, attributes)}{inside}</div>"
        self._columns -= 1
        if self._columns or not self._below:
            return written
        below, self._below = "".join(self._below), []
        return f'{written}<div class="notes-below">{below}</div>'

    def contents(self, element: Element) -> str:
        """Write the list of headings."""
        return self.wrapped(element, "nav", "contents")

    def contents_entry(self, element: Element) -> str:
        """Write an entry of it: its page is known when all pages are."""
        said = element.with_children(with_number(element))
        link = self.link(Element("a", {"href": element.get("href")}, said.children, said.place))
        role = f"contents-entry level-{element.get('level')}"
        return f"{_tag('p', element, _shared(element, role))}{link}</p>"

    def call_out(self, element: Element) -> str:
        """Write what is set apart; its kind is a class."""
        return self.wrapped(element, "div", f"call-out {element.get('kind')}")

    def call_title(self, element: Element) -> str:
        """Write the title of what is set apart."""
        return f'<p class="call-title">{self.children(element)}</p>'

    def margin_note(self, element: Element, tag: str = "div") -> str:
        """Write a note of the outer column; the box inside is what no page may part."""
        attributes = _shared(element, f"margin-note {element.get('kind')}")
        inside = f"<{tag}>{self.children(element)}</{tag}>"
        return f"{_tag(tag, element, attributes)}{inside}</{tag}>"

    def letter_head(self, element: Element) -> str:
        """Write a letterhead: logos at the sides, lines in the middle."""
        logos = [c for c in element.children if isinstance(c, Element) and c.tag == "img"]
        lines = [c for c in element.children if isinstance(c, Element) and c.tag != "img"]
        sides = "".join(
            f'<div class="logo {side}">{self._node(logo)}</div>'
            for side, logo in zip(("left", "right"), logos)
        )
        return f'<div class="letter-head">{sides}{"".join(map(self._node, lines))}</div>'

    def field(self, element: Element) -> str:
        """Write a ruled field behind its label."""
        size = element.get("size", "small")
        inside = self.children(element)
        holds = element.get("holds")
        if holds and self._copied:
            size += " filled"
            inside = f"<span>{inside}</span>{_stamp(holds)}"
        return f'<div class="identity-field {size}">{inside}</div>'

    def identity(self, element: Element) -> str:
        """Write what pupils fill in; a code stands beside all of it."""
        codes = [c for c in element.children if isinstance(c, Element) and c.tag == "pupil-code"]
        if not codes or not self._copied:
            return self.block(element)
        fields = element.with_children(tuple(c for c in element.children if c not in codes))
        written = self.wrapped(fields, "div", "identity-fields")
        return f'<div class="identity-block with-code">{written}{_stamp(CODE)}</div>'

    def code(self, element: Element) -> str:
        """Leave the place of a code, which only copies have."""
        if self._copied:
            return _stamp(CODE)
        self._findings.missing(element)
        return ""

    def question(self, element: Element) -> str:
        """Write a question: its number hangs, its points stand at the right."""
        points = html.escape(element.get("points"))
        beside = f'<div class="question-points">{points}</div>' if points else ""
        opened = _tag("div", element, _shared(element, "question-item"))
        return f"{opened}{beside}{self._numbered(element)}</div>"

    def _numbered(self, element: Element) -> str:
        """Write what a question holds, with its number on the base line of its first words."""
        number = html.escape(element.get("number"))
        first = element.children[0] if element.children else ""
        if not number:
            return self.children(element)
        if not isinstance(first, Element) or first.tag != "p":
            return f'<div class="question-number">{number}</div>{self.children(element)}'
        opened = _tag("p", first, _shared(first, "hanging"))
        sign = f'<span class="question-number">{number}</span>'
        rest = self.children(element.with_children(element.children[1:]))
        return f"{opened}{sign}{self.children(first)}</p>{rest}"

    def choices(self, element: Element) -> str:
        """Write choices in columns, read across."""
        attributes = _shared(element, f"choices columns-{element.get('columns', '1')}")
        return f"{_tag('ul', element, attributes)}{self.children(element)}</ul>"

    def choice(self, element: Element) -> str:
        """Write a choice with its letter, and the box or gap that it may have."""
        marks = {"box": '<span class="check-box"></span>', "gap": '<span class="order-gap"></span>'}
        mark = marks.get(element.get("mark"), "")
        letter = f'<span class="letter">{html.escape(element.get("letter"))}</span>'
        tag = "div" if _has_blocks(element) else "span"
        opened = _tag("li", element, _shared(element, f"{tag}-option{' marked' if mark else ''}"))
        return f'{opened}{letter}{mark}<{tag} class="option">{self.children(element)}</{tag}></li>'

    def answer_lines(self, element: Element) -> str:
        """Write lines to write on."""
        line = '<div class="answer-line"></div>'
        return f'<div class="answer-lines">{line * int(element.get("count", "3"))}</div>'

    def answer_box(self, element: Element) -> str:
        """Write an empty box."""
        lines = element.get("lines", "5")
        return f'<div class="answer-box" style="--lines:{html.escape(lines)}"></div>'

    def blank(self, element: Element) -> str:
        """Write a gap; on a key it holds the answer."""
        return self.wrapped(element, "span", f"fill-blank {element.get('size', 'medium')}")

    def check_box(self, element: Element) -> str:
        """Write a box to tick."""
        ticked = element.get("state") == "ticked"
        mark = "✓" if ticked else ""
        return f'<span class="check-box{" ticked" if ticked else ""}">{mark}</span>'

    def answer_text(self, element: Element) -> str:
        """Write an answer on a key."""
        return self.wrapped(element, "strong", "answer")

    def bubble_grid(self, element: Element) -> str:
        """Write rows of bubbles."""
        return bubble_grid(element, self._measure, self._sheet.direction == "rtl", self.children)

    def check_ruler(self, element: Element) -> str:
        """Write a ruler with its words."""
        return check_ruler(element, self.children)

    def slide(self, element: Element) -> str:
        """Write a slide as a page of its own."""
        kicker = element.get("kicker")
        head = f'<p class="kicker">{html.escape(kicker)}</p>' if kicker else ""
        role = f"slide {element.get('layout')}"
        opened = _tag("section", element, _shared(element, role))
        return f"{opened}{head}{self.children(element)}</section>"

    def page_number(self, element: Element) -> str:
        """Write the number of the page, or of all pages."""
        return f'<span class="{element.tag}"></span>'

    def rule_here(self, element: Element) -> str:
        """Write a mark that has no content."""
        return f'<div class="{element.tag}"></div>'


def _stamp(holds: str) -> str:
    """Leave a place for what is stamped on copies: a picture of nothing, found by its words."""
    return f'<img class="stamp {holds}" alt="{STAMP}{holds}" src="{_NOTHING}">'


def _caption_first(writer: _Writer, table: Element, columns: str) -> str:
    """Return the inside of a table: caption, columns, rows."""
    captions = [c for c in table.children if isinstance(c, Element) and c.tag == "caption"]
    others = [c for c in table.children if c not in captions]
    head = "".join(writer._node(each) for each in captions)
    return head + columns + "".join(writer._node(each) for each in others)


def _has_blocks(element: Element) -> bool:
    return any(isinstance(c, Element) and not VOCABULARY[c.tag].inline for c in element.children)


def _shared(element: Element, role: str = "") -> dict[str, str]:
    """Return the attributes that any element can have."""
    found = {name: element.get(name) for name in ("id", "lang", "dir") if element.get(name)}
    roles = " ".join(part for part in (role, element.get("class")) if part)
    return found | ({"class": roles} if roles else {})


def _tag(tag: str, element: Element, attributes: Mapping[str, str]) -> str:
    inside = "".join(f' {name}="{html.escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{inside}>"


_W = _Writer
_RULES: Mapping[str, Callable[[_Writer, Element], str]] = {
    "page-head": _W.nothing,
    "page-section": _W.page_number,
    "page-foot": _W.nothing,
    "page-mark": _W.nothing,
    "corner-marks": _W.nothing,
    "bubble-grid": _W.bubble_grid,
    "check-ruler": _W.check_ruler,
    "page-number": _W.page_number,
    "page-count": _W.page_number,
    "page-break": _W.rule_here,
    "keep-together": _W.block,
    "columns": _W.columns,
    "contents": _W.contents,
    "contents-entry": _W.contents_entry,
    "h1": _W.heading,
    "h2": _W.heading,
    "h3": _W.heading,
    "h4": _W.heading,
    "ol": _W.listed,
    "ul": _W.listed,
    "table": _W.table,
    "th": _W.cell,
    "td": _W.cell,
    "figure": _W.figure,
    "img": _W.picture,
    "math": _W.formula,
    "math-block": _W.formula,
    "a": _W.link,
    "foot-note": _W.note,
    "side-label": _W.block,
    "block-label": _W.block,
    "block-body": _W.block,
    "margin-note": _W.margin_note,
    "call-out": _W.call_out,
    "call-title": _W.call_title,
    "letter-head": _W.letter_head,
    "identity-block": _W.identity,
    "identity-field": _W.field,
    "pupil-code": _W.code,
    "score-box": _W.block,
    "question-group": _W.block,
    "question-item": _W.question,
    "choice-list": _W.choices,
    "choice-option": _W.choice,
    "answer-lines": _W.answer_lines,
    "answer-box": _W.answer_box,
    "fill-blank": _W.blank,
    "check-box": _W.check_box,
    "answer-text": _W.answer_text,
    "answer-block": _W.block,
    "cut-line": _W.rule_here,
    "sign-off": _W.block,
    "sign-here": _W.block,
    "slide": _W.slide,
    "speaker-notes": _W.block,
}
