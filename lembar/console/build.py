"""`lembar build`."""

from collections.abc import Sequence
from pathlib import Path

import click

from lembar.console.terminal import report
from lembar.content.loader import Options
from lembar.course.documents import PUPILS
from lembar.course.profile import PLAIN
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.project import find_project
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages


def run(
    say: Messages,
    paths: Sequence[Path],
    document: Sequence[str],
    format: Sequence[str],
    edition: Sequence[str],
    form: Sequence[str],
    tier: Sequence[str],
    profile: Sequence[str],
    theme: str | None,
    school: Path | None,
    output: Path | None,
    strict: bool,
) -> int:
    """Build, tell how it goes, and sum up."""
    here = Path.cwd()
    project = find_project(paths, here)
    if school is not None and not school.is_file():
        raise UsageError(problem("no-such-path", None, path=school))
    wanted = Wanted(*map(frozenset, (document, format, edition, form, tier, profile)))
    options = Options(
        school=school.resolve() if school else None,
        theme=theme,
        profiles=tuple(name for name in profile if name != PLAIN),
        editions=tuple(each for each in edition if each != PUPILS),
    )
    target = (here / output).resolve() if output else project.root / "output"
    with report(say) as news:
        outcome = build(project, target, options, wanted, strict, news)
    _sum_up(outcome, say, here)
    return EXIT_CONTENT if outcome.errors or outcome.failed else EXIT_DONE


def _sum_up(outcome: Outcome, say: Messages, here: Path) -> None:
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
    for folder in sorted({path.parent for path in outcome.named}):
        click.echo(f"  {say('ui.named')}: {folder}")
    click.echo(str(outcome.output / "index.html"))
