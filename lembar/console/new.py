"""`lembar new`."""

import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
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
    look: Mapping[str, str | None] | None = None,
) -> int:
    """Ask for a title where someone can answer, write the files, and say what comes next.

    `look` is what a theme is to have.
    """
    here = Path.cwd()
    home = (here / folder).resolve() if folder else here
    if not home.is_dir():
        raise UsageError(problem("no-such-path", None, path=home))
    given = {key: value for key, value in (look or {}).items() if value}
    wish = Wish(kind, name, title, home, language, say.language, given)
    if sys.stdin.isatty() and sys.stdout.isatty():
        if title is None:
            wish = replace(wish, title=_asked(say, default_title(wish)))
        if kind == "theme":
            wish = replace(wish, look=_looked(say, given))
    made = begin(wish)
    for path in made:
        shown = path.relative_to(here) if path.is_relative_to(here) else path
        click.echo(f"{say('ui.made')}: {shown}")
    click.echo(say("ui.new.next", command=_next(kind, made[0], folder)))
    return EXIT_DONE


def _asked(say: Messages, default: str) -> str | None:
    """Ask for a title, where there is one to be asked for."""
    return str(click.prompt(say("ui.new.title"), default=default)) if default else None


def _looked(say: Messages, given: Mapping[str, str]) -> Mapping[str, str]:
    """Ask for what a theme extends and for its accent colour, if no option said so."""
    defaults = {"extends": "default", "accent": "#1f4e79"}
    return {
        key: str(click.prompt(say(f"ui.theme.ask.{key}"), default=default))
        for key, default in defaults.items()
        if key not in given
    } | dict(given)


def _next(kind: str, made: Path, folder: Path | None) -> str:
    """Return the command that shows what was begun."""
    words = ["lembar", "build"]
    if kind == "theme":
        words += ["--theme", made.parent.name]
    elif folder:
        words.append(str(folder))
    return shlex.join(words)
