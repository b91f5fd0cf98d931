"""Remember what was copied from a parent, as it was then: `ejected.yaml` in a theme's folder."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lembar.errors import ContentError, Place, problem

NAME = "ejected.yaml"
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
        lines.append(f'- file: "{each.file}"\n')
        if each.piece:
            lines.append(f'  piece: "{each.piece}"\n')
        lines.append(f'  from: "{each.source}"\n  digest: "{each.digest}"\n')
        keep = {0: "-", 1: ""}.get(len(each.text) - len(each.text.rstrip("\n")), "+")
        lines.append(f"  text: |2{keep}\n")
        rows = each.text.split("\n")[: _count(each)]
        lines += [f"    {row}\n" if row else "\n" for row in rows]
    return "".join(lines).encode()


def _count(each: Ejected) -> int:
    """Return how many lines a text takes."""
    return each.text.count("\n") + (0 if each.text.endswith("\n") else 1)
