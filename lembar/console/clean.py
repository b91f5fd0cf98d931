"""`lembar clean`."""

from pathlib import Path

import click

from lembar.engine.clean import clean
from lembar.engine.project import find_project
from lembar.errors import EXIT_DONE, UsageError
from lembar.messages import Messages


def run(say: Messages, output: Path | None) -> int:
    """Remove what builds have made; files that a person edited are kept."""
    removed, edited = clean((output or _output()).resolve())
    click.echo(say("ui.cleaned", n=removed))
    for old, new in edited:
        click.echo(f"  {say('ui.edited')}: {old} → {new}")
    return EXIT_DONE


def _output() -> Path:
    """Return the output folder of the project; the courses themselves may be gone by now."""
    here = Path.cwd()
    try:
        return find_project((), here).root / "output"
    except UsageError:
        return here / "output"
