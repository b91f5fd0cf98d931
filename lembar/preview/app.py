"""What the preview answers: pages, pictures of pages, sheets, files, and news of changes."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractContextManager
from functools import partial
from importlib.resources import files
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from lembar.preview import pdf
from lembar.preview.builder import Builder
from lembar.preview.choices import FIELDS, Choice, Settled, Trial, id_of, settle
from lembar.preview.guard import FILE_POLICY, SHEET_POLICY
from lembar.preview.maker import SHOWN, Maker
from lembar.preview.pages import Pages
from lembar.preview.state import CourseNow, State

_ALIVE = 15  # seconds after which a connection is told that nothing has happened
_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
_OWN = {"preview.css": "text/css", "preview.js": "text/javascript"}


class Answers:
    """Answer requests from a state; what is not there yet, a builder makes."""

    def __init__(self, state: State, maker: Maker, builder: Builder, pages: Pages) -> None:
        self._state, self._maker, self._builder, self._pages = state, maker, builder, pages

    def app(self, token: str) -> Starlette:
        """Return the application; all it answers stands below the token."""
        routes = [
            Route("/", self.index),
            Route("/work/{id}", self.document),
            Route("/events", self.events),
            Route("/page/{name}/{number:int}/{scale:int}.png", self.picture),
            Route("/sheet/{name}", self.sheet),
            Route("/file/{id}", self.file),
            Route("/read/{id}", self.read),
            *(Route(f"/{name}", _own_file(name, kind)) for name, kind in _OWN.items()),
        ]
        return Starlette(routes=[Mount(f"/{token}", routes=routes)])

    async def index(self, request: Request) -> Response:
        """Return the list of documents."""
        trial = self._trial(request)
        with self._looking(trial):
            await self._read(trial)
            return HTMLResponse(self._pages.index(trial))

    async def document(self, request: Request) -> Response:
        """Return the page of a document, once it is made."""
        trial = self._trial(request)
        with self._looking(trial):
            await self._read(trial)
            found = self._found(request.path_params["id"], trial)
            if found is None:
                return HTMLResponse(self._pages.missing(), 404)
            course, key = found
            settled = self._settled(course, key, request)
            if settled is not None:
                await self._made(settled.choice)
            return HTMLResponse(self._document(request.path_params["id"], request))

    async def events(self, request: Request) -> Response:
        """Return a stream that tells when a page has changed, and whether something is made."""
        trial = self._trial(request)
        work = request.query_params.get("work", "")
        found = self._found(work, trial) if work else None
        settled = self._settled(*found, request) if found else None
        page = partial(self._document, work, request) if work else partial(self._pages.index, trial)
        news = self._news(trial, settled.choice if settled else None, page)
        return StreamingResponse(news, media_type="text/event-stream")

    async def picture(self, request: Request) -> Response:
        """Return a page of a PDF as PNG."""
        wanted = request.path_params
        view = self._state.content(wanted["name"])
        if view is None or view.kind != "pdf" or wanted["scale"] not in pdf.SCALES:
            return _nothing()
        assert view.content is not None
        drawn = await run_in_threadpool(
            pdf.picture, view.content, wanted["number"], wanted["scale"]
        )
        return Response(drawn, media_type="image/png") if drawn else _nothing()

    async def sheet(self, request: Request) -> Response:
        """Return a sheet as a web page in which nothing runs."""
        view = self._state.content(request.path_params["name"])
        if view is None or view.kind != "html":
            return _nothing()
        return HTMLResponse(view.content, headers={"content-security-policy": SHEET_POLICY})

    async def read(self, request: Request) -> Response:
        """Return a document as a web page, for who can't see pictures of its pages."""
        choice = await self._asked(request)
        if choice is None or choice.format not in SHOWN:
            return _nothing()
        made = await self._had(choice, "html")
        if made is None:
            return _nothing()
        return HTMLResponse(made[1], headers={"content-security-policy": SHEET_POLICY})

    async def file(self, request: Request) -> Response:
        """Return the file itself: PDF to look at, all others to keep."""
        choice = await self._asked(request)
        made = await self._had(choice) if choice else None
        if choice is None or made is None:
            return _nothing()
        name, content = made
        way = "inline" if choice.format == "pdf" else "attachment"
        headers = {
            "content-disposition": f"{way}; filename*=utf-8''{quote(name)}",
            "content-security-policy": FILE_POLICY,
        }
        return Response(content, media_type=_TYPES[choice.format], headers=headers)

    async def _asked(self, request: Request) -> Choice | None:
        """Return what a request is about, once its course is read; None for what is not there."""
        trial = self._trial(request)
        with self._looking(trial):
            await self._read(trial)
            found = self._found(request.path_params["id"], trial)
            settled = self._settled(*found, request) if found else None
            return settled.choice if settled else None

    async def _had(self, choice: Choice, format_: str = "") -> tuple[str, bytes] | None:
        """Have a file made, and return its name and its bytes; None if it can't be."""
        making = self._builder.ask(lambda: self._maker.file(choice, format_))
        return await asyncio.wrap_future(making)

    def _trial(self, request: Request) -> Trial:
        """Return what is on trial; a theme or profile that there is not is none."""
        theme = request.query_params.get("theme", "")
        profile = request.query_params.get("profile", "")
        return Trial(
            theme if theme in self._pages.themes() else "",
            profile if profile in self._pages.profiles() else "",
        )

    def _looking(self, trial: Trial) -> AbstractContextManager[None]:
        """Keep the courses of a trial in the state while a page of them is on its way."""
        return self._state.listening(trial, None, lambda: None)

    async def _read(self, trial: Trial) -> None:
        """Have the courses read, if someone has to wait for that anyway."""
        there = {course.folder for course in self._state.courses(trial)}
        if not set(self._pages.folders) <= there:
            await asyncio.wrap_future(self._builder.ask(lambda: self._maker.courses(trial)))

    async def _made(self, choice: Choice) -> None:
        """Have a document made; one that a browser shows is kept new without being asked for."""
        view = self._state.view(choice)
        shown = any(choice == each for _, each in self._state.looked_at())
        if view is None or not shown:
            await asyncio.wrap_future(self._builder.ask(lambda: self._maker.view(choice)))

    def _found(self, id_: str, trial: Trial) -> tuple[CourseNow, str] | None:
        """Return the course and the key of a set, by its name in addresses."""
        for course in self._state.courses(trial):
            for key in (*course.sets, *sorted(course.failed)):
                if id_of(key) == id_:
                    return course, key
        return None

    def _settled(self, course: CourseNow, key: str, request: Request) -> Settled | None:
        each = course.sets.get(key)
        wanted = {name: request.query_params.get(name, "") for name in FIELDS}
        return settle(each, wanted, self._trial(request)) if each else None

    def _document(self, id_: str, request: Request) -> str:
        """Return a document's page as things are now."""
        trial = self._trial(request)
        found = self._found(id_, trial)
        if found is None:
            return self._pages.missing()
        course, key = found
        settled = self._settled(course, key, request)
        wanted = {"theme": trial.theme, "profile": trial.profile}
        return self._pages.document(course, key, settled, wanted)

    async def _news(
        self, trial: Trial, choice: Choice | None, page: Callable[[], str]
    ) -> AsyncIterator[bytes]:
        """Yield the version of a page with each change of it, until the preview ends."""
        loop, something = asyncio.get_running_loop(), asyncio.Event()

        def hear() -> None:
            loop.call_soon_threadsafe(something.set)

        told: tuple[str, bool] | None = None
        with self._state.listening(trial, choice, hear):
            yield b"retry: 500\n\n"
            while not self._state.closed:
                something.clear()
                now = (_version(page()), self._state.busy)
                if now != told:
                    told = now
                    data = json.dumps({"version": now[0], "busy": now[1]})
                    yield f"data: {data}\n\n".encode()
                try:
                    await asyncio.wait_for(something.wait(), _ALIVE)
                except TimeoutError:
                    yield b": still here\n\n"


def _version(page: str) -> str:
    return page.partition('data-version="')[2].partition('"')[0]


def _nothing() -> Response:
    return PlainTextResponse("404\n", 404)


def _own_file(name: str, kind: str) -> Callable[[Request], Awaitable[Response]]:
    content = files(__package__).joinpath("pages", name).read_bytes()

    async def answer(request: Request) -> Response:
        return Response(content, media_type=f"{kind}; charset=utf-8")

    return answer
