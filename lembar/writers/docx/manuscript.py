"""Set what otherwise stands in boxes, fields and tables as plain paragraphs of named styles.

A profile without boxes is for editors, and for programs that map styles: nothing floats, nothing
stands beside anything else, and only tables that people read as tables remain.
"""

from dataclasses import replace

from lembar.course.tree import Element
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.handout import KINDS
from lembar.writers.docx.model import Block, Para
from lembar.writers.docx.numbering import Look
from lembar.writers.docx.pictures import picture
from lembar.writers.docx.rules import blocks, paragraph, placed, plain
from lembar.writers.docx.runs import run
from lembar.writers.docx.styles import look_of
from lembar.writers.docx.tablestyles import number_room
from lembar.writers.docx.text import numbered
from lembar.writers.docx.xml import w

_LOGO = 17.0  # mm


@plain("question-item")
def _question(build: Build, el: Element, at: At) -> list[Block]:
    """Set a question as paragraphs: what it is called above, its points behind its first words."""
    stem = at.styled("LembarStem", build.tokens)
    hanging = number_room(build.tokens)
    left = at.left + hanging
    inner = replace(stem, left=left, questions=at.questions + 1, lists=0, outside=False)
    made = blocks(build, el.children, inner)
    first = made[0] if made else None
    if not isinstance(first, Para) or first.number or first.style in ("LembarFigure",):
        first = Para("LembarStem", left=left, keep_next=True)
        made = [first, *made]
    for each in made[:-1]:
        if isinstance(each, Para) and each.style in ("LembarStem", "LembarFigure"):
            each.keep_next = True
    if el.get("number"):
        look = Look("question", look_of("LembarNumber", build.tokens), left, hanging, hanging)
        number = build.numbering.item(look, el.get("number"), at.questions)
        made = numbered(made, (number, at.questions), inner)
    if el.get("points"):
        first.runs += run(f" ({el.get('points')})", inner.marked(style="LembarPoints"))
    if build.tokens.setting.ids and el.get("ref"):
        made.insert(0, placed(build, Para("LembarItemId", run(el.get("ref"), at)), at))
    return made


@plain("question-group", "letter-head", "sign-off", "sign-here")
def _group(build: Build, el: Element, at: At) -> list[Block]:
    made: list[Block] = []
    for each in el.children:
        if isinstance(each, Element) and each.tag == "img":
            runs = picture(build, each, at, f"{_LOGO}mm", highest=_LOGO)
            made.append(placed(build, Para("LembarLetterhead", runs), at))
        elif isinstance(each, Element) and el.tag == "letter-head":
            title = "title" in each.get("class").split()
            style = "LembarSchool" if title else "LembarLetterhead"
            made.append(paragraph(build, each.children, at, style))
        else:
            inner = at.styled("LembarSign", build.tokens) if el.tag == "sign-here" else at
            made += blocks(build, [each], inner)
    return made


@plain("identity-block")
def _identity(build: Build, el: Element, at: At) -> list[Block]:
    return blocks(build, el.children, at)


@plain("identity-field", "score-box")
def _field(build: Build, el: Element, at: At) -> list[Block]:
    """Set a field as a ruled line of its own."""
    return [paragraph(build, el.children, at, "LembarField")]


@plain("side-label")
def _side_label(build: Build, el: Element, at: At) -> list[Block]:
    """Set a label above what it labels."""
    made: list[Block] = []
    for child in el.children:
        if isinstance(child, Element) and child.tag == "block-label":
            made.append(paragraph(build, child.children, at, "LembarLabel"))
        elif isinstance(child, Element):
            style = "LembarCallText" if at.questions else "LembarObjective"
            made += blocks(build, child.children, at.styled(style, build.tokens))
    return made


@plain("call-out")
def _call_out(build: Build, el: Element, at: At) -> list[Block]:
    """Set what is set apart under its title, in styles of its own."""
    inner = at.styled(KINDS.get(el.get("kind"), KINDS["note"]).style, build.tokens)
    made: list[Block] = []
    for child in el.children:
        if isinstance(child, Element) and child.tag == "call-title":
            made.append(paragraph(build, child.children, at, "LembarCallTitle"))
        else:
            made += blocks(build, [child], inner)
    return made


@plain("answer-lines", "answer-box")
def _room(build: Build, el: Element, at: At) -> list[Block]:
    """Leave as many lines as there are to write on, between rules."""
    count = max(1, int(el.get("count") or el.get("lines") or 1))
    breaks = w("r", w("br")) * (count - 1)
    here = at.styled("LembarAnswerRoom", build.tokens)
    return [placed(build, Para("LembarAnswerRoom", breaks), here)]


@plain("answer-block")
def _answer(build: Build, el: Element, at: At) -> list[Block]:
    return blocks(build, el.children, at.styled("LembarAnswerText", build.tokens))
