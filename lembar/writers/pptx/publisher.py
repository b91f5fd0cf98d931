"""Take a publisher's own master: its layouts by name, its fields filled, its slides left out.

A layout is ours by its name, by PowerPoint's own name for such a layout, or by its type. One that
is missing, or has no place for what it must hold, is made from the tokens over the same master.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from lembar.course.fields import FIELD
from lembar.course.theme import Tokens
from lembar.errors import nearest
from lembar.writers.pptx import parts
from lembar.writers.pptx.families import family
from lembar.writers.pptx.geometry import Geometry, geometry
from lembar.writers.pptx.layouts import PLANS, Plan, layout_xml, small_shape
from lembar.writers.pptx.master import ROLES, Sheet
from lembar.writers.pptx.parts import A, P, R
from lembar.writers.pptx.places import MM, PT, Frame, Layout, Master, Place, Role

_NS = {"a": A, "p": P, "r": R}
ALIASES: Mapping[str, tuple[str, ...]] = {
    "Title": ("Title Slide", "Slide Judul", "Judul"),
    "Section": ("Section Header", "Header Bagian", "Judul Bagian", "Bagian"),
    "Content": ("Title and Content", "Judul dan Konten", "Judul dan Isi", "Isi"),
    "Two columns": ("Two Content", "Dua Konten", "Dua Isi", "Dua kolom"),
    "Definition": ("Definisi",),
    "Quote": ("Quote with Caption", "Kutipan dengan Keterangan", "Kutipan"),
    "Picture": ("Picture with Caption", "Gambar dengan Keterangan", "Gambar"),
    "Table": ("Title and Table", "Judul dan Tabel", "Tabel"),
    "Question": ("Pertanyaan",),
    "Text and picture": ("Teks dan gambar",),
    "Text and table": ("Teks dan tabel",),
}
"""What a layout may be called besides its own name: as PowerPoint does, and in Indonesian."""

_KINDS = {
    "Title": "title",
    "Section": "secHead",
    "Content": "obj",
    "Two columns": "twoObj",
    "Picture": "picTx",
    "Table": "tbl",
}
_NEEDS: Mapping[str, tuple[Role, ...]] = {
    "Two columns": (Role.TITLE, Role.BODY, Role.SECOND),
    "Quote": (Role.TITLE, Role.BODY, Role.CAPTION),
    "Picture": (Role.TITLE, Role.PICTURE, Role.CAPTION),
    "Table": (Role.TITLE, Role.TABLE),
    "Text and picture": (Role.TITLE, Role.BODY, Role.PICTURE, Role.CAPTION, Role.BELOW),
    "Text and table": (Role.TITLE, Role.BODY, Role.TABLE, Role.CAPTION, Role.BELOW),
}
_USUAL = (Role.TITLE, Role.BODY)
_OPTIONAL = ("Text and picture", "Text and table")  # nobody asks a publisher for these
_LINES = (Role.KICKER, Role.MARK)
_LEAST_LINES = 3  # of text that a place for it must hold
_TEMPLATE = b"presentationml.template.main+xml"
_PRESENTATION = b"presentationml.presentation.main+xml"
_LAYOUT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.slideLayout+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True, slots=True)
class Gap:
    """Say what a master lacks: a layout, or places in one; `near` comes closest to it."""

    layout: str
    near: str = ""
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """Hold a publisher's presentation, ready for slides, its master, and what it lacks."""

    presentation: Any
    master: Master
    gaps: tuple[Gap, ...]


def take(content: bytes, tokens: Tokens, facts: Mapping[str, str], rtl: bool = False) -> Taken:
    """Return a publisher's master with fields filled and what it lacks made from tokens."""
    presentation = _opened(content)
    _without_slides(presentation)
    _fill(presentation, facts)
    style = _table_style(presentation)
    sheet = Sheet(presentation)
    found, gaps = _own(presentation, sheet, rtl)
    shape = _over(presentation, found.get("Content"), sheet, tokens, rtl)
    added = _added(presentation, found, shape, tokens)
    for layout in found.values():
        _with_lines(presentation.slide_layouts[layout.number], layout, shape, tokens)
    sheet = Sheet(presentation)
    made = {
        name: replace(own, places=_places(sheet, presentation, own, rtl))
        for name, own in found.items()
    }
    made |= {
        name: Layout(
            name,
            dict(_by_name(sheet, presentation.slide_layouts[number])),
            number,
            grows=False,
        )
        for name, number in added.items()
    }
    master = Master(
        made,
        presentation.slide_width / MM,
        presentation.slide_height / MM,
        style,
        sheet.table_look(),
    )
    return Taken(presentation, master, tuple(gaps))


def _opened(content: bytes) -> Any:
    """Open a presentation; one that was saved as a template is a presentation too."""
    from pptx import Presentation

    from lembar.writers import zips

    plain = {"[Content_Types].xml": lambda part: part.replace(_TEMPLATE, _PRESENTATION)}
    return Presentation(io.BytesIO(zips.repack(content, plain)))


def _without_slides(presentation: Any) -> None:
    """Leave the publisher's own slides out, and what tells of them."""
    part, root = presentation.part, presentation.part._element
    for each in list(root.iter(f"{{{P}}}sldId")):
        part.drop_rel(each.get(f"{{{R}}}id"))
        each.getparent().remove(each)
    for tag in ("extLst", "custShowLst"):
        for each in root.findall(f"p:{tag}", _NS):
            root.remove(each)
    package = part.package
    for key, relation in list(package._rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            package._rels.pop(key)
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = parts.APP.encode()


def _fill(presentation: Any, facts: Mapping[str, str]) -> None:
    """Fill the fields of master and layouts; a paragraph with one keeps its first look."""
    for master in presentation.slide_masters:
        for root in (master._element, *(layout._element for layout in master.slide_layouts)):
            for paragraph in root.iter(f"{{{A}}}p"):
                texts = [*paragraph.iter(f"{{{A}}}t")]
                said = "".join(each.text or "" for each in texts)
                if FIELD.search(said):
                    texts[0].text = FIELD.sub(lambda found: facts.get(found[1], ""), said)
                    for each in texts[1:]:
                        each.text = ""


def _table_style(presentation: Any) -> str:
    """Return the table style that the master names itself; ours is added if it brings none."""
    from lxml import etree

    for relation in presentation.part.rels.values():
        if relation.reltype.endswith("/tableStyles"):
            part = relation.target_part
            root = etree.fromstring(part.blob)
            named = {each.get("styleId") for each in root}
            if root.get("def") in named:
                return str(root.get("def"))
            root.append(etree.fromstring(parts.TABLE_LOOK))
            part._blob = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
            return parts.TABLE_STYLE
    from pptx.opc.package import Part
    from pptx.opc.packuri import PackURI

    kind = "application/vnd.openxmlformats-officedocument.presentationml.tableStyles+xml"
    package = presentation.part.package
    part = Part(PackURI("/ppt/tableStyles.xml"), kind, package, parts.TABLE_STYLES.encode())
    presentation.part.relate_to(part, f"{_RELATION}/tableStyles")
    return parts.TABLE_STYLE


# --- layouts --------------------------------------------------------------------------------------


def _own(presentation: Any, sheet: Sheet, rtl: bool) -> tuple[dict[str, Layout], list[Gap]]:
    """Return the publisher's layouts that can be used, and what is missing."""
    layouts = list(presentation.slide_layouts)
    meant = {plan.name: _number(plan.name, layouts) for plan in PLANS}
    spare = [layout.name for n, layout in enumerate(layouts) if n not in meant.values()]
    found: dict[str, Layout] = {}
    gaps: list[Gap] = []
    for plan in PLANS:
        number = meant[plan.name]
        if number is None:
            if plan.name not in _OPTIONAL:
                gaps.append(Gap(plan.name, _nearest(plan.name, spare)))
            continue
        own = Layout(plan.name, {}, number, flexible=False, grows=plan.name != "Picture")
        own = replace(own, places=_places(sheet, presentation, own, rtl))
        lacks = _lacks(own)
        if lacks and plan.name not in _OPTIONAL:
            gaps.append(Gap(plan.name, layouts[number].name, lacks))
        if not lacks:
            found[plan.name] = own
            few = tuple(r.value for r in (*_LINES, Role.FOOT, Role.NUMBER) if r not in own.places)
            if few:
                gaps.append(Gap(plan.name, layouts[number].name, few))
    return found, gaps


def _number(name: str, layouts: Sequence[Any]) -> int | None:
    """Return which layout is meant by one of our names."""
    names = [layout.name.strip().casefold() for layout in layouts]
    for wanted in (name, *ALIASES[name]):
        if wanted.casefold() in names:
            return names.index(wanted.casefold())
    kinds = [layout._element.get("type") for layout in layouts]
    kind = _KINDS.get(name)
    return kinds.index(kind) if kind in kinds else None


def _nearest(name: str, names: Sequence[str]) -> str:
    """Return the name that comes closest to that of one of our layouts."""
    return next((n for w in (name, *ALIASES[name]) if (n := nearest(w, names))), "")


def _lacks(layout: Layout) -> tuple[str, ...]:
    """Return the places that a layout must have and has not, or that are too small for text."""
    needed = _NEEDS.get(layout.name, _USUAL)
    missing = [role for role in needed if role not in layout.places]
    for role in (Role.BODY, Role.SECOND):
        place = layout.places.get(role)
        if place is not None and place.inner.height < _least(place, layout):
            missing.append(role)
    return tuple(role.value for role in missing)


def _least(place: Place, layout: Layout) -> float:
    look = place.look()
    lines = 1 if layout.name in ("Title", "Section") else _LEAST_LINES
    return look.size * family(look.family).line * look.spacing * PT * lines


def _by_name(sheet: Sheet, layout: Any) -> Iterator[tuple[Role, Place]]:
    for shape in layout.placeholders:
        role = ROLES.get(shape.name.strip().casefold())
        if role is not None:
            yield role, sheet.place(shape, role)


def _places(sheet: Sheet, presentation: Any, own: Layout, rtl: bool) -> Mapping[Role, Place]:
    """Return what a publisher's layout holds: by the names of placeholders, else by their kinds."""
    layout = presentation.slide_layouts[own.number]
    found = dict(_by_name(sheet, layout))
    taken = {place.index for place in found.values()}
    loose = [sheet.place(s, Role.BODY) for s in layout.placeholders]
    loose = [place for place in loose if place.index not in taken or place.kind in _TITLES]
    for place in loose:
        role = _ROLE_OF_KIND.get(place.kind)
        if role is not None:
            found.setdefault(role, replace(place, role=role))
    texts = [p for p in loose if p.kind in ("", "obj", "body", "subTitle")]
    for role, place in zip(_wanted(own.name, found), _ordered(own.name, texts, rtl)):
        found.setdefault(role, replace(place, role=role))
    return found


_TITLES = ("title", "ctrTitle")
_ROLE_OF_KIND = {
    "title": Role.TITLE,
    "ctrTitle": Role.TITLE,
    "pic": Role.PICTURE,
    "tbl": Role.TABLE,
    "ftr": Role.FOOT,
    "sldNum": Role.NUMBER,
}


def _wanted(name: str, found: Mapping[Role, Place]) -> tuple[Role, ...]:
    """Return what placeholders for text are for, in the order of `_ordered`."""
    wanted = {
        "Two columns": (Role.BODY, Role.SECOND),
        "Quote": (Role.BODY, Role.CAPTION),
        "Picture": (Role.CAPTION,) if Role.PICTURE in found else (Role.PICTURE, Role.CAPTION),
        "Table": () if Role.TABLE in found else (Role.TABLE,),
    }
    return wanted.get(name, (Role.BODY,))


def _ordered(name: str, places: list[Place], rtl: bool) -> list[Place]:
    """Return placeholders: those side by side in the order of reading, others the largest first."""
    largest = sorted(places, key=lambda p: (-p.frame.width * p.frame.height, p.index))
    if name == "Two columns":
        typeless = [p for p in largest if p.kind in ("", "obj")]
        two = (typeless if len(typeless) > 1 else largest)[:2]
        return sorted(two, key=lambda p: -p.frame.x if rtl else p.frame.x)
    return largest


# --- what is made ---------------------------------------------------------------------------------


def _over(
    presentation: Any, content: Layout | None, sheet: Sheet, tokens: Tokens, rtl: bool
) -> Geometry:
    """Return the geometry of layouts made over a master: that of its own layout for content."""
    size = {
        "width": presentation.slide_width / MM,
        "height": presentation.slide_height / MM,
    }
    usual = geometry(replace(tokens, slide={**tokens.slide, **size}), rtl)
    if content is None:
        return usual
    title, body = content.places[Role.TITLE], content.places[Role.BODY]
    look, note = body.look(), usual.note_size
    head, text = usual.placed(title.inner), usual.placed(body.inner)
    line = title.look().size * family(title.look().family).line * PT
    above = title.frame.y
    small = min(note * 1.45 * PT, max(4.5, above - 0.7))
    top = max(0.3, above - small - 0.3)
    mark = Frame(text.right - usual.mark.width, top, usual.mark.width, small)
    opening = head.at(head.y, min(2.2 * line, text.y - head.y + text.height * 0.3))
    return replace(
        usual,
        title_size=title.look().size,
        opening_size=title.look().size,
        lead_size=look.size,
        body_size=look.size,
        definition_size=round(look.size * 1.15),
        kicker=Frame(text.x, top, max(20.0, text.width - mark.width - 2), small),
        mark=mark,
        title=head,
        body=text,
        opening=opening,
        under_opening=text.at(opening.bottom + 4, max(20.0, text.bottom - opening.bottom - 4)),
    )


def _added(
    presentation: Any, found: Mapping[str, Layout], shape: Geometry, tokens: Tokens
) -> dict[str, int]:
    """Add the layouts that are missing to the master, and return which they are."""
    from pptx.opc.packuri import PackURI
    from pptx.parts.slide import SlideLayoutPart

    master = presentation.slide_masters[0]
    package = presentation.part.package
    listed = master._element.find("p:sldLayoutIdLst", _NS)
    ids = [
        int(e.get("id"))
        for e in presentation.part._element.iter(f"{{{P}}}sldMasterId")
        if e.get("id")
    ]
    for each in presentation.slide_masters:
        ids += [int(e.get("id")) for e in each._element.iter(f"{{{P}}}sldLayoutId") if e.get("id")]
    theirs = {layout.name.casefold() for layout in presentation.slide_layouts}
    added: dict[str, int] = {}
    for plan in PLANS:
        if plan.name in found:
            continue
        shown = plan.name if plan.name.casefold() not in theirs else f"{plan.name} (Lembar)"
        name = PackURI(f"/ppt/slideLayouts/slideLayout{1000 + len(added)}.xml")
        xml = layout_xml(_bare(plan), shape, tokens, called=shown)
        part = SlideLayoutPart.load(name, _LAYOUT_TYPE, package, xml.encode())
        part.relate_to(master.part, f"{_RELATION}/slideMaster")
        relation = master.part.relate_to(part, f"{_RELATION}/slideLayout")
        entry = listed.makeelement(f"{{{P}}}sldLayoutId", {})
        ids.append(max([*ids, 2147483647]) + 1)
        entry.set("id", str(ids[-1]))
        entry.set(f"{{{R}}}id", relation)
        listed.append(entry)
        added[plan.name] = len(presentation.slide_layouts) - 1
        if "Content" in found:
            made = presentation.slide_layouts[added[plan.name]]
            _copied(made, presentation.slide_layouts[found["Content"].number])
    return added


def _bare(plan: Plan) -> Plan:
    """Return a plan without what the master has: what is drawn, footer, number."""
    holds = tuple(role for role in plan.holds if role not in (Role.FOOT, Role.NUMBER))
    return replace(plan, bar=False, holds=holds)


def _copied(layout: Any, content: Any) -> None:
    """Give a layout that was made the footer and the number of the publisher's own."""
    tree = layout._element.find("p:cSld/p:spTree", _NS)
    ids = [int(each.get("id")) for each in tree.iter(f"{{{P}}}cNvPr")]
    for shape in content.placeholders:
        role = _ROLE_OF_KIND.get(shape._element.find(".//p:ph", _NS).get("type"))
        if role in (Role.FOOT, Role.NUMBER):
            copy = deepcopy(shape._element)
            ids.append(max(ids) + 1)
            said = copy.find(".//p:cNvPr", _NS)
            said.set("id", str(ids[-1]))
            said.set("name", role.value)
            tree.append(copy)


def _with_lines(layout: Any, own: Layout, shape: Geometry, tokens: Tokens) -> None:
    """Give a publisher's layout the small lines that it lacks: every teacher's page is marked."""
    from lxml import etree

    tree = layout._element.find("p:cSld/p:spTree", _NS)
    ids = [int(each.get("id")) for each in tree.iter(f"{{{P}}}cNvPr")]
    for role in _LINES:
        if role not in own.places:
            ids.append(max(ids) + 1)
            tree.append(etree.fromstring(small_shape(ids[-1], role, shape, tokens)))
