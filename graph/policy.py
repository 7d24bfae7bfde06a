"""Says by which hash a page's content security policy lets a script or style stand (CSP level 2)."""

from __future__ import annotations

import base64
import hashlib


def hash_source(text: str) -> str:
    """Return the hash of an inline script or style as a policy names it, without the quotation marks: `sha256-…`."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
