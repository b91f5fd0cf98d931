"""Blocks of Markdown: the tree, the places, and what is reported."""

import pytest

from lembar.content.markdown import Source, inlines
from lembar.errors import Problems
from tests.content.markdown.reading import read, shown, told, tree

SHOWN = {
    "a\nb  \nc\n": "p(a bbr()c)",
    "## Satu {#s}\n\n### Dua\n": "h2[id=s](Satu)h3(Dua)",
    "- a\n- b\n": "ul(li(a)li(b))",
    "- a\n\n- b\n\n  c\n": "ul(li(p(a))li(p(b)p(c)))",
    "- a\n  - b\n": "ul(li(p(a)ul(li(b))))",
    "3. a\n4. b\n": "ol[start=3](li(a)li(b))",
    "Kata\n: arti\n": "dl(dt(Kata)dd(arti))",
    "> a\n": "blockquote(p(a))",
    "```\na <b>\n```\n": "pre(a <b>)",
    "---\n": "hr()",
    "$$\nx^2\n$$\n": "math-block(x^2)",
    "![Peta](p.svg)\n": "figure(img[alt=Peta,src=p.svg]())",
    '![Peta](p.svg "Peta *ini*"){#p width=50%}\n': (
        "figure[id=p,width=50%](img[alt=Peta,src=p.svg]()figcaption(Peta em(ini)))"
    ),
    "a ![Peta](p.svg)\n": "p(a img[alt=Peta,src=p.svg]())",
    "| a | b |\n|---|--:|\n| c | *d* |\n": (
        "table[class=data](thead(tr(th[scope=col](a)th[align=right,scope=col](b)))"
        "tbody(tr(td(c)td[align=right](em(d)))))"
    ),
    '{#t caption="Tabel *ini*"}\n| a |\n|---|\n': (
        "table[class=data,id=t](caption(Tabel em(ini))thead(tr(th[scope=col](a))))"
    ),
    "::: definition kelompok sosial\nKelompok yang …\n:::\n": (
        "fence[kind=definition,title=kelompok sosial](p(Kelompok yang\N{NO-BREAK SPACE}…))"
    ),
    "::: activity Wawancara {minutes=20 group=3}\n1. a\n:::\n": (
        "fence[group=3,kind=activity,minutes=20,title=Wawancara](ol(li(a)))"
    ),
    "a\n::: note\nb\n:::\nc\n": "p(a)fence[kind=note](p(b))p(c)",
    ":::: columns\n::: note\na\n:::\n::: note\nb\n:::\n::::\n": (
        "fence[kind=columns](fence[kind=note](p(a))fence[kind=note](p(b)))"
    ),
    "::: columns\n::: note\na\n:::\n:::\n": "fence[kind=columns](fence[kind=note](p(a)))",
    "::: note\n```\n:::\n```\n:::\n": "fence[kind=note](pre(:::))",
    "::: questions\n- draw: 4\n  text: |\n    ::: note\n:::\n": (
        "fence[kind=questions,line=2](- draw: 4\n  text: |\n    ::: note)"
    ),
    "\u00a0\u00a0- a\n\u00a0\nb\n": "ul(li(a))p(b)",
}

TOLD = {
    "# Judul\n": ["1:1 heading-level"],
    "## a\n\n#### b\n": ["3:1 heading-skips"],
    "##### a\n": ["1:1 heading-level"],
    "::: note\n# a\n:::\n": ["2:1 heading-level"],
    "## a {.kelas}\n": ["1:1 unknown-brace"],
    "::: note\na\n": ["1:1 fence-not-closed"],
    ":::: columns\n::: note\na\n::::\n": ["2:1 fence-not-closed"],
    "a\n\n:::\n": ["3:1 fence-not-open"],
    "a\n:::\n": ["2:1 fence-not-open"],
    "- a\n:::\n": ["2:1 fence-not-open"],
    "::: defnition\na\n:::\n": ["1:1 unknown-block"],
    "::: note {minuts=3}\n:::\n": ["1:1 unknown-brace"],
    "::: activity {minutes=banyak}\n:::\n": ["1:1 not-a-number"],
    "::: activity a {minutes = 3}\n:::\n": ["1:1 bad-braces"],
    "![](p.svg)\n": ["1:1 no-alt"],
    "a ![b](p.svg)\n![](q.svg)\n": ["2:1 no-alt"],
    "![a](p.svg){width=2cm}\n": ["1:1 bad-width"],
    "![a](p.svg){width=60 %}\n": ["1:1 bad-braces"],
    '## ![a](p.svg "b")\n': ["1:4 caption-in-line"],
    "{#a}\n```\nb\n```\n": ["1:1 braces-alone"],
    "a\n\n{#a}\n": ["3:1 braces-alone"],
    "| a |\n|---|\n| $|x|$ |\n": ["3:5 row-too-long"],
    "$$\n\\foo\n$$\n": ["1:1 bad-math"],
    "a\n\n[^1]: b\n": ["3:1 unused-note"],
    "a[^1]\n\n[^1]: - b\n": ["3:1 note-too-rich"],
    "a[^2]\n": ["1:2 unknown-note"],
}


@pytest.mark.parametrize("text", SHOWN)
def test_tree(text: str) -> None:
    assert shown(text) == SHOWN[text]


@pytest.mark.parametrize("text", TOLD)
def test_told(text: str) -> None:
    assert told(text) == TOLD[text]


def test_footnotes_stand_where_they_are_called() -> None:
    assert shown("a[^1] b[^1] c^[*d*]\n\n[^1]: e\n    f\n") == (
        "p(afoot-note[number=1](e f) bsup(1) cfoot-note[number=2](em(d)))"
    )


def test_a_footnote_within_a_footnote_is_told() -> None:
    assert any("note-too-rich" in each for each in told("a[^1]\n\n[^1]: > [^1]: b\n"))


def test_places() -> None:
    text = (
        "> a *b*\n\n- c\n  *d* e\n\n"
        "| 11 | *1* |\n|---|---|\n| a\\|b *c* | *1* |\n\n"
        '![a](p.svg "k *l*")\n\n'
        '{#t caption="m *n*"}\n| *o* |\n|---|\n\n'
        "x[^1] y^[z *z*]\n\n[^1]: q *r*\n\n## s *t*\n"
    )
    nodes, problems = read(text)
    assert problems == []
    found = tree(nodes, places=True)
    for place in ("em@1:5(b)", "em@4:3(d)", "em@6:8(1)", "td@8:3", "em@8:8(c)", "em@8:14(1)"):
        assert place in found
    for place in ("em@10:15(l)", "em@12:16(n)", "em@13:3(o)", "em@16:12(z)", "em@18:9(r)"):
        assert place in found
    for place in ("foot-note[number=1]@16:2", "foot-note[number=2]@16:8", "em@20:6(t)"):
        assert place in found


def test_places_below_an_indent() -> None:
    problems = Problems()
    source = Source("a *b*", "a.yaml", ((7, 5),))
    assert tree(inlines(source, problems), places=True) == "a em@7:7(b)"


def test_inlines_hold_no_blocks() -> None:
    problems = Problems()
    for text in ("1. satu", "# dua", "> tiga", "- empat", "a | b"):
        assert inlines(Source(text, "a", ((1, 1),)), problems) == (text,)
    assert len(problems) == 0
