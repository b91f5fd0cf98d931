"""`lembar check`."""

from collections.abc import Sequence
from pathlib import Path

import click

from lembar.console.terminal import tell_all
from lembar.content.loader import Options
from lembar.engine.check import check
from lembar.engine.project import find_project
from lembar.errors import EXIT_CONTENT, EXIT_DONE
from lembar.messages import Messages


def run(say: Messages, paths: Sequence[Path]) -> int:
    """Tell everything that is wrong, and write nothing."""
    found = check(find_project(paths, Path.cwd()), Options())
    errors = tell_all(found.problems, say)
    counts = {"items": found.items, "lessons": found.lessons, "assessments": found.assessments}
    click.echo(say("ui.checked", **counts))
    if errors:
        click.echo(say("ui.check-errors", n=errors))
    warnings = sum(each.severity == "warning" for each in found.problems)
    if warnings:
        click.echo(say("ui.check-warnings", n=warnings))
    if not errors and not warnings:
        click.echo(say("ui.check-clean"))
    return EXIT_CONTENT if errors else EXIT_DONE
