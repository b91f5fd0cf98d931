"""Walk every element through every writer: its text arrives, or a finding names it."""

from dataclasses import replace
from functools import cache

import pytest

from lembar.errors import Place, Problem
from lembar.sheet.parser import parse
from lembar.sheet.sheet import Sheet
from lembar.sheet.vocabulary import VOCABULARY
from lembar.writers import FORMATS, writer
from lembar.writers.contract import Written
from tests.sheets import load
from tests.writers import extract
from tests.writers.vocabulary_cases import CASES, FRAME, SLIDES, VOID, VOID_WITHOUT


def marked(pieces: dict[str, list[str]], at: int = 0) -> tuple[str, dict[str, list[str]]]:
    """Return markup with a word of its own for each "@", and the words by tag."""
    words: dict[str, list[str]] = {}
    made: list[str] = []
    for tag, several in pieces.items():
        for piece in several:
            while "@" in piece:
                at += 1
                word = f"q{at:03d}x"
                piece = piece.replace("@", word, 1)
                words.setdefault(tag, []).append(word)
            made.append(piece)
    return "\n".join(made), words


def sheet_of(body: str, document: str = "handout") -> Sheet:
    example, _, store = load("handout")
    chart = next(
        name for name in store if store[name].startswith(b"<svg") and b"batang" in store[name]
    )
    root = parse(
        f"<article>{body}</article>".replace("asset:chart.svg", f"asset:{chart}"), Place("a.html")
    )
    return replace(example, root=root, document=document, edition="teacher")


def write(format_: str, body: str, document: str = "handout") -> Written:
    _, theme, store = load("handout")
    return writer(format_)(sheet_of(body, document), theme, store)


@cache
def written(format_: str, which: str) -> tuple[str, tuple[Problem, ...], dict[str, list[str]]]:
    pieces = {"paper": CASES, "slides": SLIDES}.get(which) or {which: [FRAME[which]]}
    body, words = marked(pieces)
    file = write(
        format_,
        body if which in ("paper", "slides") else f"{body}<p>isi</p>",
        "summary" if which == "slides" else "handout",
    )
    return extract.text(format_, file.content), file.findings, words


def reported(findings: tuple[Problem, ...], tag: str) -> bool:
    return any(f.code == "not-in-format" and dict(f.values)["tag"] == tag for f in findings)


def test_every_element_has_a_case():
    assert set(CASES) | set(FRAME) | set(SLIDES) == set(VOCABULARY)


def test_every_void_element_has_a_case():
    void = {tag for tag, spec in VOCABULARY.items() if spec.holds.value == "nothing"}
    assert set(VOID) == void


@pytest.mark.parametrize("tag", sorted({**CASES, **FRAME, **SLIDES}))
@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_text_arrives(format_, tag):
    which = tag if tag in FRAME else "slides" if tag in SLIDES else "paper"
    text, findings, words = written(format_, which)
    lost = [word for word in words.get(tag, ()) if word not in text]
    assert not lost or reported(findings, tag)


@pytest.mark.parametrize("tag", sorted(VOID))
@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_an_empty_element_shows_or_is_reported(format_, tag):
    around = "<p>awal</p>{}<p>akhir</p>"
    inline = VOCABULARY[tag].inline
    file = write(format_, around.format(VOID[tag]))
    plain = write(format_, around.format(VOID_WITHOUT if inline else ""))
    assert file.content != plain.content or reported(file.findings, tag)


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_findings_name_the_format(format_):
    _, findings, _ = written(format_, "paper")
    named = [dict(f.values).get("format") for f in findings if f.code == "not-in-format"]
    assert all(name == format_ for name in named)
