"""Put copies together: pages, tags, bookmarks and what the file says of itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from lembar.sheet.sheet import Sheet
from lembar.views.copies import Copy, sheet_of
from lembar.writers.pdf.copies import form as forms
from lembar.writers.pdf.copies.container import PdfFile
from lembar.writers.pdf.copies.lettering import Lettering
from lembar.writers.pdf.copies.stamp import stamp, text_string

_ABOUT = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def whole(
    title: str,
    sheet: Sheet,
    laid: Mapping[str, bytes],
    copies: Sequence[Copy],
    letterings: Mapping[str, Lettering],
) -> tuple[bytes, int]:
    """Return a file of copies, and how many pages it has; `laid` are the forms as single PDFs."""
    file = PdfFile()
    roots = _Roots(file)
    made = {code: forms.Form(pdf, file, roots.pages, roots.document) for code, pdf in laid.items()}
    written: list[forms.Copy] = []
    keys = 0
    for copy in copies:
        form = made[sheet_of(copy)]
        drawn = stamp(form.boxes, copy, sheet.direction == "rtl", letterings[sheet_of(copy)])
        written.append(form.copy(keys, drawn))
        keys += form.keys
    fonts: dict[Lettering, bytes] = {}
    for key, form in made.items():
        lettering = letterings[key]
        if lettering not in fonts:
            fonts[lettering] = lettering.embed(file)
        form.finish(fonts[lettering])
    file.objects([*roots.objects(sheet, written, keys), *_bookmarks(file, roots, copies, written)])
    about = _ABOUT.format(title=escape(title)).encode()
    file.stream(roots.about, b"/Type/Metadata/Subtype/XML", about, packed=True)
    return file.finish(roots.catalogue), sum(each.count for each in written)


class _Roots:
    """Hold the objects under which all copies are found."""

    def __init__(self, file: PdfFile) -> None:
        self.catalogue = file.reserve()
        self.pages = file.reserve()
        self.tags = file.reserve()
        self.document = file.reserve()
        self.bookmarks = file.reserve()
        self.about = file.reserve()

    def objects(
        self, sheet: Sheet, copies: Sequence[forms.Copy], keys: int
    ) -> Iterator[tuple[int, bytes]]:
        """Yield them; `keys` is the first free key in the tree of parents."""
        names = _references(each.names for each in copies if each.names is not None)
        yield (
            self.catalogue,
            b"<</Type/Catalog/Pages %d 0 R/StructTreeRoot %d 0 R/Outlines %d 0 R/Metadata %d 0 R"
            b"/Lang%s/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>>>"
            % (self.pages, self.tags, self.bookmarks, self.about, text_string(sheet.language)),
        )
        yield (
            self.pages,
            b"<</Type/Pages/Count %d/Kids[%s]>>"
            % (sum(each.count for each in copies), _references(each.pages for each in copies)),
        )
        yield (
            self.tags,
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d%s>>"
            % (
                self.document,
                _references(each.parents for each in copies),
                keys,
                b"/IDTree<</Kids[%s]>>" % names if names else b"",
            ),
        )
        yield (
            self.document,
            b"<</S/Document/P %d 0 R/K[%s]>>"
            % (self.tags, _references(each.tags for each in copies)),
        )


def _bookmarks(
    file: PdfFile, roots: _Roots, copies: Sequence[Copy], written: Sequence[forms.Copy]
) -> Iterator[tuple[int, bytes]]:
    """Yield a bookmark for each pupil."""
    first = file.reserve(len(copies))
    last = first + len(copies) - 1
    yield (
        roots.bookmarks,
        b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(copies)),
    )
    for at, (copy, place) in enumerate(zip(copies, written, strict=True), first):
        beside = b"/Prev %d 0 R" % (at - 1) if at > first else b""
        beside += b"/Next %d 0 R" % (at + 1) if at < last else b""
        said = text_string(f"{copy.number} · {copy.name}")
        yield (
            at,
            b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>"
            % (said, roots.bookmarks, place.first_page, beside),
        )


def _references(numbers: Iterable[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
