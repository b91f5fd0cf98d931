"""Pieces that take long to make are made once; what is kept is what would be made."""

from collections.abc import Iterator

import pytest

from lembar.engine.cache import Cache
from lembar.engine.pieces import Pieces
from lembar.writers import cuts, formulas, kept, raster
from tests.built import build_apart
from tests.engine.small import project
from tests.sheets import load

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" font-family="sans-serif">'
    b'<text x="2" y="8" font-size="6">L\xc3\xa9mbar</text></svg>'
)


@pytest.fixture
def store(tmp_path) -> Iterator[Pieces]:
    """Return a store that this process uses while a test runs."""
    made = Pieces(Cache(tmp_path), "machinery")
    kept.keep_in(made)
    yield made
    kept.keep_in(None)


def forget() -> None:
    """Let this process remember nothing that it made."""
    for each in (cuts._fixed, cuts._woff2, formulas.formula, raster._draw):
        each.cache_clear()


def pieces() -> list[object]:
    """Return a piece of each kind."""
    forget()
    _, theme, assets = load("handout")
    face = theme.fonts[0]
    return [
        cuts.fixed(face, 600, theme, assets),
        cuts.woff2(face, frozenset(map(ord, "Lembar")), theme, assets),
        formulas.formula(r"\frac{a}{b^2}", True),
        raster.png(SVG, 30, theme, assets),
    ]


def test_what_is_kept_is_what_is_made(store):
    kept.keep_in(None)
    made = pieces()
    kept.keep_in(store)
    assert pieces() == made  # now they are kept
    assert pieces() == made  # now they are found


def test_what_is_kept_is_not_made_again(store, monkeypatch):
    made = pieces()

    def refuse(*_: object, **__: object) -> bytes:
        raise AssertionError("made again")

    monkeypatch.setattr(cuts, "_cut", refuse)
    monkeypatch.setattr(formulas, "_drawing", refuse)
    monkeypatch.setattr("resvg_py.svg_to_bytes", refuse)
    assert pieces() == made


def test_other_parts_are_other_pieces(store):
    _, theme, assets = load("handout")
    face = theme.fonts[0]
    weights = {cuts.fixed(face, weight, theme, assets) for weight in (400, 600, 700)}
    assert len(weights) == 3
    assert len({raster.png(SVG, width, theme, assets) for width in (30, 31)}) == 2
    assert formulas.formula("a", True).svg != formulas.formula("b", True).svg
    letters = [frozenset(map(ord, text)) for text in ("ab", "abc")]
    assert len({cuts.woff2(face, each, theme, assets) for each in letters}) == 2


def test_another_machinery_makes_its_own(tmp_path):
    cache = Cache(tmp_path)
    Pieces(cache, "one").put("name", b"a")
    assert Pieces(cache, "one").get("name") == b"a"
    assert Pieces(cache, "other").get("name") is None


def test_a_build_keeps_pieces_and_makes_the_same_with_them(tmp_path):
    root = project(tmp_path / "project")
    kinds = ("--format", "html", "--format", "docx")
    cache = {"LEMBAR_CACHE": str(tmp_path / "cache")}

    def made(name: str) -> dict[str, bytes]:
        files = (path for path in (tmp_path / name).rglob("*") if path.is_file())
        return {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in files}

    def build(name: str, **environment: str) -> None:
        done = build_apart(root, *kinds, "--output", str(tmp_path / name), **environment)
        assert done.returncode == 0, done.stderr

    build("bare", LEMBAR_CACHE="off")
    build("first", **cache)
    lesson = root / "content/water/cycle/01-puddle.md"
    lesson.write_text(lesson.read_text() + "\nMore.\n")
    build("second", **cache)
    build("bare-again", LEMBAR_CACHE="off")
    assert made("first") == made("bare")
    assert made("second") == made("bare-again")
    assert len(list((tmp_path / "cache/files").rglob("*"))) > 10
