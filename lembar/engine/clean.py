"""Clean: remove what builds have made, and keep what a person edited or put there."""

from collections.abc import Callable
from pathlib import Path

from lembar.engine import files
from lembar.engine.interrupts import unbroken
from lembar.engine.lock import locked
from lembar.engine.manifest import MANIFEST
from lembar.engine.pages import remove_index
from lembar.engine.publish import publish
from lembar.engine.report import SILENT
from lembar.errors import LembarError, Problem


def clean(
    output: Path, tell: Callable[[Problem], None] = SILENT.problem
) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return how many files were removed, and the edited ones with where they are now.

    A folder without a manifest holds nothing of ours and is left alone. That another run is
    waited for is told.

    Raises LembarError if a file is held open; the manifest stays, and the next run goes on.
    """
    if not (output / MANIFEST).is_file():
        return 0, ()
    with unbroken(), locked(output, tell):
        return _clean(output)


def _clean(output: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    published = publish(output, (), kept=(), failed=(), scope=None)
    if errors := [each for each in published.problems if each.severity == "error"]:
        raise LembarError(*errors)
    removed = len(published.removed) + remove_index(output)
    files.prune(output)
    return removed, published.edited
