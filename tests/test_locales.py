"""The catalogues of papers: the same keys in every language, with the same names to fill."""

import gettext
import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from lembar.content.catalogues import read_words

FOLDER = Path(__file__).parents[1] / "templates/default/locale"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.po"))
_NAME = re.compile(r"\{(\w+)\}")


def entries(language: str):
    return read_words(language, (FOLDER / f"{language}.po").read_text("utf-8")).entries


def test_there_are_three_languages():
    assert LANGUAGES == ["ar", "en", "id"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_key(language):
    missing = sorted(set(entries("en")) - set(entries(language)))
    foreign = sorted(set(entries(language)) - set(entries("en")))
    assert (missing, foreign) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_has_all_forms(language):
    text = (FOLDER / f"{language}.po").read_text("utf-8")
    catalogue = read_po(io.BytesIO(text.encode()), locale=language)
    plural = gettext.c2py(catalogue.plural_expr)
    count = 1 + max(plural(n) for n in range(200))
    for message in catalogue:
        if not isinstance(message.id, str):
            assert len(message.string) == count, message.id
            assert all(message.string), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_names_are_filled(language):
    english, own = entries("en"), entries(language)
    for key in sorted(set(english) & set(own)):
        asked = set(_NAME.findall(english[key][-1]))
        # Of several forms, those for one and two may do without the number.
        for form in own[key]:
            left = asked - set(_NAME.findall(form)) - ({"n"} if len(own[key]) > 1 else set())
            assert not left, (key, form)
            assert set(_NAME.findall(form)) <= asked, (key, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_file_names_are_ascii(language):
    own = entries(language)
    assert [k for k in own if k.startswith("file.") and not own[k][0].isascii()] == []


def test_arabic_counts_in_six_forms():
    words = read_words("ar", (FOLDER / "ar.po").read_text("utf-8"))
    said = [words("minutes", n=n) for n in (1, 2, 3, 11, 100, 103)]
    assert said == ["دقيقة واحدة", "دقيقتان", "3 دقائق", "11 دقيقة", "100 دقيقة", "103 دقائق"]
