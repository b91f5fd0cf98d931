"""Words in a line: emphasis, references, mathematics, HTML, and what is reported."""

import pytest

from tests.content.markdown.reading import read, shown, told, tree

SHOWN = {
    "*a* **b *c*** `d*`": "em(a) strong(b em(c)) code(d*)",
    "harga $5 dan $10": "harga $5 dan $10",
    "harga $5, $x$ dan $ 7 $": "harga $5, math(x) dan $ 7 $",
    "$\\ce{H2O}$": "math(\\ce{H2O})",
    "a < b & c > d": "a < b & c > d",
    "2 * 3 * 4; a_b_c": "2 * 3 * 4; a_b_c",
    "\\*a\\* &amp; &copy;": "*a* & ©",
    "[a](https://b.id)": "a[href=https://b.id](a)",
    "<https://b.id>": "a[href=https://b.id](https://b.id)",
    "[a][b] [c]": "[a][b] [c]",
    "[kode etik](term:)": "term-ref(kode etik)",
    "[*dia*](term:profesi)": "term-ref[term=profesi](em(dia))",
    "[dia](<term:kode  etik>)": "term-ref[term=kode etik](dia)",
    "[](#peta) [ini](#péta)": "cross-ref[to=peta]() cross-ref[to=péta](ini)",
    "H<sub>2</sub>O<br>x<sup>*2*</sup> <kbd>a</kbd> <u>b</u> <mark>c</mark>": (
        "Hsub(2)Obr()xsup(em(2)) kbd(a) u(b) mark(c)"
    ),
    "[x] a -> b [[c]] : d": "[x] a -> b [[c]] : d",
}

TOLD = {
    "a <b>c</b>": ["1:3 raw-html"],
    'a <img src="b">': ["1:3 raw-html"],
    "a <!-- b -->": ["1:3 raw-html"],
    "<!-- a\n\nb -->": ["1:1 raw-html"],
    "<div>\na\n</div>": ["1:1 raw-html"],
    "<script>\nb\n\nc\n</script>": ["1:1 raw-html"],
    "a <u>b": ["1:3 html-open"],
    "a</u>": ["1:2 html-not-open"],
    "ab\nc $\\frac12 \\foo$": ["2:12 bad-math"],
    "a $\\ce{H@}$": ["1:4 bad-math"],
    "[](https://b.id)": ["1:1 empty-link"],
}


@pytest.mark.parametrize("text", SHOWN)
def test_tree(text: str) -> None:
    assert shown(text) == f"p({SHOWN[text]})"


@pytest.mark.parametrize("text", TOLD)
def test_told(text: str) -> None:
    assert told(text) == TOLD[text]


def test_raw_html_is_shown_nowhere() -> None:
    nodes, _ = read("a <b>c</b>")
    assert tree(nodes) == "p(a c)"


def test_places() -> None:
    text = "a [b](term:c) *d [e](#f)*\n  **g** `h` $i$ ![j](k) <l:m> <u>n</u>\n"
    nodes, problems = read(text)
    assert problems == []
    assert tree(nodes, places=True) == (
        "p@1:1(a term-ref[term=c]@1:3(b) em@1:15(d cross-ref[to=f]@1:18(e)) "
        "strong@2:3(g) code@2:9(h) math@2:13(i) img[alt=j,src=k]@2:17() "
        "<l:m> u@2:31(n))"
    )


def test_a_term_that_is_cut_by_a_space_is_told():
    (line,) = told("Lihat [kelajuan](term:average speed).")
    assert line == "1:16 term-not-read"
    assert not told("Lihat [kelajuan](<term:average speed>).")
