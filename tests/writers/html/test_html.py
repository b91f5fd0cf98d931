import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lembar.writers import writer
from tests.sheets import load
from tests.writers.decks import fixture, write

VOID = {"meta", "br", "hr", "img", "col"}


class Checker(HTMLParser):
    """Follow the tags of a page and note what is wrong with them."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if len(given) != len(attrs):
            self.wrong.append(f"attribute twice on {tag}")
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "img" and not given.get("alt"):
            self.wrong.append("img without alt")
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag):
        if not self.stack or self.stack.pop() != tag:
            self.wrong.append(f"stray </{tag}>")


def page(name: str) -> str:
    return fixture("html", name).content.decode()


def checked(source: str) -> Checker:
    checker = Checker()
    checker.feed(re.sub(r"<(style|script)>.*?</\1>", "", source, flags=re.DOTALL))
    return checker


@pytest.mark.parametrize("name", ["slides", "handout", "worksheet", "key"])
def test_tags_are_balanced_and_ids_are_unique(name):
    found = checked(page(name))
    assert found.wrong == []
    assert found.stack == []
    assert len(found.ids) == len(set(found.ids))


@pytest.mark.parametrize("name", ["slides", "handout", "worksheet", "key"])
def test_nothing_is_asked_of_the_network(name):
    source = page(name)
    assert "default-src 'none'" in source
    assert not re.findall(r"""(?:src|href)=["'](?!data:|#|https://example\.org/a)""", source)
    assert not re.findall(r"url\((?!\"data:)", source)


@pytest.mark.parametrize("name", ["slides", "handout", "worksheet"])
def test_links_inside_the_page_lead_somewhere(name):
    found = checked(page(name))
    inside = {link[1:] for link in found.links if link.startswith("#")}
    assert inside <= set(found.ids)


def test_a_page_says_its_language_and_title():
    source = page("handout")
    assert '<html lang="id">' in source
    assert "<title>Mengapa orang sekerja menjadi satu kelompok?</title>" in source
    assert '<meta name="viewport"' in source


def test_headings_begin_with_one_h1():
    assert checked(page("handout")).headings[0] == 1
    assert checked(page("handout")).headings.count(1) == 1


def test_a_file_stays_small():
    assert all(len(fixture("html", name).content) < 1_000_000 for name in ("slides", "handout"))


def test_every_slide_has_its_number_and_address():
    source = page("slides")
    assert source.count('<section class="slide ') == 7
    assert all(f'class="stage" id="{n}"' in source for n in range(1, 8))


def test_formulas_are_mathml():
    source = page("slides")
    assert source.count("<math") == 2
    assert "<mfrac>" in source


def test_slides_show_without_scripts():
    source = page("slides")
    on_screen = re.sub(r"/\*.*?\*/", "", source.split("@media print")[0], flags=re.DOTALL)
    hiding = re.findall(r"([^{};]+)\{[^}]*display: none", on_screen)
    assert [rule for rule in hiding if not rule.strip().startswith((".deck", ".controls[h"))] == []
    assert len(hiding) == 3
    assert '<nav class="controls" hidden>' in source


def test_notes_only_where_the_sheet_has_them():
    body = '<slide layout="content"><h2>J</h2><p>isi</p></slide>'
    source = write("html", body).content.decode()
    assert 'class="speaker-notes"' not in source
    assert 'data-do="notes"' not in source
    assert 'data-do="notes"' in page("slides")


def test_pages_that_scroll_have_no_scripts():
    assert "<script" not in page("handout")


def test_drawings_bring_their_letters():
    import base64

    found = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page("slides"))
    svg = base64.b64decode(found[1]).decode()
    assert "@font-face" in svg
    assert "'Source Sans 3', sans-serif" in svg


def test_text_is_escaped():
    body = '<p>a &lt;b&gt; &amp; "c"</p>'
    source = write("html", body, title='"<x>"').content.decode()
    assert "a &lt;b&gt; &amp;" in source
    assert "<title>&quot;&lt;x&gt;&quot;</title>" in source


def test_right_to_left():
    source = write("html", "<p>isi</p>", direction="rtl", language="ar").content.decode()
    assert '<html lang="ar" dir="rtl">' in source


def test_same_bytes_in_another_process():
    code = (
        "import hashlib; from tests.writers.decks import fixture; "
        "print(*(hashlib.sha256(fixture(f, 'slides').content).hexdigest() for f in ('html', 'md')))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "11"}
    other = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    here = [hashlib.sha256(fixture(f, "slides").content).hexdigest() for f in ("html", "md")]
    assert other.stdout.split() == here


def test_order_of_pages_changes_no_bytes():
    code = (
        "import hashlib; from tests.writers.decks import fixture; fixture('html', 'handout'); "
        "print(hashlib.sha256(fixture('html', 'slides').content).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == hashlib.sha256(fixture("html").content).hexdigest()


@pytest.mark.parametrize("document", ["summary", "handout"])
def test_a_list_that_html_can_not_count_is_counted_by_the_style_sheet(document):
    body = '<ol type="أ"><li>satu</li></ol><ol type="a"><li>satu</li></ol>'
    body = f"<slide>{body}</slide>" if document == "summary" else body
    made = write("html", body, document=document).content.decode()
    assert '<ol style="list-style-type:arabic-letters">' in made
    assert '<ol type="a">' in made
    assert re.search(r'@counter-style arabic-letters \{[^}]*"أ" "ب" "ج" "د" "ه"', made)


def test_a_style_sheet_does_not_end_its_element():
    sheet, theme, store = load("handout")
    own = '.a::after { content: "</style><meta http-equiv=refresh content=0>" }'
    named = {**theme.files, "page.css": f"{theme.files['page.css']}\n{own}"}
    source = writer("html")(sheet, replace(theme, files=named), store).content.decode()
    assert "<\\/style><meta" in source
    assert source.count("</style>") == 1
