"""Write paragraphs and runs as DrawingML: looks come from the master, runs say what differs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from lembar.course.theme import Script
from lembar.writers.omml import NAMESPACE as M
from lembar.writers.omml import omml
from lembar.writers.pptx.geometry import STEP
from lembar.writers.pptx.measure import listed
from lembar.writers.pptx.model import Marker, Paragraph, Run
from lembar.writers.pptx.parts import A, P, R
from lembar.writers.pptx.places import MM, Look

NAMES = {"a": A, "p": P, "r": R}
A14 = "http://schemas.microsoft.com/office/drawing/2010/main"
MATH_FONT = "Cambria Math"
MOST_LEVELS = 9
_A = ElementMaker(namespace=A, nsmap=NAMES)
_COLORS = {"answer": "accent2"}
_MONO = "Consolas"
_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_REGIONS = {
    "id": "id-ID",
    "en": "en-GB",
    "ms": "ms-MY",
    "jv": "jv-ID",
    "ar": "ar-SA",
    "de": "de-DE",
}
_PLAIN = Look(0, "")


@dataclass(slots=True)
class Pen:
    """Hold what every text of a slide is written with."""

    language: str
    link: Callable[[str], tuple[str, str] | None]  # href → relationship, action
    rtl: bool = False
    number: str = ""  # of the slide
    count: str = ""
    script: Script | None = None
    native: bool = False  # formulas as equations
    size: float = 0  # points of a text that no style can hold: a table set smaller
    next_id: int = 1

    def id(self) -> str:
        """Return the next id of a shape."""
        self.next_id += 1
        return str(self.next_id)


def office_language(tag: str) -> str:
    """Return a language as Office names it: with a region."""
    return _REGIONS.get(tag, tag)


def text_body(
    make: Any, paragraphs: Sequence[Paragraph], pen: Pen, looks: Sequence[Look] = (_PLAIN,)
) -> Any:
    """Return paragraphs as the body of a shape or cell, in whose levels they stand."""
    body = make(_A.bodyPr(), _A.lstStyle())
    starts: dict[int, tuple[Marker, int]] = {}  # level → last marker, where its count began
    for paragraph in paragraphs:
        look = looks[min(paragraph.level, len(looks) - 1)]
        body.append(_paragraph(paragraph, look, starts, pen))
    if not paragraphs:
        body.append(_A.p(_end(pen)))
    return body


def level_style(number: int, look: Look) -> Any:
    """Return a look as the style of a level."""
    bullet = [_A.buFont(typeface="Arial"), _A.buChar(char="•")] if look.bulleted else []
    runs = _A.defRPr(sz=f"{look.size * 100:.0f}", b=f"{look.bold:d}", i=f"{look.italic:d}")
    return _A(
        f"lvl{number}pPr",
        _A.lnSpc(_A.spcPct(val=f"{look.spacing * 100000:.0f}")),
        _A.spcBef(_A.spcPts(val=f"{look.before * 100:.0f}")),
        *(bullet or [_A.buNone()]),
        runs,
        marL=emu(look.left),
        indent=emu(-look.hang),
    )


def has_formula(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether a formula stands in paragraphs."""
    return any(run.tex for paragraph in paragraphs for run in paragraph.runs)


def equation(tex: str, display: bool, pen: Pen) -> Any:
    """Return a formula as an equation of PowerPoint; displayed, it stands at the start."""
    made = omml(tex, display, _nothing)
    if display:
        side = "right" if pen.rtl else "left"
        made = (
            f'<m:oMathPara><m:oMathParaPr><m:jc m:val="{side}"/></m:oMathParaPr>{made}'
            "</m:oMathPara>"
        )
    return etree.fromstring(f'<a14:m xmlns:a14="{A14}" xmlns:m="{M}" xmlns:a="{A}">{made}</a14:m>')


def _nothing(words: bool) -> str:
    """Return no properties: PowerPoint sets what stands in an equation as mathematics."""
    return ""


def _paragraph(
    paragraph: Paragraph, look: Look, starts: dict[int, tuple[Marker, int]], pen: Pen
) -> Any:
    made = _A.p(_properties(paragraph, look, starts))
    for run in paragraph.runs:
        made.extend(_run(run, pen))
    if not paragraph.runs:
        made.append(_end(pen))
    return made


def _end(pen: Pen) -> Any:
    """Return what says how high an empty paragraph is."""
    end = _A.endParaRPr(lang=pen.language)
    if pen.size:
        end.set("sz", f"{pen.size * 100:.0f}")
    return end


def _properties(paragraph: Paragraph, look: Look, starts: dict[int, tuple[Marker, int]]) -> Any:
    """Return a paragraph's properties: level, indent, marker; what the layout says is not said."""
    made = _A.pPr()
    level = min(paragraph.level, MOST_LEVELS - 1)
    _indent(made, paragraph, look)
    if level:
        made.set("lvl", str(level))
    end, usual = ("l", "r") if paragraph.rtl else ("r", "")
    align = {"right": end, "center": "ctr"}.get(paragraph.align, "ctr" if paragraph.center else "")
    if paragraph.rtl:
        made.set("rtl", "1")
        align = align or usual
    if align:
        made.set("algn", align)
    marker = paragraph.marker
    for deeper in [each for each in starts if each > level or marker is None]:
        del starts[deeper]
    if marker is None:
        if look.bulleted:
            made.append(_A.buNone())
    elif marker.scheme:
        start = _start(marker, starts.get(level))
        starts[level] = (marker, start)
        counted = _A.buAutoNum(type=marker.scheme)
        if start != 1:
            counted.set("startAt", str(start))
        made.append(_A.buFont(typeface="+mj-lt"))
        made.append(counted)
    else:
        starts.pop(level, None)
        if not look.bulleted:
            made.append(_A.buFont(typeface="Arial"))
            made.append(_A.buChar(char="•"))
    return made


def _indent(made: Any, paragraph: Paragraph, look: Look) -> None:
    """Say how far a paragraph is set in, where its level says otherwise."""
    left = look.left or (paragraph.level + 1) * STEP
    if paragraph.marker is not None:
        if not (look.left and look.hang):
            made.attrib.update({"marL": emu(left), "indent": emu(-STEP)})
    elif listed(paragraph) or paragraph.hang or look.left or look.hang:
        base = left if paragraph.indented else 0.0
        hang = paragraph.hang
        made.attrib.update({"marL": emu(base + hang), "indent": emu(-hang)})


def _start(marker: Marker, last: tuple[Marker, int] | None) -> int:
    """Return where PowerPoint must begin to count so that a paragraph gets its number."""
    if last and last[0].scheme == marker.scheme and last[0].number + 1 == marker.number:
        return last[1]
    return marker.number


def _run(run: Run, pen: Pen) -> list[Any]:
    if run.tex:
        if pen.native:
            return [equation(run.tex, False, pen)]
        return [each for shown in run.shown for each in _run(shown, pen)]
    if run.field == "number":
        return [_A.fld(_look(run, pen), _A.t(pen.number), id=_FIELD, type="slidenum")]
    text = pen.count if run.field == "count" else run.text
    made: list[Any] = []
    for index, line in enumerate(text.split("\n")):
        if index:
            made.append(_A.br(_look(run, pen)))
        if line:
            made.append(_A.r(_look(run, pen), _A.t(clean(line))))
    return made


def clean(text: str) -> str:
    """Drop characters that XML has no place for."""
    return "".join(c for c in text if (c >= " " or c == "\t") and c not in "\ufffe\uffff")


def _look(run: Run, pen: Pen) -> Any:
    """Return what a run says of itself: language and stress; a colour for answers alone."""
    made = _A.rPr(lang=office_language(run.language) if run.language else pen.language)
    if pen.size:
        made.set("sz", f"{pen.size * 100:.0f}")
    flags = {"b": run.bold, "i": run.italic}
    made.attrib.update({name: "1" for name, on in flags.items() if on})
    if run.underline:
        made.set("u", run.underline)
    if run.baseline:
        made.set("baseline", str(run.baseline))
    made.set("dirty", "0")
    color = _COLORS.get(run.color)
    if color:
        made.append(_A.solidFill(_A.schemeClr(val=color)))
    if run.face == "mono":
        made.append(_A.latin(typeface=_MONO))
    found = pen.link(run.link) if run.link else None
    if found:
        relation, action = found
        link = _A.hlinkClick({f"{{{R}}}id": relation})
        if action:
            link.set("action", action)
        made.append(link)
    return made


def emu(value: float) -> str:
    """Return millimetres as EMU."""
    return str(round(value * MM))


def bold(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph in bold."""
    return paragraph.with_runs(replace(run, bold=True) for run in paragraph.runs)
