"""Web pages of small courses, opened in a browser that watches what they ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lembar.engine.manifest import THUMBNAILS
from lembar.engine.starters import Wish, begin
from tests.built import build_here

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

PROJECTOR, LARGE, PHONE = (1280, 720), (1920, 1080), (375, 812)
SCREENS = (PROJECTOR, LARGE, PHONE)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

# A lesson with one of everything that may be too wide, too tall or unreachable by keyboard.
LESSON = """\
---
title: Mengapa ketidakbertanggungjawaban masyarakat nelayan kecil berbeda-beda?
lead: Kalimat pembuka yang cukup panjang, supaya tampak apakah salindia judul masih muat.
objectives: [T1]
duration: 40
---

## Daftar

Paragraf pertama[^1] dengan $x_1 = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$ dan `kode`, lihat
[](#gambar-menara), [laman](https://example.org/ketidakbertanggungjawaban-yang-panjang-sekali).

- satu butir yang pendek
- dua butir dengan $\\frac{a}{b}$

::: teacher
Catatan guru untuk bagian ini, dan **sebuah** butir:

- catat dahulu
:::

## Gambar yang tinggi

![Menara dengan tiga lantai](images/menara.svg "Sebuah menara"){#gambar-menara width=60%}

## Tabel

{caption="Empat kolom"}
| Tanda | Pertanyaan untuk menguji | Contoh pada bidan | Ketidakbertanggungjawaban |
| --- | --- | ---: | --- |
| sama | Serupakah pekerjaan mereka? | 1.250 | pertanggungjawaban |
| berbeda | Adakah pengurus dan iuran? | 12 | kesinambungan |

## Kode dan rumus

```
for each in range(10): print(each, "sebuah baris yang jauh lebih panjang daripada layar telepon")
```

$$\\sum_{i=1}^{n} i = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + \\dots + n = \\frac{n(n+1)}{2}$$

::: definition pembagian kerja
Pemecahan pekerjaan menjadi tugas-tugas khusus yang saling melengkapi, sehingga orang yang
mengerjakan tugas berbeda saling memerlukan dan tidak dapat hidup sendiri-sendiri lagi.
:::

::: slide Salindia yang padat
- Pekerjaan sama atau sejenis, dengan keterangan yang cukup panjang untuk dua baris
- Identitas dan kepentingan bersama, dengan keterangan yang cukup panjang untuk dua baris
- Biasanya ada organisasi formal, dengan keterangan yang cukup panjang untuk dua baris
- Kode etik dan standar profesional, dengan keterangan yang cukup panjang untuk dua baris
- Pendidikan atau pelatihan serupa, dengan keterangan yang cukup panjang untuk dua baris
- Lambang dan upacara yang sama, dengan keterangan yang cukup panjang pula untuk dua baris
- Bahasa dan kata sandi sendiri, dengan keterangan yang cukup panjang pula untuk dua baris
:::

::: slide Kode
```
for each in range(10): print(each, "sebuah baris yang jauh lebih panjang daripada layar telepon")
```

$$\\sum_{i=1}^{n} i = 1 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + \\dots + n = \\frac{n(n+1)}{2}$$
:::

::: slide Tabel dan rumus
| Tanda | Pertanyaan untuk menguji | Contoh |
| --- | --- | --- |
| sama[^2] | Serupakah pekerjaan mereka? | bidan |

$$E = mc^2$$
:::

::: columns 2
Kolom kiri dengan beberapa kata.

Kolom kanan dengan beberapa kata.
:::

::: activity Kerja kelompok {minutes=15 group=3}
1. Baca.
2. Tulis.
:::

::: example
Sebuah contoh.
:::

::: key-point
Sebuah pokok.
:::

::: questions
- draw: 1
  type: choice
- draw: 1
  type: matching
- draw: 1
  type: true-false-table
- draw: 1
  type: essay
:::

[^1]: Sebuah catatan kaki.
[^2]: Catatan kaki yang kedua.
"""
QUESTIONS = """\
items:
- type: choice
  objective: T1
  text: |
    Siapa yang mengerjakan tugas khusus di kapal penangkap ikan itu?

    - [ ] semua orang
    - [x] seorang awak kapal yang telah berlatih cukup lama untuk tugas itu
      : Benar: ia dilatih.
    - [ ] ![Menara](images/menara.svg)
    - [ ] ![Kapal](images/kapal.svg)
  explanation: |
    Sebab ia dilatih.
- type: matching
  objective: T1
  text: |
    Pasangkan.

    - IDI -> dokter
    - PGRI -> guru
    - -> wartawan
- type: true-false-table
  objective: T1
  text: |
    Benar atau salah?

    - [x] Kapal itu terapung.
    - [ ] Kapal itu terbang.
- type: cloze
  objective: T1
  text: |
    Dokter bernaung di [[IDI|Ikatan Dokter Indonesia]].
- type: essay
  objective: T1
  lines: 6
  text: |
    Nilailah pendapat itu.
  answer: |
    Tidak selalu.
  rubric: |
    - [2] Menyebut tugas.
"""
PAPER = """\
title: Ulangan tentang pertanggungjawaban
kind: worksheet
forms: [A, B]
items:
- draw: 1
  type: choice
- draw: 1
  type: matching
- draw: 1
  type: true-false-table
- draw: 1
  type: cloze
- draw: 1
  type: essay
"""
TOWER = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 900" width="300" height="900">
<rect x="50" y="20" width="200" height="860" fill="#ddd" stroke="#000"/>
<text x="60" y="450" font-family="Source Sans 3" font-size="24">Menara</text></svg>
"""
BOAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 400" width="1600" height="400">
<path d="M50 200h1500l-200 150H250z" fill="#ddd" stroke="#000"/></svg>
"""
UNIT = """\
title: Kelompok dan ketidakbertanggungjawaban
objectives:
- id: T1
  text: Menjelaskan pembagian kerja.
glossary:
- term: pembagian kerja
  translation: division of labour
  definition: Pemecahan pekerjaan menjadi tugas khusus.
"""
_DOCUMENTS = "documents:\n" + "".join(
    f"  {name}: [{formats}]\n"
    for name, formats in (
        ("handout", "html"),
        ("summary", "html, md"),
        ("worksheet", "html, docx"),
        ("answer-key", "html"),
    )
)


def make_courses(root: Path) -> Path:
    """Build the course above and the starter course, mostly as web pages; return output/."""
    begin(Wish("course", "air", None, root, "en", "en"))
    starter = next(root.rglob("course.yaml"))
    starter.write_text(starter.read_text("utf-8") + _DOCUMENTS, "utf-8")
    files = {
        "kursus/course.yaml": f"title: Kursus\nlanguage: id\nsubject: Sosiologi\n{_DOCUMENTS}",
        "kursus/u/unit.yaml": UNIT,
        "kursus/u/01-a.md": LESSON,
        "kursus/u/questions/q.yaml": QUESTIONS,
        "kursus/u/assessments/w.yaml": PAPER,
        "kursus/u/images/menara.svg": TOWER,
        "kursus/u/images/kapal.svg": BOAT,
        "kursus/v/unit.yaml": "title: Satuan kedua\n",
        "kursus/v/01-b.md": "---\ntitle: Pelajaran lain\n---\n\n## Bagian\n\nSatu kalimat.\n",
    }
    for name, said in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, "utf-8")
    outcome = build_here(root, root / "output")
    assert [each for each in outcome.problems if each.severity == "error"] == []
    return root / "output"


@contextmanager
def opened(
    browser: Browser, path: Path, screen: tuple[int, int] = PROJECTOR, **options: Any
) -> Iterator[Page]:
    """Open a file; fail in the end if it asked for anything or the console complained.

    It may ask for thumbnails below its own folder.
    """
    size = {"width": screen[0], "height": screen[1]}
    context = browser.new_context(viewport=size, **options)  # type: ignore[arg-type]
    address, asked, said = path.as_uri(), [], []
    folder = path.parent.as_uri()

    def request(found: Request) -> None:
        ours = found.url.startswith(f"{folder}/") and f"/{THUMBNAILS}/" in found.url[len(folder) :]
        data = found.url.startswith("data:")
        if found.url.partition("#")[0] != address and not ours and not data:
            asked.append(found.url)

    def console(found: ConsoleMessage) -> None:
        if found.type in ("error", "warning"):
            said.append(found.text)

    context.on("request", request)
    context.on("console", console)
    context.on("weberror", lambda found: said.append(str(found.error)))
    page = context.new_page()
    try:
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.evaluate("document.fonts.ready.then(() => true)")
        yield page
        assert asked == []
        assert said == []
    finally:
        context.close()


def violations(page: Page, without: Iterable[str] = ()) -> list[str]:
    """Return what axe finds: rule, and the places that break it."""
    from axe_playwright_python.sync_playwright import Axe

    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": {name: {"enabled": False} for name in without},
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=options).response["violations"]
    return [f"{each['id']}: {[node['html'][:150] for node in each['nodes']]}" for each in found]


def overflows_sideways(page: Page) -> bool:
    """Say whether the page has to be scrolled from side to side."""
    return bool(
        page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    )
