"""Choices that speak of the other choices: “all of the above”, “tidak ada yang benar”."""

import re
from collections.abc import Iterable

_WHAT_EN = r"( of)?( the| these| those| them)?( above| options| choices| answers| statements)?"
_RIGHT_EN = r"( are| is)?( all)?( correct| right| true)?"
_WHAT_ID = r"(jawaban|pilihan|pernyataan|opsi|hal)?( itu| ini| tersebut)?( di ?atas)?"
_RIGHT_ID = r"(benar|betul|tepat|sesuai)"

ALL = (
    rf"(all|both){_WHAT_EN}( above)?{_RIGHT_EN}",
    r"(the )?above are all (correct|right|true)",
    rf"(semua|seluruh|kedua|ketiga|keempat)(nya)? ?{_WHAT_ID}( adalah)?( {_RIGHT_ID})?",
    rf"{_WHAT_ID} ?{_RIGHT_ID} semua(nya)?",
)
NONE = (
    rf"(none|neither){_WHAT_EN}{_RIGHT_EN}",
    r"no (correct|right) (answer|choice|option)",
    rf"(all|both){_WHAT_EN}( are)? (wrong|false|incorrect)",
    r"(tidak|tak) ada( satu ?pun)?( di antara)?( yang| jawaban| pilihan| pernyataan| opsi)"
    rf"( itu| tersebut)?( di ?atas)?( yang)?( {_RIGHT_ID})?",
    rf"(tidak|tak) satu ?pun( jawaban| pilihan| pernyataan)?( yang)?( {_RIGHT_ID})?",
    r"(semua|seluruh|kedua)(nya)?( jawaban| pilihan| pernyataan| opsi)?( itu| tersebut)?"
    r"( di ?atas)? salah",
    r"(jawaban|pilihan)?( di ?atas)? ?salah semua(nya)?",
    r"bukan (semuanya|salah satu di ?atas)",
)


def says(text: str, phrases: Iterable[str]) -> bool:
    """Say whether a whole choice is one of some phrases.

    One word alone (“all”, “semua”) may be an answer like any other.
    """
    words = re.findall(r"\w+", text.casefold())
    bare = " ".join(words)
    return len(words) > 1 and any(re.fullmatch(each, bare) for each in phrases)
