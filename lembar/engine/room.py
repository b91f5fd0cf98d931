"""Tell that a disk is full: which folder stands on it, and what can be done."""

import errno
import tempfile
from pathlib import Path

from lembar.errors import Problem, problem

TEMPORARY = "lembar-"
"""How the names of folders for temporary files begin."""


def is_full(error: Exception) -> bool:
    """Say whether there is no room left on a disk, or none left for this user."""
    full = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    return isinstance(error, OSError) and error.errno in full


def disk_full(output: Path) -> Problem:
    """Return the problem of a folder whose disk is full."""
    return problem("disk-full", None, "disk-full", path=output)


def temp_full() -> Problem:
    """Return the problem of temporary files for which there is no room; workers have it too."""
    folder = Path(tempfile.gettempdir())
    ours = (each for each in (folder, *folder.parents) if each.name.startswith(TEMPORARY))
    above = next((each.parent for each in ours), folder)
    return problem("temp-full", None, "temp-full", path=above)


def no_temp(error: OSError) -> Problem:
    """Return the problem of a system on which no temporary file can be written."""
    reason = error.strerror or type(error).__name__
    return problem("no-temp", None, "temp-full", reason=reason)
