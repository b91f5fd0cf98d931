"""Put the parts of a document together: relations, content types, properties, the zip."""

import re
from collections.abc import Mapping

from lembar.course.theme import Script
from lembar.sheet.sheet import WITH_OUTER_COLUMN, Sheet
from lembar.writers.docx.birth import custom_part
from lembar.writers.docx.body import body_part, foot_part, mark_part, root_place
from lembar.writers.docx.build import Build, Relations, word_language
from lembar.writers.docx.equations import mathematics
from lembar.writers.docx.heads import first_part, heads
from lembar.writers.docx.model import Para, write
from lembar.writers.docx.styles import styles_part
from lembar.writers.docx.themepart import theme_part
from lembar.writers.docx.xml import DECLARATION, element, escape, part, w, when
from lembar.writers.scripts import script_beside_latin
from lembar.writers.zips import pack

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = {
    "document": f"{_WORD}.document.main+xml",
    "styles": f"{_WORD}.styles+xml",
    "settings": f"{_WORD}.settings+xml",
    "numbering": f"{_WORD}.numbering+xml",
    "footnotes": f"{_WORD}.footnotes+xml",
    "fontTable": f"{_WORD}.fontTable+xml",
    "header": f"{_WORD}.header+xml",
    "first": f"{_WORD}.header+xml",
    "footer": f"{_WORD}.footer+xml",
}
_THEME = "application/vnd.openxmlformats-officedocument.theme+xml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_DATE = "2000-01-01T00:00:00Z"  # a clock would make every build another file
_COMPAT = "http://schemas.microsoft.com/office/word"


def package(build: Build) -> bytes:
    """Return the finished file."""
    document = body_part(build)
    return assemble(build, document, running_parts(build))


def running_parts(build: Build) -> dict[str, bytes]:
    """Return the foot and the head of a document whose body was made."""
    parts: dict[str, bytes] = {}
    if build.foot is not None:
        parts[f"footer{build.running}"] = foot_part(build)
    for kind, name in heads(build):
        parts[name] = first_part(build, root_place(build)) if kind == "first" else mark_part(build)
    return parts


def assemble(build: Build, document: bytes, running: Mapping[str, bytes]) -> bytes:
    """Return a file of a body, its feet and heads, and what a build has gathered."""
    rtl = build.sheet.direction == "rtl"
    language = word_language(build.sheet.language)
    hyphenate = build.sheet.document in WITH_OUTER_COLUMN and build.tokens.setting.hyphens
    parts: dict[str, bytes] = {"document": document}
    parts["settings"] = _settings(build, language, hyphenate)
    parts["fontTable"] = _fonts(build)
    if build.numbering.lists:
        parts["numbering"] = build.numbering.xml()
    if build.notes:
        parts["footnotes"] = _footnotes(build)
    parts |= running
    used = {name for content in parts.values() for name in _STYLED.findall(content.decode())}
    lists = build.numbering.list_styles()
    parts["styles"] = styles_part(build.theme, language, rtl, hyphenate, build.page, used, lists)
    script = script_beside_latin(build.sheet, build.theme)
    if script is not None:
        parts = {name: _in_script(content, script) for name, content in parts.items()}
    _relate(build, parts)
    files = _files(build, parts)
    if build.reference is not None:
        from lembar.writers.docx.merge import merged

        facts = dict(build.sheet.facts)
        marked = build.mark is not None or build.corners is not None
        files = merged(build.reference, dict(files), facts, marked, build.copied)
    return pack(files)


_STYLED = re.compile(r'<w:pStyle w:val="(\w+)"')
# The columns of forms are as wide as their words in the usual size.
_COMPLEX_SIZE = re.compile(
    rb'<w:style [^>]*w:styleId="LembarForm".*?</w:style>|<w:szCs w:val="(\d+)"/>'
)
_NOT_JOINED = re.compile(rb'<w:iCs/>|<w:spacing w:val="\d+"/>')


def _in_script(content: bytes, script: Script) -> bytes:
    """Return a part whose signs of the script are as large as they must be beside Latin ones.

    They are neither slanted nor spaced.
    """

    def larger(found: re.Match[bytes]) -> bytes:
        if found[1] is None:
            return found[0]
        return b'<w:szCs w:val="%d"/>' % round(int(found[1]) * script.scales["office"])

    return _COMPLEX_SIZE.sub(larger, _NOT_JOINED.sub(b"", content))


def _files(build: Build, parts: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """Return the files of the package, in the order in which they are read."""
    media = [(f"word/{name}", content) for name, content in build.media.values()]
    script = script_beside_latin(build.sheet, build.theme)
    relations = [
        (f"word/_rels/{name}.xml.rels", _relations(build.relations[name]))
        for name in parts
        if name in build.relations
    ]
    return [
        ("[Content_Types].xml", _content_types(parts, [name for name, _ in media], build.sheet)),
        ("_rels/.rels", _relations(_root_relations(build.sheet))),
        ("docProps/core.xml", _core(build.sheet)),
        *([("docProps/custom.xml", custom_part(build.sheet))] if build.sheet.key else []),
        *((f"word/{name}.xml", content) for name, content in parts.items()),
        ("word/theme/theme1.xml", theme_part(build.theme, script)),
        *relations,
        *media,
    ]


def _relate(build: Build, parts: dict[str, bytes]) -> None:
    """Relate the document to the parts that it doesn't name itself."""
    for name in ("styles", "settings", "fontTable", "numbering", "footnotes"):
        if name in parts:
            build.relate("document", f"{_OFFICE}/{name}", f"{name}.xml")
    build.relate("document", f"{_OFFICE}/theme", "theme/theme1.xml")


def _root_relations(sheet: Sheet) -> Relations:
    relations = Relations()
    relations.add(f"{_OFFICE}/officeDocument", "word/document.xml")
    relations.add(f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    if sheet.key:
        relations.add(f"{_OFFICE}/custom-properties", "docProps/custom.xml")
    return relations


def _relations(relations: Relations) -> bytes:
    entries = (
        element(
            "Relationship",
            {
                "Id": id_,
                "Type": kind,
                "Target": target,
                "TargetMode": "External" if external else None,
            },
        )
        for (kind, target, external), id_ in relations.entries.items()
    )
    return _root("Relationships", f"{_PACKAGE}/relationships", "".join(entries))


def _content_types(parts: dict[str, bytes], media: list[str], sheet: Sheet) -> bytes:
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    kinds["xml"] = "application/xml"
    for name in media:
        extension = name.rpartition(".")[2]
        kinds[extension] = f"image/{extension}"
    defaults = "".join(
        element("Default", {"Extension": extension, "ContentType": kind})
        for extension, kind in kinds.items()
    )
    named = {f"/word/{name}.xml": _TYPES[name.rstrip("0123456789")] for name in parts}
    named |= {"/word/theme/theme1.xml": _THEME, "/docProps/core.xml": _CORE}
    if sheet.key:
        named["/docProps/custom.xml"] = _CUSTOM
    overrides = "".join(
        element("Override", {"PartName": name, "ContentType": kind}) for name, kind in named.items()
    )
    return _root("Types", f"{_PACKAGE}/content-types", defaults + overrides)


def _root(name: str, namespace: str, inside: str) -> bytes:
    return (DECLARATION + element(name, {"xmlns": namespace}, inside)).encode("utf-8")


def _core(sheet: Sheet) -> bytes:
    """Return what the file says of itself: only what the sheet says."""
    spaces = {
        "xmlns:cp": f"{_PACKAGE}/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:dcterms": "http://purl.org/dc/terms/",
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    }
    date = {"xsi:type": "dcterms:W3CDTF"}
    inside = "".join(
        (
            element("dc:title", {}, escape(sheet.title)),
            when(sheet.subject, element("dc:subject", {}, escape(sheet.subject))),
            when(sheet.author, element("dc:creator", {}, escape(sheet.author))),
            element("dcterms:created", date, _DATE),
            element("dcterms:modified", date, _DATE),
            element("dc:language", {}, escape(sheet.language)),
        )
    )
    return (DECLARATION + element("cp:coreProperties", spaces, inside)).encode("utf-8")


def _settings(build: Build, language: str, hyphenate: bool) -> bytes:
    """Return settings: among them the year of Word's layout, else it opens in an old mode."""
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    rtl = build.sheet.direction == "rtl"
    notes = w("footnotePr", w("footnote", id=-1), w("footnote", id=0))
    slots = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    accents = {f"accent{n}": f"accent{n}" for n in range(1, 7)}
    links = {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    return part(
        "w:settings",
        [
            w("zoom", percent=100),
            w("defaultTabStop", val=567),
            when(hyphenate, w("autoHyphenation")),
            w("characterSpacingControl", val="doNotCompress"),
            when(build.notes, notes),
            w(
                "compat",
                *(w("compatSetting", name=n, uri=_COMPAT, val=v) for n, v in modes.items()),
            ),
            mathematics(),
            w("themeFontLang", val=language, bidi=language if rtl else None),
            w("clrSchemeMapping", **(slots | accents | links)),
        ],
    )


def _fonts(build: Build) -> bytes:
    script = script_beside_latin(build.sheet, build.theme)
    own = {script.office_serif, script.office_sans} if script else set()
    tokens = build.tokens
    names = sorted({tokens.office_serif, tokens.office_sans, tokens.office_heading, *own})
    return part("w:fonts", [w("font", name=name) for name in names])


def _footnotes(build: Build) -> bytes:
    rule = write([Para("FootnoteText", w("r", w("separator")))])
    onward = write([Para("FootnoteText", w("r", w("continuationSeparator")))])
    special = [
        w("footnote", rule, type="separator", id=-1),
        w("footnote", onward, type="continuationSeparator", id=0),
    ]
    return part("w:footnotes", [*special, *build.notes])
