"""Whatever a slide holds, nothing overflows, nothing is empty, nothing is lost."""

import io
import re
from html import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from lembar.sheet.vocabulary import SLIDE_LAYOUTS
from tests import tools
from tests.writers.decks import write
from tests.writers.pptx.judge import Parts, _shapes, faults, words
from tests.writers.pptx.masters import master, write_over

pytestmark = pytest.mark.slow

LETTERS = "abcdeghiklmnoprstuvyABKMSW0123456789"
word = st.one_of(
    st.text(LETTERS, min_size=1, max_size=9),
    st.text(LETTERS, min_size=1, max_size=9),
    st.text("MWQ@", min_size=1, max_size=12),
    st.text(LETTERS, min_size=40, max_size=300),
)
sentence = st.lists(word, min_size=1, max_size=60).map(" ".join)
short = st.lists(st.text(LETTERS, min_size=1, max_size=9), min_size=1, max_size=4).map(" ".join)
FORMULAS = (
    r"v=\frac{s}{t}",
    r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}",
    r"\ce{2H2 + O2 -> 2H2O}",
    r"\sum_{i=1}^{n} i^2 = \frac{n(n+1)(2n+1)}{6}",
    r"\begin{pmatrix}1&2&3\\4&5&6\\7&8&9\end{pmatrix}",
    "a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z+a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r",
)
SIZES = ((1, 1), (1, 900), (900, 1), (30, 20), (4000, 300), (9, 400))  # of pictures, in pixels
formula = st.sampled_from(FORMULAS).map(escape)


def inline() -> st.SearchStrategy[str]:
    return st.one_of(
        sentence,
        sentence.map(lambda s: f"<strong>{s}</strong>"),
        sentence.map(lambda s: f"<code>{s}</code>"),
        formula.map(lambda f: f"<math>{f}</math>"),
        short.map(lambda s: f'a<foot-note number="1">{s}</foot-note>'),
    )


paragraph = st.lists(inline(), min_size=1, max_size=4).map(
    lambda parts: f"<p>{' '.join(parts)}</p>"
)


def nested(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    entries = st.lists(st.tuples(paragraph, children), min_size=1, max_size=5)
    return st.builds(
        lambda tag, items: f"<{tag}>{''.join(f'<li>{p}{c}</li>' for p, c in items)}</{tag}>",
        st.sampled_from(["ul", "ol"]),
        entries,
    )


lists = st.recursive(st.just(""), nested, max_leaves=8).filter(bool)


@st.composite
def table(draw: st.DrawFn) -> str:
    columns = draw(st.integers(1, 18))
    rows = draw(st.integers(1, 20))
    cell = st.one_of(short, short, sentence)
    head = "".join(f"<th>{draw(short)}</th>" for _ in range(columns))
    made = ""
    for _ in range(rows):
        cells = [draw(cell) if draw(st.booleans()) else str(n) for n in range(columns)]
        made += f"<tr>{''.join(f'<td>{each}</td>' for each in cells)}</tr>"
    caption = f"<caption>{draw(sentence)}</caption>" if draw(st.booleans()) else ""
    thead = f"<thead><tr>{head}</tr></thead>" if draw(st.booleans()) else ""
    return f"<table>{caption}{thead}<tbody>{made}</tbody></table>"


@st.composite
def figure(draw: st.DrawFn) -> str:
    wide, high = draw(
        st.sampled_from([(1, 1), (1, 900), (900, 1), (30, 20), (4000, 300), (9, 400)])
    )
    target = io.BytesIO()
    Image.new("L", (wide, high), 200).save(target, "PNG")
    width = draw(st.sampled_from(["", ' width="100%"', ' width="20%"']))
    caption = f"<figcaption>{draw(sentence)}</figcaption>" if draw(st.booleans()) else ""
    return f'<figure{width}><img src="asset:{wide}x{high}.png" alt="gambar">{caption}</figure>'


block = st.one_of(
    paragraph,
    lists,
    table(),
    figure(),
    formula.map(lambda f: f"<math-block>{f}</math-block>"),
    sentence.map(lambda s: f"<h3>{s}</h3>"),
    sentence.map(lambda s: f"<blockquote><p>{s}</p></blockquote>"),
)
blocks = st.lists(block, min_size=0, max_size=5).map("".join)


@st.composite
def slide(draw: st.DrawFn) -> str:
    layout = draw(st.sampled_from(SLIDE_LAYOUTS))
    title = draw(st.one_of(short, short, sentence))
    kicker = f' kicker="{draw(short)}"' if draw(st.booleans()) else ""
    body = draw(blocks)
    if layout == "columns" and draw(st.booleans()):
        parts = draw(st.lists(blocks.filter(bool), min_size=2, max_size=3))
        body = "".join(f"<section>{part}</section>" for part in parts)
    notes = f"<speaker-notes>{draw(paragraph)}</speaker-notes>" if draw(st.booleans()) else ""
    return f'<slide layout="{layout}"{kicker}><h2>{title}</h2>{body}{notes}</slide>'


def pictures() -> dict[str, bytes]:
    found = {}
    for wide, high in SIZES:
        target = io.BytesIO()
        Image.new("L", (wide, high), 200).save(target, "PNG")
        found[f"{wide}x{high}.png"] = target.getvalue()
    return found


def said(content: bytes) -> list[str]:
    """Return the words of the slides, without what each of them repeats."""
    parts = Parts(content)
    found = []
    for name in parts.slides():
        for shape in _shapes(parts.root(name), "*"):
            mark = shape.find(".//{*}ph")
            name_of = shape.find(".//{*}cNvPr").get("name")
            repeated = mark is not None and mark.get("type") in (
                "title",
                "ctrTitle",
                "ftr",
                "sldNum",
            )
            if not repeated and name_of != "Kicker":
                found.append(words(shape))
    return found


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(slides=slide(), wide=st.booleans())
def test_any_slide_fits_on_a_publishers_master(slides, wide):
    tools.need("fonts")
    file = write_over(master(wide), slides, pictures())
    assert faults(file.content) == []


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(slides=st.lists(slide(), min_size=1, max_size=2).map("".join))
def test_any_slide_fits(slides):
    tools.need("fonts")
    file = write("pptx", slides, more=pictures())
    assert faults(file.content) == []
    # Every letter arrives, wherever words were cut.
    plain = re.sub(r"<math.*?</math(?:-block)?>|<speaker-notes>.*?</speaker-notes>", "", slides)
    asked = re.findall(r"<(?:p|strong|code)>([^<]{1,2000})", plain)
    together = "".join(said(file.content)).replace(" ", "")
    for each in asked:
        assert each.strip().replace(" ", "")[:12] in together
