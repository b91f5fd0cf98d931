"""Names of documents, formats and content files; the command line needs them before all else."""

DOCUMENTS = (
    "handout",
    "summary",
    "worksheet",
    "test",
    "exit-ticket",
    "answer-key",
    "blueprint",
    "item-cards",
    "rubric",
    "vocabulary",
)
TIERS = ("support", "core", "extension")
FORMATS = ("pdf", "docx", "pptx", "html", "md")
FILES = ("course", "unit", "lesson", "bank", "assessment", "school", "me", "terms")
"""The kinds of content files that have a schema."""
