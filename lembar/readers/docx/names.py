"""Name the elements of WordprocessingML, and read their values."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
V = "{urn:schemas-microsoft-com:vml}"
_OFF = frozenset({"0", "false", "off", "none"})


def value(parent: Any, name: str, default: str = "") -> str:
    """Return the value of a property, or the default if it isn't there."""
    found = None if parent is None else parent.find(f"{W}{name}")
    return default if found is None else found.get(f"{W}val", default)


def whole(parent: Any, name: str, default: int) -> int:
    """Return the whole number of a property, or the default if it isn't one."""
    try:
        return int(value(parent, name, str(default)))
    except ValueError:
        return default


def is_on(each: Any) -> bool:
    """Say whether a property that is there is on."""
    return each.get(f"{W}val", "true").lower() not in _OFF
