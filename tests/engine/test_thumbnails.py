"""Thumbnails lie beside the PDFs that they show, for the same audience, and go with them."""

import hashlib
import zipfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from lembar.content.loader import Options
from lembar.engine.build import Wanted, build
from lembar.engine.cache import Cache
from lembar.engine.clean import clean
from lembar.engine.machinery import machinery
from lembar.engine.manifest import Entry, is_publishable
from lembar.engine.memory import Memory
from lembar.engine.pages import publish_index
from lembar.engine.project import find_project
from lembar.engine.publish import MadeSet, publish
from lembar.engine.report import Silent
from lembar.engine.thumbnails import is_thumbnail, thumbnails
from lembar.engine.verify import verify
from lembar.writers.pdf.thumbnail import thumbnail
from tests import rosters
from tests.built import unpacked

from .samples import made_file, made_set
from .test_index import COURSES, entries, pages_of, render

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\xa8\0\0\0\xee "


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a test with its key, and sheets with the names of pupils."""
    root = tmp_path_factory.mktemp("thumbnails")
    rosters.course(root, rosters.roster(2), "A", 5)
    make(root)
    return root


def make(root: Path, memory: Memory | None = None, formats: Collection[str] = ()) -> None:
    wanted = Wanted(formats=frozenset(formats))
    made = build(
        find_project((), root), root / "output", Options(), wanted, False, Silent(), memory
    )
    assert made.errors == 0


def pictures(output: Path) -> dict[str, bytes]:
    found = {p.relative_to(output).as_posix(): p.read_bytes() for p in output.rglob("*.png")}
    assert all(map(is_thumbnail, found))
    return found


def name(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def pdfs(folder: Path) -> dict[str, bytes]:
    """Return the PDFs of a folder by the beginnings of their digests."""
    return {name(path.read_bytes()): path.read_bytes() for path in folder.glob("*.pdf")}


def test_each_shows_a_pdf_of_its_own_folder(built: Path) -> None:
    output = built / "output"
    shown = pictures(output)
    assert {path.split("/")[1] for path in shown} == {"teacher", "student"}
    for audience in ("teacher", "student"):
        of = pdfs(output / "c" / audience)
        names = {name(made): name(thumbnail(made) or b"") for made in of.values()}
        folder = f"c/{audience}/thumbnails"
        wanted = {f"{folder}/{pdf}-{picture}.png" for pdf, picture in names.items()}
        assert {path for path in shown if path.startswith(folder)} == wanted


def test_a_teachers_picture_is_in_nothing_that_pupils_get(built: Path) -> None:
    output = built / "output"
    secret = {p: made for p, made in pictures(output).items() if p.startswith("c/teacher/")}
    assert secret
    handed_out = [path for path in (output / "c/student").rglob("*") if path.is_file()]
    handed_out += output.glob("c/*.zip")
    for path in handed_out:
        content = unpacked(path.read_bytes())
        for where, picture in secret.items():
            assert picture not in content, path
            for part in Path(where).stem.split("-"):
                assert part.encode() not in content, path


def test_sheets_with_names_have_none(built: Path) -> None:
    output = built / "output"
    named = pdfs(output / "c/pupils")
    assert named
    assert not (output / "c/pupils/thumbnails").exists()
    for path in pictures(output):
        assert Path(path).stem.partition("-")[0] not in named


def test_the_zip_for_a_class_has_those_of_pupils(built: Path) -> None:
    (path,) = (built / "output/c").glob("*.zip")
    with zipfile.ZipFile(path) as archive:
        inside = {each.partition("/")[2] for each in archive.namelist()}
    student = built / "output/c/student"
    assert inside == {p.relative_to(student).as_posix() for p in student.rglob("*") if p.is_file()}
    assert any(each.endswith(".png") for each in inside)


def test_pages_lead_to_pictures_that_are_there(built: Path) -> None:
    for page in (built / "output/index.html", built / "output/c/student/index.html"):
        text = page.read_text("utf-8")
        sources = [each.partition('"')[0] for each in text.split('<img src="')[1:]]
        assert sources
        assert all((page.parent / each).is_file() for each in sources)
        assert text.count('alt="" loading="lazy" decoding="async"') == len(sources)
        assert "img-src data: &#39;self&#39;;" in text


def test_what_was_built_is_whole_and_every_change_is_told(built: Path) -> None:
    output = built / "output"
    path = next((output / "c/student/thumbnails").iterdir())
    before = path.read_bytes()
    strange = path.with_name(f"{'0' * 16}-{name(b'key')}.png")
    place = path.relative_to(output).as_posix()

    def found() -> list[tuple[str, str]]:
        told = verify(find_project((), built), output).problems
        return [(each.code, dict(each.values)["path"]) for each in told]

    assert found() == []
    try:
        path.write_bytes(before + b"x")
        assert found() == [("file-changed", place)]
        path.unlink()
        assert [code for code, _ in found()] == ["class-file-stale"]
        path.write_bytes(before)
        strange.write_bytes(b"key")
        assert found() == [("file-foreign", strange.relative_to(output).as_posix())]
    finally:
        path.write_bytes(before)
        strange.unlink(missing_ok=True)


def test_only_what_changed_is_drawn_and_the_old_picture_goes(tmp_path: Path) -> None:
    test = rosters.course(tmp_path, forms="A", questions=5)
    memory = Memory(Cache(tmp_path / "cache"), machinery())
    output = tmp_path / "output"
    make(tmp_path, memory)
    before = {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in output.rglob("*.png")}
    make(tmp_path, memory)
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in before} == before
    test.write_text(test.read_text() + "instructions: |\n  Read it twice.\n", "utf-8")
    make(tmp_path, memory)
    after = pictures(output)
    assert len(after) == len(before)
    of = pdfs(output / "c/student") | pdfs(output / "c/teacher")
    assert {Path(path).stem.partition("-")[0] for path in after} == set(of)
    assert after == drawn_anew(tmp_path)


def drawn_anew(root: Path) -> dict[str, bytes]:
    """Return the pictures of a build that remembers nothing."""
    output = root / "anew"
    build(find_project((), root), output, Options(), Wanted(), False, Silent())
    return pictures(output)


def test_without_pdfium_pages_have_no_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "output"
    publish(output, [made_set("k/u/a", "1")], (), ())
    assert publish_index(output, COURSES, render) == ()
    assert pictures(output) == {}
    assert "<img" not in (output / "index.html").read_text("utf-8")
    assert "img-src data:;" in (output / "index.html").read_text("utf-8")


def drawn(*sets: MadeSet) -> dict[str, bytes]:
    return {e.sha256: PNG + e.path.encode() for e in entries_of(*sets) if e.format == "pdf"}


def entries_of(*sets: MadeSet) -> list[Entry]:
    return [file.entry for each in sets for file in each.files]


def test_those_of_other_runs_stay_and_obsolete_ones_go(tmp_path: Path) -> None:
    one, other, newer = made_set("k/u/a", "1"), made_set("cells/m/b", "1"), made_set("k/u/a", "2")
    publish(tmp_path, [one, other], (), ())
    publish_index(tmp_path, COURSES, render, drawn(one, other))
    before = pictures(tmp_path)
    assert len(before) == 4
    publish(tmp_path, [newer], (), (), scope={"k"})
    publish_index(tmp_path, COURSES[:1], render, drawn(newer))
    after = pictures(tmp_path)
    assert {p for p in after if p in before} == {p for p in before if p.startswith("cells/")}
    assert len(after) == 4
    assert "cells/teacher/thumbnails/" in (tmp_path / "index.html").read_text("utf-8")
    clean(tmp_path)
    assert list(tmp_path.rglob("*")) == []


def test_one_that_a_person_changed_is_moved(tmp_path: Path) -> None:
    one = made_set("k/u/a", "1")
    publish(tmp_path, [one], (), ())
    publish_index(tmp_path, COURSES, render, drawn(one))
    path = next((tmp_path / "k/student/thumbnails").iterdir())
    before = path.read_bytes()
    path.write_bytes(b"mine")
    (told,) = publish_index(tmp_path, COURSES, render, drawn(one))
    assert told.code == "edited-file"
    assert path.read_bytes() == before
    assert (tmp_path / "edited" / path.relative_to(tmp_path)).read_bytes() == b"mine"


def test_a_students_page_has_the_same_bytes_whatever_teachers_pictures_there_are() -> None:
    one = made_set("k/u/a", "1")
    with_pictures, _ = thumbnails(Path("nowhere"), entries_of(one), drawn(one))
    student = {path: each for path, each in with_pictures.items() if "/student/" in path}
    assert len(with_pictures) == 2
    assert len(student) == 1
    page = pages_of(entries(one), pictures=with_pictures)["k/student/index.html"]
    assert page == pages_of(entries(one), pictures=student)["k/student/index.html"]
    teachers = {path: each for path, each in with_pictures.items() if path not in student}
    without = pages_of(entries(one), pictures=teachers)["k/student/index.html"]
    assert without == pages_of(entries(one))["k/student/index.html"]
    assert "<img" not in without


def test_names_and_other_editions_are_passed_over() -> None:
    named = made_file("k/pupils/Siti.pdf", b"x").entry
    misplaced = replace(made_file("k/student/key.pdf", b"y").entry, edition="teacher")
    drawn = {named.sha256: PNG, misplaced.sha256: PNG}
    assert thumbnails(Path("nowhere"), [named, misplaced], drawn) == ({}, {})


@pytest.mark.parametrize("path", ["k/student/thumbnails/a.pdf", "k/teacher/Thumbnails/a.pdf"])
def test_no_document_has_a_place_among_them(path: str) -> None:
    assert not is_publishable(path)
    assert is_publishable("thumbnails/student/a.pdf")
