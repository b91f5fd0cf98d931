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
)
"""Names that stand between braces."""

FIELD = re.compile(r"\{\{\s*(.*?)\s*\}\}")
