"""Find where things stand: courses below a folder, and files above one."""

from pathlib import Path

from lembar.content.files import ignored, is_there


def find_courses(root: Path) -> list[Path]:
    """Return the folders at or below `root` that hold a course.yaml, in order."""
    skipped = {"output", "templates", "node_modules"}
    found: list[Path] = []
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        if is_there(folder / "course.yaml"):
            found.append(folder)
            continue
        waiting.extend(
            each
            for each in _inside(folder)
            if each.is_dir() and not each.is_symlink() and each.name not in skipped
            if not ignored(each.name)
        )
    return sorted(found)


def _inside(folder: Path) -> list[Path]:
    """Return what a folder holds; nothing if it may not be read, as `lost+found` of a disk."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def find_upward(name: str, start: Path, root: Path) -> Path | None:
    """Return the nearest file of that name from `start` up to `root`."""
    folder = start
    while True:
        if is_there(folder / name):
            return folder / name
        if folder == root or folder.parent == folder or root not in folder.parents:
            return None
        folder = folder.parent
