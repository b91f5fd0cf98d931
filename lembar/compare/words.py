"""Cut lines into words, and say which of them are others, or are set otherwise."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lembar.readers.docx.model import Piece

_IGNORED = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CONTEXT = 3  # words before and after a change
_NEAR = 2  # words between two changes that are told as one
_LONGEST = 160  # signs of what is quoted


@dataclass(frozen=True, slots=True)
class Token:
    """Hold a word, or a picture, formula, field or note; `same` is what it is compared by."""

    text: str
    same: str
    kind: str = ""
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold a place where words are others: with words around them, and those alone."""

    old: str
    new: str
    found: str  # the old words with what stands right before them
    core: str  # the old words alone


@dataclass(frozen=True, slots=True)
class Restyled:
    """Hold words whose marks are others."""

    text: str
    gained: frozenset[str]
    lost: frozenset[str]


def tokens(pieces: Iterable[Piece]) -> Iterator[Token]:
    """Yield the words of a line, whatever runs they are cut into."""
    gathered: list[tuple[str, frozenset[str]]] = []
    for piece in pieces:
        if piece.kind:
            yield from _words(gathered)
            gathered = []
            marks = frozenset() if piece.kind in ("picture", "note") else piece.marks
            yield Token(piece.text, f"{piece.kind}:{piece.same}", piece.kind, marks)
            continue
        for sign in _IGNORED.sub("", piece.text):
            if sign.isspace():
                yield from _words(gathered)
                gathered = []
            else:
                gathered.append((sign, _marks(sign, piece)))
    yield from _words(gathered)


def _marks(sign: str, piece: Piece) -> frozenset[str]:
    complex_ = bool(_RTL.match(sign)) or (piece.rtl and not sign.isalpha())
    return piece.complex_marks if complex_ else piece.marks


def _words(signs: Sequence[tuple[str, frozenset[str]]]) -> Iterator[Token]:
    if not signs:
        return
    text = "".join(sign for sign, _ in signs)
    letters = [marks for sign, marks in signs if sign.isalnum()]
    every = frozenset().union(*letters) if letters else frozenset()
    yield Token(text, unicodedata.normalize("NFC", text), "", every)


def said(words: Iterable[Token]) -> str:
    """Return words as they are read, no longer than a line or two."""
    text = " ".join(each.text for each in words if each.text).strip()
    if len(text) <= _LONGEST:
        return text
    return text[: _LONGEST - 1].rsplit(" ", 1)[0] + " …"


def similarity(old: Sequence[str], new: Sequence[str]) -> float:
    """Return how alike two rows of words are, from 0 to 1."""
    if old == new:
        return 1.0
    if not old or not new:
        return 0.0
    by_words = SequenceMatcher(None, old, new, autojunk=False).ratio()
    if by_words > 0.5 or max(len(old), len(new)) > 8:
        return by_words
    by_signs = SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False).ratio()
    return max(by_words, by_signs * 0.9)


def differences(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Difference]:
    """Yield the places where two lines differ, pictures aside."""
    for a, b, c, d in _spans(old, new):
        before, after = max(0, a - _CONTEXT), min(len(old), b + _CONTEXT)
        shift = c - a
        yield Difference(
            _quoted(old, before, after, len(old)),
            _quoted(new, before + shift, d + after - b, len(new)),
            " ".join(each.text for each in old[max(0, a - 1) : max(b, a)]),
            " ".join(each.text for each in old[a:b]),
        )


def _quoted(words: Sequence[Token], start: int, end: int, whole: int) -> str:
    inside = said(words[start:end])
    return f"{'… ' if start else ''}{inside}{' …' if end < whole else ''}"


def _spans(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[int, int, int, int]]:
    """Return what differs as spans of both; those near each other are one."""
    keys = [each.same for each in old], [each.same for each in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    spans: list[tuple[int, int, int, int]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        if spans and a - spans[-1][1] <= _NEAR:
            a, c = spans[-1][0], spans[-1][2]
            spans.pop()
        spans.append((a, b, c, d))
    return spans


def restyled(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Restyled]:
    """Yield words that are the same and set otherwise, those beside each other as one."""
    keys = [each.same for each in old], [each.same for each in new]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for a, c, size in matcher.get_matching_blocks():
        run: list[Token] = []
        last: tuple[frozenset[str], frozenset[str]] | None = None
        for one, other in zip(old[a : a + size], new[c : c + size]):
            weak = one.kind in ("picture", "note") or not any(map(str.isalnum, one.text))
            change = last if weak else (other.marks - one.marks, one.marks - other.marks)
            if change != last:
                yield from _run(run, last)
                run, last = [], change
            run.append(one)
        yield from _run(run, last)


def _run(
    run: Sequence[Token], change: tuple[frozenset[str], frozenset[str]] | None
) -> Iterator[Restyled]:
    if run and change is not None and any(change):
        yield Restyled(said(run), *change)
