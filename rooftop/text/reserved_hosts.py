"""Hosts that nobody can own: they are reserved for examples (RFC 2606, 2 and 3)."""

from __future__ import annotations

import re

#: Such a host, as a pattern for texts that hold it.
RESERVED_HOST = r"(?:[\w-]+\.)*(?:[\w-]+\.example|example\.(?:com|net|org))(?![\w-]|\.\w)"
_WHOLE = re.compile(RESERVED_HOST, re.IGNORECASE)


def is_reserved_host(text: str) -> bool:
    """Whether ``text`` is such a host and nothing else."""
    return _WHOLE.fullmatch(text) is not None
