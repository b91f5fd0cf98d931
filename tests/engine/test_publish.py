import os
from pathlib import Path

import pytest

from lembar.engine import files
from lembar.engine.manifest import read_manifest
from lembar.engine.publish import MadeSet, Published, publish
from lembar.errors import LembarError

from .samples import contents, expected, made_file, made_set

A1, A2 = made_set("k/u/a", "1"), made_set("k/u/a", "2")
B1, B2 = made_set("k/u/b", "1"), made_set("k/u/b", "2")
L1 = made_set("lain/u/a", "1")


def codes(published: Published) -> list[str]:
    return [each.code for each in published.problems]


def in_manifest(output: Path) -> set[str]:
    return {each.set for each in read_manifest(output)}


def test_files_and_manifest_appear(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "output"
    done = publish(output, [A1, B1], (), ())
    assert contents(output) == expected(A1, B1)
    assert (done.made, done.unchanged, done.problems) == (6, 0, [])
    assert not (output / ".staging").exists()


def test_same_bytes_are_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    for each in tmp_path.rglob("*"):
        os.utime(each, (1, 1))
    done = publish(tmp_path, [A1], (), ())
    assert (done.made, done.unchanged) == (0, 3)
    assert all(each.stat().st_mtime == 1 for each in tmp_path.rglob("*") if each.is_file())


def test_manifest_is_the_same_in_any_order(tmp_path: Path) -> None:
    publish(tmp_path / "1", [A1, B1], (), ())
    publish(tmp_path / "2", [B1, A1], (), ())
    publish(tmp_path / "3", [B1], (), ())
    publish(tmp_path / "3", [A1], {"k/u/b"}, ())
    one, two, three = [(tmp_path / n / "manifest.json").read_bytes() for n in "123"]
    assert one == two == three


def test_kept_sets_stay(tmp_path: Path) -> None:
    publish(tmp_path, [A1, B1], (), ())
    done = publish(tmp_path, [A2], {"k/u/b"}, ())
    assert contents(tmp_path) == expected(A2, B1)
    assert (done.made, done.unchanged) == (3, 3)


def test_a_failed_set_leaves_nothing_of_the_old(tmp_path: Path) -> None:
    publish(tmp_path, [A1, B1], (), ())
    done = publish(tmp_path, [B2], (), {"k/u/a"})
    assert contents(tmp_path) == expected(B2)
    assert done.removed == tuple(sorted(expected(A1)))
    assert in_manifest(tmp_path) == {"k/u/b"}


def test_a_set_that_failed_is_not_published_in_part(tmp_path: Path) -> None:
    publish(tmp_path, [A1, B1], (), {"k/u/a"})
    assert contents(tmp_path) == expected(B1)


def test_what_the_plan_no_longer_makes_is_removed(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    publish(tmp_path, [A1, L1], (), ())
    publish(tmp_path, [A1], (), ())
    assert contents(tmp_path) == {**expected(A1), ".gitkeep": b""}
    assert not (tmp_path / "lain").exists()


def test_other_courses_stay(tmp_path: Path) -> None:
    publish(tmp_path, [A1, L1], (), ())
    publish(tmp_path, [B1], (), (), scope={"k"})
    assert contents(tmp_path) == expected(B1, L1)
    assert in_manifest(tmp_path) == {"k/u/b", "lain/u/a"}


def test_of_a_broken_course_nothing_stays(tmp_path: Path) -> None:
    publish(tmp_path, [A1, L1], (), ())
    publish(tmp_path, [], (), (), scope={"k"}, broken={"lain"})
    assert contents(tmp_path) == {}


def test_a_document_less_is_removed(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    fewer = made_set("k/u/a", "2", ["a.pdf"])
    done = publish(tmp_path, [fewer], (), ())
    assert contents(tmp_path) == expected(fewer)
    assert done.removed == ("k/student/a-b.docx",)


def test_an_edited_file_is_moved(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    (tmp_path / "k/student/a-b.docx").write_bytes(b"mine")
    done = publish(tmp_path, [A2], (), ())
    moved = "edited/k/student/a-b.docx"
    assert contents(tmp_path) == {**expected(A2), moved: b"mine"}
    assert done.edited == (("k/student/a-b.docx", moved),)
    assert codes(done) == ["edited-file"]
    assert done.problems[0].severity == "warning"
    assert dict(done.problems[0].values) == {"path": "k/student/a-b.docx", "moved": moved}


@pytest.mark.parametrize("how", ["same", "failed", "removed"])
def test_an_edited_file_is_moved_whatever_becomes_of_its_set(tmp_path: Path, how: str) -> None:
    publish(tmp_path, [A1], (), ())
    (tmp_path / "k/teacher/GURU-a.pdf").write_bytes(b"mine")
    made = [A1] if how == "same" else []
    publish(tmp_path, made, (), {"k/u/a"} if how == "failed" else ())
    assert contents(tmp_path) == {**expected(*made), "edited/k/teacher/GURU-a.pdf": b"mine"}


def test_every_edit_gets_a_name(tmp_path: Path) -> None:
    path = tmp_path / "k/student/a-a.pdf"
    publish(tmp_path, [A1], (), ())
    for text in (b"one", b"two", b"one", b"three"):
        path.write_bytes(text)
        publish(tmp_path, [A1], (), ())
    edited = {p: raw for p, raw in contents(tmp_path).items() if p.startswith("edited/")}
    assert edited == {
        "edited/k/student/a-a.pdf": b"one",
        "edited/k/student/a-a-2.pdf": b"two",
        "edited/k/student/a-a-3.pdf": b"three",
    }


def test_a_foreign_file_in_the_way_is_moved(tmp_path: Path) -> None:
    path = tmp_path / "k/student/a-a.pdf"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"foreign")
    (path.parent / "catatan.txt").write_bytes(b"notes")
    done = publish(tmp_path, [A1], (), ())
    assert codes(done) == ["edited-file"]
    assert contents(tmp_path) == {
        **expected(A1),
        "edited/k/student/a-a.pdf": b"foreign",
        "k/student/catatan.txt": b"notes",
    }


def test_a_folder_in_the_way_is_moved(tmp_path: Path) -> None:
    (tmp_path / "k/student/a-a.pdf").mkdir(parents=True)
    (tmp_path / "k/student/a-a.pdf/mine.txt").write_bytes(b"mine")
    publish(tmp_path, [A1], (), ())
    assert contents(tmp_path) == {**expected(A1), "edited/k/student/a-a.pdf/mine.txt": b"mine"}


def test_a_file_where_a_folder_is_due_blocks_its_set_only(tmp_path: Path) -> None:
    (tmp_path / "lain").write_bytes(b"mine")
    done = publish(tmp_path, [A1, L1], (), ())
    assert codes(done) == ["publish-failed"]
    assert contents(tmp_path) == {**expected(A1), "lain": b"mine"}
    assert in_manifest(tmp_path) == {"k/u/a"}


def test_a_lost_manifest_makes_nothing_edited(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    (tmp_path / "manifest.json").unlink()
    done = publish(tmp_path, [A1], (), ())
    assert (done.unchanged, done.edited) == (3, ())
    assert in_manifest(tmp_path) == {"k/u/a"}


def test_two_sets_may_hand_over_a_path(tmp_path: Path) -> None:
    def named(key: str, *names: str) -> MadeSet:
        return MadeSet(key, tuple(made_file(f"k/student/{n}", key.encode()) for n in names))

    publish(tmp_path, [named("k/u/a", "x", "y"), named("k/u/b", "z")], (), ())
    done = publish(tmp_path, [named("k/u/a", "z", "X"), named("k/u/b", "x2", "y")], (), ())
    assert done.problems == []
    assert contents(tmp_path) == {
        "k/student/X": b"k/u/a",
        "k/student/x2": b"k/u/b",
        "k/student/y": b"k/u/b",
        "k/student/z": b"k/u/a",
    }


def test_a_path_belongs_to_one_set(tmp_path: Path) -> None:
    thief = MadeSet("k/u/z", (made_file("k/student/A-a.pdf", b"z"),))
    done = publish(tmp_path, [thief, A1], (), ())
    assert codes(done) == ["path-taken"]
    assert contents(tmp_path) == expected(A1)
    done = publish(tmp_path, [thief], {"k/u/a"}, ())
    assert codes(done) == ["path-taken"]
    assert contents(tmp_path) == expected(A1)


def test_our_own_places_are_no_course(tmp_path: Path) -> None:
    done = publish(tmp_path, [made_set("edited/u/a", "1"), made_set("../u/a", "1")], (), ())
    assert codes(done) == ["path-reserved"] * 6
    assert contents(tmp_path) == {}
    assert not (tmp_path.parent / "student").exists()


@pytest.mark.parametrize(
    "target", ["k/student/a-a.pdf", "k/student/a-b.docx", "k/teacher/GURU-a.pdf"]
)
@pytest.mark.parametrize("how", ["made", "failed", "removed"])
def test_a_file_held_open_keeps_its_set_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, how: str
) -> None:
    publish(tmp_path, [A1, B1], (), ())
    hold(monkeypatch, tmp_path / target)
    made = [A2, B2] if how == "made" else [B2]
    done = publish(tmp_path, made, (), {"k/u/a"} if how == "failed" else ())
    assert contents(tmp_path) == expected(A1, B2)
    assert done.locked == ("k/u/a",)
    assert codes(done) == ["file-held-open"]
    assert done.problems[0].severity == "error"
    assert dict(done.problems[0].values) == {"path": target, "set": "k/u/a"}
    monkeypatch.undo()
    assert publish(tmp_path, [A2, B2], (), ()).problems == []
    assert contents(tmp_path) == expected(A2, B2)


def test_an_edit_stays_in_place_while_its_set_is_held_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, [A1], (), ())
    (tmp_path / "k/student/a-a.pdf").write_bytes(b"mine")
    hold(monkeypatch, tmp_path / "k/teacher/GURU-a.pdf")
    done = publish(tmp_path, [A2], (), ())
    assert codes(done) == ["file-held-open"]
    assert contents(tmp_path) == {**expected(A1), "k/student/a-a.pdf": b"mine"}
    monkeypatch.undo()
    publish(tmp_path, [A2], (), ())
    assert contents(tmp_path) == {**expected(A2), "edited/k/student/a-a.pdf": b"mine"}


def test_a_save_at_the_last_moment_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, [A1], (), ())
    path = tmp_path / "k/student/a-a.pdf"
    move = files.move

    def save_then_move(source: Path, target: Path) -> None:
        if source == path:
            path.write_bytes(b"mine")
        move(source, target)

    monkeypatch.setattr(files, "move", save_then_move)
    done = publish(tmp_path, [A2], (), ())
    assert contents(tmp_path) == {**expected(A2), "edited/k/student/a-a.pdf": b"mine"}
    assert codes(done) == ["edited-file"]


def test_a_manifest_held_open_is_mended_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(tmp_path, [A1], (), ())
    hold(monkeypatch, tmp_path / "manifest.json")
    assert codes(publish(tmp_path, [A2], (), ())) == ["file-held-open"]
    monkeypatch.undo()
    done = publish(tmp_path, [A2], (), ())
    assert (done.unchanged, done.edited) == (3, ())
    assert contents(tmp_path) == expected(A2)


def test_an_output_that_is_a_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "output").touch()
    with pytest.raises(LembarError) as caught:
        publish(tmp_path / "output", [A1], (), ())
    assert caught.value.problems[0].code == "output-not-writable"


def test_part_of_a_set_leaves_the_rest_while_nothing_changed(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    part = made_set("k/u/a", "1", ["a.pdf"])
    publish(tmp_path, [part], (), (), whole=False)
    assert contents(tmp_path) == expected(A1)
    assert {each.path for each in read_manifest(tmp_path)} == set(expected(A1))


def test_part_of_a_set_never_stays_beside_older_files(tmp_path: Path) -> None:
    publish(tmp_path, [A1], (), ())
    part = made_set("k/u/a", "2", ["a.pdf"])
    publish(tmp_path, [part], (), (), whole=False)
    assert contents(tmp_path) == expected(part)


def test_part_of_a_set_with_another_revision_stands_alone(tmp_path: Path) -> None:
    def sheet(format_: str, revision: str) -> MadeSet:
        file = made_file(f"k/student/a.{format_}", b"x", revision=revision)
        return MadeSet("k/u/a", (file,))

    publish(tmp_path, [sheet("pdf", "AAAA")], (), (), whole=False)
    publish(tmp_path, [sheet("docx", "AAAA")], (), (), whole=False)
    assert set(contents(tmp_path)) == {"k/student/a.pdf", "k/student/a.docx"}
    publish(tmp_path, [sheet("md", "BBBB")], (), (), whole=False)
    assert set(contents(tmp_path)) == {"k/student/a.md"}


def hold(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let a file be held open as Word does it: it can't be moved, and nothing moved onto it."""
    replace = os.replace

    def guarded(source: Path, target: Path) -> None:
        if path in (Path(source), Path(target)):
            raise PermissionError(13, "in use", str(source))
        replace(source, target)

    monkeypatch.setattr(os, "replace", guarded)
