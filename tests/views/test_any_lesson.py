"""Slides of lessons that hypothesis makes up: nothing is lost, nothing too long is kept quiet."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lembar.course.tree import text_of, walk
from lembar.errors import Problems
from lembar.views.slides import Limits
from lembar.views.slides.fit import seen_words
from lembar.views.summary import student_summary, teacher_summary
from tests.views.lessons import UNIT, lesson, pictures

LIMIT = 12
SECRET = "rahasia"


class Maker:
    """Write a lesson in words that are all different; those of teachers have a mark."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.words: list[str] = []
        self.heads: set[str] = set()  # of tables, which stand over each part
        self.pictures: list[str] = []
        self.own = 0

    def text(self, most: int = 14, mark: str = "w") -> str:
        """Return a sentence or two."""
        count = self.draw(st.integers(1, most))
        made = [f"{mark}{len(self.words) + n}" for n in range(count)]
        self.words += made
        middle = self.draw(st.integers(0, count - 1))
        return " ".join(f"{w}." if n == middle else w for n, w in enumerate(made)) + "."

    def block(self, depth: int) -> str:
        """Return any block, with others inside it."""
        kinds = ["p", "ul", "ol", "table", "figure", "math", "dl", "code"]
        nested = ["quote", "definition", "key-point", "example", "note", "activity", "discussion",
                  "columns", "teacher", "item"]  # fmt: skip
        kind = self.draw(st.sampled_from(kinds + nested * (depth > 0)))
        return getattr(self, f"_{kind.replace('-', '_')}", lambda d: self._fence(kind, d))(depth)

    def blocks(self, depth: int) -> str:
        return "\n\n".join(self.block(depth) for _ in range(self.draw(st.integers(1, 3))))

    def _p(self, _: int) -> str:
        return self.text()

    def _ul(self, _: int) -> str:
        return "\n".join(f"- {self.text(5)}" for _ in range(3))

    def _ol(self, _: int) -> str:
        return "\n".join(f"{n}. {self.text(5)}" for n in (1, 2, 3))

    def _item(self, depth: int) -> str:
        inner = self.blocks(depth - 1).replace("\n", "\n  ")
        return f"- {self.text(3)}\n\n  {inner}"

    def _table(self, _: int) -> str:
        rows = "\n".join(f"| {self.text(3)} | {self.text(3)} |" for _ in range(3))
        head = [self.text(1), self.text(1)]
        self.heads |= {each.strip(".") for each in head}
        return f"| {head[0]} | {head[1]} |\n| --- | --- |\n{rows}"

    def _figure(self, _: int) -> str:
        self.pictures.append(f"alt{len(self.pictures)}")
        return f'![{self.pictures[-1]}](a.svg "{self.text(3)}")'

    def _math(self, _: int) -> str:
        return "$$ a = b $$"

    def _dl(self, _: int) -> str:
        return f"{self.text(1)}\n: {self.text(4)}"

    def _code(self, _: int) -> str:
        return f"```\n{self.text(4)}\n```"

    def _quote(self, depth: int) -> str:
        return "> " + self.blocks(depth - 1).replace("\n", "\n> ")

    def _fence(self, kind: str, depth: int) -> str:
        colons = ":" * (3 + depth)
        if kind == "teacher":
            return f"{colons} teacher\n{self.text(4, SECRET)}\n{colons}"
        return f"{colons} {kind}\n{self.blocks(depth - 1)}\n{colons}"

    def slide(self) -> str:
        """Return a slide of the author's own."""
        self.own += 1
        kinds = self.draw(st.sampled_from(["", " {replaces=figure}", ' {replaces="list table"}']))
        return f":::: slide S{kinds}\n{self.text(8)}\n::::"


@st.composite
def lessons(draw: st.DrawFn) -> tuple[str, Maker]:
    """Draw the text of a lesson."""
    maker = Maker(draw)
    parts = [maker.text()]
    for number in range(draw(st.integers(1, 3))):
        parts.append(f"## Bagian{number}")
        parts += [maker.block(4) for _ in range(draw(st.integers(1, 4)))]
        if draw(st.booleans()):
            parts.append(maker.slide())
    return "\n\n".join(parts) + "\n", maker


@given(lessons(), st.none() | st.integers(1, 12))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_lesson_is_on_slides_in_notes_or_told(made, target):
    text, maker = made
    read = lesson(text)
    problems = Problems()
    limits = Limits(LIMIT, target)
    view = teacher_summary(read, UNIT, (), limits, problems)
    shown = [(*each.title, *each.body) for each in view.slides]
    said = (*view.opening, *(node for each in view.slides for node in each.notes))

    there = f"{' '.join(text_with_gaps(nodes) for nodes in shown)} {text_with_gaps(said)}"
    words = [word.strip(".") for word in there.split()]
    once = set(maker.words) - maker.heads
    assert sorted(word for word in words if word in once) == sorted(once)
    assert maker.heads <= set(words)
    assert sorted(pictures((*said, *(n for nodes in shown for n in nodes)))) == sorted(
        maker.pictures
    )

    told = [dict(each.values) for each in problems if each.code == "slide-words"]
    too_long = [seen_words(each.body) for each in view.slides if seen_words(each.body) > LIMIT]
    assert sorted(too_long) == sorted(int(each["n"]) for each in told)

    few = [each for each in problems if each.code == "slides-number"]
    if target is not None:
        assert bool(few) == (1 + maker.own > target)
        assert len(view.slides) <= max(target - 1, maker.own)

    pupils = student_summary(read, UNIT, (), limits)
    assert SECRET not in text_with_gaps(tuple(n for s in pupils.slides for n in s.body))
    assert [s.title for s in pupils.slides] == [s.title for s in view.slides]
    assert teacher_summary(lesson(text), UNIT, (), limits) == view


def text_with_gaps(nodes) -> str:
    """Return the text of nodes, the words of each block apart."""
    return "".join(
        node if isinstance(node, str) else f" {text_with_gaps(node.children)} " for node in nodes
    )


def test_the_maker_makes_teachers_words():
    """Or the test above would say nothing of them."""
    read = lesson(f"## A\n\n::: teacher\n{SECRET}\n:::\n")
    assert SECRET in text_of(read.body)
    assert [each.tag for each in walk(read.body)][:2] == ["h2", "fence"]
