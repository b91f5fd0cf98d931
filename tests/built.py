"""Build courses for tests: in this process for speed, or in another where that is the point."""

import base64
import os
import re
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf

from lembar.content.loader import Options
from lembar.engine.build import Outcome, Wanted, build
from lembar.engine.project import find_project
from lembar.engine.report import Silent

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "content"
_CARRIED = re.compile(rb"base64,([A-Za-z0-9+/]+=*)")


def build_here(root: Path, output: Path) -> Outcome:
    """Build all courses of a folder in this process."""
    return build(find_project((), root), output, Options(), Wanted(), False, Silent())


def build_apart(
    root: Path, *arguments: str, before: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own; `before` is Python that runs first."""
    code = f"{before}\nfrom lembar.cli import main\nmain()"
    return subprocess.run(
        [sys.executable, "-c", code, "build", *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LEMBAR_LANG": "en"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def unpacked(content: bytes) -> bytes:
    """Return the bytes of a file with everything in it decompressed."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [unpacked(archive.read(name)) for name in archive.namelist()]
        return b"\n".join([content, *parts])
    if content.startswith(b"%PDF"):
        return content + b"\n" + b"\n".join(_streams(content))
    if b"base64," in content:
        carried = [base64.b64decode(each) for each in _CARRIED.findall(content)]
        return b"\n".join([content, *map(unpacked, carried)])
    return content


def _streams(content: bytes) -> list[bytes]:
    """Return the inflated streams of a PDF, and the text that its fonts' maps give."""
    found: list[bytes] = []
    with pikepdf.open(BytesIO(content)) as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream):
                try:
                    found.append(each.read_bytes())
                except (pikepdf.PdfError, zlib.error):
                    found.append(each.read_raw_bytes())
    return found
