import os
import re
import subprocess
import sys

import pytest
from lxml import etree

from lembar.errors import ContentError
from lembar.writers.formulas import formula

TEX = (
    r"\frac{3}{4}+\frac{1}{2}=\frac{5}{4}",
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    r"\sqrt[3]{27}=3",
    r"\sum_{i=1}^{n} i=\frac{n(n+1)}{2}",
    r"\int_0^1 x^2\,dx=\frac13",
    r"\lim_{x\to 0}\frac{\sin x}{x}=1",
    r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
    r"\begin{aligned}2x+3&=7\\2x&=4\end{aligned}",
    r"f(x)=\begin{cases}x^2,&x\ge 0\\-x,&x<0\end{cases}",
    r"\angle ABC=90^\circ",
    r"\vec{v}=\overrightarrow{AB}",
    r"\overline{AB}\parallel\overline{CD}",
    r"\left|x-3\right|\le 5",
    r"v=\frac{\text{jarak}}{\text{waktu}}",
    r"\ce{2H2 + O2 -> 2H2O}",
    r"\ce{SO4^2- + Ba^2+ -> BaSO4 v}",
    r"\qty{9.8}{m/s^2}",
)


@pytest.mark.parametrize("tex", TEX)
def test_a_formula_is_drawn_with_its_size_and_words(tex):
    made = formula(tex, display=False)
    root = etree.fromstring(made.svg)
    _, top, wide, high = map(float, root.get("viewBox", "").split())
    assert made.width / (made.height + made.depth) == pytest.approx(wide / high)
    assert made.height / made.depth == pytest.approx(-top / (high + top))
    assert made.alt.strip()
    assert root.findall(".//{*}path")


def test_lengths_are_in_em():
    letter = formula("x", display=False)
    assert 0.3 < letter.width < 0.9
    assert 0.3 < letter.height < 1.0
    assert -0.05 < letter.depth < 0.3
    assert formula("xx", display=False).width == pytest.approx(2 * letter.width, rel=0.15)


def test_a_fraction_hangs_below_the_base_line():
    assert formula(r"\frac{3}{4}", display=False).depth > formula("x", display=False).depth + 0.2


def test_fractions_in_a_line_keep_their_size():
    shown, inline = (formula(r"\frac{3}{4}", display=each) for each in (True, False))
    assert shown.height + shown.depth == inline.height + inline.depth


def test_a_sign_of_variation_is_not_drawn():
    assert formula(r"\emptyset", display=False).width < formula("xx", display=False).width


def test_no_ids_clash_and_nothing_is_fetched():
    for tex in TEX:
        svg = formula(tex, display=True).svg
        assert not re.search(rb"\sid=|<use|href", svg)


@pytest.mark.parametrize("tex", [r"\frac{1}", r"\nonesuch", r"\ce{H_}"])
def test_what_is_not_understood_is_an_error_with_a_code(tex):
    with pytest.raises(ContentError) as caught:
        formula(tex, display=False)
    (found,) = caught.value.problems
    assert (found.code, dict(found.values)["tex"]) == ("bad-formula", tex)


def test_other_processes_draw_the_same():
    code = f"from lembar.writers.formulas import formula\nprint(formula({TEX[1]!r}, True).svg)"
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert drawn == {f"{formula(TEX[1], display=True).svg!r}\n"}
