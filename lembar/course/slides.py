"""Words of slides: the layouts they have, and the kinds of material that they are made of."""

LAYOUTS = (
    "title",
    "section",
    "content",
    "columns",
    "definition",
    "quote",
    "picture",
    "table",
    "question",
)
"""What a slide can look like; `layout` of a slide block names one."""

OWN, HEADING, CLOSING, SECTION = "own", "heading", "closing", "section"
KINDS = (
    "key-point",
    "definition",
    "figure",
    "formula",
    "table",
    "discussion",
    "activity",
    "list",
    "quote",
    "columns",
    "example",
    "note",
)
"""What becomes a slide by itself, most important first."""

REPLACED = (SECTION, *KINDS, CLOSING)
"""What a slide block can stand for, or leave out: a whole section, one kind, the last question."""

RANKS = {
    OWN: 0,
    "key-point": 1,
    "definition": 1,
    "figure": 2,
    "formula": 3,
    "table": 4,
    "discussion": 5,
    "activity": 5,
    "list": 6,
    "quote": 6,
    "columns": 6,
    "example": 7,
    "note": 7,
    HEADING: 8,
}
"""Which material comes first where a lesson asks for a number of slides: 0 is never left out."""
