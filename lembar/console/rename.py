"""`lembar rename`."""

from pathlib import Path

import click

from lembar.content.names import Names
from lembar.engine.project import find_project
from lembar.engine.rename import rename
from lembar.errors import EXIT_DONE, UsageError
from lembar.messages import Messages


def run(say: Messages, old: str, new: str, folder: Path | None) -> int:
    """Rename in the courses of a folder; it is enough that one of them knows the old name."""
    project = find_project((folder,) if folder else (), Path.cwd())
    names = Names(project.root)
    refused: UsageError | None = None
    places = 0
    for course in project.courses:
        try:
            renamed = rename(course, old, new, names)
        except UsageError as error:
            refused = error
            continue
        places += renamed.places
        for path in renamed.files:
            click.echo(names.of(path))
    if refused is not None and not places:
        raise refused
    click.echo(say("ui.renamed", n=places))
    return EXIT_DONE
