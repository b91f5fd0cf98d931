"""Tiers of a paper: the same items with help for some pupils, with a challenge for others."""

from dataclasses import dataclass
from enum import StrEnum

from lembar.course.tree import Nodes


class Tier(StrEnum):
    """List the tiers in which a paper can be printed; numbers, letters and key are the same."""

    SUPPORT = "support"
    CORE = "core"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class Support:
    """Hold the help with an item, public on the tier `support` and printed on no other.

    All of it was typed by the author: a bank made from the answers would make them public.
    """

    hint: Nodes = ()
    steps: Nodes = ()
    words: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """Hold what is asked beyond an item on the tier `extension`, for no points; `answer` is secret.

    There is none where `task` is empty.
    """

    task: Nodes = ()
    lines: int = 3
    answer: Nodes = ()
