"""`lembar compare`."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from lembar.compare import Change, Kind
from lembar.console.terminal import tell_all
from lembar.engine.compare import Compared, Finding, Outcome, compare_files
from lembar.engine.project import find_project
from lembar.errors import EXIT_CONTENT, EXIT_DONE, UsageError, problem
from lembar.messages import Messages

_NAMED = frozenset({"worksheet", "test", "exit-ticket"})  # known by their title alone


def run(say: Messages, paths: Sequence[Path]) -> int:
    """Tell what was changed in files that came back, and which line of the source to mend."""
    here = Path.cwd()
    for each in paths:
        if not each.exists():
            raise UsageError(problem("no-such-path", None, path=each))
    project = find_project((), here)
    outcome = compare_files(project, [(here / each, each.as_posix()) for each in paths])
    tell_all(outcome.problems, say)
    for file in outcome.files:
        _tell_file(file, say)
    changes = _tell_changes(outcome, say)
    if outcome.files and not changes:
        click.echo(say("ui.compare.nothing"))
    wrong = any(each.severity == "error" for each in outcome.problems)
    return EXIT_CONTENT if changes or wrong else EXIT_DONE


def _tell_file(file: Compared, say: Messages) -> None:
    """Say which document a file is, and what its changes are to be read with."""
    click.echo(f"{file.name}: {_document(file, say)}")
    if file.tracked:
        click.echo(f"  {say('ui.compare.tracked')}")
    if file.older:
        click.echo(f"  {say('ui.compare.older')}")


def _tell_changes(outcome: Outcome, say: Messages) -> int:
    """Write each change once, with all files that it is in; return how many there are."""
    met: dict[object, list[tuple[Compared, Finding]]] = {}
    for file in outcome.files:
        for finding in file.findings:
            met.setdefault(_same(file, finding), []).append((file, finding))
    for holders in sorted(met.values(), key=_order):
        file, finding = holders[0]
        place = f"{finding.place}: " if finding.place else ""
        where = ", ".join([_document(file, say), *_spot(file, finding, say)])
        click.echo(f"{place}{where}: {_what(finding.change, say)}")
        if len(outcome.files) > 1:
            click.echo(f"  {say('ui.compare.seen', files=_seen(holders, say))}")
    return len(met)


def _same(file: Compared, finding: Finding) -> object:
    """Return what two findings share if one change of the source mends both."""
    change = finding.change
    own = (file.name, change.spot) if not finding.item and not change.found else ()
    numbered = (Kind.QUESTION_MOVED, Kind.NUMBER, Kind.CHOICE_ORDER)
    if change.kind in numbered:
        own = (file.name, change.spot)
    return (finding.place, change.kind, change.old, change.new, change.detail, own)


def _order(holders: Sequence[tuple[Compared, Finding]]) -> tuple[str, int, int]:
    place = holders[0][1].place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def _seen(holders: Iterable[tuple[Compared, Finding]], say: Messages) -> str:
    found: dict[str, None] = {}
    for file, finding in holders:
        number = finding.change.spot.question
        tail = f" ({say('ui.compare.question', number=number)})" if number else ""
        found[f"{file.name}{tail}"] = None
    return ", ".join(found)


def _document(file: Compared, say: Messages) -> str:
    """Return what a document is called: its title, its form, its kind."""
    document = file.known.document
    words = file.known.planned.words
    parts = [document.title]
    if document.form:
        parts.append(say("ui.compare.form", code=document.form))
    if document.tier:
        parts.append(words(f"file.tier.{document.tier}"))
    if document.profile:
        parts.append(document.profile)
    if document.document not in _NAMED:
        parts.append(words(f"document.{document.document}"))
    if document.edition == "teacher":
        parts.append(say("ui.compare.teacher"))
    return ", ".join(parts)


def _spot(file: Compared, finding: Finding, say: Messages) -> list[str]:
    """Return where in its document a change is."""
    spot = finding.change.spot
    parts = []
    if spot.area != "body":
        parts.append(say(f"ui.compare.area.{spot.area}"))
    if spot.question:
        number = say("ui.compare.question", number=spot.question)
        parts.append(f"{number} ({finding.item})" if finding.item else number)
    elif spot.heading and spot.heading != file.known.document.title:
        parts.append(say("ui.compare.heading", heading=spot.heading))
    if spot.choice:
        parts.append(say("ui.compare.choice", letter=spot.choice))
    if spot.row:
        parts.append(say("ui.compare.row", row=spot.row))
    if spot.column:
        parts.append(say("ui.compare.column", column=spot.column))
    return parts


def _what(change: Change, say: Messages) -> str:
    """Return what was changed."""
    old, new, kind = change.old, change.new, change.kind.value
    if change.kind is Kind.PICTURE:
        kind = "picture-added" if not old else "picture-gone" if not new else "picture"
    marks = change.detail.split() if change.kind in (Kind.EMPHASIS, Kind.PLAIN) else []
    detail = ", ".join(say(f"ui.compare.mark.{each}") for each in marks) or change.detail
    return say(f"ui.compare.kind.{kind}", old=old, new=new, detail=detail)
