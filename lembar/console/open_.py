"""`lembar open`."""

from pathlib import Path

import click

from lembar.console.output import output_folder
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages


def run(say: Messages, output: Path | None) -> int:
    """Open the index page of the last build in a browser."""
    page = output_folder(output) / "index.html"
    if not page.is_file():
        raise UsageError(problem("nothing-built", None, "nothing-built", path=page))
    click.echo(str(page))
    return EXIT_DONE if click.launch(page.as_uri()) == 0 else EXIT_CONTENT
