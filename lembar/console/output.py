"""Where a command finds what was built."""

from pathlib import Path

from lembar.engine.project import find_project
from lembar.errors import LembarError


def output_folder(asked: Path | None) -> Path:
    """Return the output folder of the project; the courses themselves may be gone by now."""
    here = Path.cwd()
    if asked is not None:
        return (here / asked).resolve()
    try:
        return find_project((), here).root / "output"
    except LembarError:
        return here / "output"
