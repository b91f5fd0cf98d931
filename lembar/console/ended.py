"""What is told at the end of a build."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ended:
    """Hold what a build did: counts of files and pages, and what became of sets and files."""

    made: int
    unchanged: int
    pages: int
    output: Path
    removed: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()  # keys of sets
    edited: tuple[tuple[str, str], ...] = ()  # path, and where the person's file is now
    named: tuple[str, ...] = ()  # folders that hold files with names
