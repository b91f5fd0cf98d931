"""A theme's master.pptx: what is broken is told with its name, and how to mend it."""

import io
import zipfile
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Theme
from lembar.errors import ContentError
from lembar.messages import Messages
from tests.writers.pptx.masters import master


def load(root: Path, content: bytes, store: AssetStore | None = None) -> Theme:
    folder = root / "templates/seri"
    folder.mkdir(parents=True)
    (folder / "theme.yaml").write_text("extends: default\n", "utf-8")
    (folder / "master.pptx").write_bytes(content)
    return load_theme("seri", theme_roots(root), AssetStore() if store is None else store, root)


def told(root: Path, content: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load(root, content)
    say = Messages("en")
    return [say.line(each) for each in caught.value.problems]


def changed(content: bytes, **parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].replace(".", "_"), old.read(name)))
    return target.getvalue()


def test_a_master_is_an_asset(tmp_path):
    store = AssetStore()
    theme = load(tmp_path, master(), store)
    assert theme.master is not None
    assert theme.master.file == "templates/seri/master.pptx"
    assert store[theme.master.asset].startswith(b"PK")


def test_the_nearest_master_is_taken(tmp_path):
    load(tmp_path, master())
    folder = tmp_path / "templates/anak"
    folder.mkdir()
    (folder / "theme.yaml").write_text("extends: seri\n", "utf-8")
    theme = load_theme("anak", theme_roots(tmp_path), AssetStore(), tmp_path)
    assert theme.master is not None
    assert theme.master.file == "templates/seri/master.pptx"


def test_a_theme_without_one_has_none():
    assert load_theme("default", theme_roots(), AssetStore()).master is None


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "office-broken"),
        (b"not a zip", "office-broken"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 512, "office-locked"),
        (changed(master(), slideMaster1_xml=b"<p:sldMaster>"), "office-broken"),
    ],
)
def test_a_broken_master_is_told_by_its_name(tmp_path, content, code):
    lines = told(tmp_path, content)
    assert len(lines) == 1
    assert lines[0].startswith(f"templates/seri/master.pptx:1:1: error[{code}]")


def test_another_kind_of_office_file_is_told(tmp_path):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    assert "error[office-other]" in told(tmp_path, target.getvalue())[0]


def test_a_field_that_no_document_has_names_those_that_one_has(tmp_path):
    lines = told(tmp_path, master(says="{{ shcool }} {{ title }}"))
    assert len(lines) == 1
    assert "“shcool”" in lines[0]
    assert "“school”" in lines[0]
