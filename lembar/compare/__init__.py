"""Compare what a file shows with what its source makes, and name each change.

    readings ── units ──▶ frame and questions ── pairing ──▶ pairs ── words, tables ──▶ changes

1. `units` takes a document apart: paragraphs, tables, room to write; what is layout alone is gone.
2. `questions` finds the questions among them, `pairing` says which is which on the other side.
3. `words` and `tables` say what is different in a pair; `changes` is what all of this gives.
"""

from lembar.compare.changes import Change, Kind, Spot
from lembar.compare.document import compare, is_another

__all__ = ["Change", "Kind", "Spot", "compare", "is_another"]
