"""The policy under which a browser loads only what a page itself holds."""

import base64
import hashlib

_RULES = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline';"
    " form-action 'none'; base-uri 'none'"
)


def policy(script: str = "") -> str:
    """Return the policy of a page; of scripts, only this one runs."""
    if not script:
        return _RULES
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return f"{_RULES}; script-src 'sha256-{digest}'"
