"""`lembar rename`."""

from pathlib import Path

import click

from lembar.content.names import Names
from lembar.engine.project import find_project
from lembar.engine.rename import rename
from lembar.errors import EXIT_DONE
from lembar.messages import Messages


def run(say: Messages, old: str, new: str, folder: Path | None) -> int:
    """Rename in the one unit that has the old name, and name the files that changed."""
    here = Path.cwd()
    project = find_project((folder,) if folder else (), here)
    inside = (here / folder).resolve() if folder else None
    names = Names(here)
    renamed = rename(project.courses, inside, old, new, names)
    for path in renamed.files:
        click.echo(names.of(path))
    click.echo(say("ui.renamed", n=renamed.places))
    return EXIT_DONE
