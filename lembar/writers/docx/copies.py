"""Put copies together in one Word document: each form is made once, and filled for each pupil.

A copy is a section that begins on an odd page and counts its own pages. Lists, pictures, bookmarks
and notes are numbered anew for each: Word wants them unique, and lists would count on.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lembar.course.theme import Theme
from lembar.errors import Problem
from lembar.sheet.sheet import Sheet
from lembar.views.copies import Copy, filling, sheet_of
from lembar.writers.contract import Assets, Copying, Looks, Written
from lembar.writers.docx.body import copied_body
from lembar.writers.docx.build import At, Build
from lembar.writers.docx.numbering import Numbering
from lembar.writers.docx.package import assemble, running_parts
from lembar.writers.docx.paper import CODE, CODE_SIDE, hole
from lembar.writers.docx.pictures import code_picture
from lembar.writers.docx.runs import run
from lembar.writers.docx.xml import part, w

# What is numbered in the XML of a copy. Text can't look like it: there, < and " are escaped.
_NUMBERED = re.compile(
    r'(?P<list>(?<=<w:numId w:val=")\d+)'
    r'|(?P<drawing>(?<=<wp:docPr id=")\d+|(?<=<pic:cNvPr id=")\d+|(?<= name="Picture )\d+)'
    r'|(?P<mark>(?<=<w:bookmarkStart w:id=")\d+|(?<=<w:bookmarkEnd w:id=")\d+)'
    r'|(?P<name>(?<= w:name=")b_\w+|(?<=<w:hyperlink w:anchor=")b_\w+'
    r'|(?<=<w:instrText xml:space="preserve"> REF )b_\w+)'
    r'|(?P<note>(?<=<w:footnoteReference w:id=")\d+|(?<=<w:footnote w:id=")\d+'
    r'|(?<=<w:footnoteReference w:customMarkFollows="1" w:id=")\d+)'
)


def copier(looks: Looks, assets: Assets) -> Copying:
    """Return what writes copies of sheets, one for each form, in the order given.

    All are of one profile: a Word file has one set of styles.
    """
    sheets = {key: sheet for key, (sheet, _) in looks.items()}
    _, theme = next(iter(looks.values()))

    def write(title: str, copies: Sequence[Copy]) -> Written:
        document = _Document(sheets, theme, assets)
        return Written(document.file(title, copies), None, document.findings())

    return write


@dataclass(slots=True)
class _Form:
    """Hold a form as XML with holes; the last copy of a document ends otherwise than others."""

    build: Build
    inner: str
    last: str


@dataclass(slots=True)
class _Document:
    """Hold what the copies of one file share, and count what is numbered."""

    sheets: Mapping[str, Sheet]
    theme: Theme
    assets: Assets
    forms: dict[str, _Form] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def file(self, title: str, copies: Sequence[Copy]) -> bytes:
        """Return the file."""
        for number, (code, sheet) in enumerate(self.sheets.items(), 1):
            self.forms[code] = self._form(sheet, number)
        running: dict[str, bytes] = {}
        for form in self.forms.values():
            running |= running_parts(form.build)
        last = len(copies) - 1
        bodies = [self._copy(each, at == last) for at, each in enumerate(copies)]
        whole = next(iter(self.forms.values())).build
        whole.sheet = replace(whole.sheet, title=title)
        whole.notes = self.notes
        return assemble(whole, part("w:document", [w("body", *bodies)]), running)

    def findings(self) -> tuple[Problem, ...]:
        """Return what could not be expressed in any of the forms."""
        found = (each for form in self.forms.values() for each in form.build.findings.all())
        return tuple(dict.fromkeys(found))

    def _form(self, sheet: Sheet, number: int) -> _Form:
        """Make a form; all share lists, relations and pictures."""
        build = Build(sheet, self.theme, self.assets, copied=True, running=number)
        for other in self.forms.values():
            first = other.build
            build.numbering = Numbering(first.numbering.abstract, first.numbering.lists)
            build.relations, build.media = first.relations, first.media
        inner = copied_body(build, last=False)
        build.notes, build.counted_notes = [], 0
        build.bookmarked, build.sequences = set(), {}
        return _Form(build, inner, copied_body(build, last=True))

    def _copy(self, copy: Copy, last: bool) -> str:
        form = self.forms[sheet_of(copy)]
        xml = form.last if last else form.inner
        for holds, place in form.build.places.items():
            while hole(holds) in xml:  # each picture has a number of its own
                xml = xml.replace(hole(holds), self._filling(form.build, holds, place, copy), 1)
        renewed: dict[tuple[str, str], str] = {}

        def anew(found: re.Match[str]) -> str:
            key = (found.lastgroup or "", found[0])
            if key not in renewed:
                renewed[key] = self._anew(*key)
            return renewed[key]

        xml = _NUMBERED.sub(anew, xml)
        self.notes.extend(_NUMBERED.sub(anew, note) for note in form.build.notes)
        return xml

    def _filling(self, build: Build, holds: str, place: At, copy: Copy) -> str:
        if holds == CODE:
            return code_picture(build, place, copy.code, copy.described, CODE_SIDE)
        return run(filling(copy, holds), place)

    def _anew(self, kind: str, was: str) -> str:
        """Return the number, or the name, that a copy has for one of its form."""
        if kind == "list":
            lists = next(iter(self.forms.values())).build.numbering.lists
            lists.append(lists[int(was) - 1])
            return str(len(lists))
        self.counts[kind] = self.counts.get(kind, 0) + 1
        number = str(self.counts[kind])
        return f"{was[:30]}_{number}" if kind == "name" else number
