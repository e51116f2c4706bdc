"""Pages that load nothing, and what they carry within themselves instead."""

from __future__ import annotations

import base64

#: Whatever such a page says, the browser that shows it loads nothing (CSP Level 3).
LOADS_NOTHING = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'"


def data_address(data: bytes, mime: str) -> str:
    """``data`` as an address (RFC 2397)."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"
