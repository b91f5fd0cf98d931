"""Serve the preview on this machine alone, from the first request to Ctrl-C."""

import asyncio
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import uvicorn

from lembar.content.assets import AssetStore
from lembar.content.catalogues import words_for
from lembar.content.themes import load_theme, theme_roots
from lembar.engine.cache import Cache
from lembar.engine.cachefolder import cache_folder, room_of
from lembar.engine.limits import limits_of
from lembar.engine.machinery import machinery
from lembar.engine.memory import Memory
from lembar.engine.project import Project
from lembar.engine.themes.shelf import Shelf
from lembar.engine.workers import Workers
from lembar.errors import UsageError, problem
from lembar.messages import Messages
from lembar.preview.app import Answers
from lembar.preview.builder import Builder
from lembar.preview.choices import Trial
from lembar.preview.guard import Guard, new_token
from lembar.preview.maker import Maker
from lembar.preview.pages import Pages
from lembar.preview.state import State
from lembar.preview.watching import Watcher, beside

HERE = "127.0.0.1"
USUAL_PORT = 8710
_WORKERS = 2  # one for what is looked at, one for what may be looked at next
_LOADED = ("pdf", "html")
_PATIENCE = 1  # seconds that browsers have to go


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what a preview is asked for; `port` 0 is the usual one, or any that is free."""

    project: Project
    output: Path
    port: int = 0
    theme: str = ""
    school: Path | None = None


class _Server(uvicorn.Server):
    """End in peace with the signals that end programs: all is put away then."""

    def __init__(self, config: uvicorn.Config, ending: Callable[[], None]) -> None:
        super().__init__(config)
        self._ending = ending

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        names = [n for n in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, n)]
        before = {name: signal.signal(getattr(signal, name), self._end) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(getattr(signal, name), handler)

    def _end(self, *_: object) -> None:
        self.should_exit = True
        self._ending()


def serve(wish: Wish, say: Messages, ready: Callable[[str], None]) -> None:
    """Serve until someone ends it; `ready` is told the address.

    Raises UsageError if the theme is not there or the port is taken.
    """
    shelf = Shelf(wish.project.root)
    if wish.theme:
        shelf.named(wish.theme)
    with _listening(wish.port) as door, tempfile.TemporaryDirectory(prefix="lembar-") as place:
        _serve(wish, say, ready, door, Path(place))


def _serve(
    wish: Wish,
    say: Messages,
    ready: Callable[[str], None],
    door: socket.socket,
    place: Path,
) -> None:
    """Start all that a preview is made of, and end it."""
    token, port = new_token(), int(door.getsockname()[1])
    # Where nothing is to be kept, things are kept until the preview ends.
    folder = cache_folder(None) or place
    made_by, cache = machinery(), Cache(folder, room_of())
    workers = Workers(_WORKERS, limits_of(), _LOADED, (str(folder), made_by))
    state = State()
    maker = Maker(wish.project, state, workers, Memory(cache, made_by), wish.school, wish.theme)
    builder = Builder(maker)
    watcher = Watcher(wish.project, wish.output, builder.changed, wish.school)
    try:
        default = load_theme("default", theme_roots(), AssetStore())
        words = words_for(say.language, default)
        assert words is not None
        base = f"/{token}/"
        project = wish.project
        themes, profiles = partial(theme_names, project), partial(profile_names, project)
        pages = Pages(state, say, words, base, project.courses, themes, profiles)
        app = Guard(
            Answers(state, maker, builder, pages).app(token),
            token,
            port,
            say("ui.preview.refused"),
        )
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=_PATIENCE,
        )
        server = _Server(config, state.close)
        builder.ask(lambda: maker.courses(Trial()))  # someone will look at the list first
        ready(f"http://{HERE}:{port}{base}")
        asyncio.run(server.serve(sockets=[door]))
    finally:
        state.close()
        watcher.close()
        workers.close()
        builder.close()
        cache.trim()


def theme_names(project: Project) -> list[str]:
    """Return the names of themes, the built-in ones and the project's own."""
    return sorted(Shelf(project.root).themes)


def profile_names(project: Project) -> list[str]:
    """Return the names of profiles, of themes and of schools."""
    folders = [folder / "profiles" for folder in Shelf(project.root).themes.values()]
    folders += [each for each in beside(project) if each.name == "profiles"]
    return sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})


def _listening(port: int) -> socket.socket:
    """Return a socket that only this machine reaches.

    Raises UsageError if a port that was asked for is taken.
    """
    for wanted in (port,) if port else (USUAL_PORT, 0):
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if hasattr(signal, "SIGHUP"):  # elsewhere two programs could have one port that way
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HERE, wanted))
            door.listen()
        except OSError:
            door.close()
            continue
        return door
    raise UsageError(problem("port-taken", None, "port-taken", port=port))
