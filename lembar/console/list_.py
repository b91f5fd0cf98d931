"""`lembar list`."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click

from lembar.console.terminal import tell_all
from lembar.content.loader import Options
from lembar.engine.prepare import prepare
from lembar.engine.project import find_project
from lembar.errors import EXIT_CONTENT, EXIT_DONE
from lembar.messages import Messages


def run(say: Messages, paths: Sequence[Path]) -> int:
    """Write what a build would make: a line for each file."""
    project = find_project(paths, Path.cwd())
    prepared = prepare(project, Options())
    for course in prepared.courses:
        for each in project.chosen(course.sets):
            click.echo(f"{each.sources[0]}  {each.title}")
            for _, path in chain.from_iterable(made.paths for made in each.papers):
                click.echo(f"  {path}")
    return EXIT_CONTENT if tell_all(prepared.problems, say) else EXIT_DONE
