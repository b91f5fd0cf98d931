"""`lembar theme …`."""

from collections.abc import Iterable
from pathlib import Path

import click

from lembar.console.terminal import tell_all
from lembar.content.layers import said
from lembar.engine.themes.diff import Compared, TextChange, diff
from lembar.engine.themes.eject import eject
from lembar.engine.themes.shelf import Shelf, shelf_of
from lembar.engine.themes.show import FileRow, Shown, blocks_of, show, styles_of
from lembar.errors import EXIT_CONTENT, EXIT_DONE
from lembar.messages import Messages


def run_list(say: Messages) -> int:
    """List the themes with what they extend and where they are."""
    for each in shelf_of(Path.cwd()).listed():
        below = f" → {each.extends}" if each.extends else ""
        where = say("ui.theme.built-in") if each.built_in else each.folder
        title = f"  “{each.title}”" if each.title != each.name else ""
        click.echo(f"{each.name}{below}  {where}{title}")
    return EXIT_DONE


def run_show(say: Messages, name: str | None, file: str | None, every: bool, styles: bool) -> int:
    """Show what a theme says and changes, or the blocks of one template."""
    shelf = shelf_of(Path.cwd())
    name = shelf.named(name)
    if file is not None:
        _blocks(say, shelf, name, file)
        return EXIT_DONE
    if styles:
        for each in styles_of(shelf.readable(name)):
            click.echo(f"{each.name}  ({each.id})  {each.family}, {each.size:g} pt")
        return EXIT_DONE
    shown = show(shelf, name)
    click.echo(" → ".join(shown.chain))
    _tokens(say, shown, every)
    _files(say, shown.files)
    click.echo(f"\n{say('ui.theme.templates')}")
    theme = shelf.readable(name)
    for path in sorted(each for each in theme.files if each.endswith(".j2")):
        click.echo(f"  {path}: {', '.join(blocks_of(theme, path)) or '–'}")
    return EXIT_DONE


def _tokens(say: Messages, shown: Shown, every: bool) -> None:
    """Write the tokens: those of the theme itself, or all."""
    rows = [each for each in shown.tokens if every or each.theme == shown.name]
    click.echo(f"\n{say('ui.theme.tokens', n=len(rows), total=len(shown.tokens))}")
    wide = max((len(each.key) for each in rows), default=0)
    for each in rows:
        click.echo(f"  {each.key:{wide}}  {each.value}  ({each.theme}: {_line(each.place)})")
    if not every:
        click.echo(f"  {say('ui.theme.all-tokens', name=shown.name)}")


def _files(say: Messages, files: Iterable[FileRow]) -> None:
    rows = tuple(files)
    click.echo(f"\n{say('ui.theme.files', n=len(rows))}")
    for each in rows:
        how = say(f"ui.theme.how.{each.how}")
        click.echo(f"  {each.path}: {how}{': ' if each.names else ''}{', '.join(each.names)}")


def _blocks(say: Messages, shelf: Shelf, name: str, file: str) -> None:
    theme = shelf.readable(name)
    found = blocks_of(theme, file)
    click.echo(f"{file}  ({theme.origins[file]})")
    for block, layer in found.items():
        click.echo(f"  {block}  ({layer.name})")
    click.echo(say("ui.theme.override", file=file))


def run_eject(say: Messages, file: str, name: str | None, piece: str | None) -> int:
    """Copy a file, or a block of it, into a theme of the project."""
    shelf = shelf_of(Path.cwd())
    chosen = shelf.named(name)
    for path in eject(shelf, chosen, file, piece):
        click.echo(f"{say('ui.made')}: {said(path, shelf.root)}")
    click.echo(say("ui.new.next", command=f"lembar theme diff {chosen}"))
    return EXIT_DONE


def run_diff(say: Messages, name: str | None) -> int:
    """Write what a theme changes, and what changed in its parent since it copied."""
    shelf = shelf_of(Path.cwd())
    found = diff(shelf, shelf.named(name))
    names = {"name": found.name, "parent": found.parent or "–"}
    if not (found.tokens or found.texts or found.moved or found.gone):
        click.echo(say("ui.theme.same", **names))
        return EXIT_DONE
    _changes(say, found)
    if found.moved or found.gone:
        click.echo(f"\n{say('ui.theme.moved', **names)}")
        for each in found.gone:
            click.echo(f"  {say('ui.theme.gone', file=each.file, piece=each.piece or '–')}")
        _texts(found.moved)
    return EXIT_DONE


def _changes(say: Messages, found: Compared) -> None:
    click.echo(say("ui.theme.changes", name=found.name, parent=found.parent or "–"))
    for each in found.tokens:
        click.echo(f"  {each.key}: {each.before or '–'} → {each.after}  ({_line(each.place)})")
    _texts(found.texts)


def _texts(changes: Iterable[TextChange]) -> None:
    for each in changes:
        click.echo(f"\n  {each.file}{f'  [{each.piece}]' if each.piece else ''}")
        for line in each.lines:
            click.echo(f"    {line}".rstrip())


def _line(place: object) -> str:
    """Return file:line of a place."""
    return str(place).rpartition(":")[0]


def run_check(say: Messages, name: str | None) -> int:
    """Tell everything that is wrong with a theme."""
    from lembar.engine.themes.check import check

    shelf = shelf_of(Path.cwd())
    chosen = shelf.named(name)
    found = check(shelf, chosen, say.language)
    errors = tell_all(found.problems, say)
    click.echo(say("ui.theme.checked", name=chosen, documents=found.documents))
    warnings = sum(each.severity == "warning" for each in found.problems)
    if errors:
        click.echo(say("ui.check-errors", n=errors))
    if warnings:
        click.echo(say("ui.check-warnings", n=warnings))
    if not errors and not warnings:
        click.echo(say("ui.check-clean"))
    return EXIT_CONTENT if errors else EXIT_DONE
