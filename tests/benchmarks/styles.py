"""`python -m tests.benchmarks.styles [ROUNDS]`: what rules of a style sheet cost on paper.

A handout and a test of the sample course are set with one more rule each, by turns; printed is the
shortest processor time of each, as a multiple of that without a rule, and the size of the PDF.
"""

import gc
import sys
import time

from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.sheet.render import Renderer
from lembar.writers.bubbles import measure
from lembar.writers.findings import Findings
from lembar.writers.pdf.engine import typeset
from lembar.writers.pdf.page import page_html
from lembar.writers.pdf.stylesheet import page_styles
from tests.benchmarks.build import ROOT

RULES = {
    "no rule": "",
    "overflow-wrap: anywhere": "p, li, td { overflow-wrap: anywhere }",
    "small capitals": "p, li { font-variant-caps: small-caps }",
    "overflow: hidden": "p, li { overflow: hidden }",
    "transform": "p, li { transform: rotate(.01deg) }",
    "opacity": "p, li { opacity: .99 }",
    "string-set on each paragraph": "p { string-set: said content() }",
    "20 rules for every element": "".join(f"* {{ orphans: {n} }}" for n in range(2, 22)),
    "dotted lines under cells": "td, th { border-bottom: .6pt dotted #000 }",
    "dotted answer lines": "answer-line, .answer-line { border-bottom: .6pt dotted #000 }",
    "rounded corners": "p, li, td { border: .5pt solid #000; border-radius: 2mm }",
    "hyphens and justified": "p, li, td { hyphens: auto; text-align: justify }",
    "inline-block": "span, strong, em { display: inline-block }",
    "flex": "li { display: flex }",
    "grid": "li { display: grid }",
    "avoid breaks everywhere": "p, li, div, section, table { break-inside: avoid }",
    "200 rules for nothing": "".join(f".no-{n} .other {{ color: red }}" for n in range(200)),
    "variables in variables": ":root { --a: red; --b: var(--a) } * { outline-color: var(--b) }",
    "table-layout: fixed": "table { table-layout: fixed }",
}


def main() -> None:
    """Print what each rule costs."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    prepared = prepare(find_project((ROOT / "content" / "linear-motion",), ROOT), Options())
    (course,) = prepared.courses
    renderer = Renderer(course.theme, course.words)
    documents = [d for s in course.sets for d in s.documents if d.edition == "student"]
    gc.freeze()
    sheets = []
    for name in ("handout", "test"):
        sheet = renderer.render(next(each for each in documents if each.document == name))
        tokens = course.theme.tokens
        setting = {"side": tokens.outer_side, "scale": tokens.setting.scale}
        html = page_html(sheet, Findings("pdf"), measure=measure(sheet, tokens), **setting)
        sheets.append((html, page_styles(sheet, course.theme, html)))
    best: dict[tuple[str, int], tuple[float, int]] = {}
    for _ in range(rounds):
        for name, rule in RULES.items():
            for at, (html, styles) in enumerate(sheets):
                began = time.process_time()
                content, _ = typeset(html, (*styles, rule), course.theme, prepared.store)
                took = time.process_time() - began
                best[name, at] = min((took, len(content)), best.get((name, at), (took, 0)))
    for name in RULES:
        told = (
            f"{best[name, at][0] / best['no rule', at][0]:6.2f} x {best[name, at][1] // 1024:5} KB"
            for at in range(len(sheets))
        )
        sys.stdout.write(f"{name:30}{'   '.join(told)}\n")


if __name__ == "__main__":
    main()
