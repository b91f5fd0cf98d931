"""Build the courses of this folder: `python build.py …` is the `lembar …` command."""

import sys

from lembar.cli import main

if __name__ == "__main__":
    main(sys.argv[1:] or ["build"])
