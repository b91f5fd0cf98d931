"""Number lists with Word's own numbering, so that each prints exactly what the sheet says.

A label ("12", "C", "iv", "b)") is read as a format and a count. Lists of one format share one
abstract list; every list has a `w:num` of its own that starts at its first count. A label that
Word can't count stands as it is: Word knows no format of Arabic digits, but shows a plain number
in them or not as its own settings say.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from lembar.course.labels import ABJAD, LIST_TYPES, Style, roman
from lembar.writers.docx.xml import part, w, when

LEVELS = 9
_LABEL = re.compile(r"(\W*)(\w+)(\W*)", re.DOTALL)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_BULLETS = ("•", "–", "·")


LIST_STYLES = {
    "question": ("LembarQuestionList", "Lembar Question Numbers"),
    "choice": ("LembarChoiceList", "Lembar Choice Letters"),
    "list": ("LembarNumberedList", "Lembar Numbered List"),
    "bullets": ("LembarBulletedList", "Lembar Bulleted List"),
    "headings": ("LembarHeadingList", "Lembar Heading Numbers"),
}
"""The name of a look → the id and the name of its list style."""


@dataclass(frozen=True, slots=True)
class Look:
    """Say how the labels of a kind of list look: style of the label, places in twips."""

    name: str
    run: str
    left: int
    step: int
    hanging: int
    tab: int = 0  # a further stop, for a mark behind the label


@dataclass(frozen=True, slots=True)
class Label:
    """Hold a label as Word counts it: number format, count, and what stands around it."""

    format: str
    count: int
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class _Series:
    """Remember the list that a further item may continue."""

    label: Label
    number: int


@dataclass(slots=True)
class Numbering:
    """Collect the lists of a document."""

    abstract: dict[tuple[Look, str, str], int] = field(default_factory=dict)
    lists: list[tuple[int, int, int]] = field(default_factory=list)  # abstract, level, start
    bullets: dict[Look, int] = field(default_factory=dict)
    rtl: bool = False
    _series: dict[tuple[str, int], _Series] = field(default_factory=dict)
    _heading_list: int = 0
    _heading_at: tuple[int, ...] = ()
    _latest: dict[tuple[int, int], int] = field(default_factory=dict)

    def new(self, look: Look, label: Label, level: int) -> int:
        """Return the number of a new list whose first label is given."""
        key = (look, label.format, f"{label.before}%{label.after}")
        if label.format == _LITERAL:
            key = (look, label.format, label.before)
        abstract = self.abstract.setdefault(key, len(self.abstract) + 1)
        self.lists.append((abstract, level, label.count))
        self._latest[abstract, level] = len(self.lists)
        return len(self.lists)

    def item(self, look: Look, text: str, level: int) -> int:
        """Return the number of the list that an item with this label continues, or begins."""
        last = self._series.get((look.name, level))
        if last is not None and self._is_latest(last.number):
            following = replace(last.label, count=last.label.count + 1)
            if following.format != _LITERAL and following in readings(text):
                last.label = following
                return last.number
        label = readings(text)[0]
        number = self.new(look, label, level)
        self._series[look.name, level] = _Series(label, number)
        for name, deeper in list(self._series):
            if name == look.name and deeper > level:
                del self._series[name, deeper]
        return number

    def _is_latest(self, number: int) -> bool:
        """Tell whether no later list counts on: Word counts all lists of an abstract one as one."""
        abstract, level, _ = self.lists[number - 1]
        return self._latest[abstract, level] == number

    def bullet(self, look: Look) -> int:
        """Return the number of the list of all bullets of a look."""
        if look not in self.bullets:
            self.abstract.setdefault((look, _BULLET, ""), len(self.abstract) + 1)
            self.lists.append((self.abstract[look, _BULLET, ""], 0, 1))
            self.bullets[look] = len(self.lists)
        return self.bullets[look]

    def heading(self, number: str) -> tuple[int, int]:
        """Return the list and the level at which a heading gets its number, such as 2.1 or 2.1.3.

        All are levels of one list, which Word counts on; a number that does not follow begins anew.
        """
        lesson, *counts = number.split(".")
        at, level = tuple(map(int, counts)), len(counts) - 1
        follows = _following(self._heading_at, level)
        if not self._heading_at or at != follows:
            label = Label(_HEADINGS, at[-1], before=lesson)
            self._heading_list = self.new(_HEADING_LOOK, label, level)
        self._heading_at = at
        return self._heading_list, level

    def xml(self) -> bytes:
        """Return numbering.xml."""
        shown = {self.lists[at - 1][0]: style for style, at in self.list_styles().items()}
        return part(
            "w:numbering",
            [
                *(
                    _abstract(*key, number, self.rtl, shown.get(number, ""))
                    for key, number in self.abstract.items()
                ),
                *self._nums(),
            ],
        )

    def list_styles(self) -> dict[str, int]:
        """Return the list styles in use, each with the first list of its look."""
        found: dict[str, int] = {}
        for (look, _, _), abstract in self.abstract.items():
            number = next(at for at, each in enumerate(self.lists, 1) if each[0] == abstract)
            found.setdefault(LIST_STYLES[look.name][0], number)
        return found

    def _nums(self) -> list[str]:
        return [
            w(
                "num",
                w("abstractNumId", val=abstract),
                w("lvlOverride", w("startOverride", val=start), ilvl=level),
                numId=at,
            )
            for at, (abstract, level, start) in enumerate(self.lists, 1)
        ]


_LITERAL = "none"
_HEADINGS = "headings"
_HEADING_LOOK = Look("headings", "", 0, 0, 0)
_HEADING_STYLES = ("Heading2", "Heading3")


def _following(last: tuple[int, ...], level: int) -> tuple[int, ...]:
    """Return what Word counts at a level behind a number."""
    if level < len(last):
        return (*last[:level], last[level] + 1)
    return (*last, 1) if level == len(last) else ()


_BULLET = "bullet"


def readings(text: str) -> list[Label]:
    """Return how a label may be counted, the likeliest first; as it stands if it can't."""
    found = _LABEL.fullmatch(text)
    if not found:
        return [Label(_LITERAL, 1, text)]
    before, core, after = found[1], found[2], found[3]
    labels = [
        Label(name, count, before, after)
        for name, count_of in _FORMATS
        if (count := count_of(core)) is not None
    ]
    return labels or [Label(_LITERAL, 1, text)]


def common(texts: Sequence[str]) -> Label | None:
    """Return the first label of a list if one format counts all of them, one by one."""
    if not texts:
        return None
    for first in readings(texts[0]):
        expected = [replace(first, count=first.count + step) for step in range(len(texts))]
        if first.format != _LITERAL and all(
            label in readings(text) for label, text in zip(expected, texts)
        ):
            return first
    return None


def _decimal(core: str) -> int | None:
    return int(core) if core.isascii() and core.isdigit() and str(int(core)) == core else None


def _letter(lower: bool) -> Callable[[str], int | None]:
    def count(core: str) -> int | None:
        same = len(set(core)) == 1 and core.isascii() and core.isalpha()
        if not same or core.islower() != lower:
            return None
        # After Z, Word doubles: AA, BB …
        return ord(core[0].lower()) - 96 + 26 * (len(core) - 1)

    return count


def _roman(lower: bool) -> Callable[[str], int | None]:
    def count(core: str) -> int | None:
        if core.islower() != lower or set(core.lower()) - set(_ROMAN):
            return None
        values = [_ROMAN[each] for each in core.lower()]
        total = sum(
            -value if at + 1 < len(values) and value < values[at + 1] else value
            for at, value in enumerate(values)
        )
        return total if roman(total) == core.lower() else None

    return count


def _abjad(core: str) -> int | None:
    """Count Arabic letters; Word doubles them after the last, as it does Latin ones."""
    if len(set(core)) != 1 or core[0] not in ABJAD:
        return None
    return ABJAD.index(core[0]) + 1 + len(ABJAD) * (len(core) - 1)


_FORMATS: tuple[tuple[str, Callable[[str], int | None]], ...] = (
    ("decimal", _decimal),
    ("upperLetter", _letter(lower=False)),
    ("lowerLetter", _letter(lower=True)),
    ("upperRoman", _roman(lower=False)),
    ("lowerRoman", _roman(lower=True)),
    ("arabicAbjad", _abjad),
)
_WORD_FORMATS = {
    Style.DECIMAL: "decimal",
    Style.UPPER_LATIN: "upperLetter",
    Style.LOWER_LATIN: "lowerLetter",
    Style.UPPER_ROMAN: "upperRoman",
    Style.LOWER_ROMAN: "lowerRoman",
    Style.ARABIC_LETTERS: "arabicAbjad",
}
TYPES = {type_: _WORD_FORMATS[style] for type_, style in LIST_TYPES.items()}


def _abstract(look: Look, fmt: str, text: str, number: int, rtl: bool, style: str) -> str:
    return w(
        "abstractNum",
        w("nsid", val=f"{0x4C450000 + number:08X}"),
        w("multiLevelType", val="multilevel"),
        w("tmpl", val=f"{0x4C460000 + number:08X}"),
        when(style, w("styleLink", val=style)),
        *(_level(look, fmt, text, level, rtl) for level in range(LEVELS)),
        abstractNumId=number,
    )


def _level(look: Look, fmt: str, text: str, level: int, rtl: bool) -> str:
    if fmt == _HEADINGS:
        return _heading_level(text.removesuffix("%"), level, rtl)
    printed = text.replace("%", f"%{level + 1}")
    if fmt == _BULLET:
        printed = _BULLETS[level % len(_BULLETS)]
    left = look.left + level * look.step
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal" if fmt == _LITERAL else fmt),
        w("lvlText", val=text if fmt == _LITERAL else printed),
        w("lvlJc", val="left"),
        w(
            "pPr",
            when(look.tab, w("tabs", w("tab", val="num", pos=look.tab))),
            w("ind", left=left, hanging=look.hanging),
        ),
        when(look.run or rtl, w("rPr", look.run, when(rtl, w("rtl")))),
        ilvl=level,
    )


def _heading_level(lesson: str, level: int, rtl: bool) -> str:
    """Return a level of the list of headings, linked to their style; the lesson stands before."""
    counted = ".".join((lesson, *(f"%{at + 1}" for at in range(level + 1))))
    style = _HEADING_STYLES[level] if level < len(_HEADING_STYLES) else ""
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val="decimal"),
        when(style, w("pStyle", val=style)),
        w("suff", val="space"),
        w("lvlText", val=counted),
        w("lvlJc", val="left"),
        w("pPr", w("ind", left=0, firstLine=0)),
        when(rtl, w("rPr", w("rtl"))),
        ilvl=level,
    )
