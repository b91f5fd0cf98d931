"""Edits change what they name and not a byte more."""

from pathlib import Path

import pytest

from lembar.engine import edits
from lembar.engine.edits import Edit, edited, replace, replace_all


def test_edits_are_made_from_the_end_whatever_their_order() -> None:
    one, two = Edit(1, 1, "a", "long"), Edit(1, 3, "b", "longer")
    assert edited(b"a b\n", [one, two]) == edited(b"a b\n", [two, one]) == b"long longer\n"


def test_a_place_that_holds_something_else_stops_all() -> None:
    assert edited(b"a b\n", [Edit(1, 1, "a", "x"), Edit(1, 3, "c", "y")]) is None
    assert edited(b"a\n", [Edit(9, 1, "a", "x")]) is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_new_line_ends_as_its_line_does(end: str) -> None:
    raw = f"x: 1{end}y: 2{end}".encode()
    assert edited(raw, [Edit(2, 1, "y", "a\nb")]) == f"x: 1{end}a{end}b: 2{end}".encode()


def test_byte_order_mark_and_the_last_line_stay_as_they_are() -> None:
    assert edited(b"\xef\xbb\xbfab", [Edit(1, 1, "a", "x")]) == b"\xef\xbb\xbfxb"


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0b", "\x0c"])
def test_signs_that_are_no_line_ends_for_the_readers_are_none_here(sign: str) -> None:
    raw = f"a{sign}b\nc\n".encode()
    assert edited(raw, [Edit(2, 1, "c", "x")]) == f"a{sign}b\nx\n".encode()


def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path: Path) -> None:
    file, link = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"old")
    file.chmod(0o640)
    link.symlink_to(file)
    replace(link, b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a", "b"]


def test_if_one_file_fails_all_keep_what_they_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.write_bytes(b"one")
    two.write_bytes(b"two")
    real = edits.replace

    def fails(path: Path, content: bytes) -> None:
        if path == two and content != b"two":
            raise OSError("disk full")
        real(path, content)

    monkeypatch.setattr(edits, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        replace_all({one: b"new", two: b"new"})
    assert (one.read_bytes(), two.read_bytes()) == (b"one", b"two")
