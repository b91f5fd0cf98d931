"""Turn a workbook into bytes that depend on nothing but what is in it."""

import re
from io import BytesIO

from lxml import etree
from openpyxl import Workbook

from lembar.writers.zips import repack

_CORE, _STYLES = "docProps/core.xml", "xl/styles.xml"
# The order of the schema; openpyxl has one of its own.
_FONT = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
_DATE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z"  # a clock would make every build another file


def package(book: Workbook) -> bytes:
    """Return the finished file."""
    saved = BytesIO()
    book.save(saved)
    return repack(
        saved.getvalue(), {_CORE: lambda part: _DATE.sub(_FIXED, part), _STYLES: _ordered}
    )


def _ordered(styles: bytes) -> bytes:
    """Return the styles with the parts of each font in the order of the schema."""
    root = etree.fromstring(styles)
    order = _FONT.split()
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda each: order.index(etree.QName(each).localname))
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
