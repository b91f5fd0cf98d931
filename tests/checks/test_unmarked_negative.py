"""Negatives that turn the question round are found; those of a story are not."""

import pytest

from lembar.checks.unmarked_negative import unmarked_negative
from tests.checks.building import ask, codes

ASKED = [
    ("id", "Yang bukan ciri zat padat ialah …"),
    ("id", "Manakah pernyataan berikut yang tidak sesuai dengan isi bacaan?"),
    ("id", "Semua tindakan berikut mencerminkan gotong royong, kecuali …"),
    ("id", "Berikut ini yang bukan termasuk fungsi organisasi profesi adalah …"),
    ("id", "Di bawah ini yang tidak termasuk bilangan prima ialah …"),
    ("id", "Perhatikan gambar! Bagian yang tidak ditunjukkan oleh panah ialah …"),
    ("id", "Pernyataan yang kurang tepat tentang Durkheim ialah …"),
    ("id", "Siapa yang tidak berhak memilih ketua kelas?"),
    ("id", "Norma berikut ini tidak tertulis, kecuali:"),
    ("id", "Seorang dokter tidak boleh …"),
    ("id", "Contoh yang bukan kelompok okupasional adalah …"),
    ("id", "Kelompok berikut bukan kelompok primer"),
    ("id", "Tentukan bilangan yang bukan kelipatan 3."),
    ("en", "Which of the following is not a renewable source?"),
    ("en", "Which statement isn’t supported by the text?"),
    ("en", "All of the following are mammals except"),
    ("en", "Each sentence is correct EXCEPT for the one that", ),
    ("en", "Choose the word that does not belong."),
    ("en", "A triangle cannot have"),
    ("en", "Who was not a member of the council?"),
]  # fmt: skip
TOLD = [
    ("id", "Rani tidak masuk sekolah. Akibat yang paling mungkin ialah …"),
    ("id", "Mengapa air laut tidak membeku di khatulistiwa?"),
    ("id", "Apa yang terjadi apabila tanaman tidak disiram?"),
    ("id", "Jika air tidak dipanaskan lagi, suhunya akan …"),
    ("id", "Hewan yang tidak bertulang belakang disebut …"),
    ("id", "Alasan dokter yang tidak datang dapat dihukum ialah …"),
    ("id", "Organisasi ini tidak membayar pajak karena …"),
    ("id", "Kegiatan ini termasuk pendidikan, bukan hiburan, sebab …"),
    ("id", "Warga yang bukan anggota tetap boleh hadir karena …"),
    ("id", "Yang *bukan* ciri gas ialah …"),
    ("id", "Berikut ini logam, KECUALI …"),
    ("id", "Tidak semua okupasi adalah profesi karena …"),
    ("id", "Peran serikat bagi buruh yang tidak digaji ialah …"),
    ("en", "The lid was not closed. Why did the perfume vanish?"),
    ("en", "Why does a cork not sink in water?"),
    ("en", "Which gas forms when coal does not burn completely?"),
    ("en", "Which of these is *not* a metal?"),
    ("en", "What happens to a plant that does not get light?"),
    ("en", "If the switch is not closed, the lamp"),
    ("en", "Which unit is used for force?"),
]


@pytest.mark.parametrize(("language", "stem"), ASKED)
def test_what_asks_for_what_is_not(language, stem):
    found = codes(unmarked_negative, ask(stem, "x", "y"), language=language)
    assert found == ("EXCEPT" not in stem)


@pytest.mark.parametrize(("language", "stem"), TOLD)
def test_what_only_tells(language, stem):
    assert not codes(unmarked_negative, ask(stem, "x", "y"), language=language)
