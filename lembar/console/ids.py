"""`lembar ids`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from lembar.console.terminal import tell_all
from lembar.content.files import ignored
from lembar.content.names import Names
from lembar.engine.ids import give_ids
from lembar.errors import EXIT_CONTENT, EXIT_DONE, LembarError, Problem, UsageError, problem
from lembar.messages import Messages


def run(say: Messages, paths: Sequence[Path]) -> int:
    """Write missing ids into files of questions and assessments."""
    names = Names(Path.cwd())
    broken: list[Problem] = []
    for each in [each for path in paths for each in _files(path.resolve())]:
        try:
            given = give_ids(each, names)
        except LembarError as error:
            broken.extend(error.problems)
        else:
            click.echo(f"{names.of(each)}: {say('ui.ids', n=given.count)}")
    return EXIT_CONTENT if tell_all(broken, say) else EXIT_DONE


def _files(path: Path) -> Iterator[Path]:
    """Yield the files of questions and assessments at or below a path."""
    if path.is_file() and path.suffix != ".yaml":
        raise UsageError(problem("no-ids-here", None, "no-ids-here", path=path))
    if path.is_file():
        yield path
    elif path.is_dir():
        for each in sorted(path.rglob("*.yaml")):
            if each.parent.name in ("questions", "assessments") and not ignored(each.name):
                yield each
    else:
        raise UsageError(problem("no-such-path", None, path=path))
