"""Formulas as a browser sets them: with the page's own letters, on any system."""

import html
from pathlib import Path

import pytest

from tests import tools
from tests.webpages import LARGE, opened
from tests.writers.decks import write
from tests.writers.formula_cases import formulas

pytestmark = pytest.mark.slow

HEIGHT = "(css) => document.querySelector(css).getBoundingClientRect().height"


@pytest.fixture(scope="module")
def heights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """Return how high parts of formulas stand, in pixels."""
    path = tmp_path_factory.mktemp("formulas") / "page.html"
    path.write_bytes(_page())
    asked = {
        "letter": "#letter mi",
        "bracket": "#leftright mo",
        "brace": "#cases mo:last-child, #cases mrow > mo",
        "root": "#sqrt msqrt",
        "fraction-root": "#tall-root msqrt",
        "box": "#boxed menclose",
        "stroke": "#cancel .menclose-updiagonalstrike",
    }
    with tools.browser() as chromium, opened(chromium, Path(path), LARGE) as page:
        assert page.evaluate("document.fonts.check('20px \"Lembar Math\"')")
        return {name: page.evaluate(HEIGHT, css) for name, css in asked.items()}


def _page() -> bytes:
    shown = formulas() | {"letter": "x", "tall-root": r"\sqrt{\frac{a}{b}}"}
    blocks = "".join(
        f'<math-block id="{name}">{html.escape(tex)}</math-block>' for name, tex in shown.items()
    )
    made = write("html", blocks, document="handout")
    assert not made.findings
    return made.content


def test_brackets_and_roots_grow_with_what_they_hold(heights):
    assert heights["bracket"] > 1.6 * heights["letter"]
    assert heights["brace"] > 1.6 * heights["letter"]
    assert heights["fraction-root"] > 1.4 * heights["root"]


def test_what_is_cancelled_or_boxed_is_marked(heights):
    assert heights["stroke"] > 0.5 * heights["letter"]
    assert heights["box"] > heights["letter"]


def test_a_page_without_formulas_carries_no_letters_for_them():
    assert b"Lembar Math" not in write("html", "<p>Tanpa rumus.</p>", document="handout").content
    assert b"Lembar Math" in _page()
