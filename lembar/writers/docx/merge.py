"""Put a finished document into a publisher's reference.docx.

Of styles, theme, fonts, settings, sections, headers and footers the reference's hold; of what it
has not, ours. Numbers, names and relations of ours are moved out of the way of theirs.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from lembar.course.fields import CONTENT
from lembar.writers.docx.publisher import Reference, fill, parsed, section_in
from lembar.writers.docx.xml import DECLARATION, R, W

_W, _R = f"{{{W}}}", f"{{{R}}}"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOCUMENT, _STYLES, _NUMBERS = "word/document.xml", "word/styles.xml", "word/numbering.xml"
_NOTES, _SETTINGS, _TYPES = "word/footnotes.xml", "word/settings.xml", "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NAMES_STYLE = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink",
                "numStyleLink")  # fmt: skip
_KINDS = ("default", "first", "even")
# What a reference says of itself is not said of a document; the last ones are of older programs.
_DROPPED = ("core-properties", "extended-properties", "custom-properties", "thumbnail",
            "attachedTemplate", "stylesWithEffects", "printerSettings")  # fmt: skip
_RUNNING = ("word/first", "word/header", "word/footer")
# What holds from the reference, if it has it; ours otherwise.
_THEIRS = ("styles", "theme", "fontTable", "settings", "numbering")


def merged(
    reference: Reference,
    ours: Mapping[str, bytes],
    facts: Mapping[str, str],
    marked: bool,
    copied: bool,
) -> list[tuple[str, bytes]]:
    """Return the files of a document in a reference.

    `marked` says that our head must stand on every page, `copied` that the document is a class's:
    then it has no cover.
    """
    merge = _Merge(reference, ours, facts)
    merge.styles()
    merge.numbers()
    merge.notes()
    merge.body(copied)
    if marked:
        merge.heads()
    return merge.files()


class _Merge:
    """Hold the parts of both while they become one."""

    def __init__(
        self, reference: Reference, ours: Mapping[str, bytes], facts: Mapping[str, str]
    ) -> None:
        self.reference = reference
        self.facts = dict(facts) | {CONTENT: ""}
        self.parts: dict[str, Any] = {}  # name → tree, or bytes of what is no XML
        for name, content in reference.parts.items():
            is_xml = name.endswith((".xml", ".rels"))
            self.parts[name] = parsed(content) if is_xml else content
        for name, part in self.parts.items():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                fill(part, self.facts)
        self.added: list[Any] = []  # styles of ours that the reference has not
        self.ours = {name: self._moved(name, content) for name, content in ours.items()}
        self.names = {name: _new_name(name) for name in ours}
        self.theirs = {
            each.get("Type").rpartition("/")[2]: each.get("Target")
            for each in self._relations(_DOCUMENT).iter(_RELATION)
        }
        self.kept = {  # parts of ours that hold
            name for name in ours if name.startswith(("word/media/", *_RUNNING, "docProps/"))
        }

    def _moved(self, name: str, content: bytes) -> Any:
        """Return a part of ours whose numbers and relations are out of the way."""
        if not name.endswith((".xml", ".rels")):
            return content
        root = parsed(content)
        for each in root.iter():
            if not isinstance(each.tag, str):
                continue
            for key in [key for key in each.attrib if key.startswith(_R)]:
                each.set(key, f"L{each.get(key)}")
            if each.tag == _DRAWN:
                each.set("id", str(int(each.get("id")) + self.reference.highest))
            if each.tag in (f"{_W}bookmarkStart", f"{_W}bookmarkEnd"):
                number = int(each.get(f"{_W}id")) + self.reference.highest
                each.set(f"{_W}id", str(number))
        return root

    def _relations(self, name: str) -> Any:
        folder, file = posixpath.split(name)
        return self.parts[f"{folder}/_rels/{file}.rels"]

    # --- styles, numbers, notes -------------------------------------------------------------------

    def styles(self) -> None:
        """Add the styles that the reference has not; ours go by the ids that it has for theirs."""
        theirs, ours = self.parts[_STYLES], self.ours[_STYLES]
        known = {_name_of(each): each.get(f"{_W}styleId") for each in theirs.iter(f"{_W}style")}
        usual = {
            each.get(f"{_W}type"): each.get(f"{_W}styleId")
            for each in theirs.iter(f"{_W}style")
            if each.get(f"{_W}default") in ("1", "true")
        }
        taken = set(known.values())
        ids: dict[str, str] = {}
        for each in list(ours.iter(f"{_W}style")):
            id_, there = each.get(f"{_W}styleId"), known.get(_name_of(each))
            if each.get(f"{_W}default") == "1":
                there = usual.get(each.get(f"{_W}type"), there)
            if there is None:
                ids[id_] = f"{id_}L" if id_ in taken else id_  # another name there has our id
                each.set(f"{_W}styleId", ids[id_])
                _spaced(each)
                self.added.append(each)
            else:
                ids[id_] = there
        for root in (*self.added, *(each for each in self.ours.values() if _is_tree(each))):
            for each in root.iter(*(f"{_W}{name}" for name in _NAMES_STYLE)):
                each.set(f"{_W}val", ids.get(each.get(f"{_W}val"), each.get(f"{_W}val")))
        theirs.extend(self.added)
        _speak(theirs, ours)

    def numbers(self) -> None:
        """Add our lists behind the reference's own."""
        if _NUMBERS not in self.ours:
            return
        ours, theirs = self.ours[_NUMBERS], self.parts.get(_NUMBERS)
        if theirs is None:
            self.kept.add(_NUMBERS)
            return
        lists = _highest(theirs, "num", "numId")
        abstract = _highest(theirs, "abstractNum", "abstractNumId") + 1
        for each in ours.iter(f"{_W}abstractNum", f"{_W}abstractNumId"):
            _raise(each, "abstractNumId" if each.tag == f"{_W}abstractNum" else "val", abstract)
        for each in ours.iter(f"{_W}num"):
            _raise(each, "numId", lists)
        for root in (self.ours[_DOCUMENT], *self.added):
            for each in root.iter(f"{_W}numId"):
                _raise(each, "val", lists)
        first = theirs.find(f"{_W}num")
        place = len(theirs) if first is None else theirs.index(first)
        for each in reversed(ours.findall(f"{_W}abstractNum")):
            theirs.insert(place, each)
        after = theirs.findall(f"{_W}num") or theirs.findall(f"{_W}abstractNum")
        place = theirs.index(after[-1]) + 1
        for each in reversed(ours.findall(f"{_W}num")):
            theirs.insert(place, each)

    def notes(self) -> None:
        """Take our footnotes; the cover has none, so those of the reference are only rules."""
        if _NOTES not in self.ours:
            return
        self.kept.add(_NOTES)
        self.parts.pop("word/_rels/footnotes.xml.rels", None)
        if _SETTINGS in self.parts:
            settings = self.parts[_SETTINGS]
            for each in settings.findall(f"{_W}footnotePr"):
                settings.remove(each)
            own = self.ours[_SETTINGS].find(f"{_W}footnotePr")
            after = [e for e in settings if e.tag.rpartition("}")[2] in _AFTER_NOTES]
            place = settings.index(after[0]) if after else len(settings)
            settings.insert(place, deepcopy(own))

    # --- the body ---------------------------------------------------------------------------------

    def body(self, copied: bool) -> None:
        """Put our blocks between the cover and what stands behind."""
        reference = self.reference
        document = self.parts[_DOCUMENT]
        body = document.find(f"{_W}body")
        sections = [found for each in body if (found := section_in(each)) is not None]
        own = sections[reference.section] if reference.section < len(sections) else None
        cover = [] if copied else list(body)[: reference.start]
        behind = [] if copied else list(body)[reference.end :]
        blocks = list(self.ours[_DOCUMENT].find(f"{_W}body"))
        first = True
        for each in [found for block in blocks if (found := section_in(block)) is not None]:
            first = _dress(each, own, sections[: reference.section], first)
        ends = [each for each in behind if section_in(each) is not None]
        if ends:
            last = blocks.pop()
            ends_here = section_in(ends[0])
            parent = ends_here.getparent()
            if parent.tag == f"{_W}pPr":
                parent.replace(ends_here, last)
            else:
                behind[behind.index(ends_here)] = last
        for each in list(body):
            body.remove(each)
        body.extend([*cover, *blocks, *behind])
        self._merge_roots(document)

    def _merge_roots(self, document: Any) -> None:
        """Give relations of ours that our blocks refer to."""
        relations = self._relations(_DOCUMENT)
        for each in list(relations):
            if each.get("Type").rpartition("/")[2] in _DROPPED:
                relations.remove(each)
        for each in self._ours_of(_DOCUMENT):
            kind = each.get("Type").rpartition("/")[2]
            if kind in _THEIRS and kind in self.theirs:
                continue
            if kind == "footnotes":
                for other in list(relations):
                    if other.get("Type").endswith("/footnotes"):
                        relations.remove(other)
            new = deepcopy(each)
            new.set("Id", f"L{each.get('Id')}")
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("word", each.get("Target")))
                new.set("Target", posixpath.relpath(self.names[target], "word"))
                self.kept.add(target)
            relations.append(new)

    def _ours_of(self, name: str) -> list[Any]:
        folder, file = posixpath.split(name)
        return list(self.ours[f"{folder}/_rels/{file}.rels"].iter(_RELATION))

    # --- the mark of a teacher's pages ------------------------------------------------------------

    def heads(self) -> None:
        """Let our head stand on every page: in each header, and where a section has none."""
        named = sorted(name for name in self.ours if name.startswith(_RUNNING[:2]))
        ours = named[0]  # where there is a head of first pages, it has nothing but the mark
        said = list(self.ours[ours])
        for name, part in self.parts.items():
            if re.fullmatch(r"word/header\d*\.xml", name):
                for each in reversed(said):
                    part.insert(0, deepcopy(each))
        relation = self._relation_to(self.names[ours])
        self.kept.add(ours)
        document = self.parts[_DOCUMENT]
        sections = list(document.iter(f"{_W}sectPr"))
        seen: set[str] = set()
        for section in sections:
            headers = section.findall(f"{_W}headerReference")
            seen |= {each.get(f"{_W}type") for each in headers}
            for kind in _KINDS:
                if kind not in seen:
                    reference = section.makeelement(
                        f"{_W}headerReference", {f"{_W}type": kind, f"{_R}id": relation}
                    )
                    section.insert(0, reference)
                    seen.add(kind)

    def _relation_to(self, part: str) -> str:
        relations = self._relations(_DOCUMENT)
        target = posixpath.relpath(part, "word")
        for each in relations:
            if each.get("Target") == target:
                return str(each.get("Id"))
        new = relations.makeelement(
            _RELATION, {"Id": "LHead", "Type": f"{_OFFICE}/header", "Target": target}
        )
        relations.append(new)
        return "LHead"

    # --- the package ------------------------------------------------------------------------------

    def files(self) -> list[tuple[str, bytes]]:
        """Return the files that the document needs, content types first."""
        self._root()
        for name in sorted(self.kept):
            self.parts[self.names[name]] = self.ours[name]
            folder, file = posixpath.split(name)
            if f"{folder}/_rels/{file}.rels" in self.ours:
                self._adopt(name)
        self._prune()
        needed = set(self._reached())
        self._number(sorted(needed))
        types = self._types(needed)
        inside = [(name, _bytes(self.parts[name])) for name in sorted(needed)]
        return [(_TYPES, _bytes(types)), *inside]

    def _number(self, names: Iterable[str]) -> None:
        """Give drawings that came to stand in several parts numbers of their own."""
        drawn = [
            each
            for name in names
            if _is_tree(self.parts[name])
            for each in self.parts[name].iter(_DRAWN)
        ]
        seen: set[int] = set()
        highest = max((int(each.get("id")) for each in drawn), default=0)
        for each in drawn:
            if int(each.get("id")) in seen:
                highest += 1
                each.set("id", str(highest))
            seen.add(int(each.get("id")))

    def _adopt(self, name: str) -> None:
        """Take the relations of a part of ours, such as a header, along."""
        folder, file = posixpath.split(name)
        root = deepcopy(self.ours[f"{folder}/_rels/{file}.rels"])
        for each in root.iter(_RELATION):
            each.set("Id", f"L{each.get('Id')}")
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, each.get("Target")))
                each.set("Target", posixpath.relpath(self.names[target], folder))
                self.parts[self.names[target]] = self.ours[target]
        new_folder, new_file = posixpath.split(self.names[name])
        self.parts[f"{new_folder}/_rels/{new_file}.rels"] = root

    def _root(self) -> None:
        """Let the package have our properties, not those of the reference."""
        relations = self.parts["_rels/.rels"]
        for each in list(relations):
            if each.get("Type").rpartition("/")[2] in _DROPPED:
                relations.remove(each)
        for each in self.ours["_rels/.rels"]:
            if not each.get("Type").endswith("/officeDocument"):
                new = deepcopy(each)
                new.set("Id", f"L{each.get('Id')}")
                relations.append(new)
        if _SETTINGS in self.parts:
            settings = self.parts[_SETTINGS]
            for each in settings.findall(f"{_W}attachedTemplate"):
                settings.remove(each)
            _modern(settings, self.ours[_SETTINGS])

    def _prune(self) -> None:
        """Drop relations of what was a sample: pictures and links that nothing refers to."""
        document = self.parts[_DOCUMENT]
        used = {
            value for each in document.iter() for key, value in each.attrib.items()
            if key.startswith(_R)
        }  # fmt: skip
        relations = self._relations(_DOCUMENT)
        for each in list(relations):
            kind = each.get("Type").rpartition("/")[2]
            refers = kind in ("image", "hyperlink", "header", "footer", "chart", "oleObject")
            if refers and each.get("Id") not in used:
                relations.remove(each)

    def _reached(self) -> Iterator[str]:
        """Yield the parts that something leads to, with their relations."""
        seen: set[str] = set()
        waiting = [""]
        while waiting:
            name = waiting.pop()
            folder, file = posixpath.split(name)
            path = posixpath.join(folder, "_rels", f"{file}.rels")
            if name and name not in seen:
                yield name
            seen.add(name)
            if path not in self.parts:
                continue
            yield path
            for each in self.parts[path].iter(_RELATION):
                if each.get("TargetMode") == "External":
                    continue
                target = each.get("Target")
                whole = target[1:] if target.startswith("/") else posixpath.join(folder, target)
                part = posixpath.normpath(whole)
                if part in self.parts and part not in seen:
                    waiting.append(part)

    def _types(self, needed: Iterable[str]) -> Any:
        """Return the content types of the parts that are there."""
        root = self.parts[_TYPES]
        parts = {f"/{name}" for name in needed}
        for each in list(root):
            if each.tag == f"{_TYPE}Override" and each.get("PartName") not in parts:
                root.remove(each)
        defaults = {each.get("Extension").lower() for each in root.iter(f"{_TYPE}Default")}
        named = {each.get("PartName") for each in root.iter(f"{_TYPE}Override")}
        back = {f"/{new}": f"/{old}" for old, new in self.names.items()}
        for each in self.ours[_TYPES]:
            if each.tag == f"{_TYPE}Default" and each.get("Extension").lower() not in defaults:
                root.insert(0, deepcopy(each))
        ours = {each.get("PartName"): each for each in self.ours[_TYPES].iter(f"{_TYPE}Override")}
        for part in sorted(parts - named):
            if back.get(part) in ours:
                new = deepcopy(ours[back[part]])
                new.set("PartName", part)
                root.append(new)
        for each in root.iter(f"{_TYPE}Override"):
            if each.get("PartName") == f"/{_DOCUMENT}":
                each.set("ContentType", _MAIN)
        return root


# What stands behind the rules of notes in settings.xml.
_AFTER_NOTES = ("endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema",
                "themeFontLang", "clrSchemeMapping", "shapeDefaults", "doNotEmbedSmartTags",
                "decimalSymbol", "listSeparator")  # fmt: skip


def _dress(section: Any, own: Any, before: Sequence[Any], first: bool) -> bool:
    """Give a section of ours what the reference's has; tell that no other is the first.

    A section that goes on where another ended has no heads and feet of its own.
    """
    if own is None:
        return False
    made = deepcopy(own)
    kind, columns = section.find(f"{_W}type"), section.find(f"{_W}cols")
    goes_on = kind is not None and kind.get(f"{_W}val") == "continuous"
    for name in ("printerSettings", *(("titlePg",) if goes_on else ())):
        for each in made.findall(f"{_W}{name}"):
            made.remove(each)
    for name in ("headerReference", "footerReference"):
        there = any(each.find(f"{_W}{name}") is not None for each in (own, *before))
        for each in made.findall(f"{_W}{name}") if goes_on else ():
            made.remove(each)
        for each in () if there or goes_on else reversed(section.findall(f"{_W}{name}")):
            made.insert(0, each)
    if not goes_on and any(e.get(f"{_W}type") == "first" for e in made):
        _put(made, section.find(f"{_W}titlePg"))
    if kind is not None and (goes_on or not first):
        _put(made, kind)
    for name in ("footnotePr", "pgNumType", "bidi"):
        _put(made, section.find(f"{_W}{name}"))
    if columns is not None and columns.get(f"{_W}num"):
        _put(made, columns)
    for each in list(section):
        section.remove(each)
    section.extend(list(made))
    return False


_IN_SECTION = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz",
               "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt",
               "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid",
               "sectPrChange")  # fmt: skip


def _put(section: Any, each: Any) -> None:
    """Put a property into a section where the schema wants it, in place of another of its kind."""
    if each is None:
        return
    for other in section.findall(each.tag):
        section.remove(other)
    order = {f"{_W}{name}": at for at, name in enumerate(_IN_SECTION)}
    place = sum(order.get(other.tag, 0) <= order[each.tag] for other in section)
    section.insert(place, deepcopy(each))


def _speak(theirs: Any, ours: Any) -> None:
    """Let the styles of a reference have the language and direction of the document."""
    language = ours.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    defaults = theirs.find(f"{_W}docDefaults")
    if defaults is None:
        theirs.insert(0, deepcopy(ours.find(f"{_W}docDefaults")))
        return
    run = defaults.find(f"{_W}rPrDefault/{_W}rPr")
    if run is not None:
        for each in run.findall(f"{_W}lang"):
            run.remove(each)
        after = [e for e in run if e.tag in (f"{_W}eastAsianLayout", f"{_W}specVanish")]
        run.insert(run.index(after[0]) if after else len(run), deepcopy(language))
    if ours.find(f"{_W}docDefaults/{_W}pPrDefault/{_W}pPr/{_W}bidi") is not None:
        _turn(defaults)


def _spaced(style: Any) -> None:
    """Say of a style on top of Normal what room is above and below: theirs may have some."""
    based = style.find(f"{_W}basedOn")
    if based is None or based.get(f"{_W}val") != "Normal" or style.get(f"{_W}type") != "paragraph":
        return
    spacing = style.find(f"{_W}pPr/{_W}spacing")
    for side in () if spacing is None else ("before", "after"):
        if spacing.get(f"{_W}{side}") is None:
            spacing.set(f"{_W}{side}", "0")


def _turn(defaults: Any) -> None:
    """Let text run from right to left where no style says otherwise."""
    for name in ("pPrDefault", "pPr"):
        inner = defaults.find(f"{_W}{name}")
        if inner is None:
            inner = defaults.makeelement(f"{_W}{name}", {})
            defaults.append(inner)
        defaults = inner
    if defaults.find(f"{_W}bidi") is None:
        after = [each for each in defaults if each.tag.rpartition("}")[2] in _AFTER_BIDI]
        place = defaults.index(after[0]) if after else len(defaults)
        defaults.insert(place, defaults.makeelement(f"{_W}bidi", {}))


_AFTER_BIDI = ("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
               "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
               "textboxTightWrap", "outlineLvl")  # fmt: skip


def _modern(settings: Any, ours: Any) -> None:
    """Let Word lay out as it does today: in old modes tables stand elsewhere."""
    own = ours.find(f"{_W}compat")
    there = settings.find(f"{_W}compat")
    if there is None:
        after = [e for e in settings if e.tag.rpartition("}")[2] in _AFTER_NOTES[2:]]
        settings.insert(settings.index(after[0]) if after else len(settings), deepcopy(own))
        return
    for each in there.findall(f"{_W}compatSetting"):
        if each.get(f"{_W}name") == "compatibilityMode":
            there.remove(each)
    mode = next(e for e in own if e.get(f"{_W}name") == "compatibilityMode")
    there.append(deepcopy(mode))


def _is_tree(part: Any) -> bool:
    return not isinstance(part, bytes)


def _new_name(name: str) -> str:
    """Return what a part of ours is called among those of a reference."""
    return re.sub(r"^word/(media/picture|first|header|footer)(?=\d)", r"word/\1L", name)


def _name_of(style: Any) -> str:
    found = style.find(f"{_W}name")
    return "" if found is None else found.get(f"{_W}val", "").lower()


def _highest(root: Any, tag: str, key: str) -> int:
    return max((int(each.get(f"{_W}{key}")) for each in root.iter(f"{_W}{tag}")), default=0)


def _raise(each: Any, key: str, by: int) -> None:
    each.set(f"{_W}{key}", str(int(each.get(f"{_W}{key}")) + by))


def _bytes(part: Any) -> bytes:
    if isinstance(part, bytes):
        return part
    from lxml import etree

    content: bytes = etree.tostring(part, encoding="utf-8")
    return DECLARATION.encode() + content
