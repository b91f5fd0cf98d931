"""The documentation: its examples read without a problem, and what it names is there."""

import re
import runpy
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click
import pytest
import yaml

from lembar.cli import commands
from lembar.content.assets import AssetStore
from lembar.content.loader import Options
from lembar.content.markdown.blocks import FENCES
from lembar.content.profiles import OWN
from lembar.content.schema import RECORDS
from lembar.content.themes import load_theme, theme_roots
from lembar.course.appearance import ELEMENTS
from lembar.course.documents import FILES
from lembar.course.profile import Asked
from lembar.engine.build import Wanted, build
from lembar.engine.check import check
from lembar.engine.project import find_project
from lembar.engine.report import Silent
from lembar.messages import Messages
from lembar.questions import TYPES, QuestionType
from tests.docs.tables import MARKED, PAGE, TABLES, written

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
TEACHERS = (ROOT / "docs/teacher.md", ROOT / "docs/guru.md")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
each_guide = pytest.mark.parametrize("page", TEACHERS, ids=lambda page: page.name)

_BLOCK = re.compile(r"^```(\w+)(?: (\S+))?(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_TABLE = re.compile(r"^\| (?:code|kode|message) \|.*\n\| ---.*\n((?:\|.*\n)+)", re.MULTILINE)
_PATH = re.compile(r"`((?:lembar|tests|templates|docs|content|\.ci)/[\w./-]*[\w/])`")
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
)

# Where an example of each kind goes; {n} is its number on the page, {name} what follows its kind.
HOMES = {
    "lesson": "c/u/{n:02}-lesson.md",
    "bank": "c/u/questions/{name}.yaml",
    "assessment": "c/u/assessments/paper-{n}.yaml",
    "course": "c/course.yaml",
    "unit": "c/u/unit.yaml",
    "school": "school.yaml",
    "me": "me.yaml",
    "terms": "c/terms.yaml",
    "roster": "c/{name}.csv",
    "theme": "templates/{theme}/theme.yaml",
    "profile": "profiles/{name}.yaml",
}
# What the examples of a page, which are parts of a course, can't satisfy.
OF_A_WHOLE_COURSE = (
    "item-without-objective",
    "objective-without-items",
    "objective-not-taught",
    "unused-picture",
)
# Steps of a walk through a page, which a test of its own takes.
STEPS = ("file", "append", "output")
BESIDES = {
    "c/course.yaml": "title: Course\nlanguage: en\n",
    "c/u/unit.yaml": "objectives:\n- id: T1\n  text: Explain.\n- id: TP1\n  text: Judge.\n"
    "glossary:\n- term: evaporation\n  definition: liquid to vapour\n",
    "c/u/images/cycle.svg": _PICTURE,
    "c/u/images/siklus.svg": _PICTURE,
    "logo.svg": _PICTURE,
}


@dataclass(frozen=True)
class Block:
    """Hold a fenced block: its language, what follows it on the first line, and its text."""

    language: str
    kind: str
    name: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*found) for found in _BLOCK.findall(page.read_text("utf-8"))]


def examples(page: Path) -> list[Block]:
    return [
        each
        for each in blocks(page)
        if each.kind and each.kind not in STEPS and each.language in ("yaml", "markdown", "csv")
    ]


def course_of(page: Path, folder: Path) -> Path:
    """Write the examples of a page into a small course."""
    files = dict(BESIDES)
    seen: set[str] = set()
    for number, each in enumerate(examples(page), 1):
        given = {"name": each.name or f"bank-{number}", "theme": each.name or "my-series"}
        name = HOMES[each.kind].format(n=number, **given)
        assert name not in seen, f"two examples of {page.name} are {name}"
        seen.add(name)
        files[name] = each.text
    for each in blocks(page):
        if each.language == "jinja" and each.kind and each.kind not in STEPS:
            files[f"templates/my-series/{each.kind}"] = each.text
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@each_page
def test_examples_read_without_a_problem(page: Path, tmp_path: Path) -> None:
    course_of(page, tmp_path)
    theme = "my-series" if (tmp_path / "templates").is_dir() else None
    found = check(find_project((), tmp_path), Options(theme=theme))
    say = Messages("en")
    told = [
        each
        for each in found.problems
        if each.severity != "info" and each.code not in OF_A_WHOLE_COURSE
    ]
    assert [say.line(each) for each in told] == []


@each_page
def test_fenced_blocks_end_and_are_of_known_kinds(page: Path) -> None:
    fences = re.findall(r"^```.*$", page.read_text("utf-8"), re.MULTILINE)
    assert len(fences) == 2 * len(blocks(page))
    for each in blocks(page):
        homes = dict.fromkeys(("yaml", "markdown", "csv"), HOMES)
        known = {**homes, "python": ("question",)}.get(each.language, ())
        assert not each.kind or each.language == "jinja" or each.kind in (*known, *STEPS)


def test_a_theme_of_the_guide_changes_tokens_and_leaves_the_rest(tmp_path: Path) -> None:
    course_of(PAGE, tmp_path)
    made = load_theme("my-series", theme_roots(tmp_path), AssetStore())
    default = load_theme("default", theme_roots(), AssetStore())
    assert made.tokens.colors["accent"] == "#1f4e79"
    assert made.tokens.sizes == {**default.tokens.sizes, "title": 28}
    assert made.files.keys() == default.files.keys()
    headings = load_theme("my-headings", theme_roots(tmp_path), AssetStore()).tokens.elements
    assert headings["heading2"].case == "small-caps"
    assert headings["heading3"] == default.tokens.elements["heading3"]
    assert made.files["parts/identity.html.j2"] != default.files["parts/identity.html.j2"]


def test_a_profile_of_the_guide_is_laid_over_a_theme(tmp_path: Path) -> None:
    course_of(PAGE, tmp_path)
    roots, asked = theme_roots(tmp_path), Asked("larger", None)
    made = load_theme(
        "my-series", roots, AssetStore(), profile=asked, profiles=tmp_path / "profiles"
    ).tokens
    assert (made.sizes["note"], made.sizes["title"]) == (24, 40)
    assert made.colors["accent"] == "#000000"
    assert made.serif == made.sans


def test_every_key_of_profiles_is_explained() -> None:
    text = PAGE.read_text("utf-8").split("## Profiles")[1].split("## Style sheets")[0]
    assert {".".join(key) for key in OWN} <= set(re.findall(r"`([\w.-]+)`", text))


def test_built_in_profiles_are_explained() -> None:
    for page in TEACHERS:
        named = set(re.findall(r"`([\w-]+)`", page.read_text("utf-8")))
        built_in = (ROOT / "templates/default/profiles").glob("*.yaml")
        assert {path.stem for path in built_in} <= named


def test_a_question_type_of_the_guide_makes_items() -> None:
    from lembar.course.tree import text_of
    from lembar.errors import Place, Problems
    from lembar.questions import Writing

    page = ROOT / "docs/contributor.md"
    (code,) = [each.text for each in blocks(page) if each.language == "python"]
    made: dict[str, object] = {}
    exec(compile(code, str(page), "exec"), made)
    kind = made["TYPE"]
    assert isinstance(kind, QuestionType)
    item = kind.item(Writing(("Is it?",), Place("x"), {"answer": True}), Problems())
    assert item is not None
    assert item.answered
    assert text_of(item.body) == "Is it?"


# --- commands -------------------------------------------------------------------------------


def command_lines(page: Path) -> Iterator[list[str]]:
    """Yield the arguments of every call of Lembar in the console blocks of a page."""
    for each in blocks(page):
        for line in each.text.splitlines() if each.language == "console" else ():
            words = shlex.split(line.replace("\\", "/"), comments=True)
            if words and re.search(r"(^|/)lembar$", words[0]):
                yield words[1:]


@each_page
def test_commands_are_understood(page: Path) -> None:
    group = commands(Messages("en"))
    for command in group.commands.values():
        inner = command.commands.values() if isinstance(command, click.Group) else ()
        for each in (command, *inner):
            each.callback = lambda **_: 0
    for arguments in command_lines(page):
        try:
            group.main(arguments, prog_name="lembar", standalone_mode=False)
        except click.ClickException as error:
            pytest.fail(f"lembar {shlex.join(arguments)}: {error.format_message()}")


def test_make_targets_are_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        for each in blocks(page):
            for line in each.text.splitlines() if each.language == "console" else ():
                words = line.split()
                if words[:1] == ["make"] and len(words) > 1:
                    assert words[1] in targets, line


def test_the_readme_names_every_command() -> None:
    text = PAGES[0].read_text("utf-8")
    assert [name for name in commands(Messages("en")).commands if name not in text] == []


# --- what is named --------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """Return the address that a heading gets on the web."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def prose(page: Path) -> str:
    """Return a page without its fenced blocks and code."""
    return re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", page.read_text("utf-8")))


@each_page
def test_links_and_pictures_are_there(page: Path) -> None:
    for link in _LINK.findall(prose(page)):
        if link.startswith(("http://", "https://")):
            continue
        path, _, fragment = link.partition("#")
        target = page.parent / path if path else page
        assert target.exists(), link
        if fragment:
            headings = _HEADING.findall(_BLOCK.sub("", target.read_text("utf-8")))
            assert fragment in [anchor(each) for each in headings], link


def test_every_picture_is_shown_small_and_can_be_drawn_anew() -> None:
    sheets = runpy.run_path(str(ROOT / "docs/pictures/make.py"))["SHEETS"]
    pictures = {path.stem: path for path in (ROOT / "docs/pictures").glob("*.png")}
    assert pictures.keys() == sheets.keys()
    text = (ROOT / "docs/gallery.md").read_text("utf-8")
    assert [name for name in pictures if f"(pictures/{name}.png)" not in text] == []
    assert [name for name, path in pictures.items() if path.stat().st_size >= 300_000] == []


@each_page
def test_paths_of_the_repository_are_there(page: Path) -> None:
    text = _BLOCK.sub("", page.read_text("utf-8"))
    assert [path for path in _PATH.findall(text) if not (ROOT / path).exists()] == []


@each_page
def test_codes_of_messages_are_known(page: Path) -> None:
    text = page.read_text("utf-8")
    say = Messages("en")
    named = re.findall(r"(?:error|galat)\[([\w-]+)\]", text)
    for table in _TABLE.findall(text):
        named += [each for row in table.splitlines() for each in codes(row.split(" | ")[0])]
    assert [code for code in named if code not in say] == []


def codes(cell: str) -> list[str]:
    """Return what stands in a cell as code."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", cell, flags=re.M | re.S))


@each_guide
def test_the_guide_names_every_key(page: Path) -> None:
    text = page.read_text("utf-8")
    named = set(re.findall(r"`([\w-]+)`", text)) | set(re.findall(r"^[ -]*([\w-]+):", text, re.M))
    kinds = [name for name in RECORDS if name in FILES or name.startswith("item-")]
    kinds += ["objective", "term", "section", "use", "draw", "logo", "signatory"]
    keys = {key for name in kinds for key in RECORDS[name].keys}
    assert sorted(keys - named) == []


@each_guide
def test_the_guide_has_every_type_block_and_setting(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [name for name in (*TYPES, "group") if f"type: {name}\n" not in text] == []
    assert [kind for kind in FENCES if f"\n::: {kind}" not in text] == []
    settings = {name for names in FENCES.values() for name in names} - {"id"}
    assert [name for name in settings if f"{name}=" not in text] == []


def test_both_guides_for_teachers_have_the_same_examples() -> None:
    one, other = ([replace(b, name="", text="") for b in blocks(page)] for page in TEACHERS)
    assert one == other
    sections = [len(_HEADING.findall(_BLOCK.sub("", p.read_text("utf-8")))) for p in TEACHERS]
    assert sections[0] == sections[1]


# --- the publisher's page -------------------------------------------------------------------


def test_tables_are_those_of_the_code() -> None:
    text = PAGE.read_text("utf-8")
    assert {found["name"] for found in MARKED.finditer(text)} == TABLES.keys()
    assert text == written(text), "write them anew:  python -m tests.docs.tables"


def test_word_styles_are_those_of_written_files() -> None:
    from lxml import etree

    from lembar.writers.docx.numbering import LIST_STYLES
    from lembar.writers.docx.styles import styles_part
    from lembar.writers.docx.units import Page

    lists = {id_: 1 for id_, _ in LIST_STYLES.values()}
    page = Page(1, 1, 0, 0, 0, 0, 0)
    theme = load_theme("default", theme_roots(), AssetStore())
    root = etree.fromstring(styles_part(theme, "en", False, True, page, (), lists))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    made = {
        (style.find(f"{w}name").get(f"{w}val"), style.get(f"{w}styleId"))
        for style in root.iter(f"{w}style")
        if style.get(f"{w}styleId") not in ("Normal", "DefaultParagraphFont")
    }
    rows = re.findall(r"^\| ([^|]+) \| `(\w+)` \|", TABLES["word-styles"](), re.MULTILINE)
    assert set(rows) == made


def test_every_token_is_explained() -> None:
    raw = yaml.safe_load((ROOT / "templates/default/theme.yaml").read_text("utf-8"))
    named = set(codes(PAGE.read_text("utf-8").split("## Tokens")[1].split("## Style sheets")[0]))
    whole = {"color.palette", "typography.fonts", "papers"}  # their keys are the theme's own
    del raw["elements"]  # said by element and by property
    properties = {each for found in ELEMENTS.values() for each in found}
    assert sorted((properties | {*ELEMENTS} | {"elements"}) - named) == []

    def paths(value: object, path: str) -> Iterator[str]:
        if isinstance(value, dict) and path not in whole:
            for key, inside in value.items():
                yield from paths(inside, f"{path}.{key}".lstrip("."))
        else:
            yield path

    assert [path for path in paths(raw, "") if path not in named] == []


def test_every_template_is_named() -> None:
    named = set(codes(PAGE.read_text("utf-8").split("## Templates")[1]))
    folder = ROOT / "templates/default"
    for place in ("documents", "interactions", "parts"):
        files = {path.name.removesuffix(".html.j2") for path in (folder / place).iterdir()}
        assert sorted(files - named) == []


def test_the_slides_of_the_gallery_are_those_that_are_made(tmp_path: Path) -> None:
    (shown,) = [each.text for each in blocks(ROOT / "docs/gallery.md") if each.language == "text"]
    source = ROOT / "content/kelompok-okupasional/okupasional/01-pengertian.md"
    project = find_project((source,), ROOT)
    wanted = Wanted(frozenset({"summary"}), frozenset({"md"}), frozenset({"student"}))
    build(project, tmp_path, Options(), wanted, False, Silent())
    (made,) = tmp_path.rglob("*.md")
    assert made.read_text("utf-8").startswith(shown)
