"""The ZIP for a class: what is in it, its bytes, when it is made anew, and whose it is."""

import hashlib
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from lembar.engine import files, journal
from lembar.engine.class_file import class_file_name
from lembar.engine.clean import clean
from lembar.engine.listing import Thumbnail
from lembar.engine.manifest import Entry
from lembar.engine.pages import publish_index
from lembar.engine.publish import MadeSet, publish
from lembar.engine.titles import TITLES, CourseTitles
from lembar.errors import ContentError, Place, problem

from .samples import contents, made_file, words
from .test_index import COURSES, SETS, K, Reader, build, lesson, render

ZIP = "k/k-murid.zip"


def inside(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def student(output: Path, course: str = "k") -> dict[str, bytes]:
    folder = output / course / "student"
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*")}


def test_it_holds_the_folder_of_students_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path)
    for path in (ZIP, "cells/cells-students.zip"):
        course, name = path.split("/")
        top = name.removesuffix(".zip")
        held = inside((tmp_path / path).read_bytes())
        there = student(tmp_path, course)
        assert held == {f"{top}/{name}": content for name, content in there.items()}
        assert list(held) == sorted(held)
        assert {f"{top}/index.html", f"{top}/SHA256SUMS.txt"} < set(held)


def test_all_may_read_what_is_unpacked_and_its_times_are_fixed(tmp_path: Path) -> None:
    build(tmp_path)
    with zipfile.ZipFile(tmp_path / ZIP) as archive:
        assert {each.external_attr >> 16 for each in archive.infolist()} == {0o644}
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_its_bytes_depend_on_nothing_but_what_it_holds(tmp_path: Path) -> None:
    build(tmp_path / "a")
    build(tmp_path / "b", SETS[3])
    build(tmp_path / "b", *reversed(SETS))
    assert (tmp_path / "a" / ZIP).read_bytes() == (tmp_path / "b" / ZIP).read_bytes()


def test_teachers_files_change_no_byte_of_it(tmp_path: Path) -> None:
    build(tmp_path / "a")
    others = [
        MadeSet(
            each.key,
            tuple(
                made_file(
                    file.entry.path,
                    b"SECRET",
                    **{name: getattr(file.entry, name) for name in ("unit", "title", "document")},
                    pages=77,
                )
                if file.entry.edition == "teacher"
                else file
                for file in each.files
            ),
        )
        for each in SETS
    ]
    build(tmp_path / "b", *others)
    pages = [(tmp_path / each / "index.html").read_bytes() for each in "ab"]
    assert pages[0] != pages[1]
    assert (tmp_path / "a" / ZIP).read_bytes() == (tmp_path / "b" / ZIP).read_bytes()


def test_the_teachers_page_leads_to_it_with_its_size_and_the_students_does_not(
    tmp_path: Path,
) -> None:
    build(tmp_path)
    page = (tmp_path / "index.html").read_text("utf-8")
    assert ZIP in Reader(page).links
    kilo = max(1, round((tmp_path / ZIP).stat().st_size / 1024))
    assert f'&amp; dua</span> <span class="size">{kilo} KB' in page
    assert "zip" not in (tmp_path / "k/student/index.html").read_text("utf-8")


def test_it_is_packed_anew_only_when_what_it_holds_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    before = (tmp_path / ZIP).stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr("lembar.engine.class_file.pack", lambda *_: pytest.fail("packed"))
        build(tmp_path)
    assert (tmp_path / ZIP).stat().st_mtime_ns == before
    build(tmp_path, lesson("k", "u", "03-c", "Pelajaran lain"))
    assert set(inside((tmp_path / ZIP).read_bytes())) == {
        f"k-murid/{each}" for each in student(tmp_path)
    }


def test_it_goes_when_there_is_nothing_for_students(tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path, MadeSet("k/u/x", (made_file("k/teacher/GURU-x.pdf", b"x", unit="u"),)))
    assert not (tmp_path / ZIP).exists()
    assert not (tmp_path / "cells").exists()
    assert "zip" not in " ".join(Reader((tmp_path / "index.html").read_text("utf-8")).links)


def test_it_goes_when_it_is_called_otherwise_and_a_persons_copy_stays(tmp_path: Path) -> None:
    build(tmp_path)
    shutil.copy(tmp_path / ZIP, tmp_path / "k/for-class-8.zip")
    (tmp_path / "k/photos.zip").write_bytes(b"mine")
    english = CourseTitles("k", K.title, "en", K.units, "k-students.zip")
    assert publish_index(tmp_path, [english], render) == ()
    found = {each.name for each in (tmp_path / "k").glob("*.zip")}
    assert found == {"k-students.zip", "for-class-8.zip", "photos.zip"}


def test_one_that_a_person_changed_is_moved(tmp_path: Path) -> None:
    build(tmp_path)
    made = (tmp_path / ZIP).read_bytes()
    with zipfile.ZipFile(tmp_path / ZIP, "a") as archive:
        archive.writestr("note.txt", "mine")
    (found,) = build(tmp_path)
    assert (found.code, dict(found.values)["path"]) == ("edited-file", ZIP)
    assert (tmp_path / ZIP).read_bytes() == made
    assert "note.txt" in inside((tmp_path / "edited" / ZIP).read_bytes())


def test_what_was_changed_after_it_was_made_is_left_out_and_told(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "k/student/uh-1-A.pdf").write_bytes(b"with answers")
    (tmp_path / "k/student/uh-1-B.pdf").unlink()
    found = publish_index(tmp_path, COURSES, render)
    told = {dict(each.values)["path"]: (each.code, each.severity) for each in found}
    assert told == {f"k/student/uh-1-{form}.pdf": ("class-file-lacks", "warning") for form in "AB"}
    held = inside((tmp_path / ZIP).read_bytes())
    assert "k-murid/uh-1-A.docx" in held
    assert not {"k-murid/uh-1-A.pdf", "k-murid/uh-1-B.pdf"} & set(held)


def test_what_no_build_has_made_is_not_in_it(tmp_path: Path) -> None:
    (tmp_path / "k/student").mkdir(parents=True)
    (tmp_path / "k/student/GURU-kunci.pdf").write_bytes(b"A B C")
    named = MadeSet("k/u/n", (made_file("k/pupils/XI-1.pdf", b"Siti", unit="u"),))
    build(tmp_path, *SETS, named)
    held = inside((tmp_path / ZIP).read_bytes())
    assert not [name for name in held if "GURU" in name or "XI" in name]


def test_a_course_that_is_not_built_keeps_its_own(tmp_path: Path) -> None:
    build(tmp_path)
    path = tmp_path / "cells/cells-students.zip"
    before = path.read_bytes()
    publish(tmp_path, SETS[:3], (), (), scope={"k"})
    publish_index(tmp_path, COURSES[:1], render)
    assert path.read_bytes() == before
    path.unlink()
    publish_index(tmp_path, COURSES[:1], render)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["../x.zip", "a/b.zip", "x", "", None, 7])
def test_a_name_that_is_none_is_not_followed(tmp_path: Path, name: object) -> None:
    build(tmp_path)
    titles = (tmp_path / TITLES).read_text("utf-8")
    written = "null" if name is None else f'"{name}"' if isinstance(name, str) else str(name)
    (tmp_path / TITLES).write_text(titles.replace('"k-murid.zip"', written), "utf-8")
    publish_index(tmp_path, COURSES[1:], render)
    assert not (tmp_path / ZIP).exists()
    assert sorted(each.name for each in tmp_path.rglob("*.zip")) == ["cells-students.zip"]


def test_none_is_left_where_pages_can_not_be_made(tmp_path: Path) -> None:
    """A build whose theme fails leaves no ZIP with the sheets of the build before."""

    def fails(
        shown: Sequence[Entry],
        titles: Mapping[str, CourseTitles],
        sizes: Mapping[str, int],
        edited: Sequence[str],
        audience: str,
        pictures: Mapping[str, Thumbnail],
    ) -> dict[str, bytes]:
        raise ContentError(problem("template-error", Place("a"), message="x"))

    build(tmp_path)
    publish(tmp_path, [lesson("k", "u", "03-c", "Pelajaran lain")], (), (), scope={"k"})
    (found,) = publish_index(tmp_path, [K], fails)
    assert found.code == "template-error"
    assert not (tmp_path / ZIP).exists()
    assert (tmp_path / "cells/cells-students.zip").is_file()


def test_a_kill_at_any_step_is_mended_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step the run ends in, nothing is taken for a person's, and all is right again."""
    other = (lesson("k", "u", "03-c", "Pelajaran lain"), SETS[2])
    build(tmp_path / "right", *other)
    right = contents(tmp_path / "right")
    real = files.move
    for step in range(12):
        output = tmp_path / str(step)
        build(output)
        publish(output, other, (), ())
        left = step

        def move(source: Path, target: Path) -> None:
            nonlocal left
            if not left:
                raise KeyboardInterrupt
            left -= 1
            real(source, target)

        with monkeypatch.context() as patch:
            patch.setattr(files, "move", move)
            with suppress(KeyboardInterrupt):
                publish_index(output, COURSES, render)
        journal.recover(output)
        assert build(output, *other) == ()
        assert contents(output) == right


def test_clean_takes_it_and_leaves_a_persons(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "k/photos.zip").write_bytes(b"mine")
    (tmp_path / "cells/cells-students.zip").write_bytes(b"mine too")
    clean(tmp_path)
    assert sorted(contents(tmp_path)) == ["cells/cells-students.zip", "k/photos.zip"]


def test_its_name_is_in_the_courses_language_and_in_ascii() -> None:
    assert class_file_name("kelompok-okupasional", words()) == "kelompok-okupasional-murid.zip"
    assert class_file_name("دورة الماء", words()) == "murid.zip"
    assert len(class_file_name("a" * 200, words())) <= 80


def test_the_list_in_it_is_right_for_what_is_in_it(tmp_path: Path) -> None:
    build(tmp_path)
    held = inside((tmp_path / ZIP).read_bytes())
    lines = held["k-murid/SHA256SUMS.txt"].decode().splitlines()[:-1]
    for line in lines:
        made, name = line.split("  ")
        assert hashlib.sha256(held[f"k-murid/{name}"]).hexdigest() == made
    assert len(lines) == len(held) - 2
