"""Whatever is written: reading never raises, and every place is inside the file."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lembar.content.markdown import Source, blocks, front_matter, inlines
from lembar.course.tree import text_of, walk
from lembar.errors import Place, Problems
from tests.content.markdown.reading import source

_PIECES = st.sampled_from(
    [
        "a", "kata", " ", "  ", "    ", "\n", "\n\n", "\t", "- ", "* ", "1. ", "> ", "# ", "## ",
        "[x] ", "[ ] ", "[2] ", ": ", ":::", "::: note\n", ":::: slide A {id=x}\n", "\n:::\n",
        "::: questions\n", "::: teacher\n", "|", "| a | b |\n", "|---|---|\n", "\\|", "$", "$$",
        "$x$", "\\foo", "\\ce{H2O}", "[[", "]]", "[[a|b]]", "->", " -> ", "→", "**", "*", "_", "`",
        "```\n", "[^1]", "[^1]: ", "^[", "]", "[", "](term:)", "](#id)", "](http://x)", "![",
        "](b)", "&amp;",
        "{#id}", "{#id caption=\"c *d*\"}\n", "{", "}", "<b>", "<u>", "</u>", "<!--", "<br>",
        "\\", "---\n", "===\n", '"', "\u00a0", "\u2028", "é", "𝛼", "– ", "<http://x>",
    ]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=60)
_FLAGS = st.sets(st.sampled_from(["marks", "pairs", "gaps"])).map(sorted)


def _inside(place: Place, rows: list[str]) -> bool:
    return 1 <= place.line <= len(rows) and 1 <= place.column <= len(rows[place.line - 1]) + 1


@settings(max_examples=400, deadline=None)
@given(_TEXTS, _FLAGS)
def test_blocks_are_read_and_placed(text: str, flags: list[str]) -> None:
    problems = Problems()
    found = blocks(source(text, *flags), problems)
    rows = text.split("\n")
    for each in walk(found):
        assert each.place is not None, each.tag
        assert _inside(each.place, rows), (each.tag, each.place)
    for problem in problems:
        assert problem.place is not None
        assert _inside(problem.place, rows), problem


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_inlines_are_in_line(text: str) -> None:
    found = inlines(source(text), Problems())
    assert not any(each.tag in ("p", "ul", "ol", "h2", "table") for each in walk(found))


@settings(max_examples=100, deadline=None)
@given(_TEXTS)
def test_front_matter_never_raises(text: str) -> None:
    _, body, line = front_matter(f"---\n{text}", "a.md", Problems())
    assert body == "" or body == "\n".join(f"---\n{text}".split("\n")[line - 1 :])


@settings(max_examples=100, deadline=None)
@given(st.text("abc éü中.,;()'“”–", min_size=1).filter(lambda text: text.strip(" ")))
def test_plain_text_survives(text: str) -> None:
    problems = Problems()
    found = blocks(Source("x" + text, "a.md", ((1, 1),)), problems)
    assert text_of(found) == ("x" + text).rstrip(" ")
    assert len(problems) == 0
