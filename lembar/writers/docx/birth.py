"""Note in a file which document it is, so that it is known again whatever it is called later."""

from hashlib import sha256

from lembar.course.tree import text_of
from lembar.sheet.sheet import Sheet
from lembar.writers.docx.xml import DECLARATION, element, escape

DOCUMENT = "LembarDocument"
TEXT = "LembarText"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of properties that people name themselves


def text_print(sheet: Sheet) -> str:
    """Return a few signs made of the words of a sheet: another text has others."""
    return sha256(text_of((sheet.root,)).encode()).hexdigest()[:12]


def custom_part(sheet: Sheet) -> bytes:
    """Return the properties of a file that Word and LibreOffice keep: its name and its text's."""
    values = {DOCUMENT: sheet.key, TEXT: text_print(sheet)}
    entries = (
        element(
            "property",
            {"fmtid": _FORMAT, "pid": at, "name": name},
            element("vt:lpwstr", {}, escape(value)),
        )
        for at, (name, value) in enumerate(values.items(), 2)
    )
    spaces = {"xmlns": f"{_OFFICE}/custom-properties", "xmlns:vt": f"{_OFFICE}/docPropsVTypes"}
    return (DECLARATION + element("Properties", spaces, *entries)).encode("utf-8")
