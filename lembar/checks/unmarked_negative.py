"""A negative that turns the question round must be seen: bold, underlined or in capitals."""

import re
from collections.abc import Iterator, Mapping

from lembar.checks.scope import Scope
from lembar.errors import Problem, problem

_WORD = r"[\w-]+"
_IS = r"(?:ialah|adalah|yaitu|yakni|merupakan)"
_NO = r"(?:paling )?(tidak|tak|bukan|kurang tepat|kurang sesuai)\b"
_NOT = r"(not|cannot|\w+n['’]t)"
_SINCE_ID = r"(?:jika|bila|kalau|apabila|karena|sebab|agar|supaya|meskipun|walaupun|saat|ketika)"
_SINCE_EN = r"(?:if|when|because|since|unless|although|that|who|why|how)"
# “Alasan dokter yang tidak datang …” asks for a reason, “Alasan yang tidak tepat …” does not.
_ABOUT = r"(?:alasan|sebab|penyebab|akibat|dampak|cara|fungsi|tujuan|manfaat|peran|sikap)"

# Each finds a last sentence that asks for what is not; the group is the word to be marked.
ASKED: Mapping[str, tuple[str, ...]] = {
    "id": (
        rf"\b(kecuali)(?: {_WORD}){{0,3}}$",
        rf"^(?!{_ABOUT} (?!yang))(?:{_WORD},? ){{0,5}}yang {_NO}.* {_IS}$",
        rf"^(?:pilih|tentukan|tunjuk|sebut|mana|apa|siapa|cari)\w*(?: {_WORD}){{0,6}}? yang {_NO}",
        rf"^(?:{_WORD} ){{0,4}}(?:berikut|bawah)(?: ini)? (?:yang )?{_NO}",
        rf"^(?:yang {_NO}|bukan\b(?=.* {_IS}$))",
    ),
    "en": (
        rf"\b(except)(?: for)?(?: {_WORD}){{0,3}}$",
        rf"^(?!.*.\b{_SINCE_EN}\b.*(?:not|n['’]t)\b)(?:which|what|who|all|each)\b.*\b{_NOT}\b",
        rf"^(?:choose|select|identify|find|name)\b.*\b{_NOT}\b",
    ),
}
# These count only where the choices go on with the sentence.
OPEN: Mapping[str, tuple[str, ...]] = {
    "id": (
        rf"^(?!.*\b(?:{_SINCE_ID}|yang)\b)(?:{_WORD} )+(tidak|tak|bukan)(?: {_WORD}){{0,2}}$",
        rf"^(?:{_WORD} ){{1,5}}(bukan) (?:merupakan|termasuk|ciri|contoh|bagian)\b",
    ),
    "en": (rf"^(?!.*\b{_SINCE_EN}\b).*\b{_NOT}(?: {_WORD}){{0,2}}$",),
}


def unmarked_negative(scope: Scope) -> Iterator[Problem]:
    """Report stems that ask for what is not, where the word does not stand out.

    Haladyna, Downing & Rodriguez (2002), guideline 17: word the stem positively; a negative word is
    capitalised and boldfaced.
    """
    for each in scope.asked():
        word = negative(each.stem, each.language)
        if word is not None and not word.isupper():
            yield problem(
                "unmarked-negative", each.item.place, "unmarked-negative", "warning", word=word
            )


def negative(stem: str, language: str) -> str | None:
    """Return the negative of a stem's last sentence that turns the question round, if any."""
    ended = stem.rstrip("\N{NO-BREAK SPACE} ").endswith((".", "?", "!"))
    sentence = last_sentence(stem)
    for pattern in (*ASKED.get(language, ()), *(() if ended else OPEN.get(language, ()))):
        found = re.search(pattern, sentence, re.IGNORECASE)
        if found:
            return found[1] or found[0]
    return None


def last_sentence(stem: str) -> str:
    """Return the last sentence of a stem, without what ends it."""
    bare = stem.rstrip(" .…?!:_\N{NO-BREAK SPACE}")
    return re.split(r"(?<=[.?!])[”\"]? (?=\S)", bare)[-1]
