"""Choices that give themselves away, speak of others, or overlap."""

import pytest

from lembar.checks.absolute_words import absolute_words
from lembar.checks.all_of_the_above import all_of_the_above
from lembar.checks.grammatical_cue import grammatical_cue
from lembar.checks.key_longest import key_longest
from lembar.checks.letters_in_choice import letters_in_choice
from lembar.checks.none_of_the_above import none_of_the_above
from lembar.checks.overlapping_choices import overlapping_choices
from tests.checks.building import ask, codes

LONG = "because the particles move faster and hit harder"


def test_a_key_longer_than_all_distractors():
    assert codes(key_longest, ask("Why?", LONG, "it is hot", "it is cold"))


def test_a_key_as_long_as_one_distractor_or_short_all_the_same():
    assert not codes(key_longest, ask("Why?", LONG, "it is hot", LONG[:-5]))
    assert not codes(key_longest, ask("What?", "air cair", "uap", "es"))


def test_pictures_have_no_length():
    assert not codes(key_longest, ask("Which?", LONG, "", ""))


@pytest.mark.parametrize(
    "text",
    ["semua benar", "Semua jawaban di atas benar.", "Semuanya benar", "benar semua",
     "semua pilihan", "kedua jawaban tersebut tepat", "keduanya", "All of the above",
     "all of these", "Both of these are correct", "All are true", "both answers"],
)  # fmt: skip
def test_all_of_the_above(text):
    assert codes(all_of_the_above, ask("x", "1", text)) == (text != "keduanya")
    assert not codes(none_of_the_above, ask("x", "1", text))


@pytest.mark.parametrize(
    "text",
    ["tidak ada yang benar", "Tidak ada jawaban yang benar", "tidak satu pun", "semua salah",
     "Semua pilihan di atas salah.", "tidak satu pun benar", "bukan salah satu di atas",
     "None of the above", "none of these", "Neither is correct", "None are true",
     "no correct answer", "None of the answers is correct", "tidak ada di antara jawaban itu"],
)  # fmt: skip
def test_none_of_the_above(text):
    assert codes(none_of_the_above, ask("x", "1", text))
    assert not codes(all_of_the_above, ask("x", "1", text))


@pytest.mark.parametrize(
    "text",
    ["semua anggota hadir", "semua", "none", "tidak ada pajak", "All of the water evaporates",
     "both kidneys", "tidak ada", "kedua orang tua", "seluruh Indonesia"],
)  # fmt: skip
def test_what_only_sounds_like_it(text):
    assert not codes(all_of_the_above, ask("x", "1", text))
    assert not codes(none_of_the_above, ask("x", "1", text))


@pytest.mark.parametrize(
    "text",
    ["A dan B", "a dan c benar", "Both A and B", "A, B, and C", "hanya A dan C", "B or C only"],
)
def test_letters_of_other_choices(text):
    assert codes(letters_in_choice, ask("x", "batu", "air", text))


def test_letters_that_are_the_answers():
    assert not codes(letters_in_choice, ask("Golongan darah …", "A dan B", "O", "AB"))
    assert not codes(letters_in_choice, ask("Titik …", "A dan B", "A dan C", "B dan C"))
    assert not codes(letters_in_choice, ask("x", "vitamin A dan D", "kalsium", "a and the"))


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("logam umumnya menghantar", ["logam selalu abu-abu", "logam tidak pernah cair"]),
        ("hanya di laut", ["di gunung", "di hutan"]),
        ("most do", ["they always do", "they never do", "one does"]),
    ],
)
def test_absolute_words_on_one_side(key, wrong):
    assert codes(absolute_words, ask("x", key, *wrong))


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("selalu benar", ["selalu salah", "kadang benar"]),
        ("yang benar", ["hanya satu", "dua", "tiga"]),
        ("hampir semua cahaya", ["bayangan", "warna"]),
        ("tidak selalu", ["sering", "jarang"]),
    ],
)
def test_absolute_words_that_tell_nothing(key, wrong):
    assert not codes(absolute_words, ask("Pernyataan yang benar ialah", key, *wrong))


@pytest.mark.parametrize(
    ("language", "key", "wrong"),
    [
        ("id", "20–30 °C", ["10–20 °C", "35–40 °C"]),
        ("id", "antara 5 dan 10", ["lebih dari 8", "kurang dari 3"]),
        ("id", "0,5 kg", ["0,50 kg", "5 kg"]),
        ("id", "1.000 m", ["1000 m", "10 m"]),
        ("id", "penggaris", ["penggaris atau meteran", "neraca"]),
        ("id", "paling sedikit 3", ["paling banyak 3", "tepat 9"]),
        ("id", "7 hari", ["5 sampai 10 hari", "20 hari"]),
        ("en", "18 to 24 years", ["20 to 30 years", "over 40 years"]),
        ("en", "more than 5", ["at least 10", "at most 1"]),
        ("en", "1/2", ["0.5", "2"]),
        ("en", "nitrogen and oxygen", ["oxygen", "argon"]),
        ("en", "1,000", ["1000", "10"]),
    ],
)
def test_overlaps(language, key, wrong):
    assert codes(overlapping_choices, ask("x", key, *wrong), language=language)


@pytest.mark.parametrize(
    ("language", "key", "wrong"),
    [
        ("id", "20–29", ["10–19", "30–39"]),
        ("id", "1923", ["1945", "1981"]),
        ("id", "5 m", ["5 cm", "5 km"]),
        ("id", "0,5", ["5", "0,05"]),
        ("id", "kurang dari 5", ["5 sampai 10", "lebih dari 10"]),
        ("id", "solidaritas organik", ["organik", "mekanik"]),
        ("id", "3 dan 5", ["3 dan 4", "4 dan 6"]),
        ("id", "2 Mei 1998", ["2 Mei 2002", "3 Mei 1998"]),
        ("en", "x > 3", ["x < 3", "x = 3"]),
        ("en", "2:1", ["1:2", "3:1"]),
        ("en", "massa dan volume", ["massa dan suhu", "volume dan suhu"]),
    ],
)
def test_what_does_not_overlap(language, key, wrong):
    assert not codes(overlapping_choices, ask("x", key, *wrong), language=language)


@pytest.mark.parametrize(
    ("stem", "key", "wrong"),
    [
        ("The device that measures current is an", "ammeter", ["balance", "thermometer"]),
        ("This is called a", "unicorn", ["eagle", "owl"]),
        ("The parts that store charge are", "capacitors", ["a switch", "a bulb"]),
        ("Pressure in the atmosphere is read from", "an atmosphere gauge", ["a vane", "a rod"]),
        ("Diameter pipa diukur dengan rahang jangka, yaitu", "jangka sorong", ["mistar", "pita"]),
    ],
)
def test_cues(stem, key, wrong):
    assert codes(grammatical_cue, ask(stem, key, *wrong), language="en")


@pytest.mark.parametrize(
    ("stem", "key", "wrong"),
    [
        ("A tool for measuring force is a/an", "spring balance", ["ammeter"]),
        ("He is in a", "uniform motion", ["state of rest"]),
        ("It lasts an", "hour", ["age"]),
        ("The bicycle stops because the brakes are", "dry", ["wet"]),
        ("Golongan darah yang dapat menerima semua ialah golongan darah a", "umum", ["itu"]),
        ("Organisasi bidan di kabupaten itu", "mutu bidan", ["jumlah kelahiran di kabupaten"]),
    ],
)
def test_no_cues(stem, key, wrong):
    assert not codes(grammatical_cue, ask(stem, key, *wrong), language="en")
