import html
import re

import pytest
import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from lembar.writers.markdown.blocks import comment
from lembar.writers.markdown.inline import escape, opening
from tests.writers.decks import fixture, write
from tests.writers.formula_cases import formulas

FORMULAS = formulas()
READER = (
    MarkdownIt("commonmark", {"html": True})
    .enable("table")
    .use(dollarmath_plugin, allow_space=False, allow_digits=False)
    .use(footnote_plugin)
)


def marp(body: str) -> str:
    return write("md", body).content.decode()


def plain_text(markdown: str) -> str:
    return re.sub(r"<[^>]+>", "", READER.render(markdown)).strip()


@pytest.mark.parametrize(
    "text",
    [
        "a * b * c",
        "_satu_ dan __dua__",
        "[x](y) ![z](w)",
        "harga $5 dan $10",
        "1. bukan daftar",
        "2) bukan daftar",
        "- bukan daftar",
        "+ bukan",
        "# bukan judul",
        "> bukan kutipan",
        "=== bukan",
        "`kode`",
        "\\ garis miring",
        "~~~ pagar",
        "[^1] catatan",
        "a | b | c",
        ":heart: emoji",
        "tag dan &amp entitas &lt;",
        "***",
        "---",
    ],
)
def test_text_is_never_read_as_marks(text):
    rendered = READER.render(opening(escape(text)))
    assert re.fullmatch(r"<p>[^<]*</p>\n", rendered)
    import html

    assert html.unescape(rendered)[3:-5] == text


def test_front_matter_is_marps():
    source = fixture("md").content.decode()
    front = yaml.safe_load(source.split("---")[1])
    assert front["marp"] is True
    assert front["lang"] == "id"
    assert front["size"] == "16:9"
    assert front["paginate"] is True
    assert front["footer"] == "Sosiologi XI · Pelajaran 1"


def test_slides_stand_between_rules():
    file = fixture("md")
    body = file.content.decode().split("---\n", 2)[2]
    assert file.pages == 7
    assert len(re.findall(r"^---$", body, re.MULTILINE)) == 6


def test_a_rule_in_a_slide_begins_no_slide():
    source = marp("<slide><h2>J</h2><hr><p>--- isi</p></slide>")
    assert re.findall(r"^---$", source, re.MULTILINE) == ["---", "---"]


def test_a_footnote_of_the_notes_stays_in_the_notes():
    said = '<p>kata<foot-note number="2">hanya guru</foot-note></p>'
    body = '<p>isi<foot-note number="1">semua</foot-note></p>'
    made = write(
        "md", f"<slide>{body}<speaker-notes>{said}</speaker-notes></slide>"
    ).content.decode()
    slide, _, notes = made.partition("<!--")
    assert "<sup>1</sup> semua" in slide
    assert "<sup>2</sup> hanya guru" in notes
    assert "hanya guru" not in slide


def test_notes_are_comments_that_nothing_ends():
    source = marp(
        "<slide><h2>J</h2><speaker-notes><p>a --&gt; b -- c --- d</p></speaker-notes></slide>"
    )
    found = re.findall(r"<!--(.*?)-->", source, re.DOTALL)
    assert len(found) == 1
    assert "d" in found[0]
    assert "--" not in found[0]


@pytest.mark.parametrize("note", ["class: XI", "paginate: false", "footer: x"])
def test_notes_are_no_settings(note):
    inside = comment(note).removeprefix("<!--").removesuffix("-->")
    assert not isinstance(yaml.safe_load(inside), dict)


def test_tables_keep_their_rows():
    rendered = READER.render(fixture("md").content.decode())
    assert "<th>Tanda</th>" in rendered
    assert "<td>bidan</td>" in rendered


def test_formulas_stay_formulas():
    rendered = READER.render(fixture("md").content.decode().split("---\n", 2)[2])
    assert rendered.count('class="math') == 2


def test_pictures_are_in_the_file():
    assert "](data:image/svg+xml;base64," in fixture("md").content.decode()


def test_a_document_is_plain_markdown():
    source = fixture("md", "handout").content.decode()
    assert "marp" not in source
    assert source.startswith("UNTUK GURU")
    rendered = READER.render(source)
    assert "<h1>Mengapa orang sekerja menjadi satu kelompok?</h1>" in rendered
    assert '<ol start="3">' in rendered
    assert "Durkheim" in rendered.split('<section class="footnotes">')[1]
    assert '<a id="gambar-1"></a>' in rendered


def test_two_lists_stay_two():
    source = write("md", "<ol><li>a</li></ol><ol><li>b</li></ol>").content.decode()
    assert READER.render(source).count("<ol>") == 2


def test_spans_are_reported():
    body = (
        '<table><tbody><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>'
    )
    file = write("md", body)
    assert [dict(f.values)["tag"] for f in file.findings] == ["td"]
    assert "| a |  |" in file.content.decode()


def test_pipes_stay_in_their_cells():
    source = write("md", "<table><tbody><tr><td>a | b</td></tr></tbody></table>").content.decode()
    assert "<td>a | b</td>" in READER.render(source)
    assert plain_text(source).count("a | b") == 1


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_keep_their_tex(name):
    tex = FORMULAS[name]
    made = marp(f"<slide><h2>Rumus</h2><math-block>{html.escape(tex)}</math-block></slide>")
    inside = marp(f"<slide><h2>Rumus</h2><p>Kata <math>{html.escape(tex)}</math>.</p></slide>")
    assert f"$$\n{tex}\n$$" in made
    assert f"Kata ${tex}$." in inside
