"""Make up papers of every question type, and know from their source alone what is right.

Every text is a token: `q7w0` is the first option of item 7 and wrong, `q7r1` the second and right.
What only teachers may see has a letter of its own (`SECRET`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from random import Random
from textwrap import indent

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

SECRET = "amkxfi"
"""The letters of tokens that no pupil may see: answers, models, criteria, reasons, indicators."""


@dataclass(frozen=True)
class Question:
    """Hold one item: its source, its points, and what a reader of a printed sheet can check.

    `options` are lettered and shuffled; `key` gives the strip's entry, from the letter that each
    token has on a sheet (or the rows in printed order).
    """

    number: int  # names it; not the printed number
    kind: str
    source: str
    points: int
    options: tuple[str, ...] = ()
    key: Callable[[dict[str, str], list[str]], str] = field(default=lambda _letters, _tokens: "")
    right_order: tuple[str, ...] = ()
    size: int = 0  # how many rows, entries or gaps it was asked to have

    @property
    def name(self) -> str:
        return f"q{self.number}"


@dataclass(frozen=True)
class Group:
    """Hold a stimulus and its items."""

    number: int
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Paper:
    """Hold a paper: its kind, its forms, its parts."""

    kind: str
    forms: tuple[str, ...]
    shuffle: bool
    parts: tuple[tuple[Question | Group, ...], ...]

    def questions(self) -> list[Question]:
        """Return all items in the order of the source."""
        found: list[Question] = []
        for part in self.parts:
            for entry in part:
                found.extend(entry.questions if isinstance(entry, Group) else (entry,))
        return found

    @property
    def points(self) -> int:
        return sum(each.points for each in self.questions())

    def source(self) -> str:
        """Return the file of the assessment."""
        lines = [
            "title: Ulangan",
            f"kind: {self.kind}",
            f"forms: [{', '.join(self.forms)}]",
            f"shuffle: {str(self.shuffle).lower()}",
            "sections:",
        ]
        for number, part in enumerate(self.parts):
            lines += [f"- title: Bagian {number}", "  items:"]
            lines += [indent(_entry(entry), "  ") for entry in part]
        return "\n".join(lines) + "\n"


def _entry(entry: Question | Group) -> str:
    if isinstance(entry, Question):
        return entry.source
    items = "\n".join(indent(each.source, "  ") for each in entry.questions)
    return f"- type: group\n  text: |\n    Bacaan g{entry.number}\n  items:\n{items}"


def _written(number: int, kind: str, text: str, more: str = "", stem: str = "") -> str:
    """Return the source of an item; its explanation and its indicator are secrets."""
    said = indent(f"{stem or f'Soal q{number}'}{text}", "    ")
    head = f"- type: {kind}\n  indicator: q{number}i\n" + indent(more, "  ")
    return f"{head}  text: |\n{said}\n  explanation: |\n    q{number}x0"


def _letters_of(*tokens: str) -> Callable[[dict[str, str], list[str]], str]:
    return lambda letters, _: ", ".join(sorted(letters[each] for each in tokens))


def choice(number: int, size: int, right: int, points: int) -> Question:
    tokens = [f"q{number}{'r' if at == right else 'w'}{at}" for at in range(size)]
    lines = "".join(
        f"\n- [{'x' if at == right else ' '}] {token}\n  : q{number}f{at}"
        for at, token in enumerate(tokens)
    )
    source = _written(number, "choice", f"\n{lines}", f"points: {points}\n")
    return Question(number, "choice", source, points, tuple(tokens), _letters_of(tokens[right]))


def choices(number: int, size: int, right: int, points: int) -> Question:
    marked = {right, (right + 1) % size}
    tokens = [f"q{number}{'r' if at in marked else 'w'}{at}" for at in range(size)]
    lines = "".join(
        f"\n- [{'x' if at in marked else ' '}] {token}" for at, token in enumerate(tokens)
    )
    source = _written(number, "choices", f"\n{lines}", f"points: {points}\nscoring: all\n")
    shown = _letters_of(*(tokens[at] for at in sorted(marked)))
    return Question(number, "choices", source, points, tuple(tokens), shown)


def true_false(number: int, size: int, right: int, points: int) -> Question:
    true = bool(right % 2)
    source = _written(number, "true-false", "", f"points: {points}\nanswer: {str(true).lower()}\n")
    return Question(
        number, "true-false", source, points, key=lambda *_: "Benar" if true else "Salah"
    )


def true_false_table(number: int, size: int, right: int, points: int) -> Question:
    rows = [at <= right for at in range(size)]
    lines = "".join(f"\n- [{'x' if true else ' '}] q{number}b{at}" for at, true in enumerate(rows))
    said = ", ".join(f"{at} {'Benar' if true else 'Salah'}" for at, true in enumerate(rows, 1))
    source = _written(number, "true-false-table", f"\n{lines}", f"points: {points}\n")
    return Question(number, "true-false-table", source, points, key=lambda *_: said)


def matching(number: int, size: int, right: int, points: int) -> Question:
    targets = [f"q{number}t{at}" for at in range(size + 1)]
    lines = "".join(f"\n- q{number}l{at} -> {targets[at]}" for at in range(size))
    source = _written(number, "matching", f"\n{lines}\n- -> {targets[size]}", f"points: {points}\n")

    def key(letters: dict[str, str], _tokens: list[str]) -> str:
        return " ".join(f"{at + 1}{letters[targets[at]]}" for at in range(size))

    return Question(number, "matching", source, points, tuple(targets), key)


def ordering(number: int, size: int, right: int, points: int) -> Question:
    tokens = tuple(f"q{number}o{at}" for at in range(size))
    lines = "".join(f"\n{at}. {token}" for at, token in enumerate(tokens, 1))
    source = _written(number, "ordering", f"\n{lines}", f"points: {points}\n")

    def key(letters: dict[str, str], _tokens: list[str]) -> str:
        return "–".join(letters[each] for each in tokens)

    return Question(number, "ordering", source, points, tokens, key, right_order=tokens)


def classification(number: int, size: int, right: int, points: int) -> Question:
    takes = {f"q{number}l{at}": f"q{number}c{(at + right) % 2}" for at in range(size)}
    lines = "".join(f"\n- {row} -> {column}" for row, column in takes.items())
    source = _written(number, "classification", f"\n{lines}", f"points: {points}\n")

    def key(_letters: dict[str, str], tokens: list[str]) -> str:
        rows = [each for each in tokens if each in takes]
        return ", ".join(f"{at} {takes[row]}" for at, row in enumerate(rows, 1))

    return Question(number, "classification", source, points, key=key)


def cloze(number: int, size: int, right: int, points: int) -> Question:
    text = f" isi [[q{number}a0|q{number}a1]] dan [[q{number}a2]]"
    source = _written(number, "cloze", text, f"points: {points}\n")
    said = f"q{number}a0 / q{number}a1; q{number}a2"
    return Question(number, "cloze", source, points, key=lambda *_: said)


def word_bank(number: int, size: int, right: int, points: int) -> Question:
    text = f"\n\nIsi [[q{number}b0]] dan [[q{number}b1]]"
    more = f"points: {points}\ndistractors: [q{number}b2, q{number}b3]\n"
    source = _written(number, "cloze", text, more)
    said = f"1 q{number}b0, 2 q{number}b1"
    return Question(number, "word bank", source, points, key=lambda *_: said)


def short(number: int, size: int, right: int, points: int) -> Question:
    more = f"points: {points}\naccept: [q{number}a1]\nreject: [q{number}a2]\n"
    source = _written(number, "short", f"\n\n[[q{number}a0]]", more)
    return Question(number, "short", source, points, key=lambda *_: f"q{number}a0")


def numeric(number: int, size: int, right: int, points: int) -> Question:
    """Make an item with a parameter: its value is printed, its answer is computed from that."""
    more = f"points: {points}\nparameters:\n  n: 11..40\n"
    text = f" dengan q{number}v{{{{ n }}}}: [[{{{{ n * 1000 }}}}]]"

    def key(_letters: dict[str, str], tokens: list[str]) -> str:
        value = next(each for each in tokens if each.startswith(f"q{number}v"))
        return f"{value.removeprefix(f'q{number}v')}.000"

    return Question(number, "numeric", _written(number, "numeric", text, more), points, key=key)


def essay(number: int, size: int, right: int, points: int) -> Question:
    rubric = f"rubric: |\n  - [{points}] q{number}k0\nanswer: |\n  q{number}m0\n"
    source = _written(number, "essay", "", f"lines: {size}\n{rubric}")
    return Question(number, "essay", source, points, key=lambda *_: "lihat pedoman")


def table_completion(number: int, size: int, right: int, points: int) -> Question:
    rows = "".join(f"\n| q{number}b{at} | [[q{number}a{at}]] |" for at in range(size))
    text = f"\n\n| q{number}h0 | q{number}h1 |\n| --- | --- |{rows}"
    source = _written(number, "table-completion", text, f"points: {points}\n")
    said = "; ".join(f"q{number}a{at}" for at in range(size))
    return Question(number, "table-completion", source, points, key=lambda *_: said)


def multi_part(number: int, size: int, right: int, points: int) -> Question:
    """Make an item of three parts: a choice, a word, and a written answer."""
    first = choice(number, size, right, points)
    parts = [
        f"- type: choice\n  points: {points}\n  text: |\n    q{number}p0\n"
        + "".join(f"\n    - [{'x' if 'r' in each else ' '}] {each}" for each in first.options),
        f"- type: short\n  points: 1\n  text: |\n    q{number}p1 [[q{number}a0]]",
        f"- type: essay\n  lines: 2\n  text: |\n    q{number}p2\n"
        f"  rubric: |\n    - [2] q{number}k0",
    ]
    more = "parts:\n" + "\n".join(indent(each, "  ") for each in parts) + "\n"
    source = _written(number, "multi-part", "", more)

    def key(letters: dict[str, str], tokens: list[str]) -> str:
        return f"a {first.key(letters, tokens)}; b q{number}a0; c lihat pedoman"

    return Question(number, "multi-part", source, points + 3, first.options, key)


def labelling(number: int, size: int, right: int, points: int) -> Question:
    """Make a picture whose marks stand in another order than their lines."""
    lines = "".join(f"\n- {50}% {90 - 15 * at}%: [[q{number}a{at}]]" for at in range(size))
    text = f"\n\n![Gambar q{number}h0](images/p.svg)\n{lines}"
    said = "; ".join(f"{at} q{number}a{size - at}" for at in range(1, size + 1))
    source = _written(number, "labelling", text, f"points: {points}\n")
    return Question(number, "labelling", source, points, key=lambda *_: said)


PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100">'
    '<rect x="1" y="1" width="98" height="98" fill="none" stroke="#000"/></svg>'
)

KINDS: dict[str, Callable[[int, int, int, int], Question]] = {
    "choice": choice,
    "choices": choices,
    "true-false": true_false,
    "true-false-table": true_false_table,
    "matching": matching,
    "ordering": ordering,
    "classification": classification,
    "cloze": cloze,
    "word bank": word_bank,
    "short": short,
    "numeric": numeric,
    "essay": essay,
    "table-completion": table_completion,
    "multi-part": multi_part,
    "labelling": labelling,
}


def papers() -> st.SearchStrategy[Paper]:
    """Make up papers: one or two parts, groups, one to eight forms.

    A paper comes from a seed: choices of their own would be drawn towards the first of each kind.
    """
    return st.integers(0, 2**64 - 1).map(paper)


def made_up(batch: int, count: int) -> Callable[[Callable[[Paper], None]], Callable[[], None]]:
    """Return a decorator that runs a test on so many papers; another batch has others."""

    def over(test: Callable[[Paper], None]) -> Callable[[], None]:
        asked = settings(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        return seed(batch)(asked(given(papers())(test)))

    return over


def paper(number: int) -> Paper:
    """Make up the paper of a number."""
    random = Random(number)
    count = 0

    def question() -> Question:
        nonlocal count
        count += 1
        size = random.randint(3, 5)
        make = KINDS[random.choice(sorted(KINDS))]
        made = make(count, size, random.randrange(size), random.randint(1, 4))
        return replace(made, size=size)

    def entry() -> Question | Group:
        nonlocal count
        if random.random() < 0.8:
            return question()
        count += 1
        number = count
        return Group(number, tuple(question() for _ in range(random.randint(1, 3))))

    parts = tuple(
        tuple(entry() for _ in range(random.randint(1, 4))) for _ in range(random.randint(1, 2))
    )
    forms = "ABCDEFGH"[: random.randint(1, 8)]
    kind = random.choice(["test", "worksheet"])
    return Paper(kind, tuple(forms), random.random() < 0.5, parts)
