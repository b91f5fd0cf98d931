"""A publisher's own master: kept as it is, filled, measured, and made whole where it lacks."""

import io
import zipfile
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from lembar.errors import ContentError
from lembar.writers.pptx.publisher import ALIASES, Gap, take
from tests import tools
from tests.ooxml import findings
from tests.sheets import load
from tests.writers.decks import NS, Deck, find, said, title
from tests.writers.pptx.judge import faults
from tests.writers.pptx.masters import FACTS, INDONESIAN, master, write_over

BODY = """
<slide layout="title" kicker="Awal"><h1>Kelompok</h1><p class="lead">Orang yang sekerja.</p></slide>
<slide layout="content"><h2>Isi</h2><ul><li>satu</li><li>dua</li></ul></slide>
<slide layout="columns"><h2>Dua</h2><section><p>kiri</p></section><section><p>kanan</p></section>
</slide>
<slide layout="definition" kicker="Definisi"><h2>Istilah</h2><p>Artinya begini.</p></slide>
<slide layout="question"><h2>Tanya</h2><p>Mengapa?</p></slide>
"""
PICTURE = '<slide layout="picture"><h2>G</h2><figure width="80%"><img src="asset:a.png" alt="Abu">'
PICTURE += "<figcaption>Abu-abu</figcaption></figure></slide>"


def grey() -> dict[str, bytes]:
    from PIL import Image

    target = io.BytesIO()
    Image.new("L", (300, 200), 128).save(target, "PNG")
    return {"a.png": target.getvalue()}


def gaps(content: bytes) -> dict[str, Gap]:
    _, theme, _ = load("slides")
    return {gap.layout: gap for gap in take(content, theme.tokens, FACTS).gaps}


@pytest.mark.parametrize("wide", [False, True])
def test_slides_on_a_publishers_master_pass_every_judge(wide):
    tools.need("fonts")
    file = write_over(master(wide), BODY + PICTURE, grey())
    assert findings(file.content, "pptx") == []
    assert faults(file.content) == []


def test_layouts_are_found_by_the_names_that_powerpoint_gives_them():
    deck = Deck(write_over(master(), BODY).content)
    assert [deck.layout(n) for n in range(1, 6)] == [
        "Title Slide",
        "Title and Content",
        "Two Content",
        "Definition",
        "Question",
    ]


def test_layouts_are_found_by_their_indonesian_names():
    def translate(presentation: Any) -> None:
        for layout in presentation.slide_layouts:
            layout.name = INDONESIAN.get(layout.name, layout.name)
            layout._element.attrib.pop("type", None)

    deck = Deck(write_over(master(change=translate), BODY).content)
    assert deck.layout(1) == "Slide Judul"
    assert deck.layout(2) == "Judul dan Konten"
    assert deck.layout(3) == "Dua Konten"


def test_layouts_in_another_language_are_found_by_their_types():
    def rename(presentation: Any) -> None:
        for number, layout in enumerate(presentation.slide_layouts):
            layout.name = f"تخطيط {number}"

    deck = Deck(write_over(master(change=rename), BODY).content)
    assert deck.layout(2) == "تخطيط 1"


def test_a_layout_that_is_missing_is_made_and_told_with_what_comes_nearest():
    def rename(presentation: Any) -> None:
        presentation.slide_layouts[6].name = "Definitoin"

    found = gaps(master(change=rename))
    assert found["Definition"] == Gap("Definition", "Definitoin")
    assert found["Question"] == Gap("Question", "")
    assert "Text and picture" not in found


def test_a_layout_without_a_place_for_text_is_told_and_made():
    def empty(presentation: Any) -> None:
        layout = presentation.slide_layouts[1]
        for shape in list(layout.placeholders):
            if shape.placeholder_format.idx == 1:
                shape._element.getparent().remove(shape._element)
        layout.name = "Content"

    content = master(change=empty)
    assert gaps(content)["Content"] == Gap("Content", "Content", ("Text",))
    deck = Deck(write_over(content, BODY).content)
    assert deck.layout(2) == "Content (Lembar)"
    assert "satu" in said(deck.slides()[1])


def test_small_lines_that_a_layout_lacks_are_added_to_it():
    assert gaps(master())["Content"].lacks == ("Kicker", "Mark")
    slide = Deck(write_over(master(), BODY).content).slides()[0]
    assert find(slide, "//p:sp[.//p:ph[@idx='14']]//a:t/text()") == ["Awal"]


def test_the_publishers_slides_go_and_pictures_stay():
    deck = Deck(write_over(master(), BODY).content)
    assert not any("Contoh dari penerbit" in said(slide) for slide in deck.slides())
    assert len(deck.slides()) == 5
    layouts = [deck.root(n) for n in deck.parts if n.startswith("ppt/slideLayouts/slideLayout")]
    assert any(find(each, "//p:pic[.//p:cNvPr[@name='Logo']]") for each in layouts)


def test_fields_are_filled_wherever_a_look_changes_within_one():
    deck = Deck(write_over(master(says="© {{ school }} · {{title}}"), BODY).content)
    text = "".join(find(deck.root("ppt/slideMasters/slideMaster1.xml"), "//p:sp//a:t/text()"))
    assert "© SMA Contoh · Pelajaran satu" in text
    assert "{{" not in text


def test_text_is_measured_in_the_publishers_own_places():
    def narrow(presentation: Any) -> None:
        for shape in presentation.slide_layouts[1].placeholders:
            if shape.placeholder_format.idx == 1:
                shape.left, shape.top = Emu(400000), Emu(2000000)
                shape.width, shape.height = Emu(3000000), Emu(2200000)

    entries = "".join(f"<li>butir nomor {n} dari sepuluh</li>" for n in range(10))
    body = f"<slide><h2>Isi</h2><ul>{entries}</ul></slide>"
    usual, tight = write_over(master(), body), write_over(master(change=narrow), body)
    assert usual.pages < tight.pages
    assert faults(tight.content) == []


def test_a_picture_stands_where_the_publisher_wants_it():
    deck = Deck(write_over(master(), PICTURE, grey()).content)
    assert deck.layout(1) == "Picture with Caption"
    assert find(deck.slides()[0], "//p:pic//p:ph/@type") == ["pic"]
    assert title(deck.slides()[0]) == "G"


def test_type_comes_from_the_publishers_master_alone():
    deck = Deck(write_over(master(), BODY).content)
    made = next(
        deck.root(n)
        for n in deck.parts
        if n.startswith("ppt/slideLayouts/slideLayout")
        and deck.root(n).find("p:cSld", NS).get("name") == "Definition"
    )
    faces = {face for face in find(made, "//a:latin/@typeface") if not face.startswith("+")}
    assert faces == set()


def test_a_template_is_a_presentation_too():
    from lembar.writers import zips

    kinds = {
        "[Content_Types].xml": lambda part: part.replace(
            b"presentationml.presentation.main+xml", b"presentationml.template.main+xml"
        )
    }
    file = write_over(zips.repack(master(), kinds), BODY)
    assert findings(file.content, "pptx") == []


def test_same_bytes_from_the_same_master():
    content = master()
    assert write_over(content, BODY).content == write_over(content, BODY).content


def test_nothing_tells_who_made_the_master():
    core = Deck(write_over(master(), BODY).content).parts["docProps/core.xml"].decode()
    assert "Steve Canny" not in core
    assert "2000-01-01" in core


def test_a_master_that_is_none_inside_is_told_by_its_name():
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(master())) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if "slideMaster1.xml" not in name:
                new.writestr(name, old.read(name))
    with pytest.raises(ContentError) as caught:
        write_over(target.getvalue(), BODY)
    assert caught.value.problems[0].code == "office-broken"
    assert caught.value.problems[0].place.file == "templates/seri/master.pptx"


def test_no_two_layouts_are_called_the_same():
    names = [name.casefold() for layout in ALIASES for name in (layout, *ALIASES[layout])]
    assert len(names) == len(set(names))


def test_a_presentation_opens_in_the_library_again():
    again = Presentation(io.BytesIO(write_over(master(True), BODY + PICTURE, grey()).content))
    assert len(again.slides) == 6
