"""Make the slides of a lesson, and the notes that hold whatever is not on them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lembar.course.course import Lesson, Unit
from lembar.course.slides import OWN
from lembar.course.tree import Element, Node, Nodes, element, rewrite, walk
from lembar.errors import Problems
from lembar.views.slides.choice import chosen
from lembar.views.slides.fit import pages, seen_words
from lembar.views.slides.material import HOLDERS, Material, Part, parts, replaces_closing

_UNSAID = frozenset({"questions", "hr"})


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold how many words a slide has at most, and how many slides are asked for."""

    words: int = 40
    slides: int | None = None


USUAL = Limits()


@dataclass(slots=True)
class DeckSlide:
    """Hold a slide while its notes grow."""

    layout: str
    kicker: str
    title: Nodes
    body: Nodes
    notes: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Deck:
    """Hold all slides of a lesson but the closing question, which `asks` says is wanted.

    `opening` is what is said at the first slide, `objectives` those of each slide of theirs.
    """

    opening: Nodes
    objectives: tuple[tuple[str, ...], ...]
    slides: tuple[DeckSlide, ...]
    asks: bool


def deck(
    lesson: Lesson,
    unit: Unit,
    objectives: tuple[str, ...],
    asks: bool,
    limits: Limits,
    problems: Problems,
    spoken: bool = True,
) -> Deck:
    """Make the slides of a lesson and report what does not fit.

    The slides are the same whether or not the lesson still holds its teacher blocks; the notes
    are not. Where there are none (`spoken`), no link can lead into them.
    """
    found = parts(lesson.body, unit.glossary, limits.words)
    asks = asks and not replaces_closing(found)
    goals = _objectives(objectives, limits.words)
    fixed = 1 + len(goals) + asks
    material = [(at, each) for at, part in enumerate(found) for each in part.material]
    room = None if limits.slides is None else limits.slides - fixed
    kept, needed = chosen(material, room)
    if room is not None and needed > room:
        values = {"needed": needed + fixed, "target": limits.slides, "own": needed}
        problems.add("slides-number", lesson.place, "slides-number", "warning", **values)
    shown = {id(each) for at, (_, each) in enumerate(material) if at in kept}
    maker = _Maker(shown)
    for part in found:
        maker.part(part)
    _report(lesson, [each for at, (_, each) in enumerate(material) if at in kept], limits, problems)
    return maker.deck(goals, asks, spoken)


def _objectives(texts: tuple[str, ...], limit: int) -> tuple[tuple[str, ...], ...]:
    """Share objectives out over slides."""
    if not texts:
        return ()
    listed = element("ul", *(element("li", each) for each in texts))
    shares = [len(page[0].children) for page in pages((listed,), limit) if page]  # type: ignore[union-attr]
    found: list[tuple[str, ...]] = []
    for size in shares:
        done = sum(map(len, found))
        found.append(texts[done : done + size])
    return tuple(found)


def _report(lesson: Lesson, shown: Iterable[Material], limits: Limits, problems: Problems) -> None:
    """Report slides that hold more words than are read."""
    too_long = [(seen_words((lesson.lead,)), lesson.place)]
    for each in shown:
        for page in each.pages:
            inner = (e.place for e in page if isinstance(e, Element))
            place = each.place if each.kind == OWN else next(inner, None) or each.place
            too_long.append((seen_words(page), place or lesson.place))
    for count, place in too_long:
        if count > limits.words:
            values = {"n": count, "limit": limits.words}
            problems.add("slide-words", place, "slide-words", "warning", **values)


class _Maker:
    """Put material on slides in order; what is not on them is said at the slide beside it."""

    def __init__(self, shown: set[int]) -> None:
        self._shown = shown
        self._slides: list[DeckSlide] = []
        self._opening: list[Node] = []
        self._waiting: list[Node] = []  # said at the slide that comes next in this section
        self._follows = False  # the block before is on a slide

    def part(self, part: Part) -> None:
        """Add the slides of a section."""
        if part.omitted and not part.material:
            return
        before = len(self._slides)
        self._waiting, self._follows = [], False
        material = [each for each in part.material if id(each) in self._shown]
        sources = {id(source) for each in material for source in each.sources}
        for each in (m for m in material if m.at is None):
            self._add(each)
        for block in part.blocks:
            self._block(block, material, sources)
        if self._waiting and len(self._slides) == before and part.title:
            self._waiting.insert(0, Element("p", {}, (element("strong", *part.title),)))
        self._last().extend(self._waiting)

    def _last(self) -> list[Node]:
        return self._slides[-1].notes if self._slides else self._opening

    def _block(self, block: Node, material: Sequence[Material], sources: set[int]) -> None:
        if not isinstance(block, Element):
            return
        if _is_teacher(block):
            said = _opened(block.children)
            (self._last() if self._follows else self._waiting).extend(said)
            return
        inside = {id(each) for each in walk((block,))}
        here = [each for each in material if each.at is not None and id(each.at) in inside]
        for each in here:
            self._add(each)
        self._follows = bool(here)
        if id(block) in sources:
            if here:
                self._last().extend(_said_by_teachers(block))
            return
        rest = tuple(_left((block,), sources))
        if _says(rest):
            said = _opened(rest)
            (self._last() if here else self._waiting).extend(said)

    def _add(self, each: Material) -> None:
        for at, page in enumerate(each.pages):
            made = DeckSlide(each.layout, each.kicker, each.title, page)
            if not at:
                made.notes.extend(self._waiting)
                self._waiting = []
            self._slides.append(made)

    def deck(self, goals: tuple[tuple[str, ...], ...], asks: bool, spoken: bool) -> Deck:
        """Return the deck; links that lead nowhere in it are words."""
        slides = self._slides
        nodes = [node for each in slides for node in (*each.title, *each.body)]
        if spoken:
            nodes += [*self._opening, *(node for each in slides for node in each.notes)]
        known = {e.get("id") for e in walk(nodes) if e.get("id")}
        for each in slides:
            each.title = _linked(each.title, known)
            each.body = _linked(each.body, known)
            each.notes = list(_linked(tuple(each.notes), known))
        return Deck(_linked(tuple(self._opening), known), goals, tuple(slides), asks)


def _is_teacher(block: Node) -> bool:
    return isinstance(block, Element) and block.tag == "fence" and block.get("kind") == "teacher"


def _said_by_teachers(block: Element) -> list[Node]:
    """Return what stands in the teacher blocks inside a block."""
    return [
        child for each in walk((block,)) if _is_teacher(each) for child in _opened(each.children)
    ]


def _left(nodes: Iterable[Node], sources: set[int]) -> Iterable[Node]:
    """Yield nodes less those that are on slides, and less what nobody says."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif id(node) in sources:
            yield from _said_by_teachers(node)
        elif node.tag not in _UNSAID:
            if node.tag == "fence" and node.get("kind") in ("slide", "answer-space"):
                continue
            left = tuple(_left(node.children, sources))
            if node.tag not in HOLDERS or _says(left):
                yield node.with_children(left)


def _says(nodes: Nodes) -> bool:
    pictured = any(each.tag == "img" for each in walk(nodes))
    return pictured or bool(seen_words(nodes))


def _opened(nodes: Nodes) -> Nodes:
    """Return nodes with what is a teacher's own in place of its block."""

    def change(each: Element) -> Node | Nodes:
        return each.children if _is_teacher(each) else each

    return rewrite(nodes, change)


def _linked(nodes: Nodes, known: set[str]) -> Nodes:
    """Turn links to what is not in the deck into words."""

    def change(each: Element) -> Node | Nodes:
        href = each.get("href")
        gone = each.tag == "a" and href.startswith("#") and href[1:] not in known
        return each.children if gone else each

    return rewrite(nodes, change)
