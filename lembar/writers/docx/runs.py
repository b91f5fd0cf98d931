"""Set words in a line: runs, links, gaps, boxes, notes, fields, formulas and small pictures."""

import re
from dataclasses import replace

from lembar.course.tree import Element, text_of
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.equations import equation
from lembar.writers.docx.format import run_properties
from lembar.writers.docx.model import Para, write
from lembar.writers.docx.pictures import picture
from lembar.writers.docx.rules import inline, words
from lembar.writers.docx.xml import element, escape, w, when

_PIECES = re.compile(r"[\t\n]|[^\t\n]+")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_RTL_SPLIT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff](?:[^A-Za-z]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff])?"
    "|[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+"
)
_LETTER = "A-Za-z\u00c0-\u024f\u0370-\u03ff"
_LATIN = re.compile(f"[{_LETTER}]")
_LTR_SPLIT = re.compile(
    f"[{_LETTER}](?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]*[{_LETTER}0-9])?|[^{_LETTER}]+"
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
# How many low lines a gap of a size is long; half a size each. Spaces, no-break ones too, are
# swallowed where a line ends, and the gap with them.
BLANKS = {"small": 7, "medium": 17, "large": 32}
_LOW_LINE = "_"
_LOW_LINE_WIDE = 10.5  # twips, for a point of type
_BOXES = {"empty": "\u2610", "ticked": "\u2611"}


def run(text: str, at: At) -> str:
    """Return text as runs; those of a right-to-left script are marked as such.

    What has no direction of its own, a full stop or a bracket, goes with the paragraph's.
    """
    if not text:
        return ""
    if at.rtl:
        found = _LTR_SPLIT.findall(text)
        return "".join(_run(each, at, rtl=not _LATIN.match(each)) for each in found)
    if not _RTL.search(text):
        return _run(text, at, rtl=False)
    return "".join(_run(each, at, rtl=bool(_RTL.search(each))) for each in _RTL_SPLIT.findall(text))


def _run(text: str, at: At, rtl: bool) -> str:
    return w("r", _properties(at, rtl), *(_piece(each) for each in _PIECES.findall(text)))


def raw_run(inside: str, at: At) -> str:
    """Return a run that holds something else than text."""
    return w("r", _properties(at, at.rtl), inside)


def _properties(at: At, rtl: bool) -> str:
    marks = at.marks
    inside = run_properties(
        style=marks.style,
        bold=marks.bold,
        italic=marks.italic,
        underline="single" if marks.underline else "",
        vertical=marks.vertical,
        rtl=rtl,
        lang=marks.lang,
    )
    return when(inside, w("rPr", inside))


def _piece(text: str) -> str:
    if text == "\t":
        return w("tab")
    if text == "\n":
        return w("br")
    return element("w:t", {"xml:space": "preserve"} if text != text.strip() else {}, escape(text))


@inline("em")
def _em(build: Build, el: Element, at: At) -> str:
    # Arabic and Hebrew are not slanted.
    stressed = at.marked(bold=True) if at.rtl else at.marked(italic=not at.italic)
    return words(build, el.children, stressed)


@inline("strong")
def _strong(build: Build, el: Element, at: At) -> str:
    return words(build, el.children, at.marked(bold=True))


@inline("u")
def _underlined(build: Build, el: Element, at: At) -> str:
    return words(build, el.children, at.marked(underline=True))


@inline("sub")
def _sub(build: Build, el: Element, at: At) -> str:
    return words(build, el.children, at.marked(vertical="subscript"))


@inline("sup")
def _sup(build: Build, el: Element, at: At) -> str:
    return words(build, el.children, at.marked(vertical="superscript"))


_STYLED = {
    "code": "LembarCode",
    "mark": "LembarHighlight",
    "kbd": "LembarKey",
    "answer-text": "LembarAnswer",
}


@inline(*_STYLED)
def _styled(build: Build, el: Element, at: At) -> str:
    in_blank = el.tag == "answer-text" and at.marks.style == "LembarBlankText"
    style = "LembarBlankAnswer" if in_blank else _STYLED[el.tag]
    return words(build, el.children, at.marked(style=style))


_ROLES = {
    "term": "LembarTerm",
    "translation": "LembarTranslation",
    "label": "LembarLabelWord",
    "number": "LembarNumber",
    "sign": "LembarSheetSign",
    "source": "LembarMuted",
    "note": "LembarMuted",
}


@inline("span")
def _span(build: Build, el: Element, at: At) -> str:
    style = next((_ROLES[role] for role in el.get("class").split() if role in _ROLES), "")
    return words(build, el.children, at.marked(style=style) if style else at)


@inline("br")
def _break(build: Build, el: Element, at: At) -> str:
    return run("\n", at)


@inline("img")
def _image(build: Build, el: Element, at: At) -> str:
    return picture(build, el, at)


@inline("math")
def _math(build: Build, el: Element, at: At) -> str:
    return equation(el)


@inline("check-box")
def _check_box(build: Build, el: Element, at: At) -> str:
    return run(_BOXES[el.get("state", "empty") or "empty"], at.marked(style="LembarBox"))


@inline("fill-blank")
def _blank(build: Build, el: Element, at: At) -> str:
    """Rule a gap with low lines, which no line's end swallows; an answer stands in its middle."""
    most = int(at.free / (at.size * _LOW_LINE_WIDE))
    length = min(most, BLANKS.get(el.get("size", "medium"), BLANKS["medium"]))
    ruled = at.marked(style="LembarBlank")
    if not el.children:
        return run(_LOW_LINE * length, ruled)
    beside = _LOW_LINE * max(1, (length - len(text_of(el.children))) // 2)
    inside = words(build, el.children, at.marked(style="LembarBlankText"))
    return run(beside, ruled) + inside + run(beside, ruled)


@inline("a")
def _link(build: Build, el: Element, at: At) -> str:
    href = el.get("href")
    if href.startswith("#"):
        from lembar.writers.docx.captions import refers

        if href[1:] not in build.targets:
            build.findings.missing(el, "link-nowhere", target=href)
            return words(build, el.children, at)
        if refers(build, build.elements[href[1:]], el.children):
            name = build.bookmark(href[1:])
            return field(build, f"REF {name} \\h", at, text_of(el.children))
    inside = words(build, el.children, at.marked(style=at.marks.style or "Hyperlink"))
    if href.startswith("#"):
        return w("hyperlink", inside, anchor=build.bookmark(href[1:]), history=1)
    relation = build.relate(at.part, _LINK, href, external=True)
    return element("w:hyperlink", {"r:id": relation, "w:history": 1}, inside)


def field(build: Build, instruction: str, at: At, shown: str = "") -> str:
    """Return a field that Word works out; until then it shows 1, or something else."""
    return "".join(
        (
            raw_run(w("fldChar", fldCharType="begin"), at),
            raw_run(
                element("w:instrText", {"xml:space": "preserve"}, f" {escape(instruction)} "), at
            ),
            raw_run(w("fldChar", fldCharType="separate"), at),
            run(shown or build.sheet.number(1), at),
            raw_run(w("fldChar", fldCharType="end"), at),
        )
    )


@inline("page-number")
def _page_number(build: Build, el: Element, at: At) -> str:
    return field(build, "PAGE", at)


@inline("page-count")
def _page_count(build: Build, el: Element, at: At) -> str:
    if build.copied:
        # LibreOffice does not count the pages of a section: no number is better than a wrong one.
        return field(build, "SECTIONPAGES", at, "…")
    return field(build, "NUMPAGES", at)


@inline("foot-note")
def _note(build: Build, el: Element, at: At) -> str:
    """Make a real footnote; one whose number Word would not count prints its own mark."""
    if at.part != "document":
        build.findings.missing(el)
        return run(" (", at) + words(build, el.children, at) + run(")", at)
    build.notes.append("")
    number = len(build.notes)
    mark = el.get("number")
    counted = mark in ("", str(build.counted_notes + 1))
    build.counted_notes += counted
    build.notes[number - 1] = _note_text(build, el, at, number, "" if counted else mark)
    own = None if counted else 1
    called = w("footnoteReference", customMarkFollows=own, id=number)
    here = at.marked(style="FootnoteReference")
    return w("r", _properties(here, rtl=False), called, when(own, w("t", escape(mark))))


def _note_text(build: Build, el: Element, at: At, number: int, mark: str) -> str:
    bare = At(width=build.page.measure, rtl=at.rtl, part="footnotes")
    here = bare.styled("FootnoteText", build.tokens)
    called = here.marked(style="FootnoteReference")
    sign = run(mark, called) if mark else raw_run(w("footnoteRef"), called)
    inside = words(build, el.children, replace(here, marks=bare.marks))
    return w("footnote", write([Para(here.style, sign + run(" ", here) + inside)]), id=number)
