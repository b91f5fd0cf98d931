import json
from pathlib import Path

import pytest

from lembar.engine.manifest import is_publishable, manifest_bytes, read_manifest
from lembar.engine.publish import publish

from .samples import made_file, made_set

KEYS = [
    *("path", "course", "unit", "document", "edition", "form", "profile", "format"),
    *("title", "pages", "sha256", "sources", "revision"),
]


def test_manifest_is_what_the_design_says(tmp_path: Path) -> None:
    publish(tmp_path, [made_set("k/u/b", "1"), made_set("k/u/a", "1")], (), ())
    raw = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert list(raw) == ["documents"]
    assert all(list(each) == [*KEYS, "set", "tier"] for each in raw["documents"])
    paths = [each["path"] for each in raw["documents"]]
    assert paths == sorted(paths)
    assert all((tmp_path / path).is_file() for path in paths)


def test_manifest_is_read_as_written(tmp_path: Path) -> None:
    entry = made_file("k/student/a.pdf", b"x", title="Śā “judul”", pages=4, set="k/u/a").entry
    raw = manifest_bytes([entry])
    assert "Śā “judul”".encode() in raw
    (tmp_path / "manifest.json").write_bytes(raw)
    assert read_manifest(tmp_path) == (entry,)


def test_a_manifest_from_before_there_were_tiers_is_read(tmp_path: Path) -> None:
    entry = made_file("k/student/a.pdf", b"x", set="k/u/a").entry
    raw = json.loads(manifest_bytes([entry]))
    del raw["documents"][0]["tier"]
    (tmp_path / "manifest.json").write_text(json.dumps(raw), "utf-8")
    assert read_manifest(tmp_path) == (entry,)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"documents": 1}',
        b'{"documents": [{}]}',
        b'{"documents": ["path"]}',
    ],
)
def test_broken_manifest_is_empty(tmp_path: Path, raw: bytes) -> None:
    assert read_manifest(tmp_path) == ()
    (tmp_path / "manifest.json").write_bytes(raw)
    assert read_manifest(tmp_path) == ()


@pytest.mark.parametrize(
    ("key", "value"),
    [("pages", "4"), ("pages", True), ("sources", "a.md"), ("title", 7), ("path", "../a.pdf")],
)
def test_a_wrong_value_breaks_the_manifest(tmp_path: Path, key: str, value: object) -> None:
    entry = made_file("k/student/a.pdf", b"x", set="k/u/a").entry
    raw = json.loads(manifest_bytes([entry]))
    raw["documents"][0][key] = value
    (tmp_path / "manifest.json").write_text(json.dumps(raw), "utf-8")
    assert read_manifest(tmp_path) == ()


def test_a_path_stands_once(tmp_path: Path) -> None:
    entry = made_file("k/student/a.pdf", b"x", set="k/u/a").entry
    (tmp_path / "manifest.json").write_bytes(manifest_bytes([entry, entry]))
    assert read_manifest(tmp_path) == ()


@pytest.mark.parametrize(
    "path",
    [
        "a.pdf",
        "/etc/a.pdf",
        "k/../a.pdf",
        "k//a.pdf",
        "k/a.pdf/",
        "./k/a.pdf",
        "k\\a.pdf",
        "c:/a.pdf",
        "edited/a.pdf",
        "Edited/a.pdf",
        ".staging/a.pdf",
        "k/student/index.html",
        "k/student/SHA256SUMS.txt",
    ],
)
def test_paths_no_document_may_have(path: str) -> None:
    assert not is_publishable(path)
    assert is_publishable("k/student/a.pdf")
