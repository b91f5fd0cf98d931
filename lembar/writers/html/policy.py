"""The policy under which a browser loads only what a page itself holds, or stands beside it."""

import base64
import hashlib

_RULES = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline';"
    " form-action 'none'; base-uri 'none'"
)


def policy(script: str = "", own_pictures: bool = False) -> str:
    """Return the policy of a page; of scripts, only this one runs.

    With `own_pictures` it may show files of its own place; "file:" would let it ask other machines.
    """
    rules = _RULES.replace("img-src data:", "img-src data: 'self'") if own_pictures else _RULES
    if not script:
        return rules
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return f"{rules}; script-src 'sha256-{digest}'"
