"""Set up .venv and the libraries PDF needs, on a machine that may have neither pip nor Pango.

Usage: python3 .ci/setup.py GROUP     GROUP is a dependency group of pyproject.toml

1. .venv, without pip where the system's Python cannot bring it; then pip itself
2. the pinned packages of GROUP, then Lembar from this folder
3. Pango and HarfBuzz: by apt as root or with sudo, otherwise as private copies in .venv

Nothing is done again while pyproject.toml, this folder's path and Python stay the same.
Runs on the system's own Python, so it may import nothing but the standard library.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PRIVATE = VENV / "lib" / "lembar-system"
STAMP = VENV / "lembar-setup"

LIBRARIES = ["libpangoft2-1.0-0", "libharfbuzz-subset0"]
LOADS = """
import ctypes, pathlib, sys
waiting = sorted(pathlib.Path(sys.argv[1]).glob("*.so*"))
while waiting:
    failed = []
    for path in waiting:
        try:
            ctypes.CDLL(str(path), ctypes.RTLD_GLOBAL)
        except OSError:
            failed.append(path)
    if len(failed) == len(waiting):
        break
    waiting = failed
stem = "lib{}.dylib" if sys.platform == "darwin" else "lib{}.so.{}"
for name, version in [("gobject-2.0", 0), ("pango-1.0", 0), ("harfbuzz", 0),
                      ("harfbuzz-subset", 0), ("fontconfig", 1), ("pangoft2-1.0", 0)]:
    ctypes.CDLL(stem.format(name, version))
"""

NO_PIP = """
Python's installer, pip, is missing on this computer and could not be fetched.
Ask an administrator to run:    apt install python3-venv
Then run make again.
"""
NO_PANGO = """
PDF cannot be made yet: the libraries Pango and HarfBuzz are missing and could not be fetched.
Word, slides, HTML and Markdown are made all the same. For PDF ask an administrator to run:
    Debian, Ubuntu    apt install {}
    Fedora            dnf install pango harfbuzz
    macOS             brew install pango
Then run make again.
"""


def main(group: str) -> None:
    """Do whatever is missing."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the system's own Python may be older
        raise SystemExit(
            "Lembar needs Python 3.11 or newer; this is {}.{}. "
            "With a newer one installed: make PYTHON=python3.12".format(*sys.version_info)
        )
    fresh = not ready(group)
    if fresh:
        make_venv()
        install(group)
    if not libraries_load() and not (fresh and fetch_libraries()):
        say(NO_PANGO.format(" ".join(LIBRARIES)))


def ready(group: str) -> bool:
    """Tell whether .venv already holds the group, or more than it."""
    if not STAMP.exists():
        return False
    digest, *groups = STAMP.read_text(encoding="utf-8").split()
    return digest == state() and group in groups


def state() -> str:
    """Digest what an installation depends on."""
    told = f"{place()}\n".encode() + (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(told).hexdigest()


def place() -> str:
    """Name the folder and the Python, which an existing .venv is bound to."""
    return f"{ROOT} {sys.version_info[0]}.{sys.version_info[1]}"


def make_venv() -> None:
    """Make .venv with the pinned pip, anew if it was made for another folder or Python."""
    home = VENV / "lembar-place"
    moved = home.exists() and home.read_text(encoding="utf-8") != place()
    if moved or not works(PYTHON, "-c", ""):
        say("Setting up Lembar. The first time takes a few minutes.")
        run(sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV))
    home.write_text(place(), encoding="utf-8")
    pip = pinned_pip()
    if not works(PYTHON, "-m", "pip", "--version") and not works(PYTHON, "-m", "ensurepip"):
        with tempfile.TemporaryDirectory() as folder:
            wheels = [*unpacked("python3-pip-whl", folder=Path(folder)).glob("**/pip-*.whl")]
            if not wheels:
                raise SystemExit(NO_PIP)
            run(PYTHON, wheels[0] / "pip", "install", "--quiet", pip)
    run(PYTHON, "-m", "pip", "install", "--quiet", pip)


def pinned_pip() -> str:
    """Read the pin of pip: older ones know no dependency groups."""
    import tomllib  # Not at the top: an older Python must get as far as the sentence about it.

    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return next(pin for pin in pyproject["dependency-groups"]["locked"] if pin.startswith("pip=="))


def install(group: str) -> None:
    """Install the pins of a group and, on top, Lembar from this folder."""
    say(f"Installing the packages that pyproject.toml pins ({group}).")
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--no-deps"]
    run(*pip, "--group", group)
    run(*pip, "--no-build-isolation", "--editable", ".")
    held = ["locked", "locked-test"] if group == "locked-test" else [group]
    STAMP.write_text("\n".join([state(), *held]), encoding="utf-8")


def libraries_load() -> bool:
    """Try to load what the PDF writer needs, private copies included."""
    return works(PYTHON, "-c", LOADS, PRIVATE)


def fetch_libraries() -> bool:
    """Get Pango by the first way that leads to it."""
    if not shutil.which("apt-get"):
        return False
    say("Getting the libraries that PDF needs: {}.".format(" ".join(LIBRARIES)))
    for way in (apt_install, copy_libraries):
        way()
        if libraries_load():
            return True
    return False


def apt_install() -> None:
    """Install the libraries for the whole machine, if we may."""
    if os.geteuid() == 0:
        become = []
    elif shutil.which("sudo") and works("sudo", "-n", "true"):
        become = ["sudo", "-n"]
    else:
        return
    apt = [*become, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    works(*apt, "update")
    works(*apt, "install", "-y", "--no-install-recommends", *LIBRARIES)


def copy_libraries() -> None:
    """Unpack the libraries, and what they need, into .venv."""
    shutil.rmtree(PRIVATE, ignore_errors=True)
    PRIVATE.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        for path in unpacked(*LIBRARIES, folder=Path(folder)).glob("**/*-linux-gnu*/lib*.so*"):
            shutil.copy2(path, PRIVATE / path.name, follow_symlinks=False)


def unpacked(*packages: str, folder: Path) -> Path:
    """Unpack Debian packages with what they miss on this machine below a folder: no root needed."""
    root = folder / "root"
    root.mkdir()
    if not shutil.which("apt-get"):
        return root
    (folder / "lists" / "partial").mkdir(parents=True)
    (folder / "archives" / "partial").mkdir(parents=True)
    options = [
        f"Dir::State::Lists={folder}/lists",
        f"Dir::Cache={folder}",
        "APT::Sandbox::User=root",
        "Debug::NoLocking=1",
        "Acquire::http::Timeout=30",
    ]
    apt = ["apt-get", *(word for option in options for word in ("-o", option))]
    works(*apt, "-qq", "update")
    plan = subprocess.run(
        [*apt, "-s", "install", "--no-install-recommends", *packages],
        capture_output=True,
        text=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    # A line with the old version in [ ] would replace a library that the machine's programs use.
    missing = re.findall(r"^Inst (\S+) \(", plan.stdout, flags=re.MULTILINE)
    if missing:
        works(*apt, "-qq", "download", *missing, folder=folder)
    for package in sorted(folder.glob("*.deb")):
        works("dpkg", "-x", package, root)
    return root


def works(*command: str | Path, folder: Path = ROOT) -> bool:
    """Run a command in silence and tell whether it succeeded."""
    try:
        return subprocess.run(command, cwd=folder, capture_output=True).returncode == 0
    except OSError:
        return False


def run(*command: str | Path) -> None:
    """Run a command that must succeed."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}
    code = subprocess.run(command, cwd=ROOT, env=environment).returncode
    if code:
        raise SystemExit(code)


def say(sentence: str) -> None:
    """Print at once, so that a person sees what a silent minute is spent on."""
    sys.stderr.write(sentence + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main(sys.argv[1])
