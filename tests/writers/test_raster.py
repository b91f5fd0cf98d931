import io

import pytest
from PIL import Image

from lembar.errors import ContentError
from lembar.writers.raster import natural_size, png
from tests.sheets import load

_, THEME, STORE = load("worksheet")
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" '


def drawn(svg: str, width: float = 25.4) -> Image.Image:
    return Image.open(io.BytesIO(png(svg.encode(), width, THEME, STORE))).convert("RGBA")


def ink(svg: str) -> int:
    return sum(1 for alpha in drawn(svg).getchannel("A").tobytes() if alpha > 128)


def text(attributes: str) -> str:
    inside = f'<text x="5" y="30" font-size="30" {attributes}>MMM</text>'
    return f'{HEAD}viewBox="0 0 100 40">{inside}</svg>'


def test_a_picture_has_300_dots_an_inch():
    assert drawn(f'{HEAD}viewBox="0 0 20 10"><rect width="20" height="10"/></svg>').size == (
        300,
        150,
    )


def test_the_themes_fonts_are_used_in_their_weights():
    plain = ink(text("font-family=\"'Source Sans 3', sans-serif\""))
    bold = ink(text('font-family="\'Source Sans 3\', sans-serif" font-weight="600"'))
    serif = ink(text("font-family=\"'Source Serif 4', serif\""))
    assert 0 < plain < bold * 0.9
    assert plain != serif


def test_no_font_of_the_system_is_used():
    sans = png(text('font-family="sans-serif"').encode(), 25.4, THEME, STORE)
    other = png(text('font-family="DejaVu Sans, Liberation Sans"').encode(), 25.4, THEME, STORE)
    own = png(text("font-family=\"'Source Sans 3'\"").encode(), 25.4, THEME, STORE)
    assert sans == own
    serif = png(text("font-family=\"'Source Serif 4'\"").encode(), 25.4, THEME, STORE)
    assert other in (own, serif)


def test_a_picture_may_not_reach_out():
    for link in ("/etc/hostname", "https://example.org/a.png", "../a.png"):
        with pytest.raises(ContentError) as caught:
            drawn(f'{HEAD}viewBox="0 0 9 9"><image href="{link}" width="9" height="9"/></svg>')
        assert caught.value.problems[0].code == "picture-reaches-out"


def test_what_is_no_picture_is_a_problem_with_a_sentence():
    with pytest.raises(ContentError) as caught:
        drawn("<svg")
    assert caught.value.problems[0].code == "picture-not-drawn"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="520" height="200" viewBox="0 0 26 10"', (520, 200)),
        ('viewBox="0 0 26 10"', (26, 10)),
        ('width="52mm" viewBox="0,0,26,10"', (196.535, 75.59)),
        ('width="100%" viewBox="0 0 26 10"', (26, 10)),
        ("", (100, 100)),
    ],
)
def test_natural_size(attributes, size):
    assert natural_size(f"{HEAD}{attributes}></svg>".encode()) == pytest.approx(size, rel=1e-3)
