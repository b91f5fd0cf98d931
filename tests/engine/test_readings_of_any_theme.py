"""Whatever templates ask for: what makes something else of a document gives it another name."""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Layer, Theme
from lembar.engine.cache import Cache
from lembar.engine.jobs import Look
from lembar.engine.keys import key
from lembar.engine.readings import Readings
from lembar.sheet.environment import environment

_PATHS = ("a.j2", "b.j2", "c.j2", "d.css", "gone.j2")
_CHOSEN = '{{% set x = "{}" %}}{{% include x ignore missing %}}'
_ASKS = (
    '{{% include "{}" ignore missing %}}',
    '{{% include "parent:{}" ignore missing %}}',
    '{{% include ["{}", "d.css"] ignore missing %}}',
    '{{# {{% include "{}" %}} #}}',
    _CHOSEN,
)


@st.composite
def layers(draw: st.DrawFn) -> tuple[Layer, ...]:
    """Return layers of templates that ask for later ones, and for what is below them."""
    found = []
    for index in range(draw(st.integers(1, 3))):
        files = {}
        for at, path in enumerate(_PATHS[:-1]):
            if not draw(st.booleans()):
                continue
            later = st.tuples(st.sampled_from(_ASKS), st.sampled_from(_PATHS[at + 1 :]))
            asked = draw(st.lists(later, max_size=3))
            if draw(st.booleans()):
                asked.append((_ASKS[1], path))
            text = "".join(asks.format(to) for asks, to in asked)
            files[path] = f"{draw(st.sampled_from('xyz'))}({text})"
        found.append(Layer(str(index), files, {path: path for path in files}))
    return tuple(found)


@cache
def default() -> Theme:
    return load_theme("default", theme_roots(), AssetStore())


def name(readings: Readings, theme: Theme) -> str:
    return readings.name(theme, Look(key(theme), "en"), "a.j2", "md")


@given(one=layers(), other=layers(), kept=st.integers(0, 2))
@settings(max_examples=300)
def test_what_makes_something_else_has_another_name(tmp_path_factory, one, other, kept):
    readings = Readings(Cache(tmp_path_factory.getbasetemp() / "cache"), "machinery")
    layered = one, (*one[:kept], *other[kept:])
    themes = [
        default().with_layers(each) for each in layered if any("a.j2" in e.files for e in each)
    ]
    made = [environment(each).get_template("a.j2").render() for each in themes]
    named = [name(readings, each) for each in themes]
    assert len(set(named)) >= len(set(made))


@given(every=layers())
def test_what_no_one_asks_for_changes_no_name(tmp_path_factory, every):
    readings = Readings(Cache(tmp_path_factory.getbasetemp() / "cache"), "machinery")
    first = every[0]
    more = Layer(first.name, {**first.files, "e.j2": "e"}, {**first.origins, "e.j2": "e.j2"})
    chosen = any("set x" in text for layer in every for text in layer.files.values())
    before, after = default().with_layers(every), default().with_layers((more, *every[1:]))
    assert chosen or name(readings, before) == name(readings, after)
