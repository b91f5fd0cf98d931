"""Turn inline elements into runs: one function for each, in one table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from lembar.course.theme import Theme
from lembar.course.tree import Element, Node
from lembar.sheet.sheet import Sheet
from lembar.writers.contract import Assets
from lembar.writers.findings import Findings
from lembar.writers.linear import pieces
from lembar.writers.pptx.model import Picture, Run
from lembar.writers.pptx.pictures import picture

BLANKS = {"small": 6, "medium": 14, "large": 28}


@dataclass(slots=True)
class Context:
    """Hold what the reading of a sheet knows, and what a block leaves to be set after it."""

    sheet: Sheet
    theme: Theme
    assets: Assets
    findings: Findings
    lifted: list[Picture] = field(default_factory=list)  # pictures that stood in a line
    footnotes: list[tuple[str, tuple[Run, ...]]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)  # what links may lead to on this slide


Inline: TypeAlias = Callable[[Element, Run, Context], list[Run]]
PLAIN = Run("")
_LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def runs(nodes: Iterable[Node], context: Context, look: Run = PLAIN) -> tuple[Run, ...]:
    """Return nodes as runs that look like `look`."""
    found: list[Run] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(replace(look, text=node))
            continue
        if node.get("id"):
            context.ids.add(node.get("id"))
        spoken = replace(look, language=node.get("lang") or look.language)
        found += _INLINE[node.tag](node, spoken, context)
    return tuple(run for run in found if run.text or run.field or run.tex)


def _styled(**changes: object) -> Inline:
    def inner(node: Element, look: Run, context: Context) -> list[Run]:
        return list(runs(node.children, context, replace(look, **changes)))  # type: ignore[arg-type]

    return inner


def _fixed(text: str) -> Inline:
    return lambda node, look, context: [replace(look, text=text)]


def _field(name: str) -> Inline:
    return lambda node, look, context: [replace(look, text="", field=name)]


def _math(node: Element, look: Run, context: Context) -> list[Run]:
    """Set a formula as an equation; as words where a program understands none."""
    tex = "".join(child for child in node.children if isinstance(child, str))
    # Between these marks a formula runs from left to right in any text.
    edge = [replace(look, text=_LEFT_TO_RIGHT)] if context.sheet.direction == "rtl" else []
    made = [
        replace(
            look,
            text=piece.text,
            italic=piece.slanted or look.italic,
            baseline={1: 30000, -1: -25000}.get(piece.shift, look.baseline),
        )
        for piece in pieces(tex)
    ]
    return [*edge, replace(look, text="", tex=tex, shown=tuple(made)), *edge]


def _img(node: Element, look: Run, context: Context) -> list[Run]:
    """Lift a picture out of its line: a placeholder's text holds none."""
    context.lifted.append(picture(node, context.theme, context.assets))
    return []


def _link(node: Element, look: Run, context: Context) -> list[Run]:
    return list(runs(node.children, context, replace(look, link=node.get("href"))))


def _foot_note(node: Element, look: Run, context: Context) -> list[Run]:
    number = node.get("number") or context.sheet.number(len(context.footnotes) + 1)
    context.footnotes.append((number, runs(node.children, context)))
    return [replace(look, text=number, baseline=30000)]


def _fill_blank(node: Element, look: Run, context: Context) -> list[Run]:
    if node.children:
        return list(runs(node.children, context, replace(look, underline="sng")))
    return [replace(look, text="_" * BLANKS.get(node.get("size"), BLANKS["medium"]))]


def _check_box(node: Element, look: Run, context: Context) -> list[Run]:
    return [replace(look, text="☑" if node.get("state") == "ticked" else "☐")]


_ROLES = {"term": {"bold": True}, "translation": {"italic": True}, "source": {"italic": True}}


def _span(node: Element, look: Run, context: Context) -> list[Run]:
    changes: dict[str, bool] = {}
    for role in node.get("class").split():
        changes |= _ROLES.get(role, {})
    return list(runs(node.children, context, replace(look, **changes)))  # type: ignore[arg-type]


def _missing(node: Element, look: Run, context: Context) -> list[Run]:
    context.findings.missing(node)
    return []


_INLINE: dict[str, Inline] = {
    "em": _styled(italic=True),
    "strong": _styled(bold=True),
    "code": _styled(face="mono"),
    "kbd": _styled(face="mono"),
    "sub": _styled(baseline=-25000),
    "sup": _styled(baseline=30000),
    "u": _styled(underline="sng"),
    "mark": _styled(underline="heavy"),
    "answer-text": _styled(bold=True, underline="sng", color="answer"),
    "span": _span,
    "br": _fixed("\n"),
    "page-section": _missing,
    "page-number": _field("number"),
    "page-count": _field("count"),
    "math": _math,
    "img": _img,
    "a": _link,
    "foot-note": _foot_note,
    "fill-blank": _fill_blank,
    "check-box": _check_box,
}
