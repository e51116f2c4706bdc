"""Films on other hosts: the address of the player for the address of the film."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_YOUTUBE = {"youtube.com", "m.youtube.com", "youtu.be", "youtube-nocookie.com"}


def player_of(url: str) -> str | None:
    """The address of a player that shows the film at ``url`` in a frame and sets no cookie it need
    not; None if unknown.

    YouTube, Vimeo, and PeerTube on any host, by the addresses they give out themselves.
    """
    parts = urlsplit(url)
    host, path = (
        (parts.hostname or "").removeprefix("www."),
        [part for part in parts.path.split("/") if part],
    )
    if host in _YOUTUBE:
        film = parse_qs(parts.query).get("v", path[-1:])
        return (
            f"https://www.youtube-nocookie.com/embed/{film[0]}"
            if film and _ID.fullmatch(film[0])
            else None
        )
    if host == "vimeo.com":
        return (
            f"https://player.vimeo.com/video/{path[0]}?dnt=1"
            if path and path[0].isdigit()
            else None
        )
    if path[:1] == ["w"] or path[:2] == ["videos", "watch"]:
        return (
            f"https://{host}/videos/embed/{path[-1]}"
            if len(path) > 1 and _ID.fullmatch(path[-1])
            else None
        )
    return None


def player_origin(host: str) -> str:
    """The origin that players of films on ``host`` are loaded from, for a
    Content-Security-Policy.
    """
    bare = host.removeprefix("www.")
    if bare in _YOUTUBE:
        return "https://www.youtube-nocookie.com"
    return "https://player.vimeo.com" if bare == "vimeo.com" else f"https://{host}"
