"""Look at the machine: what a build needs, what is there, and how to get what is not."""

import platform
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

_PACKAGES = ("python-pptx", "weasyprint", "resvg-py", "ziamath", "lxml")


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what was looked at; `advice` is the key of how to mend it, where it is not well."""

    name: str
    state: str
    well: bool = True
    advice: str = ""


def examine() -> list[Finding]:
    """Return what was found."""
    found = [Finding("Python", platform.python_version(), sys.version_info >= (3, 11), "python")]
    for package in _PACKAGES:
        try:
            found.append(Finding(package, version(package)))
        except PackageNotFoundError:
            found.append(Finding(package, "–", False, "package"))
    found.append(_pdf())
    return found


def _pdf() -> Finding:
    """Say whether PDF can be made, which needs Pango beside WeasyPrint."""
    from lembar.writers.pdf import available

    return Finding("PDF", "Pango") if available() else Finding("PDF", "–", False, "pango")
