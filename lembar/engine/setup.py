"""What a command tells a worker first, and how what comes from one begins.

It stands apart, since a worker loads what makes documents, and the command has no use for that.
"""

from dataclasses import dataclass

from lembar.engine.limits import Limits

ASSET, PHASE, MEMORY, RESULT = b"a", b"p", b"m", b"r"
"""How what comes from a worker begins."""


@dataclass(frozen=True, slots=True)
class Setup:
    """Hold what a worker is told first: limits, a folder of its own, formats to load.

    `pieces` are the folder of the cache and the machinery, where pieces of documents are kept.
    """

    limits: Limits
    folder: str
    formats: tuple[str, ...]
    pieces: tuple[str, str] | None = None
