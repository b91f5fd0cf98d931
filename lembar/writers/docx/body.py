"""Set the page: body with its sections, running foot and head."""

from collections.abc import Iterable
from dataclasses import replace

from lembar.course.tree import Element
from lembar.writers.docx.bubbles import corners
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.heads import head_part, heads, two_sides
from lembar.writers.docx.model import Block, Columns, PageBreak, Para, spaced, write
from lembar.writers.docx.rules import block, blocks, words
from lembar.writers.docx.units import mm
from lembar.writers.docx.xml import element, part, w, when

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_COLUMN_GAP = 6.0  # mm
_FOOT = 10.0  # mm from the paper's edge


def body_part(build: Build) -> bytes:
    """Return document.xml; foot and head are gathered on the way."""
    at = root_place(build)
    made = spaced(blocks(build, build.sheet.root.children, at))
    return part("w:document", [w("body", *_sections(build, made))])


def root_place(build: Build) -> At:
    """Return the place of a document's own blocks."""
    at = At(
        width=build.page.measure,
        outside=True,
        rtl=build.sheet.direction == "rtl",
    )
    return at.styled("LembarText", build.tokens)


def copied_body(build: Build, last: bool) -> str:
    """Return what stands in the body for one copy; the last ends the document, too."""
    made = spaced(blocks(build, build.sheet.root.children, root_place(build)))
    return "".join(_sections(build, made, last))


def _sections(build: Build, made: Iterable[Block], last: bool = True) -> list[str]:
    """Return the XML of blocks, divided where columns begin and end."""
    result: list[str] = []
    run_: list[Block] = []
    opened = False
    for each in made:
        if isinstance(each, Columns):
            if run_ or not opened:
                result.append(_closed(run_, _section(build, 1, first=not opened, flows=opened)))
            opened, run_ = True, []
            result.append(_closed(each.blocks, _section(build, each.count, False, True, each.rule)))
            continue
        run_.append(each)
    section = _section(build, 1, first=not opened, flows=opened)
    if not last:
        return [*result, _closed(run_, section)]
    if not run_ or not isinstance(run_[-1], Para):
        run_.append(Para("LembarGap"))
    return [*result, write(run_), section]


def _closed(made: list[Block], section: str) -> str:
    """Return blocks whose last paragraph ends a section."""
    whole = spaced(made)
    breaks = bool(whole) and isinstance(whole[-1], PageBreak)
    if breaks or not whole or not isinstance(whole[-1], Para):
        whole.append(Para("LembarGap"))
    last = whole[-1]
    assert isinstance(last, Para)
    last.section, last.keep_next = section, False
    return write(whole)


def _section(build: Build, columns: int, first: bool, flows: bool, ruled: bool = False) -> str:
    page = build.page
    references = _references(build) if first else ""
    return w(
        "sectPr",
        references,
        when(build.copied and build.notes, w("footnotePr", w("numRestart", val="eachSect"))),
        when(flows, w("type", val="continuous")),
        when(build.copied and not flows, w("type", val="oddPage")),
        w(
            "pgSz",
            w=page.width,
            h=page.height,
            orient="landscape" if build.sheet.landscape else None,
        ),
        w("pgMar", top=page.top, right=page.right, bottom=page.bottom, left=page.left,
          header=mm(_FOOT), footer=mm(_FOOT), gutter=0),
        when(build.copied and not flows, w("pgNumType", start=1)),
        w("cols", num=columns if columns > 1 else None, sep=int(ruled) or None,
          space=mm(_COLUMN_GAP)),
        when(references and build.head is not None, w("titlePg")),
        when(build.sheet.direction == "rtl", w("bidi")),
    )  # fmt: skip


def _references(build: Build) -> str:
    made = ""
    for kind, name in heads(build):
        made += _reference(build, "header", kind, name)
    for kind in ("first", "default") if build.head is not None else ("default",):
        if build.foot is not None:
            made += _reference(build, "footer", kind, f"footer{build.running}")
    return made


def _reference(build: Build, part: str, kind: str, name: str) -> str:
    relation = build.relate("document", f"{_OFFICE}/{part}", f"{name}.xml")
    return element(f"w:{part}Reference", {"w:type": kind, "r:id": relation})


# --- foot and head --------------------------------------------------------------------------------


@block("page-foot")
def _page_foot(build: Build, el: Element, at: At) -> list[Block]:
    build.foot = el
    return []


@block("page-mark")
def _page_mark(build: Build, el: Element, at: At) -> list[Block]:
    build.mark = el
    return []


def foot_part(build: Build) -> bytes:
    """Return the running foot: left, and right behind a tab."""
    at = replace(root_place(build), part=f"footer{build.running}", width=build.page.measure)
    at = at.styled("LembarFoot", build.tokens)
    return part("w:ftr", [write(two_sides(build, at, build.foot, "foot"))])


def mark_part(build: Build) -> bytes:
    """Return the running head: corner marks, and the mark that a teacher's paper bears."""
    if build.head is not None:
        return head_part(build, root_place(build))
    if build.mark is None:
        return part("w:hdr", [write([Para("LembarGap", corners(build))])])
    at = replace(root_place(build), part=f"header{build.running}").styled(
        "LembarMark", build.tokens
    )
    inside = words(build, build.mark.children, at)
    return part("w:hdr", [write([Para("LembarMark", corners(build) + inside)])])
