"""Make the presentation that slides are added to: theme, master, layouts, notes master."""

from lembar.course.theme import Script, Tokens
from lembar.writers import zips
from lembar.writers.pptx import parts
from lembar.writers.pptx.geometry import Geometry
from lembar.writers.pptx.layouts import PLANS, layout_xml, master_xml

_OFFICE = "application/vnd.openxmlformats-officedocument"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def base(tokens: Tokens, geometry: Geometry, language: str, script: Script | None = None) -> bytes:
    """Return an empty presentation with a master and layouts made from a theme's tokens."""
    count = len(PLANS)
    files = {
        "_rels/.rels": _relations(
            ("officeDocument", "ppt/presentation.xml"),
            ("extended-properties", "docProps/app.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/app.xml": parts.APP,
        "docProps/core.xml": parts.CORE,
        "ppt/presentation.xml": parts.presentation(geometry, language),
        "ppt/_rels/presentation.xml.rels": _relations(
            ("slideMaster", "slideMasters/slideMaster1.xml"),
            ("notesMaster", "notesMasters/notesMaster1.xml"),
            ("theme", "theme/theme1.xml"),
            ("presProps", "presProps.xml"),
            ("viewProps", "viewProps.xml"),
            ("tableStyles", "tableStyles.xml"),
        ),
        "ppt/presProps.xml": parts.PRESENTATION_PROPERTIES,
        "ppt/viewProps.xml": parts.VIEW_PROPERTIES,
        "ppt/tableStyles.xml": parts.TABLE_STYLES,
        "ppt/theme/theme1.xml": parts.theme(tokens, script),
        "ppt/theme/theme2.xml": parts.theme(tokens, script),
        "ppt/slideMasters/slideMaster1.xml": master_xml(tokens, geometry, language),
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": _relations(
            *(("slideLayout", f"../slideLayouts/slideLayout{n}.xml") for n in range(1, count + 1)),
            ("theme", "../theme/theme1.xml"),
        ),
        "ppt/notesMasters/notesMaster1.xml": parts.notes_master(language, geometry.rtl),
        "ppt/notesMasters/_rels/notesMaster1.xml.rels": _relations(
            ("theme", "../theme/theme2.xml")
        ),
    }
    for number, layout in enumerate(PLANS, 1):
        name = f"ppt/slideLayouts/slideLayout{number}.xml"
        files[name] = layout_xml(layout, geometry, tokens, script)
        files[f"ppt/slideLayouts/_rels/slideLayout{number}.xml.rels"] = _relations(
            ("slideMaster", "../slideMasters/slideMaster1.xml")
        )
    files = {"[Content_Types].xml": _types(files), **files}
    return zips.pack((name, text.encode()) for name, text in files.items())


def _relations(*pairs: tuple[str, str]) -> str:
    """Return a relationships part; a kind without a scheme is one of Office's."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if ":" in kind else f"{_RELS}/{kind}"}"'
        f' Target="{target}"/>'
        for n, (kind, target) in enumerate(pairs, 1)
    )
    return f'{parts.XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


_TYPES = {
    "docProps/app": f"{_OFFICE}.extended-properties+xml",
    "docProps/core": "application/vnd.openxmlformats-package.core-properties+xml",
    "ppt/presentation": f"{_OFFICE}.presentationml.presentation.main+xml",
    "ppt/presProps": f"{_OFFICE}.presentationml.presProps+xml",
    "ppt/viewProps": f"{_OFFICE}.presentationml.viewProps+xml",
    "ppt/tableStyles": f"{_OFFICE}.presentationml.tableStyles+xml",
    "ppt/theme/": f"{_OFFICE}.theme+xml",
    "ppt/slideMasters/": f"{_OFFICE}.presentationml.slideMaster+xml",
    "ppt/slideLayouts/": f"{_OFFICE}.presentationml.slideLayout+xml",
    "ppt/notesMasters/": f"{_OFFICE}.presentationml.notesMaster+xml",
}


def _types(files: dict[str, str]) -> str:
    """Return the part that names every part's type."""
    rows = "".join(
        f'<Override PartName="/{name}" '
        f'ContentType="{next(v for k, v in _TYPES.items() if name.startswith(k))}"/>'
        for name in files
        if not name.endswith(".rels")
    )
    return (
        f'{parts.XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )
