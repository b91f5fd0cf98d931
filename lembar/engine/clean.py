"""Clean: remove what builds have made, and keep what a person edited or put there."""

from pathlib import Path

from lembar.engine import files
from lembar.engine.pages import remove_index
from lembar.engine.publish import publish


def clean(output: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """Return how many files were removed, and the edited ones with where they are now."""
    if not output.is_dir():
        return 0, ()
    published = publish(output, (), kept=(), failed=(), scope=None)
    removed = len(published.removed) + remove_index(output)
    files.prune(output)
    return removed, published.edited
