"""The head of a lesson."""

import pytest

from lembar.content import yaml
from lembar.content.markdown import front_matter
from lembar.errors import Problems


def _read(text: str) -> tuple[str | None, str, int, list[str]]:
    problems = Problems()
    head, body, line = front_matter(text, "a.md", problems)
    title = head.get("title") if head else None
    assert title is None or isinstance(title, yaml.Scalar)
    said = [f"{p.place}".removeprefix("a.md:") + f" {p.code}" for p in problems]
    return title.text if title else None, body, line, said


def test_head_and_body() -> None:
    assert _read("---\ntitle: a\n---\n\nb\n---\nc\n") == ("a", "\nb\n---\nc\n", 4, [])
    assert _read("\n\n---\ntitle: a\n---\nb") == ("a", "b", 6, [])


@pytest.mark.parametrize("text", ["", "a\n", "a\n---\nb\n"])
def test_no_head(text: str) -> None:
    assert _read(text) == (None, text, 1, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ntitle: a\n", "1:1 front-matter-open"),
        ("---\ntitle: a: b\n---\n", "2:9 yaml-colon"),
        ("---\n---\n", "2:1 not-a-mapping"),
        ("\n---\n- a\n---\n", "3:1 not-a-mapping"),
    ],
)
def test_told(text: str, said: str) -> None:
    assert _read(text)[3] == [said]
