"""Names of documents, formats and content files; the command line needs them before all else."""

DOCUMENTS = (
    "handout",
    "summary",
    "summary-sheet",
    "worksheet",
    "test",
    "exit-ticket",
    "answer-sheet",
    "answer-key",
    "blueprint",
    "item-cards",
    "rubric",
    "vocabulary",
    "score-sheet",
)
TIERS = ("support", "core", "extension")
FORMATS = ("pdf", "docx", "pptx", "html", "md", "xlsx")
WORKBOOKS = ("score-sheet",)
"""Documents that are workbooks, in a format of their own, and no sheets of paper."""
ONE_PAGE = ("summary-sheet",)
"""Documents that are to be one page of paper."""
_OF_WORKBOOKS = ("xlsx",)
NAMED_FORMATS = ("pdf", "docx")
"""Formats in which copies with names are made."""
EDITIONS = ("student", "teacher")
PUPILS = "pupils"
"""The folder of a course that holds copies with names, and the edition that they are."""
FILES = ("course", "unit", "lesson", "bank", "assessment", "school", "me", "terms")
"""The kinds of content files that have a schema."""


def formats_of(document: str) -> tuple[str, ...]:
    """Return the formats that a document can be made in."""
    book = document in WORKBOOKS
    return tuple(each for each in FORMATS if book == (each in _OF_WORKBOOKS))
