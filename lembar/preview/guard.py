"""Let in the browser that was given the address, and no page of another site.

Any page that is open in a browser can send requests to this machine, and by another name for it
(DNS rebinding) read the answers. So the address holds a secret of this run, the machine must be
called by its own name, and what the browser says of who asks must be this preview. The secret is
part of the path and no cookie: cookies go to every port of a machine.
"""

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

NAMES = ("127.0.0.1", "localhost")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
"""What our own pages may load: files of the preview."""
SHEET_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; img-src data:; font-src data:;"
    " style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""What the page of a sheet may load, in the frame or alone: nothing, and nothing in it runs."""
FILE_POLICY = "frame-ancestors 'none'"
_ALWAYS = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def new_token() -> str:
    """Return a secret for one run."""
    return secrets.token_urlsafe(24)


class Guard:
    """Refuse what is not for this preview, and say in each answer what may be done with it."""

    def __init__(self, app: App, token: str, port: int, refused: str) -> None:
        self._app, self._token, self._refused = app, token, refused
        self._hosts = {f"{name}:{port}" for name in NAMES}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            return  # no sockets, no other protocols

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = _with_policies(message.get("headers", ()))
            await send(message)

        status = self._status(scope)
        if status:
            await _refuse(status, self._refused, sent)
        else:
            await self._app(scope, receive, sent)

    def _status(self, scope: Scope) -> int:
        """Return the number that says why a request is refused; 0 if it is not."""
        found: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts, origins = found.get("host", []), found.get("origin", [])
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return 421
        if any(each not in self._origins for each in origins):
            return 403
        # Older browsers don't say it; for them there is the secret.
        if any(each not in ("same-origin", "none") for each in found.get("sec-fetch-site", [])):
            return 403
        first = str(scope["path"]).lstrip("/").partition("/")[0]
        if not secrets.compare_digest(first.encode(), self._token.encode()):
            return 403
        return 0 if scope["method"] in ("GET", "HEAD") else 405


def _with_policies(headers: Any) -> list[tuple[bytes, bytes]]:
    there = {bytes(name).lower() for name, _ in headers}
    policies = {"content-security-policy": POLICY} | _ALWAYS
    more = ((name.encode(), value.encode()) for name, value in policies.items())
    return [*headers, *(pair for pair in more if pair[0] not in there)]


async def _refuse(status: int, text: str, send: Send) -> None:
    body = f"{text}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
