"""Themes override a block of a template; what Jinja would pass over is told with its line."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.themes import load_theme, theme_roots
from lembar.content.wordchecks import check_words
from lembar.course.theme import Theme
from lembar.course.tree import text_of, walk
from lembar.errors import ContentError, Place, Problem
from lembar.messages import Messages
from lembar.plan import Document
from lembar.sheet.overriding import check_templates, hooks
from lembar.sheet.render import Renderer
from lembar.views.frame import Frame
from lembar.views.lesson import LessonView

VIEW = LessonView("1", "Fungsi", "", (), "", (), (), ())
FRAME = Frame("Sosiologi", "Kelompok", "id", "", "", (), "", "", None, None)
SAY = Messages("en")

Files = Mapping[str, str]


def theme(root: Path, **themes: Files) -> Theme:
    """Load the theme `own`; the others lie under it in the order in which they are given."""
    names = ["own", *(name for name in themes if name != "own"), "default"]
    for name, parent in pairwise(names):
        folder = root / "templates" / name
        files = {"theme.yaml": f"extends: {parent}\n", **themes.get(name, {})}
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8")
    return load_theme("own", theme_roots(root), AssetStore(), root)


def told(root: Path, **themes: Files) -> list[str]:
    loaded = theme(root, **themes)
    return [SAY.line(each) for each in (*check_templates(loaded), *check_words(loaded))]


def sheet(made: Theme, template: str = "documents/handout.html.j2"):
    words = words_for("id", made)
    assert words is not None
    document = Document(
        "handout", template, "student", "", "Judul", VIEW, FRAME, "id", "A4", (("pdf", "a.pdf"),)
    )
    return Renderer(made, words).render(document)


def failing(made: Theme) -> Problem:
    with pytest.raises(ContentError) as raised:
        sheet(made)
    return raised.value.problems[0]


HANDOUT = "documents/handout.html.j2"
DOC = """\
<article>
<page-foot><foot-left>x</foot-left><foot-right><page-number></foot-right></page-foot>
{% block head %}<p>base</p>{% endblock %}
{% include "parts/own-piece.html.j2" %}
</article>
"""
PIECE = "{% block piece %}<p>piece</p>{% endblock %}\n"
BASE = {HANDOUT: DOC, "parts/own-piece.html.j2": PIECE}
UP = '{% extends "parent:documents/handout.html.j2" %}\n'


def test_blocks_are_overridden_along_a_chain_of_any_length(tmp_path: Path) -> None:
    own = {HANDOUT: UP + "{% block head %}<p>own</p>{{ super() }}{% endblock %}\n"}
    between = {HANDOUT: UP + "{% block head %}<p>between</p>{{ super() }}{% endblock %}\n"}
    made = theme(tmp_path, own=own, between=between, far={}, base=BASE)
    assert check_templates(made) == []
    said = [text_of((each,)) for each in walk((sheet(made).root,)) if each.tag == "p"]
    assert said == ["own", "between", "base", "piece"]


def test_a_document_of_a_parent_takes_the_parts_of_the_nearest_theme(tmp_path: Path) -> None:
    piece = """\
{% extends "parent:parts/own-piece.html.j2" %}
{% block piece %}{{ super() }}<p>more</p>{% endblock %}
"""
    made = theme(tmp_path, own={"parts/own-piece.html.j2": piece}, base=BASE)
    assert check_templates(made) == []
    assert "piecemore" in text_of((sheet(made).root,)).replace("\n", "")


def test_a_part_of_the_parent_can_be_included_and_a_macro_imported(tmp_path: Path) -> None:
    base = {**BASE, "parts/own-piece.html.j2": "{% macro m(x) %}<p>{{ x }}!</p>{% endmacro %}\n"}
    piece = """\
{% from "parent:parts/own-piece.html.j2" import m %}
{{ m("mine") }}
{% include "parent:parts/own-piece.html.j2" %}
"""
    made = theme(tmp_path, own={"parts/own-piece.html.j2": piece}, base=base)
    assert check_templates(made) == []
    assert "mine!" in text_of((sheet(made).root,))


@pytest.mark.parametrize(
    ("own", "said"),
    [
        (
            {HANDOUT: UP + "\n{% block haed %}{% endblock %}\n"},
            f"{HANDOUT}:3:10: error[unknown-template-block]: No parent of this template has a "
            "block “haed”. (hint: did you mean “head”?)",
        ),
        (
            {
                "documents/worksheet.html.j2": '{% extends "documents/paper.html.j2" %}\n'
                "{% block identitiy %}{% endblock %}\n"
            },
            "documents/worksheet.html.j2:2:10: error[unknown-template-block]: No parent of this "
            "template has a block “identitiy”. (hint: did you mean “identity”?)",
        ),
        (
            {HANDOUT: '{% extends "documents/handout.html.j2" %}\n'},
            f"{HANDOUT}:1:1: error[template-extends-itself]: The template {HANDOUT} extends "
            'itself. (hint: write  {% extends "parent:documents/handout.html.j2" %})',
        ),
        (
            {
                "documents/paper.html.j2": '{% extends "documents/test.html.j2" %}\n',
            },
            "documents/paper.html.j2:1:1: error[template-extends-itself]: The template "
            "documents/paper.html.j2 extends itself.",
        ),
        (
            {HANDOUT: '{% extends "parent:documents/handuot.html.j2" %}\n'},
            f"{HANDOUT}:1:13: error[template-missing]: The template documents/handuot.html.j2 is "
            "not there. (hint: did you mean “documents/handout.html.j2”?)",
        ),
        (
            {
                HANDOUT: DOC,
                "parts/own-piece.html.j2": '{% extends "parent:parts/own-piece.html.j2" %}',
            },
            "parts/own-piece.html.j2:1:13: error[no-parent-template]: The theme “own” has no "
            "parent with parts/own-piece.html.j2: there is nothing to extend.",
        ),
        (
            {HANDOUT: "{% set x = 'documents/handout.html.j2' %}{% extends x %}\n"},
            f"{HANDOUT}:1:1: error[extends-not-plain]: What a template extends is not plain to "
            "see. (hint: write one name in quotes, on the first line:  {% extends "
            '"parent:documents/handout.html.j2" %})',
        ),
        (
            {HANDOUT: UP + "{% set x = 1 %}\n\n<p>lost</p>\n"},
            f"{HANDOUT}:4:1: error[outside-blocks]: This stands outside of every block, so it "
            "would never be printed. (hint: put it into a block of the parent:  {% block … %} "
            "{{ super() }} … {% endblock %})",
        ),
        (
            {HANDOUT: UP + "{% if 1 %}\n{% block head %}{% endblock %}{% endif %}\n"},
            f"{HANDOUT}:2:1: error[outside-blocks]: This stands outside of every block, so it "
            "would never be printed. (hint: put it into a block of the parent:  {% block … %} "
            "{{ super() }} … {% endblock %})",
        ),
        (
            {HANDOUT: UP + "{% macro haed() %}x{% endmacro %}\n"},
            f"{HANDOUT}:2:10: error[unknown-macro]: Nothing calls the macro “haed”, and no "
            "template under this one has it. (hint: did you mean “head”?)",
        ),
        (
            {"documents/wroksheet.html.j2": DOC.replace("own-piece", "facts")},
            "documents/wroksheet.html.j2:1:1: error[unused-file]: Nothing in the theme or its "
            "parents uses this file. (hint: did you mean “documents/worksheet.html.j2”?)",
        ),
        (
            {"prnt.css": "p {}\n"},
            "prnt.css:1:1: error[unused-file]: Nothing in the theme or its parents uses this "
            "file. (hint: did you mean “print.css”?)",
        ),
        (
            {HANDOUT: UP + "{% block head %}{% include 'parts/fact.html.j2' %}{% endblock %}\n"},
            f"{HANDOUT}:2:29: error[template-missing]: The template parts/fact.html.j2 is not "
            "there. (hint: did you mean “parts/facts.html.j2”?)",
        ),
        (
            {HANDOUT: "{% block head %}\n{% endfor %}"},
            f"{HANDOUT}:2:1: error[template-syntax]: The template can't be read: Encountered "
            "unknown tag 'endfor'. Jinja was looking for the following tags: 'endblock'. The "
            "innermost block that needs to be closed is 'block'.",
        ),
        (
            {"documents/paper.html.j2": DOC.replace("own-piece", "facts").replace("head", "top")},
            "documents/paper.html.j2:1:1: error[block-gone]: This template lacks the block "
            "“head”, which documents/test.html.j2 of the theme “default” fills. (hint: give your "
            "template a block of this name, or override blocks of the parent instead of the whole "
            'file: {% extends "parent:…" %})',
        ),
        (
            {"locale/en.po": 'msgid "identity.nam"\nmsgstr "Pupil"\n'},
            "locale/en.po:1:1: error[unknown-printed-word]: No template asks for the words "
            "“identity.nam”. (hint: did you mean “identity.name”?)",
        ),
        (
            {"locale/en.po": '\nmsgid "grade"\nmsgstr "Class {grad}"\n'},
            "locale/en.po:2:1: error[unknown-word-brace]: Nothing fills “grad” in the words "
            "“grade”. (hint: did you mean “grade”?)",
        ),
        (
            {"locale/id.po": '\nmsgid "file.answer-key"\nmsgstr "clé"\n'},
            "locale/id.po:2:1: error[file-word-not-ascii]: “file.answer-key” becomes part of file "
            "names: write it with plain letters (ASCII).",
        ),
        (
            {"locale/en.po": 'msgid "identity.name"\nmgsstr "Pupil"\n'},
            "locale/en.po:2:1: error[words-syntax]: The catalogue can't be read: ",
        ),
    ],
)  # fmt: skip
def test_what_would_be_passed_over_in_silence_is_told(
    tmp_path: Path, own: Files, said: str
) -> None:
    found = told(tmp_path, own=own)
    assert any(each.startswith(f"templates/own/{said}") for each in found), found
    assert len(found) == 1 or "block-gone" in said


def test_a_stray_file_is_told(tmp_path: Path) -> None:
    from lembar.errors import Problems

    theme(tmp_path, own={"documents/handout.html": "x", "parts/.swp": "", "README.md": "x"})
    problems = Problems()
    load_theme("own", theme_roots(tmp_path), AssetStore(), tmp_path, None, problems)
    assert [SAY.line(each) for each in problems] == [
        "templates/own/documents/handout.html:1:1: warning[unread-file]: A theme does not read "
        "this file: names end in .html.j2 here. (hint: rename it, or keep it outside of the theme)"
    ]


def test_a_block_of_ones_own_inside_a_block_of_the_parent_is_a_hook(tmp_path: Path) -> None:
    own = {HANDOUT: UP + "{% block head %}{% block crest %}<p>c</p>{% endblock %}{% endblock %}\n"}
    made = theme(tmp_path, own=own, base=BASE)
    assert check_templates(made) == []
    assert hooks(made, "0:" + HANDOUT) == {"head": "0:" + HANDOUT, "crest": "0:" + HANDOUT}


def test_an_error_is_told_in_the_file_of_its_layer(tmp_path: Path) -> None:
    own = {HANDOUT: UP + "{% block head %}{{ super() }}{% endblock %}\n"}
    for number, piece in enumerate(("{{ nothing }}", "<blink>x</blink>"), 1):
        between = {HANDOUT: UP + "\n{% block head %}\n" + piece + "{% endblock %}\n"}
        root = tmp_path / str(number)
        found = failing(theme(root, own=own, between=between, base=BASE))
        assert found.place == Place("templates/between/documents/handout.html.j2", 4), found


def test_a_name_chosen_while_it_runs_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    own = {HANDOUT: UP + "{% block head %}\n{% include 'parts/' ~ 'facs.html.j2' %}{% endblock %}"}
    found = failing(theme(tmp_path, own=own, base=BASE))
    assert SAY.line(found).startswith(f"templates/own/{HANDOUT}:3:1: error[template-missing]")
    own = {HANDOUT: UP + "{% block head %}\n{% include 'parent:' ~ view.title %}{% endblock %}"}
    assert failing(theme(tmp_path / "2", own=own, base=BASE)).code == "template-missing"


def test_a_style_sheet_comes_after_its_parents(tmp_path: Path) -> None:
    own = {"print.css": ".title { color: red; }\n", "slides.css": "x"}
    between = {"theme.yaml": "extends: default\nreplaces: [slides.css]\n", "slides.css": "y"}
    made = theme(tmp_path, own=own, between=between)
    default = load_theme("default", theme_roots(), AssetStore())
    assert made.files["print.css"] == default.files["print.css"] + "\n.title { color: red; }\n"
    assert made.files["slides.css"] == "y\nx"
    assert made.files["page.css"] == default.files["page.css"]


def test_words_are_laid_over_key_by_key(tmp_path: Path) -> None:
    made = theme(
        tmp_path,
        own={"locale/en.po": 'msgid "identity.name"\nmsgstr "Pupil"\n'},
        between={"locale/en-GB.po": 'msgid "identity.class"\nmsgstr "Form"\n'},
    )
    default = words_for("en-GB", load_theme("default", theme_roots(), AssetStore()))
    words = words_for("en-GB", made)
    assert words is not None
    assert default is not None
    changed = {key for key, each in words.entries.items() if default.entries[key] != each}
    assert changed == {"identity.name", "identity.class"}
    assert words("points", n=1) == default("points", n=1) != words("points", n=2)
    assert words_for("xx", made) is None


def test_a_new_language_needs_every_word(tmp_path: Path) -> None:
    (said,) = told(tmp_path, own={"locale/ms.po": 'msgid "identity.name"\nmsgstr "Nama"\n'})
    assert said.startswith("templates/own/locale/ms.po:1:1: error[missing-printed-words]")


def test_words_of_ones_own_are_those_that_ones_templates_ask_for(tmp_path: Path) -> None:
    own = {
        HANDOUT: UP + '{% block head %}<p>{{ words("series.name") }}</p>{% endblock %}\n',
        "locale/id.po": 'msgid "series.name"\nmsgstr "Seri"\n',
    }
    made = theme(tmp_path, own=own, base=BASE)
    assert [*check_templates(made), *check_words(made)] == []
    assert "Seri" in text_of((sheet(made).root,))


def test_the_acceptance_of_one_block_is_two_small_files(tmp_path: Path) -> None:
    own = {
        "parts/identity.html.j2": """\
{% extends "parent:parts/identity.html.j2" %}
{% block identity %}
<identity-block><identity-field size="large">Group</identity-field></identity-block>
{% endblock %}
"""
    }
    made = theme(tmp_path, own=own)
    assert check_templates(made) == []
    folder = tmp_path / "templates/own"
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == 2
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) <= 15
    misspelt = own["parts/identity.html.j2"].replace("block identity", "block indentity")
    (said,) = told(tmp_path / "2", own={"parts/identity.html.j2": misspelt})
    assert "did you mean “identity”?" in said
