"""The tables of docs/publisher.md that come from the code: `python -m tests.docs.tables`.

A table stands between `<!-- name -->` and `<!-- end -->`; the command writes all of them anew.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from lembar.course.fields import FIELDS
from lembar.sheet.vocabulary import CALL_OUTS, COMMON, ROLES, SLIDE_LAYOUTS, VOCABULARY, Holds, Spec
from lembar.writers.docx.numbering import LIST_STYLES
from lembar.writers.docx.styles import STYLES, VARIANTS
from lembar.writers.docx.tablestyles import TABLE_STYLES
from lembar.writers.pptx.layouts import PLANS
from lembar.writers.pptx.places import Role
from lembar.writers.pptx.publisher import ALIASES

PAGE = Path(__file__).parents[2] / "docs/publisher.md"
MARKED = re.compile(r"<!-- (?P<name>[a-z-]+) -->\n(?P<text>.*?)<!-- end -->", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def code(words: Iterable[str]) -> str:
    """Return words as code."""
    return " ".join(f"`{word}`" for word in words)


def elements() -> str:
    """Return the vocabulary of a sheet, in the order of the code."""
    head = ("element", "stands in", "holds", "attributes", "what it is for")
    return table(head, (_element(spec) for spec in VOCABULARY.values()))


def _element(spec: Spec) -> tuple[str, ...]:
    holds = code(sorted(spec.children)) if spec.holds is Holds.ONLY else spec.holds.value
    where = "a line" if spec.inline else "a block"
    return f"`{spec.tag}`", where, holds, code(sorted(spec.attributes)), spec.does


def words() -> str:
    """Return the closed lists of words that attributes take."""
    rows = (
        ("attributes of every element", code(sorted(COMMON))),
        ("roles (`class`)", code(sorted(ROLES))),
        ("`layout` of a `slide`", code(SLIDE_LAYOUTS)),
        ("`kind` of a `call-out`", code(CALL_OUTS)),
    )
    return table(("where", "words"), rows)


def word_styles() -> str:
    """Return the named styles of Word files."""
    head = ("style in Word", "id", "for", "built on")
    names = {style.id: style.name for style in STYLES}
    rows = [
        (style.name, f"`{style.id}`", style.kind + "s", names.get(style.based, style.based))
        for style in STYLES
    ]
    rows += [(style.name, f"`{style.id}`", "tables", "") for style in TABLE_STYLES]
    rows += [(name, f"`{id_}`", "lists", "") for id_, name in LIST_STYLES.values()]
    return table(head, rows)


def word_variants() -> str:
    """Return what may stand behind the id of a style of paragraphs."""
    return table(("behind the id", "what it is"), ((f"`…{k}`", v) for k, v in VARIANTS.items()))


def slide_layouts() -> str:
    """Return the layouts of presentations, what each holds, and what else it may be called."""
    head = ("layout", "holds", "is also found by these names")
    edges = {Role.TITLE, Role.KICKER, Role.MARK, Role.FOOT, Role.NUMBER}
    rows = (
        (
            plan.name,
            ", ".join(role.value for role in plan.holds if role not in edges),
            ", ".join(ALIASES[plan.name]),
        )
        for plan in PLANS
    )
    return table(head, rows)


def fields() -> str:
    """Return the fields of Office files."""
    return code(f"{{{{ {name} }}}}" for name in FIELDS) + "\n"


TABLES: Mapping[str, Callable[[], str]] = {
    "elements": elements,
    "words": words,
    "word-styles": word_styles,
    "word-variants": word_variants,
    "slide-layouts": slide_layouts,
    "fields": fields,
}


def written(page: str) -> str:
    """Return a page with its tables written anew.

    Raises KeyError if it marks a table that is not known.
    """
    return MARKED.sub(lambda m: f"<!-- {m['name']} -->\n{TABLES[m['name']]()}<!-- end -->", page)


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
