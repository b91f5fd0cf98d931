"""Let LibreOffice save files anew, or print them."""

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from tests.tools import need


def saved(files: Iterable[Path], folder: Path, kind: str) -> dict[str, Path]:
    """Save Word files as another kind ("docx", "pdf") into a folder: name → the new file."""
    need("writer")
    program = shutil.which("soffice")
    assert program is not None
    paths = list(files)
    filters = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
    # The PDF engine hides the system's fonts from its process; an office needs them.
    env = {name: each for name, each in os.environ.items() if "FONTCONFIG" not in name}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / kind
    done = subprocess.run(
        [program, profile, "--headless", "--convert-to", filters[kind], "--outdir", out, *paths],
        env=env,
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    made = {path.stem: out / f"{path.stem}.{kind}" for path in paths}
    assert all(path.exists() for path in made.values()), done.stdout + done.stderr
    return made
