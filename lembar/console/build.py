"""`lembar build`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lembar.console.terminal import report, tell
from lembar.course.documents import PUPILS
from lembar.course.profile import PLAIN
from lembar.engine.cachefolder import cache_folder, room_of
from lembar.engine.project import Project, find_project
from lembar.engine.unchanged import Run, Summary, look, remember, remembered
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages

if TYPE_CHECKING:  # what builds is loaded when there is something to do
    from lembar.engine.build import Outcome


def run(
    say: Messages,
    paths: Sequence[Path],
    output: Path | None,
    school: Path | None,
    cache: Path | None,
    force: bool,
    explain: bool,
    **asked: Any,
) -> int:
    """Build what has changed, tell how it goes, and sum up."""
    here = Path.cwd()
    project = find_project(paths, here)
    if school is not None and not school.is_file():
        raise UsageError(problem("no-such-path", None, path=school))
    named = Run(
        here,
        project.root,
        project.courses,
        (here / output).resolve() if output else project.root / "output",
        school.resolve() if school else None,
        (*map(str, project.paths), *(f"{name} {given}" for name, given in sorted(asked.items()))),
    )
    folder = cache_folder(cache)
    known = None if force or folder is None else remembered(folder, named)
    if known is not None:
        if explain:
            click.echo(say("ui.explain.nothing"))
        return _told_again(known, named.output, say)
    return _build(project, named, folder, force, explain, asked, say)


def _told_again(known: Summary, output: Path, say: Messages) -> int:
    """Tell what the last build told: nothing has changed since."""
    for each in known.problems:
        tell(each, say)
    click.echo(say("ui.summary", made=0, unchanged=known.files, failed=0, pages=known.pages))
    _end(known.named, output, say)
    return EXIT_DONE


def _build(
    project: Project,
    named: Run,
    folder: Path | None,
    force: bool,
    explain: bool,
    asked: Mapping[str, Any],
    say: Messages,
) -> int:
    """Build, and remember how it went."""
    from lembar.content.loader import Options
    from lembar.engine.build import Wanted, build
    from lembar.engine.cache import Cache
    from lembar.engine.machinery import machinery
    from lembar.engine.memory import Memory

    seen = look(named)
    choices = ("document", "format", "edition", "form", "tier", "profile")
    wanted = Wanted(*(frozenset(asked[name]) for name in choices))
    options = Options(
        school=named.school,
        theme=asked["theme"],
        profiles=tuple(name for name in asked["profile"] if name != PLAIN),
        editions=tuple(each for each in asked["edition"] if each != PUPILS),
    )
    cache = Cache(folder, room_of()) if folder else None
    memory = Memory(cache, machinery(), not force) if cache else None
    with report(say) as news:
        outcome = build(project, named.output, options, wanted, asked["strict"], news, memory)
        if cache is not None:
            cache.trim()
            if cache.failed is not None:
                reason = cache.failed.strerror or type(cache.failed).__name__
                news.problem(problem("cache-fails", None, "cache-fails", "info", reason=reason))
    if folder is not None:
        _explain(outcome, project.root, folder, memory.machinery if memory else "", explain, say)
    _sum_up(outcome, say)
    good = not (outcome.errors or outcome.failed)
    if folder is not None:
        again = not good or outcome.published.edited or outcome.published.locked
        remember(folder, named, seen, outcome.read, None if again else _summary(outcome))
    return EXIT_DONE if good else EXIT_CONTENT


def _explain(
    outcome: "Outcome", root: Path, folder: Path, made_by: str, told: bool, say: Messages
) -> None:
    """Tell why each set was made, if that is asked for, and remember for the next time."""
    from lembar.console.explaining import explain
    from lembar.engine.explain import inputs, write_inputs

    assert outcome.prepared is not None
    now = inputs(outcome.prepared, root, made_by)
    if told:
        explain(outcome.sets, now, folder, root, outcome.output, say)
    write_inputs(folder, root, outcome.output, now)


def _summary(outcome: "Outcome") -> Summary:
    named = tuple(map(str, _folders(outcome)))
    return Summary(outcome.files, outcome.pages, named, tuple(outcome.problems))


def _folders(outcome: "Outcome") -> list[Path]:
    """Return the folders that hold files with names."""
    return sorted({path.parent for path in outcome.named})


def _sum_up(outcome: "Outcome", say: Messages) -> None:
    """Write what was made, and as the last line the path to open."""
    published = outcome.published
    click.echo(
        say(
            "ui.summary",
            made=published.made,
            unchanged=published.unchanged,
            failed=len(outcome.failed),
            pages=outcome.pages,
        )
    )
    if published.removed:
        click.echo(f"  {say('ui.removed', n=len(published.removed))}")
    for key in outcome.failed:
        click.echo(f"  {say('ui.failed')}: {key}", err=True)
    for old, new in published.edited:
        click.echo(f"  {say('ui.edited')}: {old} → {new}")
    _end(tuple(map(str, _folders(outcome))), outcome.output, say)


def _end(named: Sequence[str], output: Path, say: Messages) -> None:
    for folder in named:
        click.echo(f"  {say('ui.named')}: {folder}")
    click.echo(str(output / "index.html"))
