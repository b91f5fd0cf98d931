"""Write one PDF of many copies: each form is laid out once, and stamped for each pupil.

    sheet ── typeset ──▶ PDF of a form ── layout, pieces ──▶ form: what copies share and have
    copy ── stamp, lettering ──▶ what is drawn on it
    forms + stamps ── whole, container ──▶ the file

Each copy has its own structure tree, begins on an odd page and is found by a bookmark.
"""

from collections.abc import Iterator, Mapping, Sequence

from lembar.course.profile import Profile
from lembar.errors import Problem, problem
from lembar.views.copies import Copy, sheet_of
from lembar.writers.contract import Assets, Copying, Looks, Written
from lembar.writers.findings import Findings
from lembar.writers.pdf.copies.lettering import Lettering
from lembar.writers.pdf.copies.whole import whole
from lembar.writers.pdf.engine import typeset
from lembar.writers.pdf.glyphs import missing_glyphs
from lembar.writers.pdf.page import page_html
from lembar.writers.pdf.stylesheet import page_styles

__all__ = ["copier"]


def copier(looks: Looks, assets: Assets) -> Copying:
    """Lay out a sheet for each form and profile; what is returned writes copies in order.

    Raises what the writer of a single PDF raises.
    """
    laid: dict[str, bytes] = {}
    found: list[Problem] = []
    for key, (sheet, theme) in looks.items():
        findings = Findings("pdf")
        html = page_html(sheet, findings, copied=True, scale=theme.tokens.setting.scale)
        laid[key], _ = typeset(html, page_styles(sheet, theme, html), theme, assets)
        found += [*missing_glyphs(sheet.root, theme, assets), *findings.all()]
    first = next(iter(looks.values()))[0]

    def write(title: str, copies: Sequence[Copy]) -> Written:
        of_profiles: dict[Profile | None, Lettering] = {}
        letterings = {
            key: of_profiles.setdefault(theme.profile, Lettering(theme, assets))
            for key, (_, theme) in looks.items()
        }
        missing = list(_missing(copies, letterings))
        content, pages = whole(title, first, laid, copies, letterings)
        return Written(content, pages, tuple(dict.fromkeys((*found, *missing))))

    return write


def _missing(copies: Sequence[Copy], letterings: Mapping[str, Lettering]) -> Iterator[Problem]:
    """Find signs that no font of the theme has; what is said names the row, not the pupil."""
    for copy in copies:
        if sign := letterings[sheet_of(copy)].missing(copy.name + copy.class_ + copy.number):
            code, point = "missing-glyph", f"U+{ord(sign):04X}"
            yield problem(code, copy.place, code, "error", character=sign, point=point)
