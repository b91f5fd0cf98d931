"""Footnotes: the parser puts them behind the text; the tree has each where it is called."""

from collections.abc import Callable, Mapping

from markdown_it.token import Token

from lembar.content.markdown.source import Source
from lembar.course.tree import Nodes
from lembar.errors import Place, Problems


def split_notes(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Return the tokens of the text, and those of its footnotes."""
    at = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), len(tokens))
    return tokens[:at], tokens[at:]


def note_texts(
    tokens: list[Token],
    read: Callable[[Token], Nodes],
    place: Callable[[Token], Place],
    problems: Problems,
) -> dict[int, Nodes]:
    """Return the texts of footnotes by number; report one that holds more than text."""
    found: dict[int, Nodes] = {}
    number = 0
    for token in tokens:
        if token.type == "footnote_open":
            number = int(token.meta["id"]) + 1
            found[number] = ()
        elif token.type == "inline":
            gap: Nodes = (" ",) if found[number] else ()
            found[number] += gap + read(token)
        elif token.type not in _TEXT and token.nesting >= 0:
            problems.add("note-too-rich", place(token), "note-too-rich")
    return found


_TEXT = ("footnote_block_open", "paragraph_open", "footnote_anchor")


def check_notes(env: Mapping[str, object], source: Source, problems: Problems) -> None:
    """Report footnotes that are never called."""
    notes = env.get("footnotes")
    refs = notes.get("refs", {}) if isinstance(notes, dict) else {}
    for label, number in refs.items():
        if number >= 0:
            continue
        name = label.removeprefix(":")
        mark = f"[^{name}]:"
        row = next((i for i, line in enumerate(source.rows) if mark in line), 0)
        place = source.place(row, max(0, source.line(row).find(mark)))
        problems.add("unused-note", place, note=f"[^{name}]")
