"""Name the templates that fill what stands in content: those of any document may ask for it."""

SUPPORT = "parts/support.html.j2"
CHALLENGE = "parts/challenge.html.j2"
SECTIONS = "parts/sections.html.j2"
FENCE = "parts/fence.html.j2"
EXERCISE = "parts/exercise.html.j2"
_PARTS = frozenset({SUPPORT, CHALLENGE, SECTIONS, FENCE, EXERCISE})
_INTERACTIONS = "interactions/"


def interaction(kind: str) -> str:
    """Return the template of an interaction."""
    return f"{_INTERACTIONS}{kind}.html.j2"


def fills(path: str) -> bool:
    """Say whether a template may be asked for by content, whatever document it stands in."""
    return path in _PARTS or path.startswith(_INTERACTIONS)
