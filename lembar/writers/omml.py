"""Turn MathML into Office Math: equations that Word and PowerPoint keep as equations.

Source: ISO/IEC 29500-1, 22.1 (Math); MathML Core for what is read.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, TypeAlias

from lembar.writers.mathml import mathml

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/math"

RunProperties: TypeAlias = Callable[[bool], str]
"""Return what a format puts into a run of math, or (True) of words among it: its own rPr."""

_INVISIBLE = "\u200b\u2061\u2062\u2063\u2064"
_APPLIED = "\u2061"
_VARIANT = re.compile("[\ufe00-\ufe0f]")
_LARGE = frozenset("∑∏∐∫∬∭∮⋃⋂⋁⋀⨁⨂")
# Ends what a sum or an integral is of; a sign inside brackets does not.
_ENDS = frozenset("=<>≤≥≈≡≠→⇒⇔+−±,;")
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "lim sup", "lim inf"})
_OPENING = frozenset("([{⟨⌊⌈|‖")
_CLOSING = frozenset(")]}⟩⌋⌉|‖")
_BRACKETS = {"(": ")", "[": "]"}
_BARS = frozenset("¯‾―_\u0305\u0332─")
_ACCENTS = {
    "\u20d7": "\u20d7", "→": "\u20d7", "←": "\u20d6", "^": "\u0302", "ˆ": "\u0302",
    "\u0302": "\u0302", "˙": "\u0307", "¨": "\u0308", "~": "\u0303", "˜": "\u0303",
    "\u0303": "\u0303", "´": "\u0301", "ˇ": "\u030c", "˘": "\u0306", "˚": "\u030a",
    "`": "\u0300",
}  # fmt: skip
_STRIKES = {
    "horizontalstrike": "strikeH",
    "verticalstrike": "strikeV",
    "updiagonalstrike": "strikeBLTR",
    "downdiagonalstrike": "strikeTLBR",
}
_WIDTH = re.compile(r"([-\d.]+)em")
_SPACES = ((0.9, "\u2003"), (0.4, "\u2002"), (0.25, "\u2005"), (0.1, "\u2009"))


def omml(tex: str, display: bool, properties: RunProperties) -> str:
    """Return a formula as m:oMath; it needs the name space `m` and that of `properties`.

    Raises ContentError if the TeX is not understood; `read` has checked it before.
    """
    from lxml import etree

    root = etree.fromstring(mathml(tex, display))
    return f"<m:oMath>{_Writer(display, properties).sequence(root)}</m:oMath>"


def _m(name: str, *children: str, val: str | None = None) -> str:
    """Return an element of Office Math."""
    given = "" if val is None else f' m:val="{escape(val)}"'
    inside = "".join(children)
    return f"<m:{name}{given}>{inside}</m:{name}>" if inside else f"<m:{name}{given}/>"


def _tag(node: Any) -> str:
    name: str = node.tag
    return name.rpartition("}")[2]


def _sign(node: Any) -> str:
    """Return what an operator shows: the sign without those that are not seen."""
    return _VARIANT.sub("", "".join(node.itertext())).strip(f"{_INVISIBLE} \n")


def _inner(node: Any) -> Any:
    """Return what stands in rows that hold nothing else."""
    while _tag(node) in _ROWS:
        shown = [each for each in node if not _empty(each)]
        if len(shown) != 1:
            return node
        node = shown[0]
    return node


def _empty(node: Any) -> bool:
    if _tag(node) == "mspace":
        return not _space_of(node)
    return _tag(node) in _ROWS and all(map(_empty, node))


def _space_of(node: Any) -> str:
    found = _WIDTH.match(node.get("width", ""))
    width = float(found[1]) if found else 0.0
    return next((sign for least, sign in _SPACES if width >= least), "")


def _operator(node: Any) -> str:
    """Return the sign of an operator, or nothing if the node is none."""
    inner = _inner(node)
    return _sign(inner) if _tag(inner) == "mo" else ""


def _stretches(node: Any) -> bool:
    return _tag(node) == "mo" and node.get("stretchy") != "false"


_ROWS = frozenset({"math", "mrow", "mstyle", "mpadded", "semantics"})
_SCRIPTS = {
    # what it is → which children stand below and above
    "munderover": (1, 2),
    "msubsup": (1, 2),
    "munder": (1, None),
    "msub": (1, None),
    "mover": (None, 1),
    "msup": (None, 1),
}


@dataclass(frozen=True, slots=True)
class _Writer:
    """Write the nodes of one formula."""

    display: bool
    properties: RunProperties

    def sequence(self, nodes: Iterable[Any]) -> str:
        """Write siblings: some take in those that follow them."""
        row = [each for each in nodes if isinstance(each.tag, str) and not _empty(each)]
        out: list[str] = []
        at = 0
        while at < len(row):
            written, at = self._next(row, at)
            out.append(written)
        return "".join(out)

    def _next(self, row: Sequence[Any], at: int) -> tuple[str, int]:
        """Write a node with what belongs to it; return where to go on."""
        node = row[at]
        if at + 1 < len(row) and _tag(row[at + 1]) == "mo" and row[at + 1].text == _APPLIED:
            name = _m("fName", self.node(node))
            argument = _m("e", self.sequence(row[at + 2 : at + 3]))
            return _m("func", name, argument), at + 3
        bracketed = self._bracketed(row, at)
        if bracketed is not None:
            return bracketed
        if self._large(node):
            end = at + 1
            while end < len(row) and _operator(row[end]) not in _ENDS:
                end += 1
            return self._nary(node, row[at + 1 : end]), end
        if _tag(node) in ("msub", "msup", "msubsup") and _empty(node[0]) and at + 1 < len(row):
            below, above = self._scripts(node)
            body = _m("e", self.node(row[at + 1]))
            return _m("sPre", _m("sub", below), _m("sup", above), body), at + 2
        return self.node(node), at + 1

    def _bracketed(self, row: Sequence[Any], at: int) -> tuple[str, int] | None:
        """Write brackets whose closing one bears a script, or return None where none does.

        A script on a lone bracket is lost by LibreOffice, with all that follows it.
        """
        if _operator(row[at]) not in _BRACKETS:
            return None
        depth = 0
        for end in range(at, len(row)):
            core = row[end][0] if _tag(row[end]) in ("msub", "msup", "msubsup") else row[end]
            sign = _operator(core)
            depth += (sign in _BRACKETS) - (sign in _BRACKETS.values())
            if depth:
                continue
            if core is row[end]:
                return None
            signs = _m("begChr", val=_operator(row[at])) + _m("endChr", val=sign)
            inside = _m("e", self.sequence(row[at + 1 : end]))
            group = _m("d", _m("dPr", signs), inside)
            return self._with_scripts(group, row[end]), end + 1
        return None

    def node(self, node: Any) -> str:
        """Write a node by itself."""
        return _RULES.get(_tag(node), _Writer._row)(self, node)

    def _row(self, node: Any) -> str:
        fenced = self._fenced(node)
        return self.sequence(node) if fenced is None else fenced

    def _fenced(self, node: Any) -> str | None:
        """Write a row between brackets that grow with it, or return None if it is none."""
        if len(node) < 2 or not (_stretches(node[0]) and _stretches(node[-1])):
            return None
        opening, closing = _sign(node[0]), _sign(node[-1])
        if (opening and opening not in _OPENING) or (closing and closing not in _CLOSING):
            return None
        parts: list[list[Any]] = [[]]
        bar = ""
        for each in node[1:-1]:
            if _stretches(each) and _sign(each) in ("|", "‖"):
                bar = _sign(each)
                parts.append([])
            else:
                parts[-1].append(each)
        signs = _m("begChr", val=opening) + (_m("sepChr", val=bar) if bar else "")
        properties = _m("dPr", signs, _m("endChr", val=closing))
        return _m("d", properties, *(_m("e", self.sequence(part)) for part in parts))

    def run(self, text: str, style: str = "", words: bool = False) -> str:
        """Write signs: upright (`p`), bold (`b`), or as words, set in the text's own font."""
        if not text:
            return ""
        look = _m("nor") if words else _m("sty", val=style) if style else ""
        kept = ' xml:space="preserve"' if text != text.strip() else ""
        shown = f"<m:t{kept}>{escape(text, quote=False)}</m:t>"
        return _m("r", _m("rPr", look) if look else "", self.properties(words), shown)

    def _identifier(self, node: Any) -> str:
        text = _sign(node)
        plain = unicodedata.normalize("NFKD", text)
        if text and "BOLD" in unicodedata.name(text[0], ""):
            slanted = "ITALIC" in unicodedata.name(text[0], "")
            return self.run(plain, "bi" if slanted else "b")
        upright = node.get("mathvariant") == "normal" or len(text) > 1 or not text.isalpha()
        return self.run(text, "p" if upright else "")

    def _plain(self, node: Any) -> str:
        return self.run(_sign(node), "p")

    def _words(self, node: Any) -> str:
        return self.run("".join(node.itertext()).replace("\u00a0", " "), words=True)

    def _space(self, node: Any) -> str:
        return self.run(_space_of(node), "p")

    def _fraction(self, node: Any) -> str:
        bare = node.get("linethickness", "").startswith("0")
        properties = _m("fPr", _m("type", val="noBar")) if bare else ""
        return _m("f", properties, _m("num", self.node(node[0])), _m("den", self.node(node[1])))

    def _square_root(self, node: Any) -> str:
        hidden = _m("radPr", _m("degHide", val="1"))
        return _m("rad", hidden, _m("deg"), _m("e", self.sequence(node)))

    def _root(self, node: Any) -> str:
        return _m("rad", _m("deg", self.node(node[1])), _m("e", self.node(node[0])))

    def _scripts(self, node: Any) -> tuple[str, str]:
        """Return what stands below and above."""
        below, above = _SCRIPTS[_tag(node)]
        return (
            "" if below is None else self._closed(node[below]),
            "" if above is None else self._closed(node[above]),
        )

    def _closed(self, node: Any) -> str:
        """Write a part; an operator at its edge gets a neighbour.

        LibreOffice shows “¿” where an operator misses what it joins.
        """
        inner = node if _tag(node) in (*_ROWS, "mtd") else [node]
        row = [each for each in inner if not _empty(each)]
        alone = len(row) == 1
        before, after = (
            self._nothing() if self._joins(each, alone) else "" for each in (row[:1], row[-1:])
        )
        return before + self.node(node) + after

    def _base(self, node: Any) -> str:
        """Write what a sign stands over or under; an operator by itself joins nothing there."""
        sign = _operator(node)
        return self.run(sign, words=True) if sign in _ENDS - {"→", "⇒", "⇔"} else self.node(node)

    def _joins(self, edge: Sequence[Any], alone: bool) -> bool:
        """Say whether what stands at an edge is an operator with something to join."""
        sign = _operator(edge[0]) if edge else ""
        return sign in _ENDS if alone else bool(sign)

    def _nothing(self) -> str:
        return self.run("\u200b", words=True)

    def _scripted(self, node: Any) -> str:
        if _tag(node) == "msub" and _sign(node[0]) in _LIMITS:
            base = _m("e", self.node(node[0]))
            return _m("limLow", base, _m("lim", self._scripts(node)[0]))
        return self._with_scripts(self.node(node[0]), node)

    def _with_scripts(self, written: str, node: Any) -> str:
        """Write a base with the scripts of a node."""
        below, above = self._scripts(node)
        base = _m("e", written)
        if below and above:
            return _m("sSubSup", base, _m("sub", below), _m("sup", above))
        return _m("sSub", base, _m("sub", below)) if below else _m("sSup", base, _m("sup", above))

    def _over(self, node: Any) -> str:
        if _tag(node[1]) == "mspace":  # which only makes an arrow long
            return self.node(node[0])
        base, sign = _m("e", self._base(node[0])), _operator(node[1])
        if sign in _BARS:
            return _m("bar", _m("barPr", _m("pos", val="top")), base)
        if sign in _ACCENTS and node.get("accent") == "true":
            return _m("acc", _m("accPr", _m("chr", val=_ACCENTS[sign])), base)
        if sign in ("⏞", "⏜"):
            return _m("groupChr", _grouping(sign, "top", "bot"), base)
        return _m("limUpp", base, _m("lim", self._closed(node[1])))

    def _under(self, node: Any) -> str:
        if _tag(node[1]) == "mspace":
            return self.node(node[0])
        base, sign = _m("e", self._base(node[0])), _operator(node[1])
        if sign in _BARS:
            return _m("bar", _m("barPr", _m("pos", val="bot")), base)
        if sign in ("⏟", "⏝"):
            return _m("groupChr", _grouping(sign, "bot", "top"), base)
        return _m("limLow", base, _m("lim", self._closed(node[1])))

    def _under_over(self, node: Any) -> str:
        low = _m("limLow", _m("e", self.node(node[0])), _m("lim", self._closed(node[1])))
        return _m("limUpp", _m("e", low), _m("lim", self._closed(node[2])))

    def _before(self, node: Any) -> str:
        """Write indices that stand before their base."""
        split = next(at for at, each in enumerate(node) if _tag(each) == "mprescripts")
        below, above = (self.node(each) for each in node[split + 1 : split + 3])
        return _m("sPre", _m("sub", below), _m("sup", above), _m("e", self.node(node[0])))

    def _large(self, node: Any) -> bool:
        """Say whether a node is a sum, an integral or the like, with or without its limits."""
        core = node[0] if _tag(node) in _SCRIPTS else node
        return _operator(core) in _LARGE

    def _nary(self, node: Any, operand: Sequence[Any]) -> str:
        scripted = _tag(node) in _SCRIPTS
        below, above = self._scripts(node) if scripted else ("", "")
        sign = _operator(node[0] if scripted else node)
        stacked = self.display and _tag(node).startswith(("munder", "mover"))
        properties = _m(
            "naryPr",
            _m("chr", val=sign),
            _m("limLoc", val="undOvr" if stacked else "subSup"),
            "" if below else _m("subHide", val="1"),
            "" if above else _m("supHide", val="1"),
        )
        body = _m("e", self.sequence(operand))
        return _m("nary", properties, _m("sub", below), _m("sup", above), body)

    def _enclosed(self, node: Any) -> str:
        strikes = [_STRIKES[each] for each in node.get("notation", "").split() if each in _STRIKES]
        hidden = ("hideTop", "hideBot", "hideLeft", "hideRight") if strikes else ()
        properties = "".join(_m(each, val="1") for each in (*hidden, *strikes))
        return _m("borderBox", _m("borderBoxPr", properties), _m("e", self.sequence(node)))

    def _phantom(self, node: Any) -> str:
        hidden = _m("phantPr", _m("show", val="0"))
        return _m("phant", hidden, _m("e", self.sequence(node)))

    def _table(self, node: Any) -> str:
        """Write rows as a matrix; a rule between rows is a bar under the row above it."""
        rows = [list(row) for row in node]
        width = max(map(len, rows))
        ruled = [any("border-top" in cell.get("style", "") for cell in row) for row in rows]
        columns = _columns(rows, width)
        written = [
            self._cells(row, columns, ruled[at + 1 : at + 2] == [True], at == 0 and ruled[0])
            for at, row in enumerate(rows)
        ]
        kinds = "".join(
            _m("mc", _m("mcPr", _m("count", val="1"), _m("mcJc", val=each.align)))
            for each in columns
        )
        tight = _m("cGpRule", val="3") + _m("cGp", val="0") if _aligned(rows) else ""
        return _m("m", _m("mPr", tight, _m("mcs", kinds)), *written)

    def _cells(
        self, row: Sequence[Any], columns: Sequence["_Column"], under: bool, over: bool
    ) -> str:
        out: list[str] = []
        for column in columns:
            if column.bar:
                out.append(_m("e", self.run("|", words=True)))
                continue
            inside = self._closed(row[column.index]) if column.index < len(row) else ""
            for wanted, position in ((under, "bot"), (over, "top")):
                if wanted and inside:
                    bar = _m("barPr", _m("pos", val=position))
                    inside = _m("bar", bar, _m("e", inside))
            out.append(_m("e", inside))
        return _m("mr", *out)

    def _nowhere(self, node: Any) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class _Column:
    """Describe a column of a matrix; a `bar` stands for a rule between columns."""

    index: int
    align: str = "center"
    bar: bool = False


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[_Column]:
    found: list[_Column] = []
    for index in range(width):
        styles = [row[index].get("style", "") for row in rows if index < len(row)]
        sides = (side for side in ("right", "left") for s in styles if f"text-align: {side}" in s)
        found.append(_Column(index, next(sides, "center")))
        if any("border-right" in style for style in styles):
            found.append(_Column(index, bar=True))
    return found


def _aligned(rows: Sequence[Sequence[Any]]) -> bool:
    """Say whether columns meet without a gap: equations set below each other."""
    return any("padding-left: 0;" in row[1].get("style", "") for row in rows if len(row) > 1)


def _grouping(sign: str, side: str, joint: str) -> str:
    return _m("groupChrPr", _m("chr", val=sign), _m("pos", val=side), _m("vertJc", val=joint))


_RULES: dict[str, Callable[[_Writer, Any], str]] = {
    "mi": _Writer._identifier,
    "mn": _Writer._plain,
    "mo": _Writer._plain,
    "mtext": _Writer._words,
    "ms": _Writer._words,
    "mspace": _Writer._space,
    "mfrac": _Writer._fraction,
    "msqrt": _Writer._square_root,
    "mroot": _Writer._root,
    "msub": _Writer._scripted,
    "msup": _Writer._scripted,
    "msubsup": _Writer._scripted,
    "mover": _Writer._over,
    "munder": _Writer._under,
    "munderover": _Writer._under_over,
    "mmultiscripts": _Writer._before,
    "menclose": _Writer._enclosed,
    "mphantom": _Writer._phantom,
    "mtable": _Writer._table,
    "mtd": _Writer._row,
    "annotation": _Writer._nowhere,
    "annotation-xml": _Writer._nowhere,
}
