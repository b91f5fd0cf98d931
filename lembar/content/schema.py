"""The model of every content file: which keys there are, what they hold, what they are for.

The reader and `lembar schema` both go by these tables, so that they cannot disagree.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from lembar.course.assessment import Kind as AssessmentKind
from lembar.course.item import Difficulty, Status
from lembar.course.tiers import Tier
from lembar.questions import TYPES, FieldKind


class Holds(Enum):
    """List what a key may hold."""

    TEXT = "text"  # plain words, exactly as typed
    MARKDOWN = "markdown"  # what people read, under `|`
    WORDS = "words"  # a list of plain texts; one alone may stand without brackets
    COUNT = "count"  # a whole number from 1
    TRUTH = "truth"  # true or false
    RECORD = "record"  # a mapping of a known kind
    MAPPING = "mapping"  # a mapping of the author's own keys
    RECORDS = "records"  # a list of such
    ENTRIES = "entries"  # a list of items, and of `use` and `draw` where these make sense
    FORMATS = "formats"  # document → list of formats


@dataclass(frozen=True, slots=True)
class Key:
    """Describe a key: `words` are the only texts it takes, `record` names its mapping."""

    holds: Holds
    does: str
    required: bool = False
    words: tuple[str, ...] = ()
    record: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """Describe a mapping by its keys."""

    name: str
    does: str
    keys: Mapping[str, Key] = field(default_factory=dict)


_TEXT, _MARKDOWN, _WORDS, _COUNT = Holds.TEXT, Holds.MARKDOWN, Holds.WORDS, Holds.COUNT
LEVELS = ("C1", "C2", "C3", "C4", "C5", "C6")
_KINDS = tuple(kind.value for kind in AssessmentKind if kind is not AssessmentKind.EXERCISE)
_DIFFICULTIES = tuple(each.value for each in Difficulty)
_STATUS = tuple(status.value for status in Status)

ITEM_CHECKS = (
    "key-longest",
    "all-of-the-above",
    "none-of-the-above",
    "letters-in-choice",
    "unmarked-negative",
    "absolute-words",
    "overlapping-choices",
    "grammatical-cue",
    "near-duplicate-choice",
    "near-duplicate-item",
    "item-without-objective",
    "house-word",
    "words-lack-answer",
)
"""The checks of `lembar.checks` that an item can silence."""

PAPER_CHECKS = (
    "key-balance",
    "objective-not-asked",
    "objective-heavy",
    "one-level",
    "one-type",
    "one-difficulty",
    "few-versions",
    "tier-adds-nothing",
)
"""Those that an assessment can silence."""

UNIT_CHECKS = ("objective-without-items", "objective-not-taught", "unused-picture", "stale-lock")
"""Those that a unit can silence."""

_SHARED: Mapping[str, Key] = {
    "objective": Key(_TEXT, "the objective that is asked about: an id of unit.yaml"),
    "level": Key(_TEXT, "the cognitive level (Bloom, revised)", words=LEVELS),
    "difficulty": Key(_TEXT, "how hard it is: easy, medium or hard", words=_DIFFICULTIES),
    "tags": Key(_WORDS, "words of your own to draw by"),
    "status": Key(_TEXT, "how far the item has come", words=_STATUS),
}

_PROFILES = Key(_WORDS, "profiles that papers are made in as well, as [large-print]")
_PROFILES_HERE = Key(_WORDS, "the same for this one, in place of the course's; [] for none")

_BONUS = Key(Holds.TRUTH, "true: points beyond the total")

_ITEM: Mapping[str, Key] = {
    "type": Key(_TEXT, "the question type", required=True, words=(*sorted(TYPES), "group")),
    "id": Key(_TEXT, "a short name, unique in its file; `lembar ids` writes it for you"),
    "text": Key(_MARKDOWN, "what pupils read", required=True),
    "explanation": Key(_MARKDOWN, "why the key is right (teacher)"),
    "points": Key(_COUNT, "the points; each type has a default"),
    "bonus": _BONUS,
    "silence": Key(
        Holds.RECORD, "checks not to be told of this item, each with the reason", record="silence"
    ),
    "parameters": Key(
        Holds.MAPPING,
        "variables: 2..10 step 2, a list, or an expression of those above",
        record="parameters",
    ),
    "where": Key(_WORDS, "conditions that the variables meet, as  a != b"),
    "indicator": Key(_TEXT, "what pupils are shown and do, for the blueprint"),
    "support": Key(Holds.RECORD, "help, printed on the tier support", record="support"),
    "extension": Key(
        Holds.RECORD, "a challenge, printed on the tier extension", record="extension"
    ),
    **_SHARED,
}

_OF_ONE_ITEM = ("points", "explanation", "indicator", "support", "extension")

_FILTERS: Mapping[str, Key] = {
    "objective": _SHARED["objective"],
    "level": _SHARED["level"],
    "difficulty": _SHARED["difficulty"],
    "tag": Key(_TEXT, "a tag that the item has"),
    "type": Key(_TEXT, "a question type", words=(*sorted(TYPES), "group")),
    "bank": Key(_TEXT, "the name of a file in questions/, without .yaml"),
    "points": Key(_COUNT, "the points of each item, instead of its own"),
    "bonus": _BONUS,
}

_FIELD_HOLDS: Mapping[FieldKind, Holds] = {
    FieldKind.TEXT: _MARKDOWN,
    FieldKind.MARKS: _MARKDOWN,
    FieldKind.WORDS: _WORDS,
    FieldKind.COUNT: _COUNT,
    FieldKind.TRUTH: Holds.TRUTH,
    FieldKind.WORD: _TEXT,
    FieldKind.PLAIN: _TEXT,
    FieldKind.ITEMS: Holds.ENTRIES,
}


def _records() -> Iterator[Record]:
    yield Record(
        "course",
        "a course: course.yaml",
        {
            "title": Key(_TEXT, "the title of the course", required=True),
            "language": Key(_TEXT, "the language of the papers, as id, en, ar …", required=True),
            "subject": Key(_TEXT, "the subject, as papers print it"),
            "grade": Key(_TEXT, "the year or grade"),
            "curriculum": Key(_TEXT, "the curriculum"),
            "authors": Key(_WORDS, "who wrote it"),
            "licence": Key(_TEXT, "under which licence it may be used"),
            "theme": Key(_TEXT, "the theme: a folder under templates/"),
            "paper": Key(_TEXT, "the paper size: A4, F4, Letter …"),
            "documents": Key(Holds.FORMATS, "which formats each document is made in"),
            "slides": Key(_COUNT, "how many slides each lesson is to have"),
            "profiles": _PROFILES,
            "pass-mark": Key(_COUNT, "the mark of 100 from which a paper is passed (KKTP)"),
            "bands": Key(Holds.RECORDS, "what marks are called, from low to high", record="band"),
        },
    )
    yield Record(
        "unit",
        "a unit: unit.yaml",
        {
            "title": Key(_TEXT, "the title of the unit"),
            "objectives": Key(Holds.RECORDS, "what pupils learn", record="objective"),
            "glossary": Key(Holds.RECORDS, "the terms", record="term"),
            "silence": Key(
                Holds.RECORD,
                "checks not to be told of this unit, each with the reason",
                record="silence-unit",
            ),
        },
    )
    yield Record(
        "correction",
        "a decision after a sitting: it changes keys and scores, never sheets",
        {
            "sitting": Key(_TEXT, "the sitting, as 2026-XI", required=True),
            "item": Key(_TEXT, "bank/id", required=True),
            "accept": Key(_TEXT, "another right answer: the text of a choice, or a word"),
            "void": Key(Holds.TRUTH, "true: the item does not count"),
            "reason": Key(_TEXT, "why, printed on the key", required=True),
        },
    )
    yield Record(
        "band",
        "a band of marks",
        {
            "from": Key(_TEXT, "the least mark of 100 that belongs to it", required=True),
            "label": Key(_TEXT, "what it is called, as Baik", required=True),
        },
    )
    yield Record(
        "objective",
        "an objective of a unit",
        {
            "id": Key(_TEXT, "its short name, as TP1", required=True),
            "text": Key(_TEXT, "a sentence that starts with a verb", required=True),
            "level": _SHARED["level"],
        },
    )
    yield Record(
        "term",
        "a term of the glossary",
        {
            "term": Key(_TEXT, "the term", required=True),
            "definition": Key(_TEXT, "what it means", required=True),
            "translation": Key(_TEXT, "the term in English (or another language)"),
            "source": Key(_TEXT, "where the definition comes from"),
        },
    )
    yield Record(
        "terms",
        "the house words: terms.yaml",
        {"terms": Key(Holds.RECORDS, "the words", required=True, record="house-word")},
    )
    yield Record(
        "house-word",
        "a word that papers use",
        {
            "use": Key(_TEXT, "the word that papers use", required=True),
            "instead": Key(_WORDS, "the words in whose place it stands", required=True),
            "why": Key(_TEXT, "the reason, shown with the warning"),
        },
    )
    yield Record(
        "silence",
        "checks not to be told of an item",
        {name: Key(_TEXT, "the reason") for name in ITEM_CHECKS},
    )
    yield Record(
        "silence-paper",
        "checks not to be told of an assessment",
        {name: Key(_TEXT, "the reason") for name in PAPER_CHECKS},
    )
    yield Record(
        "silence-unit",
        "checks not to be told of a unit",
        {name: Key(_TEXT, "the reason") for name in UNIT_CHECKS},
    )
    yield Record(
        "support",
        "help with an item: printed on the tier support, and nowhere else",
        {
            "hint": Key(_MARKDOWN, "what to think of"),
            "steps": Key(_MARKDOWN, "the way in smaller steps"),
            "words": Key(_WORDS, "a word bank, printed in another order; you decide what is in it"),
            "starters": Key(_WORDS, "how a sentence of the answer can begin"),
        },
    )
    yield Record(
        "extension",
        "a challenge beyond an item: printed on the tier extension, and nowhere else",
        {
            "text": Key(_MARKDOWN, "what pupils read", required=True),
            "lines": Key(_COUNT, "how many lines are ruled to write on"),
            "answer": Key(_MARKDOWN, "what may be answered (teacher)"),
        },
    )
    yield Record(
        "lesson",
        "the front matter of a lesson: the part between the lines `---`",
        {
            "title": Key(_TEXT, "the title of the lesson", required=True),
            "lead": Key(_TEXT, "a sentence or two under the title"),
            "objectives": Key(_WORDS, "ids of unit.yaml"),
            "duration": Key(_COUNT, "minutes"),
            "slides": Key(_COUNT, "how many slides the lesson is to have, if not the course's"),
            "profiles": _PROFILES_HERE,
        },
    )
    yield Record(
        "bank",
        "an item bank: a file in questions/",
        {
            "items": Key(Holds.ENTRIES, "the items", required=True),
            **_SHARED,
        },
    )
    yield Record(
        "assessment",
        "a worksheet, test or exit ticket: a file in assessments/",
        {
            "title": Key(_TEXT, "the title", required=True),
            "kind": Key(_TEXT, "what it is", required=True, words=_KINDS),
            "topic": Key(_TEXT, "what it is about"),
            "event": Key(_TEXT, "the occasion, as Sumatif Tengah Semester"),
            "date": Key(_TEXT, "the date, as it is printed"),
            "duration": Key(_COUNT, "minutes"),
            "forms": Key(_WORDS, "the codes of its forms, as [A, B]"),
            "tiers": Key(
                _WORDS, "the tiers it is printed in", words=tuple(each.value for each in Tier)
            ),
            "objectives": Key(_WORDS, "ids of unit.yaml"),
            "instructions": Key(_MARKDOWN, "what to do, above the questions"),
            "summary": Key(_MARKDOWN, "a short summary of the topic"),
            "pass-mark": Key(
                _COUNT, "the mark of 100 from which it is passed, if not the course's"
            ),
            "corrections": Key(
                Holds.RECORDS, "what was decided after a sitting", record="correction"
            ),
            "silence": Key(
                Holds.RECORD,
                "checks not to be told of this paper, each with the reason",
                record="silence-paper",
            ),
            "avoid": Key(_WORDS, "sittings whose items are not drawn again, as [2025-XI]"),
            "roster": Key(_WORDS, "lists of pupils (CSV or XLSX) who get sheets with their names"),
            "profiles": _PROFILES_HERE,
            "copies": Key(_COUNT, "how many exit tickets stand on a sheet, to be cut apart"),
            "require": Key(_TEXT, "take only items of this status", words=_STATUS),
            "parallel": Key(
                Holds.TRUTH, "true gives each form items of its own, of the same blueprint"
            ),
            "total": Key(_COUNT, "the points of the paper, to be compared with those computed"),
            "shuffle": Key(Holds.TRUTH, "false keeps the questions' order on every form"),
            "seed": Key(_TEXT, "any words; other words give another draw"),
            "sections": Key(Holds.RECORDS, "its parts", record="section"),
            "items": Key(Holds.ENTRIES, "what it asks, if it has no parts"),
        },
    )
    yield Record(
        "section",
        "a part of an assessment",
        {
            "title": Key(_TEXT, "the title of the part", required=True),
            "instructions": Key(_MARKDOWN, "what to do in this part"),
            "points": Key(_COUNT, "the points of each item that has no parts or criteria"),
            "total": Key(_COUNT, "the points of the part, to be compared with those computed"),
            "bonus": _BONUS,
            "items": Key(Holds.ENTRIES, "what it asks", required=True),
        },
    )
    yield Record(
        "use",
        "a request for one item of a bank",
        {
            "use": Key(_TEXT, "bank/id", required=True),
            "points": Key(_COUNT, "the points, instead of the item's own"),
            "bonus": _BONUS,
        },
    )
    yield Record(
        "draw",
        "a request for a number of items that fit",
        {"draw": Key(_COUNT, "how many", required=True), **_FILTERS},
    )
    yield Record(
        "draw-points",
        "a request for items that fit and make a sum of points",
        {"draw-points": Key(_COUNT, "how many points together", required=True), **_FILTERS},
    )
    yield Record(
        "quota",
        "a request for numbers of items by objective, and by level, difficulty or type",
        {
            "quota": Key(
                Holds.MAPPING,
                "objective → how many, or → level → how many",
                True,
                record="quota",
            ),
            **{name: key for name, key in _FILTERS.items() if name != "objective"},
        },
    )
    for kind in TYPES.values():
        own = {
            name: Key(_FIELD_HOLDS[each.kind], each.does, words=each.words)
            for name, each in kind.fields.items()
        }
        has_items = any(each.kind is FieldKind.ITEMS for each in kind.fields.values())
        # Points are those of the items inside, and add up by themselves.
        shared = {k: v for k, v in _ITEM.items() if k != "points" or not has_items}
        yield Record(f"item-{kind.name}", kind.does, {**shared, **own})
    yield Record(
        "item-group",
        "a stimulus and its items, kept together",
        {
            **{k: v for k, v in _ITEM.items() if k not in _OF_ONE_ITEM},
            "items": Key(Holds.ENTRIES, "the items", required=True),
        },
    )
    yield Record(
        "school",
        "the school: school.yaml",
        {
            "name": Key(_TEXT, "the name of the school", required=True),
            "letterhead": Key(_WORDS, "the lines above the name"),
            "address": Key(_TEXT, "the line under the name"),
            "place": Key(_TEXT, "the town, for signatures"),
            "year": Key(_TEXT, "the school year"),
            "logos": Key(Holds.RECORDS, "one picture or two", record="logo"),
            "signatories": Key(Holds.RECORDS, "who signs", record="signatory"),
        },
    )
    yield Record(
        "logo",
        "a logo of the school",
        {
            "file": Key(_TEXT, "the picture, beside school.yaml", required=True),
            "alt": Key(_TEXT, "what the picture shows", required=True),
        },
    )
    yield Record(
        "signatory",
        "someone who signs",
        {
            "role": Key(_TEXT, "as Kepala Sekolah", required=True),
            "name": Key(_TEXT, "with titles", required=True),
            "number": Key(_TEXT, "as the NIP"),
        },
    )
    yield Record(
        "me",
        "the teacher: me.yaml",
        {
            "name": Key(_TEXT, "with titles", required=True),
            "number": Key(_TEXT, "as the NIP"),
            "classes": Key(_WORDS, "the classes you teach"),
        },
    )


REQUESTS = ("use", "draw", "draw-points", "quota")
"""The records that ask for items of a bank; each is told by the key of its name."""

RECORDS: Mapping[str, Record] = {record.name: record for record in _records()}

ALIASES: Mapping[str, tuple[str, ...]] = {
    "alamat": ("address",),
    "acak": ("shuffle",),
    "acara": ("event",),
    "ambil": ("draw",),
    "jatah": ("quota",),
    "jumlah": ("total",),
    "kuota": ("quota",),
    "paralel": ("parallel",),
    "arti": ("definition",),
    "bagian": ("sections",),
    "bantuan": ("support",),
    "bahasa": ("language",),
    "baris": ("lines",),
    "butir": ("items",),
    "definisi": ("definition",),
    "durasi": ("duration",),
    "glosarium": ("glossary",),
    "indikator": ("indicator",),
    "isi": ("text",),
    "istilah": ("term", "glossary"),
    "jabatan": ("role",),
    "jawaban": ("answer",),
    "jenis": ("type", "kind"),
    "judul": ("title",),
    "kelas": ("grade", "classes"),
    "kesukaran": ("difficulty",),
    "kertas": ("paper",),
    "kata": ("words",),
    "kode": ("forms", "id"),
    "kop": ("letterhead",),
    "kunci": ("answer",),
    "langkah": ("steps",),
    "kurikulum": ("curriculum",),
    "lisensi": ("licence",),
    "mapel": ("subject",),
    "nama": ("name",),
    "nip": ("number",),
    "pakai": ("use",),
    "pelajaran": ("subject",),
    "pembahasan": ("explanation",),
    "penandatangan": ("signatories",),
    "penjelasan": ("explanation",),
    "penulis": ("authors",),
    "peran": ("role",),
    "pengayaan": ("extension",),
    "peserta": ("roster",),
    "petunjuk": ("instructions", "hint"),
    "poin": ("points",),
    "profil": ("profiles",),
    "ragam": ("tiers",),
    "ringkasan": ("summary",),
    "rubrik": ("rubric",),
    "skor": ("points",),
    "soal": ("text", "items"),
    "sumber": ("source",),
    "tahun": ("year",),
    "tanggal": ("date",),
    "tantangan": ("extension",),
    "teks": ("text",),
    "tema": ("theme",),
    "terjemahan": ("translation",),
    "tingkat": ("level",),
    "tipe": ("type",),
    "topik": ("topic",),
    "tujuan": ("objective", "objectives"),
    "ukuran": ("size",),
    "waktu": ("duration",),
}
"""Words that people write in place of a key, and the keys they may mean."""
