"""Tell why sets are made again."""

from collections.abc import Iterable
from pathlib import Path

import click

from lembar.engine.cache import Cache
from lembar.engine.explain import Inputs, read_inputs, reasons
from lembar.engine.prepare import Prepared
from lembar.engine.readings import Readings
from lembar.engine.themefiles import files_read
from lembar.messages import Messages
from lembar.plan import DocumentSet


def explain(
    sets: Iterable[DocumentSet],
    prepared: Prepared,
    now: Inputs,
    cache: Path,
    root: Path,
    output: Path,
    say: Messages,
) -> None:
    """Write a line for each set that is made: its source, its title, and which input changed."""
    before = read_inputs(cache, root, output)
    read = files_read(prepared, Readings(Cache(cache), now.machinery))
    told = False
    for each in sets:
        found = (_worded(reason, say) for reason in reasons(each, before, now, read[each.key]))
        click.echo(f"{each.sources[0]}  {each.title}: {', '.join(found)}")
        told = True
    if not told:
        click.echo(say("ui.explain.nothing"))


def _worded(reason: str, say: Messages) -> str:
    return say(f"ui.explain.{reason}") if f"ui.explain.{reason}" in say else reason
