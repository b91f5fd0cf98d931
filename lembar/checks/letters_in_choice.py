"""A choice that names other choices by their letters is wrong as soon as letters are shuffled."""

import re
from collections.abc import Iterator

from lembar.checks.scope import Scope
from lembar.errors import Problem, problem

_JOINED = r"(?:(?:, ?|,? ?(?:and|or|dan|atau|serta|&) ?)(?:[A-E]|[a-e](?= |$)))+"
_NAMES = re.compile(
    r"(?:(?:both|either|neither|only|hanya|jawaban|pilihan|opsi|options|choices|answers) )*"
    rf"(?:[A-E]|[a-e]){_JOINED}"
    r"(?: (?:only|saja|(?:are |is )?(?:correct|right|true|wrong|false)|benar|betul|salah|tepat))*",
    re.IGNORECASE,
)


def letters_in_choice(scope: Scope) -> Iterator[Problem]:
    """Report choices such as “A and B”, unless letters are what is asked about.

    Haladyna, Downing & Rodriguez (2002), guideline 9: avoid the complex (type K) format.
    """
    for each in scope.asked():
        if any(re.fullmatch(r"[A-Z]{1,2}", text) for text in each.options):
            continue
        named = [text for text in each.options if _NAMES.fullmatch(text.rstrip(" ."))]
        if named and len(named) < len(each.options):
            place = each.item.place
            yield problem("letters-in-choice", place, "letters-in-choice", "warning", text=named[0])
