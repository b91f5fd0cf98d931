"""Work out the numbers of a Word document as Word does, so that tests read what is printed."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True)
class Printed:
    """Hold a paragraph as printed: its label ("" if it has none), its text and its style."""

    label: str
    text: str
    style: str = ""


@dataclass
class _Level:
    start: int
    format: str
    text: str


@dataclass
class _Counters:
    """Count as Word does: per abstract list, a list's own start taking effect on its first use."""

    levels: dict[str, dict[int, _Level]]
    abstract_of: dict[str, str]
    overrides: dict[str, dict[int, int]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """Return the label of the next paragraph of a list."""
        abstract = self.abstract_of[number]
        levels, counts = self.levels[abstract], self.counts.setdefault(abstract, {})
        start = self.overrides[number].get(level)
        if start is not None and (number, level) not in self.begun:
            counts[level] = start
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self.begun.add((number, level))
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        text = levels[level].text
        for each, spec in levels.items():
            if f"%{each + 1}" in text:
                count = counts.get(each, spec.start)
                text = text.replace(f"%{each + 1}", formatted(spec.format, count))
        return text


def formatted(kind: str, count: int) -> str:
    """Return a count in one of Word's number formats."""
    if kind in ("decimal", "bullet"):
        return str(count)
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr((count - 1) % 26 + 97) * ((count - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("upperRoman", "lowerRoman"):
        sign = ""
        for value, letters in _ROMAN:
            sign += letters * (count // value)
            count %= value
        return sign.upper() if kind == "upperRoman" else sign
    if kind == "hindiNumbers":
        return "".join(chr(0x660 + int(each)) for each in str(count))
    if kind == "arabicAbjad":
        return "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"[count - 1]
    raise AssertionError(f"number format {kind}")


def printed(document: bytes) -> list[Printed]:
    """Return every paragraph of a document in reading order, those in cells too."""
    with zipfile.ZipFile(BytesIO(document)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        has_lists = "word/numbering.xml" in archive.namelist()
        counters = _counters(archive.read("word/numbering.xml")) if has_lists else None
    return [_printed(each, counters) for each in body.iter(f"{W}p")]


def labelled(document: bytes) -> list[tuple[str, str]]:
    """Return label and text of the paragraphs that have a label."""
    return [(each.label, each.text) for each in printed(document) if each.label]


def _printed(para: etree._Element, counters: _Counters | None) -> Printed:
    number = para.find(f"{W}pPr/{W}numPr")
    style = para.find(f"{W}pPr/{W}pStyle")
    label = ""
    if number is not None and counters is not None:
        list_ = number.find(f"{W}numId").get(f"{W}val")
        label = counters.label(list_, int(number.find(f"{W}ilvl").get(f"{W}val")))
    name = style.get(f"{W}val") if style is not None else ""
    return Printed(label, "".join(_text(para)), name)


def _text(para: etree._Element) -> Iterator[str]:
    for each in para.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if each.tag == f"{W}tab" and each.getparent().tag != f"{W}r":
            continue
        yield {f"{W}tab": "\t", f"{W}br": "\n"}.get(each.tag, each.text or "")


def _counters(numbering: bytes) -> _Counters:
    root = etree.fromstring(numbering)
    levels = {
        each.get(f"{W}abstractNumId"): {
            int(level.get(f"{W}ilvl")): _Level(
                int(_value(level, "start", "1")),
                _value(level, "numFmt", "decimal"),
                _value(level, "lvlText", ""),
            )
            for level in each.iter(f"{W}lvl")
        }
        for each in root.iter(f"{W}abstractNum")
    }
    nums = list(root.iter(f"{W}num"))
    return _Counters(
        levels,
        {each.get(f"{W}numId"): _value(each, "abstractNumId", "") for each in nums},
        {
            each.get(f"{W}numId"): {
                int(over.get(f"{W}ilvl")): int(_value(over, "startOverride", "1"))
                for over in each.iter(f"{W}lvlOverride")
                if over.find(f"{W}startOverride") is not None
            }
            for each in nums
        },
    )


def _value(parent: etree._Element, name: str, default: str) -> str:
    found = parent.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val")
