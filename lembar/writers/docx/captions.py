"""Number captions with SEQ fields and refer to them, and to headings, with REF fields.

So Word counts on when someone adds a figure, and references follow. What a field shows until then
is what the sheet says.
"""

import re
from dataclasses import dataclass

from lembar.course.tree import Element, Node, text_of
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Para
from lembar.writers.docx.rules import bookmarked, placed, words
from lembar.writers.docx.runs import field, run

_NAMES = {"figure": "Figure", "table": "Table"}
_CAPTIONS = {"figure": "figcaption", "table": "caption"}
_HEADINGS = ("h1", "h2", "h3", "h4")
_NO_BREAK = "\N{NO-BREAK SPACE}"
_LESSON = re.compile(r"\s(?:\d+\.)+$")  # the number of the lesson, before that of the figure
_WORD = re.compile(r"[^\W\d_]{1,40}")


@dataclass(frozen=True, slots=True)
class Label:
    """Hold the label of a caption: the words before its number, the number, what follows it."""

    before: str
    number: str
    after: str


def caption_of(el: Element) -> Element | None:
    """Return the caption of a figure or a table, or None."""
    wanted = _CAPTIONS.get(el.tag)
    return next((e for e in el.children if isinstance(e, Element) and e.tag == wanted), None)


def label_of(build: Build, caption: Element) -> Label | None:
    """Return the label that a caption begins with, or None where it has no number."""
    first = caption.children[0] if caption.children else None
    if not caption.get("number") or not isinstance(first, str):
        return None
    number = build.sheet.number(int(caption.get("number")))
    # The number of the lesson may stand before it: 2.1.
    found = re.match(rf"(.*?)(?<!\d)({number})(?!\d|\.\d)(.*)", first, re.DOTALL)
    if found is None:
        return None
    # A reference takes these signs over, and must not break in two.
    return Label(found[1].replace(" ", _NO_BREAK), found[2], found[3])


def captioned(build: Build, el: Element, caption: Element, at: At, style: str) -> Para:
    """Return a caption whose number Word counts, marked if something refers to it."""
    here = at.styled(style, build.tokens)
    label = label_of(build, caption)
    if label is None:
        return placed(build, Para(style, words(build, caption.children, here)), here)
    name = _sequence(el, label)
    number = int(caption.get("number"))
    restart = "" if build.sequences.get(name, 0) + 1 == number else f" \\r {number}"
    build.sequences[name] = number
    counted = field(build, f"SEQ {name} \\* ARABIC{restart}", here, label.number)
    numbered = run(label.before, here) + counted
    if el.get("id") in build.targets:
        numbered = bookmarked(build, el.get("id"), numbered)
    rest = run(label.after, here) + words(build, caption.children[1:], here)
    return placed(build, Para(style, numbered + rest), here)


def _sequence(el: Element, label: Label) -> str:
    """Return the name of a sequence: the word of the label, as Word's own lists of figures ask."""
    word = _LESSON.sub("", label.before).strip()
    return word if _WORD.fullmatch(word) else _NAMES[el.tag]


def refers(build: Build, target: Element, said: tuple[Node, ...]) -> bool:
    """Tell whether a link says what its target is called: then it follows the target."""
    text = text_of(said)
    if target.tag in _HEADINGS:
        return text == text_of(target.children)
    caption = caption_of(target)
    label = label_of(build, caption) if caption is not None else None
    return label is not None and text.replace(" ", _NO_BREAK) == label.before + label.number
