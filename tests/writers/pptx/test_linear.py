import pytest

from lembar.writers.linear import pieces, words


@pytest.mark.parametrize(
    ("tex", "said"),
    [
        (r"\frac{3}{4}", "3/4"),
        (r"\frac{a+b}{2}", "(a + b)/2"),
        (r"\sqrt{b^2-4ac}", "√(b^2 − 4ac)"),
        (r"\sqrt[3]{x}", "^3√x"),
        (r"\sum_{i=1}^n i", "∑_(i=1)^n i"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1, 2; 3, 4)"),
        (r"\begin{aligned}a&=b\\c&=d\end{aligned}", "a =b; c =d"),
        (r"12{,}5\%", "12,5%"),
    ],
)
def test_a_formula_is_said_in_a_line(tex, said):
    assert words(tex) == said


def test_powers_are_raised():
    assert [(p.text, p.shift) for p in pieces("x^2_1")] == [("x", 0), ("1", -1), ("2", 1)]
