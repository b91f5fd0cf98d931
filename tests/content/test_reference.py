"""A theme brings a reference.docx, or has that of the theme it extends."""

from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.errors import ContentError
from tests.writers.docx.references import covered, framed, made


def project(root: Path, reference: bytes) -> Path:
    for name, parent in (("seri", "default"), ("buku", "seri")):
        folder = root / "templates" / name
        folder.mkdir(parents=True)
        (folder / "theme.yaml").write_text(f"extends: {parent}\n", "utf-8")
    (root / "templates/seri/reference.docx").write_bytes(reference)
    return root


@pytest.mark.parametrize("name", ["seri", "buku"])
def test_the_nearest_reference_of_a_chain_is_in_the_store(tmp_path, name):
    reference = made(framed, covered)
    store = AssetStore()
    theme = load_theme(name, theme_roots(project(tmp_path, reference)), store, tmp_path)
    assert theme.reference is not None
    assert theme.reference.file == "templates/seri/reference.docx"
    assert store[theme.reference.asset] == reference
    assert load_theme("default", theme_roots(tmp_path), store).reference is None


def test_a_broken_reference_is_told_with_its_file(tmp_path):
    roots = theme_roots(project(tmp_path, b"PK"))
    with pytest.raises(ContentError) as caught:
        load_theme("buku", roots, AssetStore(), tmp_path)
    [told] = caught.value.problems
    assert told.code == "office-broken"
    assert told.place is not None
    assert told.place.file == "templates/seri/reference.docx"
