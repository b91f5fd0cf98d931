"""The facts of a document that an Office file of a publisher may print: `{{ title }}`."""

import re

FIELDS = (
    "title",
    "course",
    "unit",
    "lesson",
    "subject",
    "grade",
    "school",
    "year",
    "teacher",
    "authors",
    "licence",
    "document",
    "form",
    "revision",
)
"""Names that stand between braces."""

CONTENT = "content"
"""The field of a reference.docx where the document itself goes."""

FIELD = re.compile(r"\{\{\s*(.*?)\s*\}\}")
