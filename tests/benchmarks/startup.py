"""`python -m tests.benchmarks.startup`: whole processes, `lembar --help` against `import click`."""

import statistics
import subprocess
import sys
import time

RUNS = 15


def seconds(code: str) -> float:
    """Return the median time of a process that runs some Python."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Print both medians and their ratio."""
    bare = seconds("import click")
    ours = seconds(
        "import sys; sys.argv = ['lembar', '--help']; from lembar.cli import main; main()"
    )
    sys.stdout.write(f"import click {bare * 1000:.0f} ms, lembar --help {ours * 1000:.0f} ms: ")
    sys.stdout.write(f"{ours / bare:.2f} times (goal: 3)\n")


if __name__ == "__main__":
    main()
