"""Chemistry and units: what schools write, and what can't be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from math_core import LatexToMathML

from lembar.course.tex import TexError, expand

READ = {
    r"\ce{H2O}": r"{\text{H}_{2}\text{O}}",
    r"\ce{2H2 + O2 -> 2H2O}": (
        r"{2\,\text{H}_{2} + \text{O}_{2} \rightarrow 2\,\text{H}_{2}\text{O}}"
    ),
    r"\ce{1/2 O2}": r"{\tfrac{1}{2}\, \text{O}_{2}}",
    r"\ce{SO4^2-}": "{\\text{S}\\text{O}_{4}^{\\text{2\u2212}}}",
    r"\ce{Na+ + Cl- -> NaCl v}": (
        "{\\text{Na}^{\\text{+}} + \\text{Cl}^{\\text{\u2212}} \\rightarrow "
        "\\text{Na}\\text{Cl} \\downarrow}"
    ),
    r"\ce{N2O4 <=> 2NO2}": r"{\text{N}_{2}\text{O}_{4} \rightleftharpoons 2\,\text{N}\text{O}_{2}}",
    r"\ce{A->B}": r"{\text{A} \rightarrow \text{B}}",
    r"\ce{->[kalor tinggi][Pt]}": (
        r"{\overset{\text{kalor tinggi}}{\underset{\text{Pt}}{\longrightarrow}}}"
    ),
    r"\ce{CuSO4.5H2O}": r"{\text{Cu}\text{S}\text{O}_{4}\cdot 5\text{H}_{2}\text{O}}",
    r"\ce{^{14}_{6}C}": r"{{}^{\text{14}}_{6}\text{C}}",
    r"\ce{^1_0n}": r"{{}^{\text{1}}_{0}\text{n}}",
    r"\ce{CH2=CH2}": r"{\text{C}\text{H}_{2}{=}\text{C}\text{H}_{2}}",
    r"\ce{C_nH_{2n+2}}": r"{\text{C}_{n}\text{H}_{2n+2}}",
    r"\ce{HCl(aq)}": r"{\text{H}\text{Cl}\,\mathrm{(aq)}}",
    r"\SI{9.8}{m/s^2}": r"{9.8\,\mathrm{m}/\mathrm{s}^{2}}",
    r"\qty{3,5}{\kilo\metre\per\hour}": r"{3{,}5\,\mathrm{km}/\mathrm{h}}",
    r"\unit{\metre\per\second\squared}": r"{\mathrm{m}/\mathrm{s}^{2}}",
    r"m=\qty{2}{kg}, \ce{O2}": r"m={2\,\mathrm{kg}}, {\text{O}_{2}}",
    r"\frac{1}{2}": r"\frac{1}{2}",
    r"\cell{a}": r"\cell{a}",
}
UNREAD = {
    r"\ce{@}": ("ce", "@"),
    r"\ce{H2": ("ce", "{H2"),
    r"\ce x": ("ce", "x"),
    r"\ce": ("ce", "{"),
    r"\qty{3}": ("qty", "{"),
    r"\unit{\parsek}": ("unit", r"\parsek"),
    r"\unit{\kilo}": ("unit", r"\kilo"),
}


@pytest.mark.parametrize("tex", READ)
def test_expand(tex: str) -> None:
    assert expand(tex) == READ[tex]


@pytest.mark.parametrize("tex", [tex for tex in READ if "cell" not in tex])
def test_expanded_is_set(tex: str) -> None:
    assert "<math" in LatexToMathML().convert_with_local_state(expand(tex), displaystyle=False)


@pytest.mark.parametrize("tex", UNREAD)
def test_what_cant_be_read_is_named(tex: str) -> None:
    with pytest.raises(TexError) as raised:
        expand(tex)
    assert (raised.value.command, raised.value.part) == UNREAD[tex]


@settings(deadline=500)
@given(st.text(r"\ce{}[]H2O+-<>=^_ .v(aq)SIqtyun3m/,", max_size=80))
def test_expand_ends(tex: str) -> None:
    try:
        made = expand("\\ce{" + tex + "}")
    except TexError:
        return
    assert "\\ce" not in made or "\\ce" in tex


@given(st.text().filter(lambda text: "\\" not in text))
def test_text_without_commands_is_kept(tex: str) -> None:
    assert expand(tex) == tex
