import html
import re
import unicodedata
from collections import Counter

import pytest

from lembar.errors import ContentError
from lembar.writers.mathml import mathml
from lembar.writers.omml import omml
from tests.ooxml import findings
from tests.writers.docx.helpers import docx, part
from tests.writers.formula_cases import FOLDER, NAMESPACE, equation, expected, formulas

M = f"{{{NAMESPACE}}}"
CASES = formulas()
BRACKETS = tuple(f"{M}{name}" for name in ("begChr", "sepChr", "endChr"))
OVER = {"\u20d7": "→", "\u0302": "ˆ", "\u0307": "˙"}  # marks, and the signs MathML has for them


def letters(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKD", text)
    return Counter(sign for sign in plain if unicodedata.category(sign) in ("Ll", "Lu", "Nd"))


def test_equations_are_as_they_were_read_and_found_right():
    assert expected() == (FOLDER / "expected.txt").read_text("utf-8")


@pytest.mark.parametrize("display", [True, False])
@pytest.mark.parametrize("name", CASES)
def test_no_letter_or_digit_is_lost(name, display):
    read = html.unescape(re.sub(r"<[^>]*>", "", mathml(CASES[name], display)))
    made = "".join(equation(CASES[name], display).itertext())
    assert letters(made) == letters(read)


@pytest.mark.parametrize("name", CASES)
def test_every_operator_is_seen(name):
    root = equation(CASES[name])
    # Signs over, under and around a part are said in attributes.
    said = "".join(each.get(f"{M}val", "") for each in root.iter(f"{M}chr", *BRACKETS))
    made = "".join(root.itertext()) + said
    made += "".join(OVER[sign] for sign in said if sign in OVER)
    made += "‾_¯\u0332" if root.find(f".//{M}bar") is not None else ""
    for sign in re.findall(r"<mo[^>]*>([^<]*)</mo>", mathml(CASES[name], True)):
        assert html.unescape(sign).strip("\u2061\u2062\u2063") in made


def test_limits_stand_beside_a_sum_in_a_line():
    (shown,) = equation(r"\sum_{i=1}^n i").iter(f"{M}limLoc")
    (inline,) = equation(r"\sum_{i=1}^n i", display=False).iter(f"{M}limLoc")
    assert (shown.get(f"{M}val"), inline.get(f"{M}val")) == ("undOvr", "subSup")


def test_what_is_not_understood_is_an_error():
    with pytest.raises(ContentError):
        omml(r"\nonesuch", True, lambda words: "")


def test_word_files_hold_equations_that_validators_accept():
    lines = "".join(
        f"<p>Rumus <math>{html.escape(tex)}</math> di baris.</p>"
        f"<math-block>{html.escape(tex)}</math-block>"
        for tex in CASES.values()
    )
    made = docx(lines)
    assert findings(made, "docx") == []
    document = part(made)
    assert len(document.findall(f".//{M}oMathPara/{M}oMath")) == len(CASES)
    assert len(document.findall(f".//{M}oMath")) == 2 * len(CASES)
    assert document.find(".//{*}drawing") is None


def test_a_script_on_a_bracket_belongs_to_all_that_it_encloses():
    """LibreOffice loses a script on a lone bracket, and all that follows it."""
    root = equation(r"(a+[b]_3)^2 = (c)")
    (raised,) = root.iter(f"{M}sSup")
    (outer, inner) = root.iter(f"{M}d")
    assert raised.find(f"{M}e/{M}d") is outer
    assert "".join(outer.itertext()) == "a+b3"
    assert "".join(inner.itertext()) == "b"
