"""Remember what was copied from a parent, as it was then: `ejected.yaml` in a theme's folder."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lembar.errors import ContentError, Place, problem

NAME = "ejected.yaml"
# Signs that YAML takes for the end of a line, or does not take as they are.
_ODD = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_HEAD = """\
# Written by `lembar theme eject`: what was copied from a parent, as it was then.
# `lembar theme diff` tells by it what has changed there since. Keep it with the theme.
"""


@dataclass(frozen=True, slots=True)
class Ejected:
    """Hold one copy: the file, the piece of it ("" for all), whose it was, and its text."""

    file: str
    piece: str
    source: str
    text: str

    @property
    def digest(self) -> str:
        """Return what tells at a glance whether two texts are the same."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def read_ejected(folder: Path, said: str) -> tuple[Ejected, ...]:
    """Return what a theme has copied.

    Raises ContentError if the file was broken.
    """
    import yaml

    path = folder / NAME
    if not path.is_file():
        return ()
    try:
        found = yaml.safe_load(path.read_text("utf-8")) or []
        read = tuple(
            Ejected(each["file"], each.get("piece", ""), each["from"], each["text"])
            for each in found
        )
        if all(old["digest"] == new.digest for old, new in zip(found, read)):
            return read
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, UnicodeDecodeError):
        pass
    raise ContentError(problem("ejected-broken", Place(said), "ejected-broken"))


def written(records: Iterable[Ejected]) -> bytes:
    """Return the file that holds these copies."""
    lines = [_HEAD]
    for each in sorted(records, key=lambda each: (each.file, each.piece)):
        # A string of JSON is one of YAML, whatever stands in it.
        lines.append(f"- file: {_quoted(each.file)}\n")
        if each.piece:
            lines.append(f"  piece: {_quoted(each.piece)}\n")
        lines.append(f'  from: {_quoted(each.source)}\n  digest: "{each.digest}"\n')
        if _ODD.search(each.text) or not each.text.strip("\n"):
            lines.append(f"  text: {_quoted(each.text)}\n")
            continue
        keep = {0: "-", 1: ""}.get(len(each.text) - len(each.text.rstrip("\n")), "+")
        lines.append(f"  text: |2{keep}\n")
        rows = each.text.split("\n")[: _count(each)]
        lines += [f"    {row}\n" if row else "\n" for row in rows]
    return "".join(lines).encode()


def _quoted(text: str) -> str:
    escaped = json.dumps(text, ensure_ascii=False)
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)


def _count(each: Ejected) -> int:
    """Return how many lines a text takes."""
    return each.text.count("\n") + (0 if each.text.endswith("\n") else 1)
