"""Files as people have them: read, explained or ignored."""

from pathlib import Path

import pytest

from lembar.content.files import ignored, misnamed, read_text
from lembar.errors import Problems


def _read(tmp_path: Path, raw: bytes) -> tuple[str | None, list[str]]:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    problems = Problems()
    text = read_text(path, "a.yaml", problems)
    return text, [f"{p.place}".removeprefix("a.yaml:") + f" {p.code}" for p in problems]


@pytest.mark.parametrize(
    "raw",
    [b"a\nb\n", b"\xef\xbb\xbfa\nb\n", b"a\r\nb\r\n", b"a\rb\r"],
    ids=["plain", "mark", "windows", "old mac"],
)
def test_read(tmp_path: Path, raw: bytes) -> None:
    assert _read(tmp_path, raw) == ("a\nb\n", [])


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("a".encode("utf-16"), "1:1 not-utf-8"),
        ("abc".encode("utf-16-le"), "1:1 not-utf-8"),
        ("\ufeffé\r\nd\u00e9: ".encode() + b"\xe9", "2:5 not-utf-8"),
        (b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "2:1 merge-marker"),
        ("é: 1\nb: é\x0bc\n".encode(), "2:5 bad-character"),
    ],
    ids=["utf-16", "utf-16 without mark", "windows-1252", "merge", "vertical tab"],
)
def test_explained(tmp_path: Path, raw: bytes, said: str) -> None:
    assert _read(tmp_path, raw) == (None, [said])


def test_a_heading_is_no_merge_marker(tmp_path: Path) -> None:
    assert _read(tmp_path, b"Judul\n=======\n")[1] == []


def test_missing(tmp_path: Path) -> None:
    problems = Problems()
    assert read_text(tmp_path / "b.md", "b.md", problems) is None
    assert [p.code for p in problems] == ["unreadable-file"]


@pytest.mark.parametrize("name", [".git", "~$01-a.docx", "a.yaml~", "a.yaml.bak", "b.md.orig"])
def test_ignored(name: str) -> None:
    assert ignored(name)


@pytest.mark.parametrize("name", ["01-a.md", "a.yaml", "~a.md"])
def test_not_ignored(name: str) -> None:
    assert not ignored(name)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("a.yaml.txt", "a.yaml"),
        ("a.yml.txt", "a.yaml"),
        ("01-a.MD.txt", "01-a.md"),
        ("a.yml", "a.yaml"),
        ("a.YAML", "a.yaml"),
        ("a.markdown", "a.md"),
    ],
)
def test_misnamed(name: str, right: str) -> None:
    problems = Problems()
    assert misnamed(Path(name), name, problems)
    (found,) = problems
    assert dict(found.values) == {"right": right}


@pytest.mark.parametrize("name", ["a.yaml", "01-a.md", "catatan.txt", "gambar.svg", "a"])
def test_well_named(name: str) -> None:
    problems = Problems()
    assert not misnamed(Path(name), name, problems)
    assert len(problems) == 0
