"""Sets, entries and words for the tests of publishing."""

from collections.abc import Iterable
from pathlib import Path

from lembar.course.documents import TIERS
from lembar.course.words import Words
from lembar.engine.manifest import Entry, digest
from lembar.engine.publish import MadeFile, MadeSet

WORDS = {
    "index.title": "Semua berkas",
    "index.contents": "Daftar isi",
    "index.files": "{n} berkas",
    "index.pages": "{n} halaman",
    "index.slides": "{n} salindia",
    "index.revision": "revisi {revision}",
    "index.size-kb": "{size} KB",
    "index.size-mb": "{size} MB",
    "index.student-page": "Halaman untuk murid",
    "index.find": "Cari",
    **{
        f"index.filter.{name}": said
        for name, said in (
            ("course", "Kursus"),
            ("edition", "Untuk siapa"),
            ("document", "Jenis"),
            ("form", "Kode soal"),
            ("tier", "Tanda"),
            ("profile", "Versi"),
            ("format", "Format"),
            ("all", "Semua"),
        )
    },
    "index.checksums.teacher": "Jumlah periksa guru",
    "index.checksums.student": "Jumlah periksa murid",
    "index.class-file": "Semua untuk murid (ZIP)",
    "index.plain": "Biasa",
    "index.shown": "{shown} dari {n} berkas",
    "index.nothing": "Tidak ada",
    "index.everything": "Tampilkan semuanya",
    "index.edited": "Berkas yang kamu ubah",
    "index.edited.note": "Berkas ini kamu ubah setelah jadi.",
    "edition.teacher": "Untuk guru",
    "edition.teacher.note": "Memuat kunci dan catatan guru. Jangan dibagikan.",
    "edition.student": "Untuk murid",
    "edition.student.note": "Tanpa kunci jawaban.",
    "form": "Kode {code}",
    **{f"sign.{tier}": sign for tier, sign in zip(TIERS, "○△□")},
    **{f"file.tier.{tier}": f"tanda {sign}" for tier, sign in zip(TIERS, "321")},
    "file.students": "murid",
    "document.handout": "Handout",
    "document.summary": "Salindia ringkasan",
    "document.worksheet": "LKPD",
    "document.test": "Tes",
    "document.answer-key": "Kunci jawaban",
    "format.pdf": "PDF",
    "format.docx": "Word",
    "format.pptx": "PowerPoint",
    "format.html": "Laman web",
    "format.md": "Markdown",
}


def words(language: str = "id") -> Words:
    return Words(language, {key: (text,) for key, text in WORDS.items()}, lambda n: 0)


def made_file(path: str, content: bytes, **changes: object) -> MadeFile:
    """Return a file; course, edition and format are read from its path."""
    course, edition, name = path.split("/")
    facts: dict[str, object] = {
        "path": path,
        "course": course,
        "unit": "unit",
        "document": "handout",
        "edition": edition,
        "form": "",
        "profile": "",
        "format": name.rpartition(".")[2],
        "title": "Judul",
        "pages": None,
        "sha256": digest(content),
        "sources": (f"{course}/unit/01.md",),
        "revision": "",
        "set": "",
    }
    return MadeFile(Entry(**(facts | changes)), content)  # type: ignore[arg-type]


def made_set(key: str, version: str, names: Iterable[str] = ("a.pdf", "b.docx")) -> MadeSet:
    """Return a set of a sheet and more, with a key in teacher/; bytes tell set and version."""
    course, stem = key.split("/")[0], key.rpartition("/")[2]
    paths = [f"{course}/student/{stem}-{name}" for name in names]
    paths.append(f"{course}/teacher/GURU-{stem}.pdf")
    return MadeSet(key, tuple(made_file(p, f"{p} {version}".encode()) for p in paths))


def contents(output: Path) -> dict[str, bytes]:
    """Return all files of output/ that are not ours to keep house, by path."""
    found = (each for each in output.rglob("*") if each.is_file())
    named = {each.relative_to(output).as_posix(): each.read_bytes() for each in found}
    return {path: raw for path, raw in named.items() if path != "manifest.json"}


def expected(*sets: MadeSet) -> dict[str, bytes]:
    return {file.entry.path: file.content for each in sets for file in each.files}
