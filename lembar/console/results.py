"""`lembar results`."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from lembar.console.terminal import tell, tell_all
from lembar.content.names import Names
from lembar.engine.project import find_project
from lembar.engine.results import report
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages


def run(say: Messages, paths: Sequence[Path], asked: str | None, output: Path | None) -> int:
    """Score answers, and say where the results are."""
    here = Path.cwd()
    for path in paths:
        if not (here / path).is_file():
            raise UsageError(problem("no-such-path", None, path=path))
    project = find_project((), here)
    target = (here / output).resolve() if output else project.root / "output"
    read = [(here / path).resolve() for path in paths]
    made = report(read, asked or "", project, target, partial(tell, say=say))
    errors = tell_all(made.problems, say)
    click.echo(say("ui.results.pupils", n=len(made.found.pupils)))
    if made.moved:
        click.echo(f"{say('ui.edited')}: {made.moved}")
    if made.figures is None:
        click.echo(say("ui.results.not-frozen"))
    else:
        click.echo(say("ui.results.figures", path=Names(here).of(made.figures)))
        click.echo(say("ui.new.next", command="lembar build"))
    click.echo(str(made.workbook))
    return EXIT_CONTENT if errors else EXIT_DONE
