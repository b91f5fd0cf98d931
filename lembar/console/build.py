"""`lembar build`."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lembar.console.ended import Ended
from lembar.console.terminal import report, tell
from lembar.course.documents import PUPILS
from lembar.course.profile import PLAIN
from lembar.engine.cachefolder import cache_folder, room_of
from lembar.engine.project import Project, find_project
from lembar.engine.unchanged import Run, Summary, look, remember, remembered
from lembar.errors import EXIT_CONTENT, EXIT_DONE, LembarError, UsageError, problem
from lembar.messages import Messages

if TYPE_CHECKING:  # what builds is loaded when there is something to do
    from lembar.engine.build import Outcome
    from lembar.engine.crew import Hands


# Told of what a build did, or of what the machine lacked: no reason to tell it again.
_ONCE = ("edited-file", "no-pdf-engine")


@dataclass(frozen=True, slots=True)
class Manner:
    """Hold how a build is done and told; what is made does not depend on it."""

    cache: Path | None
    force: bool
    explain: bool
    timings: bool
    verbose: bool
    events: str | None
    jobs: int
    cluster: str | None = None


def run(say: Messages, manner: Manner, **asked: Any) -> int:
    """Build what has changed, tell how it goes, and sum up."""
    try:
        return _run(say, manner=manner, **asked)
    except LembarError as error:
        if not manner.events:
            raise
        from lembar.console.events import Events, event

        for each in error.problems:
            Events(say).problem(each)
        event("end", exit=error.exit_code)
        return error.exit_code


def _run(
    say: Messages,
    paths: Sequence[Path],
    output: Path | None,
    school: Path | None,
    manner: Manner,
    **asked: Any,
) -> int:
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
    if manner.cluster:
        from lembar.cluster.address import check_address

        check_address(manner.cluster)
    folder = cache_folder(manner.cache)
    if manner.explain and folder is None:
        raise UsageError(problem("no-cache", None, "no-cache"))
    known = None if manner.force or folder is None else remembered(folder, named)
    if known is not None:
        return _told_again(known, named.output, manner, say)
    return _build(project, named, folder, manner, asked, say)


def _told_again(known: Summary, output: Path, manner: Manner, say: Messages) -> int:
    """Tell what the last build told: nothing has changed since."""
    if manner.events:
        from lembar.console.events import Events

        told = Events(say)
        for each in known.problems:
            told.problem(each)
        told.end(Ended(0, known.files, known.pages, output, named=known.named), EXIT_DONE)
        return EXIT_DONE
    if manner.explain:
        click.echo(say("ui.explain.nothing"))
    for each in known.problems:
        tell(each, say)
    _sum_up(Ended(0, known.files, known.pages, output, named=known.named), say)
    return EXIT_DONE


def _build(
    project: Project,
    named: Run,
    folder: Path | None,
    manner: Manner,
    asked: Mapping[str, Any],
    say: Messages,
) -> int:
    """Build, and remember how it went."""
    from lembar.console.events import Events
    from lembar.console.summary import by_course, show
    from lembar.console.timings import Timed, workers_lines
    from lembar.content.loader import Options
    from lembar.engine.build import USUAL, Wanted, build
    from lembar.engine.cache import Cache
    from lembar.engine.machinery import machinery
    from lembar.engine.memory import Memory
    from lembar.engine.workers import shared

    seen = look(named)
    choices = ("document", "format", "edition", "form", "tier", "profile")
    wanted = Wanted(*(frozenset(asked[name]) for name in choices))
    options = Options(
        school=named.school,
        theme=asked["theme"],
        profiles=tuple(name for name in asked["profile"] if name != PLAIN),
        editions=tuple(each for each in asked["edition"] if each != PUPILS),
    )
    made_by = machinery()
    pieces = (str(folder), made_by) if folder and not manner.force else None
    workers = shared(wanted.formats or USUAL, manner.jobs, pieces)  # they load meanwhile
    cache = Cache(folder, room_of()) if folder else None
    memory = Memory(cache, made_by, not manner.force) if cache else None
    with (
        _hands(manner, workers) as hands,
        Events(say) if manner.events else report(say) as shown,
    ):
        news = Timed(shown)
        outcome = build(
            project, named.output, options, wanted, asked["strict"], news, memory, hands
        )
        if cache is not None:
            cache.trim()
            if cache.failed is not None:
                reason = cache.failed.strerror or type(cache.failed).__name__
                told = {"path": folder, "reason": reason}
                news.problem(problem("cache-fails", None, "cache-fails", "info", **told))
        news.end()
    good = not (outcome.errors or outcome.failed)
    code = EXIT_DONE if good else EXIT_CONTENT
    if folder is not None:
        _explain(outcome, project.root, folder, made_by, manner, say)
    if manner.events:
        Events(say).end(_ended(outcome), code)
    else:
        for line in news.lines(say) if manner.timings else ():
            click.echo(line)
        for line in workers_lines(workers.figures, say) if manner.verbose else ():
            click.echo(line)
        show(by_course(outcome.published.entries, outcome.published.new, outcome.failed), say)
        _sum_up(_ended(outcome), say)
    if folder is not None:
        once = any(each.code in _ONCE for each in outcome.problems)
        again = not good or once or outcome.published.locked
        summary = None if again else _summary(outcome)
        remember(folder, named, seen, outcome.read, summary, outcome.looks)
    return code


def _hands(manner: Manner, workers: "Hands") -> "AbstractContextManager[Hands]":
    """Return who makes the documents: the workers of this process, or a cluster beside them."""
    if not manner.cluster:
        return nullcontext(workers)
    from lembar.cluster.hands import hands_of

    return hands_of(manner.cluster, manner.jobs, workers)


def _explain(
    outcome: "Outcome", root: Path, folder: Path, made_by: str, manner: Manner, say: Messages
) -> None:
    """Tell why each set was made, if that is asked for, and remember for the next time."""
    from lembar.console.explaining import explain
    from lembar.engine.explain import inputs, write_inputs

    assert outcome.prepared is not None
    now = inputs(outcome.prepared, root, made_by)
    if manner.explain and not manner.events:
        explain(outcome.sets, outcome.prepared, now, folder, root, outcome.output, say)
    write_inputs(folder, root, outcome.output, now)


def _summary(outcome: "Outcome") -> Summary:
    return Summary(outcome.files, outcome.pages, _folders(outcome), tuple(outcome.problems))


def _ended(outcome: "Outcome") -> Ended:
    published = outcome.published
    return Ended(
        published.made,
        published.unchanged,
        outcome.pages,
        outcome.output,
        published.removed,
        outcome.failed,
        published.edited,
        _folders(outcome),
    )


def _folders(outcome: "Outcome") -> tuple[str, ...]:
    """Return the folders that hold files with names."""
    return tuple(sorted({str(path.parent) for path in outcome.named}))


def _sum_up(ended: Ended, say: Messages) -> None:
    """Write what was made, and as the last line the path to open."""
    counts = {"made": ended.made, "unchanged": ended.unchanged, "pages": ended.pages}
    click.echo(say("ui.summary", failed=len(ended.failed), **counts))
    if ended.removed:
        click.echo(f"  {say('ui.removed', n=len(ended.removed))}")
    for key in ended.failed:
        click.echo(f"  {say('ui.failed')}: {key}", err=True)
    for old, new in ended.edited:
        click.echo(f"  {say('ui.edited')}: {old} → {new}")
    for folder in ended.named:
        click.echo(f"  {say('ui.named')}: {folder}")
    click.echo(str(ended.output / "index.html"))
