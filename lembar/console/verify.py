"""`lembar verify`."""

from pathlib import Path

import click

from lembar.console.output import output_folder
from lembar.console.terminal import tell_all
from lembar.engine.project import find_project
from lembar.engine.verify import verify
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages


def run(say: Messages, output: Path | None) -> int:
    """Tell what in output/ is missing, changed, foreign or out of date."""
    project = find_project((), Path.cwd())
    folder = output_folder(output)
    if not (folder / "manifest.json").is_file():
        raise UsageError(problem("nothing-built", None, "nothing-built", path=folder))
    verified = verify(project, folder)
    if tell_all(verified.problems, say):
        return EXIT_CONTENT
    click.echo(say("ui.verified", n=verified.files))
    return EXIT_DONE
