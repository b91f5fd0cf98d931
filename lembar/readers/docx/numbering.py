"""Work out the printed number or letter of a paragraph in a list."""

from dataclasses import dataclass, field
from typing import Any

from lembar.course.labels import ABJAD, roman
from lembar.readers.docx.names import W, value, whole

_BULLET = "•"
_LONGEST = 4000  # beyond it letters and Roman figures fill pages
_ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ARABIC = "".join(chr(0x660 + digit) for digit in range(10))


@dataclass(slots=True)
class _Level:
    start: int
    format: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Count the lists of a document while it is read."""

    abstract_of: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    own_levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Return what is printed before the next paragraph of a list; "" where there is none."""
        abstract = self.abstract_of.get(number)
        levels = self.levels.get(abstract or "", {}) | self.own_levels.get(number, {})
        if abstract is None or level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        start = self.overrides.get(number, {}).get(level)
        if start is not None and (number, level) not in self.begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self.begun.add((number, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if levels[level].format == "bullet":
            return _BULLET
        text = levels[level].text
        for at, each in levels.items():
            if f"%{at + 1}" in text:
                text = text.replace(f"%{at + 1}", counted(each.format, counts.get(at, each.start)))
        return text.strip()


def numbering(root: Any) -> Numbering:
    """Return the lists that a part defines; none without the part."""
    made = Numbering()
    for each in () if root is None else root.iter(f"{W}abstractNum"):
        made.levels[each.get(f"{W}abstractNumId", "")] = _levels(each)
    for each in () if root is None else root.iter(f"{W}num"):
        id_ = each.get(f"{W}numId", "")
        made.abstract_of[id_] = value(each, "abstractNumId")
        overrides = list(each.iter(f"{W}lvlOverride"))
        made.overrides[id_] = {
            _level_of(over): whole(over, "startOverride", 1)
            for over in overrides
            if over.find(f"{W}startOverride") is not None
        }
        made.own_levels[id_] = {at: lvl for over in overrides for at, lvl in _levels(over).items()}
    return made


def _levels(parent: Any) -> dict[int, _Level]:
    return {
        _level_of(each): _Level(
            whole(each, "start", 1), value(each, "numFmt", "decimal"), value(each, "lvlText")
        )
        for each in parent.iter(f"{W}lvl")
    }


def _level_of(each: Any) -> int:
    given = each.get(f"{W}ilvl", "0")
    return int(given) if given.isdecimal() else 0


def counted(format_: str, count: int) -> str:
    """Return a count in one of Word's number formats; in plain digits in those not known."""
    if not 1 <= count <= _LONGEST:
        return str(count)
    match format_:
        case "upperLetter" | "lowerLetter":
            letter = chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)
            return letter.upper() if format_ == "upperLetter" else letter
        case "upperRoman":
            return roman(count).upper()
        case "lowerRoman":
            return roman(count)
        case "arabicAbjad":
            return ABJAD[(count - 1) % len(ABJAD)] * ((count - 1) // len(ABJAD) + 1)
        case "arabicAlpha":
            return _ALPHABET[(count - 1) % len(_ALPHABET)]
        case "hindiNumbers" | "hindiArabic":
            return str(count).translate(str.maketrans("0123456789", _ARABIC))
        case "decimalZero":
            return f"{count:02}"
        case "none":
            return ""
        case _:
            return str(count)
