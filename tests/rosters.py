"""Courses with rosters for the tests and the benchmark; all names are made up."""

from collections.abc import Iterable
from itertools import islice, product
from pathlib import Path

_FIRST = (
    "Adinda", "Bagas", "Cahyaning", "Dimas", "Eka", "Fitriani", "Gilang", "Hasna", "Intan", "Joko",
    "Kirana", "Laras", "Made", "Nadira", "Oktavia", "Putu", "Qonita", "Rizky", "Salsabila", "Tegar",
)  # fmt: skip
_SECOND = (
    "Aji", "Ayu", "Bintang", "Citra", "Dewi", "Kurnia", "Mahendra", "Nur", "Permata", "Putri",
)  # fmt: skip
_LAST = ("Hidayat", "Kusumawardhani", "Lestari", "Pranata", "Siregar", "Wicaksana")
_QUESTION = """\
- type: choice
  id: q{n}
  level: C2
  text: |
    Question {n}: which of these is the number that comes directly after {n} when one counts?

    - [x] the number {right}
    - [ ] the number {other}
    - [ ] the number {third}
    - [ ] the number {fourth}
    - [ ] the number {fifth}
"""


def names(count: int) -> list[str]:
    """Return so many different names."""
    return [" ".join(parts) for parts in islice(product(_FIRST, _SECOND, _LAST), count)]


def roster(count: int, a_class: int = 36) -> str:
    """Return a roster as CSV, in classes of a size."""
    rows = [
        f"{at % a_class + 1},{name},XI {at // a_class + 1}" for at, name in enumerate(names(count))
    ]
    return "\n".join(["number,name,class", *rows]) + "\n"


def course(
    folder: Path, pupils: str | bytes = "", forms: Iterable[str] = "ABCD", questions: int = 14
) -> Path:
    """Write a course with one test and its roster; return the file of the test."""
    folder.joinpath("c/u/questions").mkdir(parents=True)
    folder.joinpath("c/u/assessments").mkdir()
    folder.joinpath("c/course.yaml").write_text("title: Counting\nlanguage: en\ngrade: 11\n")
    bank = "".join(
        _QUESTION.format(n=n, right=n + 1, other=n + 2, third=n + 3, fourth=n + 4, fifth=n + 5)
        for n in range(1, questions + 1)
    )
    folder.joinpath("c/u/questions/bank.yaml").write_text("items:\n" + bank)
    test = folder / "c/u/assessments/test.yaml"
    listed = f"forms: [{', '.join(forms)}]\n" if forms else ""
    named = "roster: ../../pupils.csv\n" if pupils else ""
    test.write_text(
        f"title: Counting on\nkind: test\n{listed}{named}items:\n- draw: {questions}\n", "utf-8"
    )
    if pupils:
        content = pupils if isinstance(pupils, bytes) else pupils.encode()
        folder.joinpath("c/pupils.csv").write_bytes(content)
    return test
