"""Kill a run at the nth thing it does to the file system."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lembar.engine import files


class Killed(BaseException):
    """Stand for a kill: nothing in the code may catch it."""


@contextmanager
def killed_at(number: int) -> Iterator[None]:
    """Let the nth change of the file system be done by half, or not at all, and nothing after."""
    left = number

    def halved(whole: Callable[..., None], half: Callable[..., None]) -> Callable[..., None]:
        def run(*args: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                half(*args)
            if left <= 0:
                raise Killed
            whole(*args)

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "write", halved(files.write, _half_write))
        patch.setattr(files, "move", halved(files.move, _half_move))
        patch.setattr(files, "remove", halved(files.remove, lambda path: None))
        patch.setattr(files, "remove_tree", halved(files.remove_tree, _half_remove_tree))
        yield


def _half_write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content[: len(content) // 2])


def _half_move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)


def _half_remove_tree(path: Path) -> None:
    for each in sorted(path.rglob("*"))[:1]:
        each.unlink()
