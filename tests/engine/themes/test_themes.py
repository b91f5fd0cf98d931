"""The commands for publishers: list, show, new, eject, diff, check."""

from pathlib import Path

import pytest

from lembar.cli import run
from lembar.content.assets import AssetStore
from lembar.content.themes import load_theme, theme_roots
from lembar.engine.themes.ejected import Ejected, read_ejected, written
from lembar.errors import EXIT_CONTENT, EXIT_DONE, EXIT_USAGE
from lembar.messages import Messages
from lembar.sheet.overriding import check_templates

IDENTITY = "parts/identity.html.j2"
FIELDS = f'{{% extends "parent:{IDENTITY}" %}}\n{{% block fields %}}{{% endblock %}}\n'


class Shell:
    """Run commands in a folder, as a person would."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *words: str, code: int = EXIT_DONE) -> str:
        got = run(["theme", *words], Messages("en"))
        out, err = self.capsys.readouterr()
        assert got == code, out + err
        return out + err


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shell:
    monkeypatch.chdir(tmp_path)
    return Shell(capsys)


def write(path: str, text: str) -> None:
    file = Path("templates") / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def test_the_list_says_what_extends_what_and_where(shell: Shell) -> None:
    write("series/theme.yaml", "name: Seri Biru\nextends: house\n")
    write("house/theme.yaml", "extends: default\n")
    lines = shell("list").splitlines()
    assert lines[:2] == [
        "house → default  templates/house",
        "series → house  templates/series  “Seri Biru”",
    ]
    assert "default  comes with Lembar" in lines


def test_a_new_theme_is_what_was_asked_for_and_is_never_overwritten(shell: Shell) -> None:
    write("house/theme.yaml", "extends: default\n")
    said = shell("new", "blue", "--extends", "house", "--accent", "#123456", "--sans", "Amiri")
    assert "made: templates/blue/theme.yaml" in said
    made = load_theme("blue", theme_roots(Path()), AssetStore())
    assert made.tokens.colors["accent"] == "#123456"
    assert made.tokens.sans == "Amiri"
    assert [each.name for each in made.layers] == ["blue", "house", "default"]
    before = Path("templates/blue/theme.yaml").read_bytes()
    assert "already" in shell("new", "blue", code=EXIT_USAGE)
    assert Path("templates/blue/theme.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--extends", "defalt", "did you mean “default”?"),
        ("--accent", "blue", "“blue” is no colour."),
        ("--serif", "Sourse Serif 4", "did you mean “Source Serif 4”?"),
    ],
)
def test_a_new_theme_of_what_is_none(shell: Shell, option: str, value: str, said: str) -> None:
    assert said in shell("new", "blue", option, value, code=EXIT_USAGE)
    assert not Path("templates").exists()


def test_lembar_new_theme_makes_the_same(shell: Shell) -> None:
    shell("new", "one")
    assert run(["new", "theme", "two"], Messages("en")) == EXIT_DONE
    one, two = (Path(f"templates/{each}/theme.yaml").read_bytes() for each in ("one", "two"))
    assert one == two


def test_show_says_which_theme_sets_a_token_and_where(shell: Shell) -> None:
    write("house/theme.yaml", "extends: default\nspacing:\n  answer-pitch: 10\n")
    write("series/theme.yaml", "extends: house\ncolor:\n  roles: {accent: grey}\n")
    write(
        f"series/{IDENTITY}",
        FIELDS,
    )
    write("series/print.css", "p {}\n")
    write("series/locale/en.po", 'msgid "identity.name"\nmsgstr "Pupil"\n')
    said = shell("show", "series")
    assert said.startswith("series → house → default\n")
    assert "color.roles.accent  grey (#555555)  (series: templates/series/theme.yaml:3)" in said
    assert "answer-pitch" not in said
    assert f"  {IDENTITY}: overrides blocks: fields\n" in said
    assert "  print.css: rules after its parent's\n" in said
    assert "  locale/en.po: changes words: identity.name\n" in said
    assert "  interactions/order.html.j2: entries, entry\n" in said
    said = shell("show", "series", "--styles")
    assert "heading 2  (Heading2)  Calibri, 14 pt\n" in said
    assert "Lembar Lead  (LembarLead)  Cambria, 14 pt\n" in said
    assert "10  (house: templates/house/theme.yaml:3)" in shell("show", "series", "--all")


def test_show_tells_the_blocks_of_a_template_with_who_has_them_last(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    write(
        f"series/{IDENTITY}",
        FIELDS,
    )
    said = shell("show", "series", IDENTITY)
    assert f"{IDENTITY}  (templates/series/{IDENTITY})" in said
    assert "  fields  (series)\n  identity  (default)\n" in said
    said = shell("show", "series", "parts/identiti.html.j2", code=EXIT_USAGE)
    assert f"did you mean “{IDENTITY}”?" in said


def test_which_theme_is_meant_is_clear_or_asked(shell: Shell) -> None:
    assert "Which theme is meant?" in shell("diff", code=EXIT_USAGE)
    write("series/theme.yaml", "extends: default\n")
    assert "is as its parent" in shell("diff")
    write("other/theme.yaml", "extends: default\n")
    assert "other, series" in shell("diff", code=EXIT_USAGE)
    assert "did you mean “series”?" in shell("diff", "serie", code=EXIT_USAGE)
    said = shell("eject", IDENTITY, "--theme", "default", code=EXIT_USAGE)
    assert "comes with Lembar" in said


def test_a_block_that_was_ejected_changes_nothing_until_it_is_edited(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    said = shell("eject", IDENTITY, "--block", "fields")
    assert f"made: templates/series/{IDENTITY}" in said
    assert "made: templates/series/ejected.yaml" in said
    own = Path("templates/series") / IDENTITY
    made = load_theme("series", theme_roots(Path()), AssetStore())
    assert check_templates(made) == []
    assert own.read_text("utf-8").startswith(f'{{% extends "parent:{IDENTITY}" %}}\n')
    assert "is as its parent" in shell("diff")
    own.write_text(own.read_text("utf-8").replace("identity.date", "identity.number"), "utf-8")
    said = shell("diff")
    assert f"  {IDENTITY}  [fields]\n" in said
    assert f"    --- default/{IDENTITY}\n    +++ series/{IDENTITY}\n" in said
    assert "What changed under" not in said


def test_a_second_block_comes_behind_the_first_and_none_twice(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    shell("eject", "parts/letterhead.html.j2", "--block", "logos")
    shell("eject", "parts/letterhead.html.j2", "--block", "address")
    text = Path("templates/series/parts/letterhead.html.j2").read_text("utf-8")
    assert text.count("{% extends") == 1
    assert text.count("{% block ") == 2
    for again in ("address", "letterhead"):  # the second holds the first two
        said = shell("eject", "parts/letterhead.html.j2", "--block", again, code=EXIT_USAGE)
        assert "is there already" in said
    assert Path("templates/series/parts/letterhead.html.j2").read_text("utf-8") == text


def test_rules_and_words_are_ejected_one_by_one(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    write("series/print.css", ".own { color: red; }\n")
    shell("eject", "print.css", "--block", ".sign-here p")
    css = Path("templates/series/print.css").read_text("utf-8")
    assert css.startswith(".own { color: red; }\n.sign-here p { ")
    assert len(css.splitlines()) == 2
    shell("eject", "locale/en.po", "--block", "points")
    assert Path("templates/series/locale/en.po").read_text("utf-8").startswith('msgid "points"\n')
    assert "did you mean “points”?" in shell("eject", "locale/en.po", "--block", "pionts", code=2)
    assert "did you mean “.sign-here p”?" in shell(
        "eject", "print.css", "--block", ".sign-her p", code=2
    )
    assert check_templates(load_theme("series", theme_roots(Path()), AssetStore())) == []


def test_what_changed_in_a_parent_since_is_told_piece_by_piece(shell: Shell) -> None:
    write("house/theme.yaml", "extends: default\n")
    part = "{% block a %}<p>one</p>{% endblock %}{% block b %}<p>two</p>{% endblock %}\n"
    write("house/parts/objectives.html.j2", part)
    write("house/page.css", ".x { color: red; }\n.y { color: red; }\n")
    write("house/locale/en.po", 'msgid "identity.name"\nmsgstr "Pupil"\n')
    write("series/theme.yaml", "extends: house\n")
    for words in (
        ("parts/objectives.html.j2", "--block", "a"),
        ("parts/objectives.html.j2", "--block", "b"),
        ("page.css", "--block", ".x"),
        ("locale/en.po", "--block", "identity.name"),
        ("documents/handout.html.j2",),
    ):
        shell("eject", *words, "--theme", "series")
    assert "is as its parent" not in (before := shell("diff", "series"))  # rules come once more
    assert "What changed under" not in before
    write("house/parts/objectives.html.j2", part.replace("one", "1").replace("block b", "block c"))
    write("house/page.css", ".x { color: blue; }\n.y { color: red; }\n")
    said = shell("diff", "series").partition("What changed under “series”")[2]
    assert "parts/objectives.html.j2, b: no parent has it any more" in said
    assert "    -{% block a %}<p>one</p>{% endblock %}\n    +{% block a %}<p>1</p>" in said
    assert "    -.x { color: red; }\n    +.x { color: blue; }\n" in said
    assert "locale" not in said
    assert "handout" not in said


def test_tokens_are_compared_key_by_key(shell: Shell) -> None:
    text = (
        "extends: default\ncolor: {roles: {accent: grey, text: black}}\npapers: {Card: [100, 70]}\n"
    )
    write("series/theme.yaml", text)
    assert shell("diff") == (
        "What “series” changes in “default”:\n"
        "  color.roles.accent: black → grey  (templates/series/theme.yaml:2)\n"
        "  papers.Card: – → [100, 70]  (templates/series/theme.yaml:3)\n"
    )


def test_what_was_ejected_is_read_as_it_was_written(tmp_path: Path) -> None:
    texts = ("", "a", "a\n", "a\n\n", " a\n\n  b", "\n a: 'x' \"y\" #\n", "{% é %}\n")
    texts += ("\n", "\n\n", "a\r\nb", "a\x85b\u2028c", "\ta\x07\ufeff\n", "😀\r")
    pieces = ("", "b", 'a[href^="http"]', "a\\:b", "c\x85d")
    records = tuple(
        Ejected(f"f{n:02}", pieces[n % len(pieces)], "d", text) for n, text in enumerate(texts)
    )
    (tmp_path / "ejected.yaml").write_bytes(written(records))
    assert read_ejected(tmp_path, "x") == records


def test_a_record_that_was_tampered_with_is_told(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    shell("eject", IDENTITY, "--block", "fields")
    path = Path("templates/series/ejected.yaml")
    path.write_text(path.read_text("utf-8").replace("identity.date", "identity.x"), "utf-8")
    assert "templates/series/ejected.yaml:1:1: error[ejected-broken]" in shell("diff", code=1)


def test_a_good_theme_passes_and_every_template_is_tried(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    said = shell("check")
    assert "Nothing is wrong" in said or "no problems" in said.lower(), said
    write("series/parts/facts.html.j2", "<p>\n{{ view.secret }}</p>\n")
    said = shell("check", code=EXIT_CONTENT)
    assert "templates/series/parts/facts.html.j2:2:1: error[template-error]" in said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% block a %}", "template-syntax"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "template-nested"),
        (f'{{% extends "{IDENTITY}" %}}', "template-extends-itself"),
        ('{% extends "parent:parts/x.html.j2" %}', "template-missing"),
        ("{% extends x %}", "extends-not-plain"),
    ],
)
def test_a_template_that_can_not_be_read_is_told_by_all(shell: Shell, text: str, code: str) -> None:
    write("series/theme.yaml", "extends: default\n")
    write(f"series/{IDENTITY}", text)
    for words in (("show", "series"), ("diff",), ("check",), ("eject", "print.css")):
        said = shell(*words, code=EXIT_CONTENT)
        assert f"templates/series/{IDENTITY}:1:" in said
        assert f"error[{code}]" in said


def test_a_loop_in_a_template_is_stopped(shell: Shell) -> None:
    write("series/theme.yaml", "extends: default\n")
    loop = "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}"
    write("series/parts/facts.html.j2", loop + "{% endfor %}{% endfor %}{% endfor %}")
    said = shell("check", code=EXIT_CONTENT)
    assert "error[template-too-slow]" in said


def test_a_block_that_the_parent_lost_is_shown(shell: Shell) -> None:
    write("house/theme.yaml", "extends: default\n")
    write("house/parts/objectives.html.j2", "{% block a %}{% endblock %}\n")
    write("series/theme.yaml", "extends: house\n")
    shell("eject", "parts/objectives.html.j2", "--block", "a", "--theme", "series")
    write("house/parts/objectives.html.j2", "{% block b %}{% endblock %}\n")
    assert "no parent has it any more" in shell("diff", "series")
    said = shell("check", "series", code=EXIT_CONTENT)
    assert "No parent of this template has a block “a”." in said
