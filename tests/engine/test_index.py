import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest

from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.course.theme import Theme
from lembar.engine.index import index_pages
from lembar.engine.listing import Thumbnail
from lembar.engine.manifest import Entry
from lembar.engine.pages import publish_index
from lembar.engine.publish import MadeSet, publish
from lembar.engine.seals import is_sealed
from lembar.engine.titles import CourseTitles
from lembar.errors import ContentError, Problem
from tests.themes import laid_over

from .samples import contents, made_file, words

K = CourseTitles("k", "Kursus <satu> & dua", "id", {"u": "Satuan pertama"}, "k-murid.zip")
CELLS = CourseTitles("cells", "Cells", "en", {"m": "Membranes"}, "cells-students.zip")
SHEETS = {"docx": None, "pdf": 3}


def lesson(course: str, unit: str, slug: str, title: str) -> MadeSet:
    files = [
        made_file(
            f"{course}/{edition}/{slug}-{edition}.{format_}",
            f"{slug} {edition}".encode() * 400,
            unit=unit,
            title=title,
            document="handout" if format_ == "pdf" else "summary",
            pages={"pdf": 4, "pptx": 9}.get(format_),
        )
        for edition in ("student", "teacher")
        for format_ in ("html", "pdf", "pptx")
    ]
    return MadeSet(f"{course}/{unit}/{slug}", tuple(files))


def assessment(course: str, unit: str, slug: str, title: str) -> MadeSet:
    sheets = [
        made_file(f"{course}/student/{slug}-{form}.{format_}", b"sheet", unit=unit, title=title,
                  document="test", form=form, pages=pages, revision="K7F2")
        for form in "AB" for format_, pages in SHEETS.items()
    ]  # fmt: skip
    key = made_file(f"{course}/teacher/GURU-{slug}-kunci.pdf", b"key" * 9, unit=unit, title=title,
                    document="answer-key", pages=2, revision="K7F2")  # fmt: skip
    return MadeSet(f"{course}/{unit}/{slug}", (*sheets, key))


SETS = (
    lesson("k", "u", "02-b", "Pelajaran kedua"),
    lesson("k", "u", "10-c", "Pelajaran kesepuluh"),
    assessment("k", "u", "uh-1", "Ulangan Harian 1"),
    lesson("cells", "m", "01-a", "What a membrane lets through"),
)
COURSES = (K, CELLS)


@cache
def theme() -> Theme:
    return load_theme("default", theme_roots(), AssetStore())


def build(output: Path, *sets: MadeSet) -> tuple[Problem, ...]:
    publish(output, sets or SETS, (), ())
    return publish_index(output, COURSES, render)


def render(
    shown: Sequence[Entry],
    titles: Mapping[str, CourseTitles],
    sizes: Mapping[str, int],
    edited: Sequence[str],
    audience: str,
    pictures: Mapping[str, Thumbnail],
) -> dict[str, bytes]:
    own = {"k": words("id"), "cells": words("en")}
    return index_pages(shown, words(), theme(), titles, sizes, edited, own, (audience,), pictures)


def entries(*sets: MadeSet) -> list[Entry]:
    return [replace(file.entry, set=each.key) for each in sets for file in each.files]


def pages_of(
    shown: list[Entry],
    edited: tuple[str, ...] = (),
    pictures: Mapping[str, Thumbnail] | None = None,
) -> dict[str, str]:
    sizes = {each.path: 2000 for each in shown}
    titles = {"k": K, "cells": CELLS}
    made = index_pages(shown, words(), theme(), titles, sizes, edited, pictures=pictures)
    return {path: raw.decode() for path, raw in made.items()}


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.languages: list[str] = []
        self.hidden = False
        self.in_options = False  # what filters offer stands on the page as well
        self.options = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.hidden = tag in ("style", "script")
        self.in_options = self.in_options or tag == "select"
        self.links += [found["href"] or ""] if "href" in found else []
        self.ids += [found["id"] or ""] if "id" in found else []
        self.languages += [found["lang"] or ""] if "lang" in found else []

    def handle_endtag(self, tag: str) -> None:
        self.in_options = self.in_options and tag != "select"

    def handle_data(self, data: str) -> None:
        if self.in_options:
            self.options += data
        elif not self.hidden:
            self.text += data


def test_pages_link_to_every_file(tmp_path: Path) -> None:
    assert build(tmp_path) == ()
    files = {path for path in contents(tmp_path) if not path.startswith(".")}
    linked = set()
    for page in ("index.html", "k/student/index.html", "cells/student/index.html"):
        reader = Reader((tmp_path / page).read_text("utf-8"))
        assert len(reader.ids) == len(set(reader.ids))
        for link in reader.links:
            path, anchor = urldefrag(link)
            assert not anchor or anchor in reader.ids
            target = (tmp_path / page).parent / unquote(path) if path else tmp_path / page
            assert target.is_file()
            assert tmp_path in target.resolve().parents
            linked.add(target.relative_to(tmp_path).as_posix())
    assert linked == files


def test_sheets_of_a_form_stand_in_the_order_of_their_tiers_under_their_signs() -> None:
    sheets = [
        made_file(f"k/student/w-{form}-{tier}.pdf", b"sheet", document="test", form=form, tier=tier)
        for form in "AB"
        for tier in ("core", "extension", "support")
    ]
    pages = pages_of(entries(MadeSet("k/u/w", tuple(sheets))))
    named = [
        f"Tes, Kode {form}, {sign}"
        for form in "AB"
        for sign in ("○ tanda 3", "△ tanda 2", "□ tanda 1")
    ]
    for page in ("index.html", "k/student/index.html"):
        text = Reader(pages[page]).text
        places = [text.index(name) for name in named]
        assert places == sorted(places)
        assert "support" not in text


def test_teacher_page_lists_by_course_unit_and_audience() -> None:
    text = Reader(pages_of(entries(*SETS))["index.html"]).text
    order = [
        *("Cells", "Membranes", "Untuk guru", "What a membrane", "Untuk murid"),
        *("Kursus <satu> & dua", "Satuan pertama", "Untuk guru", "Pelajaran kedua"),
        *("Pelajaran kesepuluh", "Ulangan Harian 1", "Kunci jawaban", "revisi K7F2"),
        *("Untuk murid", "Pelajaran kedua", "Handout", "4 halaman", "Salindia", "9 salindia"),
        *("PowerPoint", "Laman web", "Tes, Kode A", "3 halaman", "PDF", "2 KB", "Word", "Kode B"),
    ]
    at = text.index("23 berkas")
    at = text.index("Cells", text.index("Kursus", at))  # after the contents
    for each in order:
        at = text.index(each, at) + len(each)


def test_a_student_page_is_made_of_student_files_only() -> None:
    """Non-interference: whatever teacher's files there are, the page has the same bytes."""
    everything = entries(*SETS)
    student = [each for each in everything if each.edition == "student"]
    of_k = [each for each in student if each.course == "k"]
    secret = [
        replace(each, title="SECRET", revision="SECR", pages=77, form="S", unit="secret")
        for each in everything
        if each.edition == "teacher"
    ]
    page = pages_of(everything)["k/student/index.html"]
    assert page == pages_of(of_k)["k/student/index.html"]
    assert page == pages_of([*student, *secret])["k/student/index.html"]
    assert page == pages_of(everything, ("edited/k/teacher/x",))["k/student/index.html"]


def test_a_student_page_knows_nothing_of_the_rest(tmp_path: Path) -> None:
    build(tmp_path)
    page = (tmp_path / "k/student/index.html").read_text("utf-8")
    for word in ("GURU", "teacher", "guru", "Kunci", "../", "cells", "edited/", str(tmp_path)):
        assert word not in page
    assert all("/" not in link for link in Reader(page).links)
    assert "K7F2" in page


def test_named_pupils_are_on_no_page() -> None:
    secret = made_file("k/pupils/Siti.pdf", b"x", title="Siti", unit="u").entry
    pages = pages_of([*entries(*SETS), secret])
    assert pages == pages_of(entries(*SETS))


def test_languages_and_titles() -> None:
    pages = pages_of(entries(*SETS))
    assert pages["index.html"].startswith('<!doctype html>\n<html lang="id" dir="ltr">')
    assert set(Reader(pages["index.html"]).languages) == {"id", "en"}
    assert pages["cells/student/index.html"].startswith('<!doctype html>\n<html lang="en"')
    assert "<title>Kursus &lt;satu&gt; &amp; dua</title>" in pages["k/student/index.html"]
    assert 'name="viewport"' in pages["k/student/index.html"]


def test_a_language_from_right_to_left() -> None:
    arabic = CourseTitles("k", "علم الاجتماع", "ar", {})
    made = index_pages(entries(SETS[0]), words(), theme(), {"k": arabic}, {})
    assert b'<html lang="ar" dir="rtl">' in made["k/student/index.html"]


@pytest.mark.parametrize(
    ("size", "said"), [(0, "1 KB"), (2000, "2 KB"), (900_000, "879 KB"), (1_900_000, "1,8 MB")]
)
def test_sizes(size: int, said: str) -> None:
    shown = entries(SETS[0])
    sizes = {each.path: size for each in shown}
    page = index_pages(shown, words(), theme(), {}, sizes)["index.html"].decode()
    assert set(re.findall(r'class="size">([^<]*)<', page)) == {said}


def test_a_publishers_own_document_keeps_its_name() -> None:
    own = made_file("k/student/peta.svg", b"x", document="concept-map", unit="u").entry
    text = Reader(pages_of([own])["index.html"]).text
    assert "Concept map" in text
    assert "Svg" in text


def test_edited_files_stand_at_the_end(tmp_path: Path) -> None:
    build(tmp_path)
    (tmp_path / "k/student/02-b-student.pdf").write_bytes(b"mine")
    (tmp_path / "edited/k/pupils").mkdir(parents=True)
    (tmp_path / "edited/k/pupils/Siti.pdf").write_bytes(b"x")
    build(tmp_path)
    reader = Reader((tmp_path / "index.html").read_text("utf-8"))
    assert reader.links[-1] == "edited/k/student/02-b-student.pdf"
    assert "Berkas yang kamu ubah" in reader.text
    assert "Siti" not in reader.text


def test_pages_are_written_once(tmp_path: Path) -> None:
    build(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    build(tmp_path)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file()} == before
    assert not (tmp_path / ".staging").exists()


def test_a_page_goes_with_its_folder(tmp_path: Path) -> None:
    build(tmp_path)
    build(tmp_path, SETS[0])
    assert not (tmp_path / "cells").exists()
    assert "Cells" not in (tmp_path / "index.html").read_text("utf-8")
    publish(tmp_path, (), (), ())
    publish_index(tmp_path, (), render)
    assert sorted(contents(tmp_path)) == [".titles.json", "index.html"]


def test_a_page_that_a_person_wrote_is_moved(tmp_path: Path) -> None:
    build(tmp_path)
    for path in ("index.html", "k/student/index.html"):
        with (tmp_path / path).open("ab") as file:
            file.write(b"<p>mine</p>")
        assert not is_sealed(path, (tmp_path / path).read_bytes())
    (tmp_path / "other/student").mkdir(parents=True)
    (tmp_path / "other/student/index.html").write_bytes(b"foreign")
    found = build(tmp_path)
    assert [each.code for each in found] == ["edited-file"] * 2
    assert b"mine" in (tmp_path / "edited/index.html").read_bytes()
    assert b"mine" in (tmp_path / "edited/k/student/index.html").read_bytes()
    assert is_sealed("index.html", (tmp_path / "index.html").read_bytes())
    assert (tmp_path / "other/student/index.html").read_bytes() == b"foreign"


def test_other_courses_keep_their_titles_and_pages(tmp_path: Path) -> None:
    build(tmp_path)
    before = (tmp_path / "cells/student/index.html").read_bytes()
    publish(tmp_path, SETS[:3], (), (), scope={"k"})
    publish_index(tmp_path, COURSES[:1], render)
    text = Reader((tmp_path / "index.html").read_text("utf-8")).text
    assert "Cells" in text
    assert "Membranes" in text
    assert (tmp_path / "cells/student/index.html").read_bytes() == before


def test_an_error_in_a_theme_names_its_line() -> None:
    own = laid_over(theme(), {"pages/index.html.j2": "<p>\n{{ page.secret }}</p>"})
    with pytest.raises(ContentError) as caught:
        index_pages(entries(SETS[0]), words(), own, {}, {})
    found = caught.value.problems[0]
    assert found.place
    assert (Path(found.place.file).name, found.place.line) == ("index.html.j2", 2)


@pytest.mark.parametrize("name", ["index", "works", "finder"])
def test_template_has_no_words_of_its_own(name: str) -> None:
    source = re.sub(r"\{#.*?#\}", "", theme().files[f"pages/{name}.html.j2"], flags=re.S)
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", source, flags=re.S)
    assert re.findall(r"[A-Za-z]+", bare) == []


def filters(page: str) -> dict[str, list[str]]:
    found = re.findall(r'<select id="filter-(\w+)">(.*?)</select>', page, re.S)
    return {
        name: re.findall(r'<option value="[\d-]+">(.*?)</option>', inside) for name, inside in found
    }


def test_filters_ask_for_what_tells_files_apart() -> None:
    pages = pages_of(entries(*SETS))
    kinds = ["Handout", "Salindia ringkasan", "Tes"]
    assert filters(pages["index.html"]) == {
        "course": ["Cells", "Kursus &lt;satu&gt; &amp; dua"],
        "edition": ["Untuk guru", "Untuk murid"],
        "document": [*kinds, "Kunci jawaban"],
        "form": ["A", "B"],
        "format": ["PDF", "Word", "PowerPoint", "Laman web"],
    }
    assert filters(pages["k/student/index.html"]) == {
        "document": kinds,
        "form": ["A", "B"],
        "format": ["PDF", "Word", "PowerPoint", "Laman web"],
    }


def test_a_plain_file_can_be_asked_for_beside_those_of_profiles() -> None:
    files = [
        made_file(f"k/student/{form}{profile}.pdf", b"x", form=form, profile=profile)
        for form in "ABCD"
        for profile in ("", "large-print")
    ]
    page = pages_of([each.entry for each in files])["k/student/index.html"]
    assert filters(page) == {"form": list("ABCD"), "profile": ["Biasa", "Large print"]}


def test_where_few_files_are_nothing_is_to_be_found_and_no_script_runs() -> None:
    page = pages_of(entries(SETS[3]))["cells/student/index.html"]
    assert "<script" not in page
    assert "script-src" not in page
    assert "finder" not in page.partition("</style>")[2]


def test_no_script_runs_but_the_finders() -> None:
    page = pages_of(entries(*SETS))["index.html"]
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="(.*?)"', page)
    assert policy.startswith("default-src &#39;none&#39;; ")
    assert policy.endswith(f"; script-src &#39;sha256-{digest}&#39;")


def test_dark_text_on_white() -> None:
    page = pages_of(entries(SETS[0]))["index.html"]
    colors = dict(_variables(page))
    assert colors["paper"] == "#ffffff"
    assert colors["text"] == "#000000"


def _variables(page: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"--color-(\w+):(#\w+);", page):
        yield found[1], found[2]
