"""Missing ids are written, and nothing else is touched."""

import re
from pathlib import Path

import pytest

from lembar.content import yaml
from lembar.content.names import Names
from lembar.engine.ids import give_ids
from lembar.errors import LembarError, Problems

BANK = """\
# note
objective: TP1
items:
- type: short     # kept
  text: |
    Apa? [[ini]]
- id: lama
  type: short
  text: |
    Siapa? [[dia]]
-   text: "Benar."
    type: true-false
    answer: true
- type: group
  text: |
    Bacalah.
  items:
  - type: short
    text: |
      Di mana? [[sini]]
"""


def give(path: Path, raw: bytes) -> tuple[int, bytes]:
    path.write_bytes(raw)
    return give_ids(path, Names(path.parent)).count, path.read_bytes()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_only_ids_are_added(tmp_path: Path, mark: bytes, end: bytes) -> None:
    raw = mark + BANK.encode().replace(b"\n", end)
    count, after = give(tmp_path / "b.yaml", raw)
    assert count == 4
    ids = re.findall(rb"id: ([a-z][a-z0-9]{3})\r?\n *(?=type|text)", after)
    assert len(set(ids)) == 5  # with the old one
    assert re.sub(rb"id: (?!lama)[a-z0-9]{4}" + end + rb" *", b"", after) == raw
    assert after.count(b"\n") == after.count(end) == raw.count(b"\n") + 4
    assert give_ids(tmp_path / "b.yaml", Names(tmp_path)).count == 0
    assert (tmp_path / "b.yaml").read_bytes() == after


def test_the_ids_are_read_back_where_they_belong(tmp_path: Path) -> None:
    _, after = give(tmp_path / "b.yaml", BANK.encode())
    problems = Problems()
    root = yaml.load(after.decode(), "b.yaml", problems).root
    assert isinstance(root, yaml.Mapping)
    items = root.get("items")
    assert isinstance(items, yaml.Sequence)
    assert all(each.get("id") for each in items.items if isinstance(each, yaml.Mapping))
    assert not list(problems)


def test_items_in_braces_get_their_id_behind_the_brace(tmp_path: Path) -> None:
    raw = b'items: [{type: short, text: "a [[b]]"}, { "type": short, text: "c [[d]]" }]\n'
    count, after = give(tmp_path / "b.yaml", raw)
    assert count == 2
    assert re.sub(rb"id: \w{4}, ", b"", after) == raw
    assert give_ids(tmp_path / "b.yaml", Names(tmp_path)).count == 0


@pytest.mark.parametrize("first", ['"type"', "'type'"])
def test_a_first_key_in_quotes(tmp_path: Path, first: str) -> None:
    count, after = give(tmp_path / "b.yaml", f"- {first}: short\n  text: a\n".encode())
    assert count == 1
    assert re.fullmatch(rf"- id: \w{{4}}\n  {first}: short\n  text: a\n", after.decode())


def test_the_same_question_twice_gets_two_ids_and_the_same_ones_in_any_run(tmp_path: Path) -> None:
    raw = b"- type: short\n  text: a\n" * 3
    count, after = give(tmp_path / "b.yaml", raw)
    ids = re.findall(rb"id: (\w+)", after)
    assert count == len(set(ids)) == 3
    assert give(tmp_path / "c.yaml", raw)[1] == after


def test_requests_of_an_assessment_are_no_items(tmp_path: Path) -> None:
    raw = b"title: T\nkind: test\nitems:\n- use: b/k\n- draw: 3\n  type: short\n"
    assert give(tmp_path / "a.yaml", raw) == (0, raw)


def test_parts_of_an_item_need_no_id(tmp_path: Path) -> None:
    bank = b"items:\n- type: multi-part\n  text: |\n    Soal.\n  parts:\n"
    bank += b"  - type: short\n    text: |\n      [[a]]\n" * 2
    count, made = give(tmp_path / "bank.yaml", bank)
    assert count == made.count(b"id: ") == 1


def test_an_empty_file_has_no_items(tmp_path: Path) -> None:
    assert give(tmp_path / "a.yaml", b"# nothing yet\n") == (0, b"# nothing yet\n")


def test_a_file_that_cannot_be_read_is_left_alone(tmp_path: Path) -> None:
    raw = b"items:\n- type: short\n\ttext: a\n"
    with pytest.raises(LembarError) as caught:
        give(tmp_path / "b.yaml", raw)
    assert caught.value.problems
    assert (tmp_path / "b.yaml").read_bytes() == raw
