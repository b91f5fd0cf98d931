"""`lembar new`."""

import sys
from pathlib import Path

import click

from lembar.engine.starters import Wish, begin, default_title
from lembar.errors import EXIT_DONE, UsageError, problem
from lembar.messages import Messages


def run(
    say: Messages,
    kind: str,
    name: str | None,
    title: str | None,
    folder: Path | None,
    language: str | None,
) -> int:
    """Ask for a title where someone can answer, write the files, and say what comes next."""
    language = language or say.language
    if language not in ("en", "id"):
        raise UsageError(problem("no-starter", None, "no-starter", language=language))
    here = Path.cwd()
    home = (folder or here).resolve()
    if not home.is_dir():
        raise UsageError(problem("no-such-path", None, path=home))
    default = title or default_title(kind, language)
    if title is None and default and sys.stdin.isatty() and sys.stdout.isatty():
        default = click.prompt(say("ui.new.title"), default=default)
    for path in begin(Wish(kind, name, default, home, language)):
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        click.echo(f"{say('ui.made')}: {shown}")
    click.echo(say("ui.new.next", command="lembar build"))
    return EXIT_DONE
