"""Read a Word document as a person sees it: numbered paragraphs, tables, head and foot.

    bytes ── package ──▶ parts ── body, text, numbering, styles ──▶ Reading

What programs change by saving a file leaves no trace here: how words are cut into runs, what styles
and lists are called, marks of revision and spelling. Tracked changes are read as accepted.
"""

from lembar.readers.docx.body import Reader
from lembar.readers.docx.model import Cell, Comment, Line, Piece, Reading, Row, Table
from lembar.readers.docx.package import open_package

__all__ = ["Cell", "Comment", "Line", "Piece", "Reading", "Row", "Table", "read"]


def read(content: bytes) -> Reading:
    """Return what a file shows.

    Raises ContentError if it is no Word document, is protected, or is larger than any worksheet.
    """
    return Reader(open_package(content)).reading()
