"""Who is let in: the browser that was given the address, and no page of another site."""

import asyncio
from typing import Any

import pytest

from lembar.preview.guard import Guard, new_token

TOKEN = "a-secret"
OURS = {"host": "127.0.0.1:8710"}


def status(path: str = f"/{TOKEN}/", method: str = "GET", **headers: str) -> int:
    """Return what a request is answered with; behind the guard all is 200."""
    return answer(path, method, **headers)[0]


def answer(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"answers"})

    async def receive() -> Any:
        raise AssertionError("nothing is read of a request")

    async def send(message: Any) -> None:
        sent.append(message)

    given = [
        (name.replace("_", "-").encode(), value.encode())
        for name, value in {**OURS, **headers}.items()
        if value
    ]
    scope = {"type": "http", "method": method, "path": path, "headers": given}
    asyncio.run(Guard(app, TOKEN, 8710, "Copy the address.")(scope, receive, send))
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], found, b"".join(each.get("body", b"") for each in sent[1:])


def test_the_whole_address_is_let_in():
    assert status() == 200
    assert status(host="localhost:8710") == 200
    assert status(method="HEAD") == 200


@pytest.mark.parametrize(
    "path", ["/", "/a-secre/", "/a-secrets/", "/A-SECRET/", "/x/a-secret/", "", "//", "/ä/"]
)
def test_without_the_token_nothing_is_let_in(path):
    code, _, body = answer(path)
    assert code == 403
    assert body == b"Copy the address.\n"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8710", "127.0.0.1", "127.0.0.1:80",
     "127.0.0.1.evil.example:8710", "0.0.0.0:8710", "[::1]:8710", ""],
)  # fmt: skip
def test_by_another_name_the_machine_does_not_answer(host):
    assert status(host=host) == 421


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:8711", "https://127.0.0.1:8710",
     "http://localhost"],
)  # fmt: skip
def test_pages_of_another_origin_are_refused(origin):
    assert status(origin=origin) == 403
    assert status(origin="http://127.0.0.1:8710") == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
def test_what_browsers_say_of_another_site_is_refused(site):
    assert status(sec_fetch_site=site) == 403


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_typed_addresses_and_own_links_are_let_in(site):
    assert status(sec_fetch_site=site) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_nothing_can_be_changed(method):
    assert status(method=method) == 405


def test_other_protocols_are_passed_over():
    async def nothing(*_: Any) -> None:
        raise AssertionError

    asyncio.run(Guard(nothing, TOKEN, 8710, "")({"type": "websocket"}, nothing, nothing))


def test_every_answer_says_what_may_be_done_with_it():
    for path in (f"/{TOKEN}/", "/"):
        _, headers, _ = answer(path)
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert not any(name.startswith("access-control") for name in headers)


def test_no_two_runs_have_one_token():
    found = {new_token() for _ in range(50)}
    assert len(found) == 50
    assert min(map(len, found)) >= 32
