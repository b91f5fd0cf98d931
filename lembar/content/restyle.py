"""Read a theme's style sheets through a profile: the sizes and faces that they name themselves.

Sizes given by variables (`var(--size-text)`) are the tokens' already. What a theme writes as a
number is changed here, so that a profile works on any theme.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lembar.course.profile import Setting

# Each can be read in one go: what a theme's file holds is anyone's.
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_RULE = re.compile(r"(?:\A|(?<=[{}]))(?P<at>[^{}]*+)\{(?P<inside>[^{}]*+)\}")
_DECLARATION = re.compile(
    r"(?<![\w-])(?P<name>[\w-]++)(?P<between>\s*+:\s*+)(?P<value>[^;\s]++(?:\s++[^;\s]++)*)"
)
_LENGTH = re.compile(r"(?<![\w.-])(\d++(?:\.\d++)?|\.\d++)(pt|px|em)\b")
_OF_A_SLIDE = re.compile(r"calc\((\d++(?:\.\d++)?|\.\d++) \* var\(--u\)\)")
_VARIABLE = re.compile(r"var\(--size-([\w-]+)\)")
_NUMBER = re.compile(r"\d++(?:\.\d++)?|\.\d++")
_BORDER = re.compile(r"(border|outline)(-(top|right|bottom|left))?(-width)?")
_MILLIMETRES = re.compile(r"(?<![\w.])(-?(?:\d++(?:\.\d++)?|\.\d++))mm\b")
# Elements whose lengths make room for signs of type, and grow with it.
_HOLDS_TEXT = re.compile(
    r"(^|[\s,>])(ul|ol|dd)\b|\.(question-(item|number|points)|hanging|choices|letter|list-sign"
    r"|order-gap|check-box|fill-blank|identity-field|score-box|stamp(?!\.)|match|grid)\b"
)
_LENGTHS = frozenset(
    (
        *("padding", "padding-left", "padding-right", "padding-top", "text-indent", "left"),
        *(
            "right",
            "top",
            "width",
            "min-width",
            "height",
            "margin-right",
            "flex",
            "line-height",
            "font",
        ),
    )
)
# What stands side by side stands one under the other. A question of large type may be higher than
# a page: where it has a table, or help, it may part. So may a table below a heading, which would
# go to the next page and leave the heading alone. Points are about as large as the words that they
# stand beside, on the same line.
_IN_ONE_COLUMN = """\
.side-label, body .side-label, body:not(.outer) .side-label, body .question-item .side-label {
  padding-left: 0; }
.block-label, .question-item .side-label .block-label { position: static; width: auto; }
.identity-block { flex-wrap: wrap; }
.identity-field { flex: 1 1 28%; margin-bottom: 2mm; }
.identity-field.large { flex: 1 1 100%; }
.score-box { margin-top: 2mm; }
.question-item { padding-right: 0; }
.question-points { top: 0; line-height: inherit; }
.question-points + *, .question-points + .question-number + * { padding-right: ROOM; }
.question-item:has(> table), .question-item:has(> .side-label), .question-group {
  break-inside: auto; }
.question-item table.few-rows, .h2 + table.few-rows, .h3 + table.few-rows { break-inside: auto; }
.question-item table:not(.grid):not(.match) td { overflow-wrap: anywhere; }
.question-item > .stem { break-inside: avoid; }"""
_ROOM = 17  # mm: for points beside a question, at the theme's size of type
_LETTER = 0.5  # type sizes: how wide one is
_RUNNING = 1.3  # lines of running text are as high, in type sizes; those of headings are not
_SMALL = 0.8  # em: what is smaller stands above or below the line
_PIXEL = 0.75  # points
_WORDS = ("normal", "italic", "oblique", "small-caps", "bold", "bolder", "lighter")
_GROUND = ("none", "transparent", "paper")  # backgrounds that take no ink


def restyled(name: str, css: str, setting: Setting, sizes: Mapping[str, float]) -> str:
    """Return a style sheet as a profile has it; `sizes` are the theme's own.

    Files of other kinds, and the style sheets of index pages, stay as they are.
    """
    if not name.endswith(".css") or name.startswith("pages/"):
        return css
    reader = _Reader(setting, sizes)
    bare = _COMMENT.sub("", css)
    changed = _RULE.sub(lambda rule: rule["at"] + reader.rule(rule["at"], rule["inside"]), bare)
    return f"{changed}\n{reader.added()}".strip()


@dataclass(slots=True)
class _Reader:
    """Change rules one by one; `context` is the type size, in points, that a rule names."""

    setting: Setting
    sizes: Mapping[str, float]
    context: float = 0

    def rule(self, selector: str, inside: str) -> str:
        """Return the declarations of a rule in braces."""
        grows = self.setting.scale != 1 and _HOLDS_TEXT.search(selector) is not None
        declared = {each["name"]: each["value"] for each in _DECLARATION.finditer(inside)}
        size = declared.get("font-size") or _font(declared.get("font", ""))[1]
        self.context = self._points(size) or self.sizes.get("text", 0)
        darkened = not self.setting.fills and self._is_filled(declared)

        def change(found: re.Match[str]) -> str:
            name, value = found["name"], found["value"]
            if name.startswith("--"):
                changed = self.size(value) if name.startswith("--size-") else value
                return f"{name}{found['between']}{changed}"
            if darkened and (name.startswith("background") or name == "color"):
                return f"{name}{found['between']}{'inherit' if name == 'color' else 'none'}"
            changed = _CHANGES.get(name, _same)(self, value)
            if _BORDER.fullmatch(name):
                changed = self._ruled(value)
            if grows and name in _LENGTHS and "(" not in changed:
                changed = _MILLIMETRES.sub(self._grown, changed)
            return f"{name}{found['between']}{changed}"

        return "{" + _DECLARATION.sub(change, inside) + "}"

    def added(self) -> str:
        """Return what holds for all text."""
        spaces = {
            "letter-spacing": self.setting.letter_spacing,
            "word-spacing": self.setting.word_spacing,
        }
        inside = "; ".join(f"{name}: {value:g}em" for name, value in spaces.items() if value)
        rules = [f"html {{ {inside}; }}"] if inside else []
        if not self.setting.columns:
            wider = 1 + self.setting.letter_spacing / _LETTER
            room = round(_ROOM * self.setting.scale * wider, 2)
            rules.append(_IN_ONE_COLUMN.replace("ROOM", f"{room:g}mm"))
        return "\n".join(rules)

    def size(self, value: str) -> str:
        """Return a type size."""
        setting = self.setting

        def length(found: re.Match[str]) -> str:
            number, unit = float(found[1]), found[2]
            if unit == "em":
                raised = setting.least and _SMALL <= number < 1
                return "1em" if raised else found[0]
            pixel = _PIXEL if unit == "px" else 1
            return f"{setting.size(number * pixel * setting.scale) / pixel:g}{unit}"

        def on_slide(found: re.Match[str]) -> str:
            return f"calc({setting.size(float(found[1]) * setting.slides):g} * var(--u))"

        if _OF_A_SLIDE.fullmatch(value.strip()):
            return _OF_A_SLIDE.sub(on_slide, value)
        return value if "(" in value else _LENGTH.sub(length, value)

    def line(self, value: str) -> str:
        """Return a height of lines; points become a number of type sizes."""
        text = value.strip()
        points = _LENGTH.fullmatch(text)
        if points and points[2] == "pt" and self.context:
            return self._times(float(points[1]) / self.context)
        return self._times(float(text)) if _NUMBER.fullmatch(text) else value

    def font(self, value: str) -> str:
        """Return a font, told in one value."""
        before, size, line, family = _font(value)
        if not size:
            return value
        if not self.setting.italics:
            before = [each for each in before if each not in ("italic", "oblique")]
        height = f"/{self.line(line)}" if line else ""
        return " ".join((*before, f"{self.size(size)}{height}", *family))

    def style(self, value: str) -> str:
        """Return a slope."""
        return value if self.setting.italics else "normal"

    def transform(self, value: str) -> str:
        """Return the case of letters."""
        return value if self.setting.capitals else "none"

    def spaced(self, value: str) -> str:
        """Return a space between letters: small capitals alone ask for some of their own."""
        return value if self.setting.capitals and not self.setting.letter_spacing else "inherit"

    def hyphens(self, value: str) -> str:
        """Return where words may part."""
        return value if self.setting.hyphens or value.strip() != "auto" else "manual"

    def aligned(self, value: str) -> str:
        """Return how lines are aligned."""
        return value if self.setting.justified or value.strip() != "justify" else "left"

    def columns(self, value: str) -> str:
        """Return a number of columns."""
        return value if self.setting.columns else "1"

    def decorated(self, value: str) -> str:
        """Return lines at words."""
        return value if self.setting.underlines else value.replace("underline", "none")

    def _grown(self, found: re.Match[str]) -> str:
        return f"{float(found[1]) * self.setting.scale:g}mm"

    def _ruled(self, value: str) -> str:
        def width(found: re.Match[str]) -> str:
            if found[2] == "em" or not float(found[1]):
                return found[0]
            pixel = _PIXEL if found[2] == "px" else 1
            return f"{self.setting.rule(float(found[1]) * pixel) / pixel:g}{found[2]}"

        return _LENGTH.sub(width, value)

    def _times(self, ratio: float) -> str:
        if ratio < _RUNNING:
            return f"{ratio:g}"
        return f"{max(round(ratio * self.setting.tightened, 3), self.setting.leading):g}"

    def _points(self, size: str) -> float:
        """Return a type size as the theme has it, in points; 0 if it is relative."""
        named = _VARIABLE.fullmatch(size.strip())
        if named:
            return self.sizes.get(named[1], 0)
        given = _LENGTH.fullmatch(size.strip())
        return float(given[1]) if given and given[2] == "pt" else 0

    def _is_filled(self, declared: Mapping[str, str]) -> bool:
        grounds = (
            declared[name] for name in ("background", "background-color") if name in declared
        )
        return any(not any(word in ground for word in _GROUND) for ground in grounds)


def _font(value: str) -> tuple[list[str], str, str, list[str]]:
    """Return the parts of a font: what stands before its size, the size, its line, the family."""
    parts = _parts(value, " ")
    for at, part in enumerate(parts):
        if part not in _WORDS and not part.isdigit():
            size, *line = _parts(part, "/")
            return parts[:at], size, "".join(line), parts[at + 1 :]
    return parts, "", "", []


def _parts(value: str, between: str) -> list[str]:
    """Split a value at a sign outside of brackets."""
    parts, depth = [""], 0
    for sign in value.strip():
        depth += (sign == "(") - (sign == ")")
        if sign == between and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part for part in parts if part]


def _same(reader: _Reader, value: str) -> str:
    return value


_CHANGES: Mapping[str, Callable[[_Reader, str], str]] = {
    "font": _Reader.font,
    "font-size": _Reader.size,
    "font-style": _Reader.style,
    "line-height": _Reader.line,
    "text-transform": _Reader.transform,
    "letter-spacing": _Reader.spaced,
    "hyphens": _Reader.hyphens,
    "text-align": _Reader.aligned,
    "column-count": _Reader.columns,
    "columns": _Reader.columns,
    "text-decoration": _Reader.decorated,
}
