import os
import re
import subprocess
import sys

import pytest
from lxml import etree

from lembar.errors import ContentError
from lembar.writers.formulas import formula
from tests.writers.formula_cases import formulas

TEX = tuple(formulas().values())


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


def test_rules_of_tables_are_drawn():
    plain = r"\begin{array}{r} 245\\ 378\\ 623\end{array}"
    ruled = formulas()["stack-div"]
    lines = [len(_rules(formula(tex, display=True).svg)) for tex in (plain, ruled)]
    assert lines == [0, 1]
    assert len(_rules(formula(formulas()["ruled-array"], display=True).svg)) == 2


def test_equations_below_each_other_meet_at_their_sign():
    svg = etree.fromstring(formula(formulas()["aligned"], display=True).svg)
    starts = [float(re.findall(r"[-\d.]+", each.get("d"))[0]) for each in svg.iter("{*}path")]
    signs = formula("=", display=True).svg
    (shape,) = etree.fromstring(signs).iter("{*}path")
    outline = re.sub(r"[-\d.]+", "", shape.get("d"))
    equals = [
        start
        for start, each in zip(starts, svg.iter("{*}path"))
        if re.sub(r"[-\d.]+", "", each.get("d")) == outline
    ]
    assert len({round(each, 1) for each in equals}) == 1


def _rules(svg: bytes) -> list[etree._Element]:
    """Return what is drawn and is no letter."""
    return [each for each in etree.fromstring(svg).iter() if each.tag.endswith(("rect", "line"))]


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
    code = f"from lembar.writers.formulas import formula\nprint(formula({TEX[4]!r}, True).svg)"
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
    assert drawn == {f"{formula(TEX[4], display=True).svg!r}\n"}
