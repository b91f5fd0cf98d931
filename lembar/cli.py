"""The commands: words, exit codes, progress; no logic. Engines are imported when they are used."""

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from lembar import __version__
from lembar.course.documents import DOCUMENTS, EDITIONS, FILES, FORMATS, PUPILS, TIERS
from lembar.errors import (
    EXIT_CONTENT,
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_USAGE,
    LembarError,
    problem,
)
from lembar.messages import LANGUAGES, Messages, language

KINDS = ("course", "unit", "lesson", "questions", "worksheet", "test", "school", "theme")


def _asked_language(arguments: Sequence[str]) -> str | None:
    """Return what --lang says; it is wanted before anything is parsed, since help needs it."""
    for index, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            return argument.partition("=")[2]
        if argument == "--lang" and index + 1 < len(arguments):
            return arguments[index + 1]
    return None


def commands(say: Messages) -> click.Group:
    """Make the commands with their help in one language."""

    class Spoken(click.Command):
        """Speak the language in the headings of the help."""

        def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            metavar = f"[{say('ui.options').upper()}]"
            pieces = [
                metavar if each == self.options_metavar else each
                for each in self.collect_usage_pieces(ctx)
            ]
            formatter.write_usage(ctx.command_path, " ".join(pieces), say("ui.usage") + " ")

        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
            rows = [row for each in options if (row := each.get_help_record(ctx))]
            if rows:
                with formatter.section(say("ui.options")):
                    formatter.write_dl(rows)

        def get_help_option(self, ctx: click.Context) -> click.Option | None:
            found = super().get_help_option(ctx)
            if found is not None:
                found.help = say("ui.help")
            return found

    class SpokenGroup(Spoken, click.Group):
        """List the commands in the order in which a teacher needs them."""

        command_class = Spoken

        def list_commands(self, ctx: click.Context) -> list[str]:
            return list(self.commands)

        def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_options(ctx, formatter)
            rows = [
                (name, self.commands[name].get_short_help_str(70))
                for name in self.list_commands(ctx)
            ]
            with formatter.section(say("ui.commands")):
                formatter.write_dl(rows)

    SpokenGroup.group_class = SpokenGroup

    def option(name: str, key: str, **settings: Any) -> Callable[[Any], Any]:
        return click.option(name, help=say(f"ui.option.{key}"), **settings)

    def text(name: str) -> dict[str, str]:
        short, _, rest = say(f"ui.command.{name}").partition("\n")
        return {"short_help": short, "help": f"{short}\n\n{rest.strip()}" if rest else short}

    def chooses(key: str, names: Sequence[str]) -> Callable[[Any], Any]:
        return option(f"--{key}", key, multiple=True, type=click.Choice(names))

    path = click.Path(path_type=Path)
    paths = click.argument("paths", nargs=-1, type=path, metavar=f"[{say('ui.path')}]…")
    output = option("--output", "output", type=path, metavar=say("ui.folder"))

    @click.group(cls=SpokenGroup, help=say("ui.command"), no_args_is_help=True)
    @click.version_option(__version__, prog_name="lembar", help=say("ui.option.version"))
    @option("--lang", "lang", type=click.Choice(LANGUAGES))
    def lembar(lang: str | None) -> None:
        pass

    @lembar.command(**text("build"))
    @paths
    @chooses("document", DOCUMENTS)
    @chooses("format", FORMATS)
    @chooses("edition", (*EDITIONS, PUPILS))
    @option("--form", "form", multiple=True, metavar=say("ui.code"))
    @chooses("tier", TIERS)
    @option("--profile", "profile", multiple=True, metavar=say("ui.name"))
    @option("--theme", "theme", metavar=say("ui.name"))
    @option("--school", "school", type=path, metavar="FILE")
    @output
    @option("--strict", "strict", is_flag=True)
    @option("--force", "force", is_flag=True)
    @option("--explain", "explain", is_flag=True)
    @option("--timings", "timings", is_flag=True)
    @option("--verbose", "verbose", is_flag=True)
    @click.option("--events", help=say("ui.option.events"), type=click.Choice(("json",)))
    @option("--jobs", "jobs", type=click.IntRange(1), metavar=say("ui.number"))
    @option("--cluster", "cluster", metavar=say("ui.cluster"))
    @option("--cache", "cache", type=path, metavar=say("ui.folder"))
    def build(
        force: bool,
        explain: bool,
        timings: bool,
        verbose: bool,
        events: str | None,
        jobs: int | None,
        cluster: str | None,
        cache: Path | None,
        **options: Any,
    ) -> int:
        from lembar.console.build import Manner, run

        manner = Manner(cache, force, explain, timings, verbose, events, jobs or 0, cluster)
        return run(say, manner=manner, **options)

    @lembar.command(**text("check"))
    @paths
    def check(paths: tuple[Path, ...]) -> int:
        from lembar.console.check import run

        return run(say, paths)

    @lembar.command("list", **text("list"))
    @paths
    @option("--explain", "explain", is_flag=True)
    def list_(paths: tuple[Path, ...], explain: bool) -> int:
        from lembar.console.list_ import run

        return run(say, paths, explain)

    @lembar.command("open", **text("open"))
    @output
    def open_(output: Path | None) -> int:
        from lembar.console.open_ import run

        return run(say, output)

    @lembar.command(**text("preview"))
    @paths
    @option("--port", "port", type=click.IntRange(1, 65535), metavar=say("ui.number"))
    @option("--theme", "theme", metavar=say("ui.name"))
    @option("--school", "school", type=path, metavar="FILE")
    @option("--no-open", "no-open", is_flag=True)
    def preview(
        paths: tuple[Path, ...],
        port: int | None,
        theme: str | None,
        school: Path | None,
        no_open: bool,
    ) -> int:
        from lembar.console.preview import run

        return run(say, paths, port or 0, theme, school, no_open)

    @lembar.command(**text("new"))
    @click.argument("kind", type=click.Choice(KINDS), metavar=f"[{'|'.join(KINDS)}]")
    @click.argument("name", required=False, metavar=f"[{say('ui.name')}]")
    @option("--title", "title", metavar=say("ui.text"))
    @click.option("--in", "folder", help=say("ui.option.in"), type=path, metavar=say("ui.folder"))
    @option("--language", "language", metavar="id|en")
    def new(
        kind: str, name: str | None, title: str | None, folder: Path | None, language: str | None
    ) -> int:
        from lembar.console.new import run

        return run(say, kind, name, title, folder, language)

    @lembar.command("draw", **text("draw"))
    @click.argument("path", type=path, metavar=say("ui.path"))
    @click.option(
        "--for", "sitting", help=say("ui.option.sitting"), required=True, metavar=say("ui.name")
    )
    @option("--renew", "renew", is_flag=True)
    def draw_(path: Path, sitting: str, renew: bool) -> int:
        from lembar.console.draw import run

        return run(say, path, sitting, renew)

    @lembar.group("theme", **text("theme"))
    def theme() -> None:
        pass

    named = click.argument("name", required=False, metavar=f"[{say('ui.name')}]")

    @theme.command("list", **text("theme.list"))
    def theme_list() -> int:
        from lembar.console.theme import run_list

        return run_list(say)

    @theme.command("show", **text("theme.show"))
    @named
    @click.argument("file", required=False, metavar="[FILE]")
    @click.option("--all", "every", help=say("ui.option.every"), is_flag=True)
    @option("--styles", "styles", is_flag=True)
    def theme_show(name: str | None, file: str | None, every: bool, styles: bool) -> int:
        from lembar.console.theme import run_show

        return run_show(say, name, file, every, styles)

    @theme.command("new", **text("theme.new"))
    @named
    @option("--extends", "extends", metavar=say("ui.name"))
    @option("--accent", "accent", metavar='"#1f4e79"')
    @option("--heading", "heading", metavar=say("ui.name"))
    @option("--serif", "serif", metavar=say("ui.name"))
    @option("--sans", "sans", metavar=say("ui.name"))
    @click.option("--in", "folder", help=say("ui.option.in"), type=path, metavar=say("ui.folder"))
    @option("--language", "language", metavar="id|en")
    def theme_new(
        name: str | None, folder: Path | None, language: str | None, **look: str | None
    ) -> int:
        from lembar.console.new import run

        return run(say, "theme", name, None, folder, language, look)

    @theme.command("eject", **text("theme.eject"))
    @click.argument("file", metavar="FILE")
    @click.option("--theme", "name", help=say("ui.option.into"), metavar=say("ui.name"))
    @click.option("--block", "piece", help=say("ui.option.block"), metavar=say("ui.name"))
    def theme_eject(file: str, name: str | None, piece: str | None) -> int:
        from lembar.console.theme import run_eject

        return run_eject(say, file, name, piece)

    @theme.command("diff", **text("theme.diff"))
    @named
    def theme_diff(name: str | None) -> int:
        from lembar.console.theme import run_diff

        return run_diff(say, name)

    @theme.command("check", **text("theme.check"))
    @named
    def theme_check(name: str | None) -> int:
        from lembar.console.theme import run_check

        return run_check(say, name)

    @lembar.command(**text("ids"))
    @click.argument("paths", nargs=-1, type=path, required=True, metavar=say("ui.path") + "…")
    def ids(paths: tuple[Path, ...]) -> int:
        from lembar.console.ids import run

        return run(say, paths)

    @lembar.command(**text("rename"))
    @click.argument("old", metavar=say("ui.old"))
    @click.argument("new", metavar=say("ui.new"))
    @click.option("--in", "folder", help=say("ui.option.in"), type=path, metavar=say("ui.folder"))
    def rename(old: str, new: str, folder: Path | None) -> int:
        from lembar.console.rename import run

        return run(say, old, new, folder)

    @lembar.command(**text("results"))
    @click.argument("paths", nargs=-1, required=True, type=path, metavar="FILE…")
    @click.option("--for", "asked", help=say("ui.option.results-for"), metavar=say("ui.name"))
    @output
    def results(paths: tuple[Path, ...], asked: str | None, output: Path | None) -> int:
        from lembar.console.results import run

        return run(say, paths, asked, output)

    @lembar.command(**text("verify"))
    @output
    def verify(output: Path | None) -> int:
        from lembar.console.verify import run

        return run(say, output)

    @lembar.command(**text("compare"))
    @click.argument("paths", nargs=-1, required=True, type=path, metavar="FILE.docx|FOLDER|ZIP…")
    def compare(paths: tuple[Path, ...]) -> int:
        from lembar.console.compare import run

        return run(say, paths)

    @lembar.command(**text("clean"))
    @output
    def clean(output: Path | None) -> int:
        from lembar.console.clean import run

        return run(say, output)

    @lembar.command(**text("schema"))
    @click.argument("kind", type=click.Choice(FILES), required=False, metavar="[KIND]")
    @output
    def schema(kind: str | None, output: Path | None) -> int:
        from lembar.console.schema import run

        return run(say, kind, output)

    @lembar.command(**text("doctor"))
    def doctor() -> int:
        from lembar.console.doctor import run

        return run(say)

    return lembar


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        say = Messages(language(_asked_language(given)))
    except KeyboardInterrupt:  # no words yet to say so
        sys.exit(EXIT_INTERRUPTED)
    sys.exit(run(given, say))


def run(arguments: Sequence[str], say: Messages) -> int:
    """Run a command and return its exit code; nothing that goes wrong shows a stack trace."""
    try:
        code = commands(say).main(list(arguments), prog_name="lembar", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return EXIT_USAGE
    except click.ClickException as error:
        click.echo(_usage_message(error, say), err=True)
        return EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("ui.interrupted"), err=True)
        return EXIT_INTERRUPTED
    except LembarError as error:
        for each in error.problems:
            click.echo(say.line(each), err=True)
        return error.exit_code
    except BrokenPipeError:
        # The reader of the pipe has gone (`lembar list | head`): no one is left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_CONTENT
    except Exception as error:
        if os.environ.get("LEMBAR_DEBUG"):
            raise
        click.echo(_failed(error, say), err=True)
        return EXIT_CONTENT
    return code if isinstance(code, int) else EXIT_DONE


def _failed(error: Exception, say: Messages) -> str:
    """Word what no one thought of; of files there is more to say than that it is a fault."""
    if isinstance(error, OSError) and error.filename:
        reason = error.strerror or type(error).__name__
        return say.line(
            problem("file-fails", None, "file-fails", path=error.filename, reason=reason)
        )
    return say("ui.bug", error=f"{type(error).__name__}: {error}")


def _usage_message(error: click.ClickException, say: Messages) -> str:
    """Word what click found wrong with the call."""
    from lembar.errors import nearest

    known: Sequence[str] = ()
    if isinstance(error, click.NoSuchOption):
        text = say("ui.no-such-option", name=error.option_name)
        known = tuple(error.possibilities or ())
        near = known[0] if known else None
    elif isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        if isinstance(error.param, click.Option):
            name = f"{error.param.opts[0]} {name}"
        text, near = say("ui.missing-argument", name=name), None
    elif isinstance(error, click.BadParameter) and isinstance(
        getattr(error.param, "type", None), click.Choice
    ):
        choices = [str(each) for each in error.param.type.choices]  # type: ignore[union-attr]
        word = _bad_word(error)
        text = say("ui.bad-choice", word=word, known=", ".join(choices))
        near = nearest(word, choices) if word else None
    elif isinstance(error, click.UsageError) and error.message.startswith("No such command"):
        word = error.message.split("'")[1]
        text = say("ui.no-such-command", name=word)
        near = nearest(word, error.ctx.command.list_commands(error.ctx)) if error.ctx else None  # type: ignore[attr-defined]
    else:
        text, near = error.format_message(), None
    hint = f" ({say('hint.did-you-mean', nearest=near)})" if near else ""
    command = (
        error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "lembar"
    )
    return f"{say('ui.error')}: {text}{hint}\n{say('ui.try-help', command=command)}"


def _bad_word(error: click.BadParameter) -> str:
    """Return the word that click quotes first in its message."""
    pieces = error.message.split("'")
    return pieces[1] if len(pieces) > 1 else ""
