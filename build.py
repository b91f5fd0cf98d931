"""Build the courses of this folder: `python build.py …` is the `lembar …` command."""

import sys

try:
    from lembar.cli import main
except KeyboardInterrupt:
    sys.exit(130)

if __name__ == "__main__":
    main(sys.argv[1:] or ["build"])
