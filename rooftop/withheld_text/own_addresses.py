"""The site's own address, which every page says: what it holds by chance gives nothing away."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

import regex

#: Stands in place of what is cut out, so that nothing is found across it.
_SEAM = " \x1f "


class OwnAddresses:
    """Cuts the beginnings that all addresses of a site have out of a text: ``urls`` such as
    ``https://voices.example/`` or ``https://example.org/voices/``. What comes after, the path of a
    page, stays.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        roots = {parts.netloc + parts.path.rstrip("/") for parts in map(urlsplit, urls)}
        forms = sorted(_pattern(root) for root in roots if root)
        self._hosts = tuple(root.partition("/")[0].lower() for root in roots)
        self._pattern = regex.compile(
            rf"(?:https?(?:://|%3A%2F%2F)|(?<![\w.@-]))(?:{'|'.join(forms)})(?![\w-]|\.\w)",
            regex.IGNORECASE,
        )

    def cut(self, text: str) -> str:
        """``text`` without them, however it writes them: with ``https://`` or without, and escaped
        as within another address.
        """
        lowered = text.lower()
        if not any(host and host in lowered for host in self._hosts):
            return text
        return self._pattern.sub(_SEAM, text)


def _pattern(root: str) -> str:
    return "(?:/|%2F)".join(map(regex.escape, root.split("/")))
