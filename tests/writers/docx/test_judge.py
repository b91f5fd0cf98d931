"""Prove that the judge of `tests.ooxml` finds what validators miss."""

import zipfile
from io import BytesIO

import pytest

from lembar.writers.zips import pack
from tests.docx_formatting import formatting
from tests.ooxml import findings
from tests.writers.docx.helpers import PICTURE, docx

SOUND = docx(
    f'<p>a <img src="{PICTURE}" alt="x"> <img src="{PICTURE}" alt="y"></p>'
    "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
    "<page-foot><foot-left><page-number></foot-left></page-foot>"
)


def spoiled(part: str, old: str, new: str) -> bytes:
    with zipfile.ZipFile(BytesIO(SOUND)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return pack(parts.items())


def test_a_sound_file_passes():
    assert findings(SOUND, "docx") == []


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("document", '<wp:docPr id="2"', '<wp:docPr id="1"', "stands 2 times"),
        ("document", ' descr="y"', ' descr=""', "no alternative text"),
        ("document", "<w:gridCol ", '<w:gridCol w:w="9"/><w:gridCol ', "columns, its grid 3"),
        ("document", '<w:tcW w:w="4933"', '<w:tcW w:w="9"', "its columns 4933"),
        ("footer1", '<w:fldChar w:fldCharType="end"/>', "<w:tab/>", "not closed"),
    ],
)
def test_what_validators_miss_is_found(part, old, new, said):
    found = findings(spoiled(f"word/{part}.xml", old, new), "docx")
    assert any(said in each for each in found), found


def test_what_validators_find_is_told():
    assert findings(spoiled("word/document.xml", "<w:tblGrid>", "<w:nonsense/><w:tblGrid>"), "docx")


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("document", "<w:tblLook ", "<w:tblBorders/><w:tblLook ", "tblPr holds tblBorders"),
        ("document", "<w:tcW ", '<w:shd w:val="clear"/><w:tcW ', "tcPr holds shd"),
        ("document", "</w:pPr>", '<w:jc w:val="right"/></w:pPr>', "pPr holds jc"),
        ("document", "<w:r>", '<w:r><w:rPr><w:sz w:val="9"/></w:rPr>', "rPr holds sz"),
        ("document", "<w:body>", '<w:body><w:p><w:pPr><w:pStyle w:val="LembarText"/></w:pPr></w:p>',
         "an empty paragraph of style LembarText"),
        ("document", "<w:body>", '<w:body><w:p><w:pPr><w:pStyle w:val="No"/></w:pPr><w:r/></w:p>',
         "there is no style No"),
        ("document", "<w:body>", '<w:body><w:p><w:hyperlink w:anchor="b_x"/></w:p>',
         "there is no bookmark b_x"),
        ("document", 'w:firstRow="0"', 'w:firstRow="1"', "tblLook and the header row differ"),
        ("styles", ' w:asciiTheme="minorHAnsi"', "", "a font that is not the theme's"),
        ("styles", ' w:themeColor="text1"', "", "a colour that is not the theme's"),
        ("styles", ' w:themeFill="background2"', "", "a colour that is not the theme's"),
    ],
)  # fmt: skip
def test_formatting_by_hand_is_found(part, old, new, said):
    assert formatting(SOUND) == []
    found = formatting(spoiled(f"word/{part}.xml", old, new))
    assert any(said in each for each in found), found
