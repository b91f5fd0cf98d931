"""`python -m tests.generate --lessons N --seed S FOLDER`: write a course of so many lessons."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.generate.course import course, write
from tests.generate.outline import Outline
from tests.generate.texts import LANGUAGES, texts

WRONG_USE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Write a course as the arguments say; return the exit code."""
    asked = _parser().parse_args(arguments)
    folder: Path = asked.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sys.stderr.write(f"{folder} is there already and is not empty: name a new folder.\n")
        return WRONG_USE
    outline = Outline(texts(asked.language), asked.seed, asked.units_of)
    written = write(folder, course(outline, asked.lessons))
    sys.stdout.write(f"{asked.lessons} lessons, {written} files: {folder}\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.generate", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new or an empty folder")
    parser.add_argument("--lessons", type=_count, default=30, metavar="N", help="default: 30")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="default: 1")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="default: en")
    # A unit teaches each concept once at most: its banks and terms are named after them.
    parser.add_argument(
        "--units-of", type=int, choices=range(1, 9), default=8, help="lessons of a unit; default: 8"
    )
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("write a number from 1 up")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
