"""Marks, pairs, gaps and feedback: what answers, and what must never be printed as text."""

import pytest

from tests.content.markdown.reading import read, shown, told, tree

_ENTRY = "marked[checked={}]({})"


def _marked(*entries: tuple[str, str]) -> str:
    return f"marked-list({''.join(_ENTRY.format(*entry) for entry in entries)})"


RIGHT, WRONG = "true", "false"


def test_marks() -> None:
    text = "Soal?\n\n- [ ] satu\n- [x] **dua**\n- [X] $x$ [x]\n- [ ] `[x]`\n"
    assert shown(text, "marks") == "p(Soal?)" + _marked(
        (WRONG, "satu"), (RIGHT, "strong(dua)"), (RIGHT, "math(x) [x]"), (WRONG, "code([x])")
    )


def test_points() -> None:
    assert shown("- [2] fungsi\n- [10] risiko\n", "marks") == (
        "marked-list(marked[checked=false,points=2](fungsi)marked[checked=false,points=10](risiko))"
    )


def test_a_choice_that_is_a_picture() -> None:
    assert shown("- [x] ![Dua](dua.svg)\n- [ ] b\n", "marks") == _marked(
        (RIGHT, "img[alt=Dua,src=dua.svg]()"), (WRONG, "b")
    )


def test_a_choice_of_several_blocks() -> None:
    assert shown("- [x] a\n\n  lagi\n- [ ] b\n", "marks") == _marked(
        (RIGHT, "p(a)p(lagi)"), (WRONG, "b")
    )


@pytest.mark.parametrize(
    "text",
    [
        "- [x] a\n  : sebab\n- [ ] b\n",
        "- [x] a\n    : sebab\n- [ ] b\n",
        "- [x] a\n\n  : sebab\n- [ ] b\n",
        "- [x] a\n  :   sebab\n- [ ] b\n",
        "- [x] a\n\n         : sebab\n- [ ] b\n",
    ],
)
def test_feedback(text: str) -> None:
    assert shown(text, "marks") == _marked((RIGHT, "afeedback(sebab)"), (WRONG, "b"))


def test_feedback_goes_on() -> None:
    for second in ("  yang panjang", "    yang panjang", "yang panjang"):
        assert shown(f"- [x] a\n  : sebab\n{second}\n- [ ] b\n", "marks") == _marked(
            (RIGHT, "afeedback(sebab yang panjang)"), (WRONG, "b")
        )


def test_feedback_of_several_blocks() -> None:
    assert shown("- [x] a\n  : satu\n\n    dua\n- [ ] b\n", "marks") == _marked(
        (RIGHT, "afeedback(p(satu)p(dua))"), (WRONG, "b")
    )
    assert shown("- [x] a\n  : satu\n  : dua\n", "marks") == _marked(
        (RIGHT, "afeedback(p(satu)p(dua))")
    )


def test_feedback_below_a_choice_of_two_lines() -> None:
    assert shown("- [x] a\n  lagi\n  : sebab\n", "marks") == _marked(
        (RIGHT, "a lagifeedback(sebab)")
    )


@pytest.mark.parametrize(
    "text",
    [
        "- [x] a\n: sebab\n- [ ] b\n",
        "- [x] a\n :sebab\n- [ ] b\n",
        "- [x] a\n  :sebab\n",
        "- [x] a\n         : sebab\n",
        "- [x] a\n\n: sebab\n",
        "- [x] a\n  - bagian\n    : sebab\n",
        "- [x] a\n  > kutipan\n  > : sebab\n",
    ],
)
def test_feedback_that_would_be_printed_is_an_error(text: str) -> None:
    assert any("bad-feedback" in each for each in told(text, "marks"))


def test_terms_in_a_question_with_choices() -> None:
    text = "Kata\n: arti\n\n- [x] a\n  : sebab\n- [ ] b\n"
    assert shown(text, "marks") == "dl(dt(Kata)dd(arti))" + _marked(
        (RIGHT, "afeedback(sebab)"), (WRONG, "b")
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- [x] a\n- b\n", "2:1 no-mark"),
        ("- [x] a\n- [] b\n", "2:1 bad-mark"),
        ("- [x] a\n- [y] b\n", "2:1 bad-mark"),
        ("- [x] a\n- \\[x] b\n", "2:1 bad-mark"),
        ("- [ ] a\n-[x] b\n", "2:1 bad-bullet"),
        ("- [ ] a\n– [x] b\n", "2:1 bad-bullet"),
        ("- [ ] a\n• [x] b\n", "2:1 bad-bullet"),
        ("Soal\n-[x] b\n\n- [ ] a\n", "2:1 bad-bullet"),
    ],
)
def test_marks_that_cant_be_read(text: str, said: str) -> None:
    assert told(text, "marks") == [said]


def test_marks_are_text_elsewhere() -> None:
    assert shown("- [x] a\n- [ ] b\n") == "ul(li([x] a)li([ ] b))"
    assert shown("1. [x] a\n", "marks") == "ol(li([x] a))"


def _pairs(*entries: tuple[str, str]) -> str:
    return f"pair-list({''.join(f'pair(left({a})right({b}))' for a, b in entries)})"


def test_pairs() -> None:
    text = "- IDI -> dokter\n- *PGRI* → **guru** baru\n- -> wartawan\n"
    assert shown(text, "pairs") == _pairs(
        ("IDI", "dokter"), ("em(PGRI)", "strong(guru) baru"), ("", "wartawan")
    )


def test_a_pair_of_several_blocks() -> None:
    assert shown("- a -> b\n\n  c\n- d -> e\n", "pairs") == _pairs(("a", "p(b)p(c)"), ("d", "e"))


def test_arrows_in_code_and_mathematics_are_none() -> None:
    text = "- `a -> b` -> satu\n- $a -> b$ -> dua\n- c \\-> d -> tiga -> lagi\n"
    assert shown(text, "pairs") == _pairs(
        ("code(a -> b)", "satu"), ("math(a -> b)", "dua"), ("c -> d", "tiga -> lagi")
    )


def test_arrows_elsewhere_are_text() -> None:
    assert shown("A -> B\n\n1. c -> d\n\n| e -> f |\n|---|\n", "pairs").count("->") == 3
    assert "arrow" not in shown("A -> *B -> C*\n\n- *d -> e*\n", "pairs")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a -> b\n- c\n", "2:1 no-arrow"),
        ("- a -> b\n- c->d\n", "2:1 no-arrow"),
        ("- a -> b\n-c -> d\n", "2:1 bad-bullet"),
        ("- a -> b\n– c -> d\n", "2:1 bad-bullet"),
    ],
)
def test_pairs_that_cant_be_read(text: str, said: str) -> None:
    assert told(text, "pairs") == [said]


def test_gaps() -> None:
    text = "Dokter di [[IDI| Ikatan\nDokter ]]; guru di *[[PGRI]]*.\n"
    assert shown(text, "gaps") == "p(Dokter di gap(IDI| Ikatan Dokter); guru di em(gap(PGRI)).)"


def test_gaps_in_code_and_mathematics_are_none() -> None:
    assert shown("`[[a]]` $[[b]]$ \\[[c](term:)]\n", "gaps") == (
        "p(code([[a]]) math([[b]]) [term-ref(c)])"
    )
    assert shown("[[a]]\n") == "p([[a]])"


def test_a_gap_in_a_table() -> None:
    assert "td(gap(x|y))" in shown("| a |\n|---|\n| [[x\\|y]] |\n", "gaps")


@pytest.mark.parametrize(
    "text", ["Dokter di [[IDI.\n", "Dokter di IDI]].\n", "| a |\n|---|\n| [[x|y]] |\n"]
)
def test_a_gap_that_is_cut_is_an_error(text: str) -> None:
    assert any("gap-open" in each for each in told(text, "gaps"))


def test_places() -> None:
    text = "- [ ] a [k](term:)\n- [x] **b**\n  : *c*\n"
    nodes, problems = read(text, "marks")
    assert problems == []
    assert tree(nodes, places=True) == (
        "marked-list@1:1(marked[checked=false]@1:1(a term-ref@1:9(k))"
        "marked[checked=true]@2:1(strong@2:7(b)feedback@3:3(em@3:5(c))))"
    )
    nodes, _ = read("- *a* -> b *c*\n", "pairs")
    assert tree(nodes, places=True) == (
        "pair-list@1:1(pair@1:1(left@1:1(em@1:3(a))right@1:7(b em@1:12(c))))"
    )
    nodes, _ = read("a [[b]] *[[c]]*\n", "gaps")
    assert tree(nodes, places=True) == "p@1:1(a gap@1:3(b) em@1:9(gap@1:10(c)))"
