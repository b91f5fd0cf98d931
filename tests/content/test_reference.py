"""A theme brings a reference.docx, or has that of the theme it extends."""

import io
import zipfile
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


REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OUTSIDE = (
    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
    "<Relationship\nId='rId9' Type='{type}' Target='{target}' TargetMode='External'/>"
    "</Relationships>"
)
PICTURE, LINK = f"{REL}/image", f"{REL}/hyperlink"


def codes(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_theme("buku", theme_roots(root), AssetStore(), root)
    return [each.code for each in caught.value.problems]


def with_part(content: bytes, part: str, change: tuple[str, str] | str) -> bytes:
    """Return a file with a part that is new, or changed in one place."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == part and isinstance(change, tuple):
                assert change[0].encode() in text
                text = text.replace(change[0].encode(), change[1].encode(), 1)
            if name != part or isinstance(change, tuple):
                new.writestr(name, text)
        if isinstance(change, str):
            new.writestr(part, change)
    return target.getvalue()


HEADER = "word/_rels/header1.xml.rels"
PARAGRAPH = "</w:body>"
FIELD = "<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p></w:body>"
SIMPLE = '<w:p><w:fldSimple w:instr="{}"/></w:p></w:body>'


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (HEADER, OUTSIDE.format(type=PICTURE, target="http://example.org/hyperlink/x.png")),
        ("word/document.xml", (PARAGRAPH, FIELD.format('DDEAUTO cmd "/k calc"'))),
        (
            "word/document.xml",
            (PARAGRAPH, FIELD.format("INC</w:instrText><w:instrText>LUDETEXT a")),
        ),
        ("word/document.xml", (PARAGRAPH, SIMPLE.format("includepicture http://example.org/x"))),
    ],
)
def test_what_stands_outside_is_not_taken_in(tmp_path, part, change):
    content = with_part(made(framed, covered), part, change)
    assert codes(project(tmp_path, content)) == ["office-outside"]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (HEADER, OUTSIDE.format(type=LINK, target="http://example.org/")),
        ("word/document.xml", (PARAGRAPH, FIELD.format("PAGE \\* MERGEFORMAT"))),
        ("word/document.xml", (PARAGRAPH, FIELD.format("STYLEREF &quot;heading 2&quot;"))),
    ],
)
def test_links_and_fields_of_the_file_itself_are_left(tmp_path, part, change):
    root = project(tmp_path, with_part(made(framed, covered), part, change))
    assert load_theme("buku", theme_roots(root), AssetStore(), root).reference is not None


def test_macros_are_found_however_the_list_of_parts_is_written(tmp_path):
    with zipfile.ZipFile(io.BytesIO(made(framed))) as archive:
        kinds = archive.read("[Content_Types].xml").decode()
    kinds = kinds.replace("wordprocessingml.document.main", "macroEnabled.main")
    kinds = kinds.replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16")
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made(framed))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            own = name == "[Content_Types].xml"
            new.writestr(name, kinds.encode("utf-16") if own else old.read(name))
    assert codes(project(tmp_path, target.getvalue())) == ["office-macros"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path):
    root = project(tmp_path / "project", made(framed))
    path = root / "templates/seri/reference.docx"
    elsewhere = path.rename(tmp_path / "answers.docx")
    try:
        path.symlink_to(elsewhere)
    except OSError:
        pytest.skip("this system makes no links")
    assert codes(root) == ["theme-file-outside"]


def test_a_file_that_is_too_large_is_told_as_that(tmp_path):
    assert codes(project(tmp_path, bytes(30_000_001))) == ["office-large"]
