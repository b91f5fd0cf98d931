"""Pin what pyproject.toml asks for, and all that this needs, to the versions installed in .venv.

Rewrites the groups `locked` (to build courses) and `locked-test` (to test as well). The same
.venv always gives the same pins.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PYPROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def main() -> None:
    """Write both groups of pins into pyproject.toml."""
    text = PYPROJECT.read_text(encoding="utf-8")
    asked = tomllib.loads(text)
    groups = asked["dependency-groups"]
    locked = closure([*asked["project"]["dependencies"], *groups["build"], "pip"])
    tests = closure(groups["test"]).keys() - locked.keys()
    text = with_group(text, "locked", pins(locked.keys()))
    text = with_group(text, "locked-test", ['{ include-group = "locked" }', *pins(tests)])
    PYPROJECT.write_text(text, encoding="utf-8")


def closure(requirements: list[str]) -> dict[str, set[str]]:
    """Follow requirements through the installed packages: name → extras asked for."""
    found: dict[str, set[str]] = {}
    waiting = [Requirement(each) for each in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found and requirement.extras <= found[name]:
            continue
        extras = found.setdefault(name, set())
        extras |= requirement.extras
        waiting += [
            needed
            for needed in map(Requirement, distribution(name).requires or [])
            if needed.marker is None
            or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras))
        ]
    return found


def pins(names: Iterable[str]) -> list[str]:
    """Turn names into the lines of a group, in alphabetical order."""
    return [f'"{name}=={distribution(name).version}"' for name in sorted(names)]


def with_group(text: str, group: str, lines: list[str]) -> str:
    """Replace the lines of a group in the text of pyproject.toml."""
    body = "".join(f"  {line},\n" for line in lines)
    text, count = re.subn(
        rf"^{group} = \[\n.*?^\]\n", f"{group} = [\n{body}]\n", text, flags=re.MULTILINE | re.DOTALL
    )
    if count != 1:
        raise SystemExit(f"pyproject.toml must have one group `{group} = [ … ]`; found {count}")
    return text


main()
