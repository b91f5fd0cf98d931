"""List the contents of a long document as a field: Word fills in the pages when it opens the file.

No page is known before: what the field shows until then is the headings alone, each a link.
Source: ISO/IEC 29500-1, 17.16.5.68 (TOC) and 17.16.18 (`dirty`).
"""

from lembar.course.tree import Element
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.model import Block, Para
from lembar.writers.docx.rules import block, blocks, placed, words
from lembar.writers.docx.runs import raw_run
from lembar.writers.docx.xml import element, w
from lembar.writers.headings import with_number

_FIELD = r' TOC \o "2-3" \h \z \u '


@block("contents")
def _contents(build: Build, el: Element, at: At) -> list[Block]:
    entries = [e for e in el.children if isinstance(e, Element) and e.tag == "contents-entry"]
    above = [e for e in el.children if e not in entries]
    made = [_entry(build, each, at) for each in entries]
    if made:
        field = element("w:instrText", {"xml:space": "preserve"}, _FIELD)
        begin = w("fldChar", fldCharType="begin", dirty=1)
        opened = begin, field, w("fldChar", fldCharType="separate")
        made[0].runs = "".join(raw_run(each, at) for each in opened) + made[0].runs
        made[-1].runs += raw_run(w("fldChar", fldCharType="end"), at)
    return [*blocks(build, above, at), *made]


@block("contents-entry")
def _alone(build: Build, el: Element, at: At) -> list[Block]:
    return [_entry(build, el, at)]


def _entry(build: Build, el: Element, at: At) -> Para:
    style = f"TOC{el.get('level')}"
    here = at.styled(style, build.tokens)
    inside = words(build, with_number(el), here)
    target = el.get("href")[1:]
    if target in build.targets:
        inside = w("hyperlink", inside, anchor=build.bookmark(target), history=1)
    return placed(build, Para(style, inside), here)
