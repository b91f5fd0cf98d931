"""`lembar doctor`."""

import sys

import click

from lembar.engine.doctor import examine
from lembar.errors import EXIT_CONTENT, EXIT_DONE
from lembar.messages import Messages


def run(say: Messages) -> int:
    """Write what the machine has and lacks, and what to do about it."""
    well = True
    for each in examine():
        click.echo(f"{'✓' if each.well else '✗'} {each.name}  {each.state}")
        if not each.well:
            well = False
            click.echo("  " + say(f"ui.doctor.{_advice(each.advice)}"))
    click.echo(say("ui.doctor.well") if well else say("ui.doctor.ill"))
    return EXIT_DONE if well else EXIT_CONTENT


def _advice(name: str) -> str:
    """Return the key of the advice, for the system at hand where it differs."""
    if name != "pango":
        return name
    return {"win32": "pango-windows", "darwin": "pango-macos"}.get(sys.platform, "pango")
