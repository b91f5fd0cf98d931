"""`lembar clean`."""

from functools import partial
from pathlib import Path

import click

from lembar.console.output import output_folder
from lembar.console.terminal import tell
from lembar.engine.clean import clean
from lembar.errors import EXIT_DONE
from lembar.messages import Messages


def run(say: Messages, output: Path | None) -> int:
    """Remove what builds have made; files that a person edited are kept."""
    removed, edited = clean(output_folder(output), partial(tell, say=say))
    click.echo(say("ui.cleaned", n=removed))
    for old, new in edited:
        click.echo(f"  {say('ui.edited')}: {old} → {new}")
    return EXIT_DONE
