"""Turn a workbook into bytes that depend on nothing but what is in it."""

import re
import zipfile
from io import BytesIO

from lxml import etree
from openpyxl import Workbook

from lembar.writers.zips import pack

_CORE, _STYLES = "docProps/core.xml", "xl/styles.xml"
# The order of the schema; openpyxl has one of its own.
_FONT = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
_DATE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_FIXED = rb"\g<1>2000-01-01T00:00:00Z"  # a clock would make every build another file


def package(book: Workbook) -> bytes:
    """Return the finished file."""
    saved = BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_CORE] = _DATE.sub(_FIXED, parts[_CORE])
    parts[_STYLES] = _ordered(parts[_STYLES])
    first = [name for name in ("[Content_Types].xml", "_rels/.rels") if name in parts]
    rest = sorted(parts.keys() - set(first))
    return pack((name, parts[name]) for name in (*first, *rest))


def _ordered(styles: bytes) -> bytes:
    """Return the styles with the parts of each font in the order of the schema."""
    root = etree.fromstring(styles)
    order = _FONT.split()
    for font in root.iter("{*}font"):
        font[:] = sorted(font, key=lambda each: order.index(etree.QName(each).localname))
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content
