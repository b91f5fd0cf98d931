"""`lembar draw`."""

from pathlib import Path

import click

from lembar.content.names import Names
from lembar.engine.freeze import freeze
from lembar.errors import EXIT_DONE
from lembar.messages import Messages


def run(say: Messages, path: Path, sitting: str, renew: bool) -> int:
    """Freeze the draw of an assessment for one sitting."""
    here = Path.cwd()
    lock = freeze(path, sitting, renew, here)
    click.echo(say("ui.drawn", path=Names(here).of(lock)))
    click.echo(say("ui.new.next", command="lembar build"))
    return EXIT_DONE
