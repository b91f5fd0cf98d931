"""`lembar list`."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import click

from lembar.console.terminal import tell_all
from lembar.content.loader import Options
from lembar.engine.prepare import Prepared, prepare
from lembar.engine.project import Project, find_project
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages


def run(say: Messages, paths: Sequence[Path], explain: bool = False) -> int:
    """Write what a build would make: a line for each file; or what it would make again, and why."""
    project = find_project(paths, Path.cwd())
    prepared = prepare(project, Options())
    if explain:
        _explain(project, prepared, say)
        return EXIT_CONTENT if tell_all(prepared.problems, say) else EXIT_DONE
    for course in prepared.courses:
        for each in project.chosen(course.sets):
            click.echo(f"{each.sources[0]}  {each.title}")
            for _, path in chain.from_iterable(made.paths for made in each.papers):
                click.echo(f"  {path}")
    return EXIT_CONTENT if tell_all(prepared.problems, say) else EXIT_DONE


def _explain(project: Project, prepared: Prepared, say: Messages) -> None:
    """Write which sets the next build would make, and which input changed."""
    from lembar.console.explaining import explain
    from lembar.engine.build import to_make
    from lembar.engine.cache import Cache
    from lembar.engine.cachefolder import cache_folder
    from lembar.engine.explain import inputs
    from lembar.engine.machinery import machinery
    from lembar.engine.memory import Memory

    folder = cache_folder(None)
    if folder is None:
        raise UsageError(problem("no-cache", None, "no-cache"))
    memory = Memory(Cache(folder), machinery())
    now = inputs(prepared, project.root, memory.machinery)
    sets = to_make(project, prepared, memory)
    explain(sets, prepared, now, folder, project.root, project.root / "output", say)
