"""`lembar preview`."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import click

from lembar.engine.project import find_project
from lembar.errors import EXIT_DONE, UsageError, problem
from lembar.messages import Messages

_NEEDED = ("pypdfium2", "starlette", "uvicorn", "watchfiles")


def run(
    say: Messages,
    paths: Sequence[Path],
    port: int,
    theme: str | None,
    school: Path | None,
    no_open: bool,
) -> int:
    """Show documents in a browser while they are written, until Ctrl-C, which is no failure."""
    project = find_project(paths, Path.cwd())
    if school is not None and not school.is_file():
        raise UsageError(problem("no-such-path", None, path=school))
    missing = [each for each in _NEEDED if find_spec(each) is None]
    if missing:
        raise UsageError(problem("no-preview", None, "no-preview", packages=", ".join(missing)))
    from lembar.preview.server import Wish, serve

    def ready(address: str) -> None:
        click.echo(say("ui.preview.ready"))
        click.echo(address)
        if not no_open:
            click.launch(address)

    output = project.root / "output"
    serve(Wish(project, output, port, theme or "", school and school.resolve()), say, ready)
    return EXIT_DONE
