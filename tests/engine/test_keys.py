"""Equal values have one name, in any process; what documents do not show has no part in it."""

import os
import subprocess
import sys
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from lembar.engine.keys import key, placed_key
from lembar.errors import Place
from tests.built import ROOT

_PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@dataclass(frozen=True, slots=True)
class Thing:
    text: str
    place: Place
    inside: tuple["Thing", ...] = ()


def copied(value: object) -> object:
    """Return an equal value whose parts are other objects."""
    if isinstance(value, tuple):
        return tuple(map(copied, value))
    if isinstance(value, dict):
        return {copied(name): copied(each) for name, each in value.items()}
    return "".join(list(value)) if isinstance(value, str) else value


@given(_PLAIN)
def test_equal_values_have_one_key(value):
    assert key(value) == key(copied(value))
    assert key(value, value) == key(copied(value), value)


@given(_PLAIN, _PLAIN)
def test_other_values_have_another(one, other):
    if repr(one) != repr(other):
        assert key(one) != key(other)


def test_places_have_no_part_in_it():
    inner = Thing("b", Place("a.md", 5))
    thing = Thing("a", Place("a.md", 1, 2), (inner,))
    moved = replace(thing, place=Place("b.md", 9), inside=(replace(inner, place=Place("a.md", 6)),))
    assert key(thing) == key(moved)
    assert placed_key(thing) != placed_key(moved)
    assert key(thing) != key(replace(thing, text="c"))
    assert key(thing) != key(replace(thing, inside=()))


def test_keys_of_documents_are_the_same_in_every_process():
    code = (
        "from pathlib import Path; from lembar.engine.prepare import prepare;"
        "from lembar.engine.project import find_project; from lembar.content.loader import Options;"
        "from lembar.engine.keys import key\n"
        f"here = Path({str(ROOT)!r})\n"
        "project = find_project((here / 'content/linear-motion',), here)\n"
        "(course,) = prepare(project, Options()).courses\n"
        "from dataclasses import replace\n"
        "own = replace(course.theme.layers[0], replaces=('print.css', 'slides.css', 'page.css'))\n"
        "print(key(own), key(course.theme), *(key(d) for s in course.sets for d in s.documents))"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=env | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "77")
    }
    assert len(said) == 1
    assert len(set(said.pop().split())) > 30
