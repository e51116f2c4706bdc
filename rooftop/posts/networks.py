"""What each network takes for one post, counted as the network counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import regex

from rooftop.posts.weighted_length import weighted_length
from rooftop.settings import Network

_URL = regex.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]]")
#: What a network makes of every address, whatever its length.
_SHORTENED = "x" * 23
_MENTION = regex.compile(r"(?<![\w/])@([a-z0-9_]+)(?:@[\w.-]+[\w])", regex.IGNORECASE)
_GRAPHEME = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\uFE0F|\u20E3"
)


@dataclass(frozen=True)
class Limit:
    """At most ``most`` of ``unit``, as ``count`` counts them."""

    most: int
    unit: str
    count: Callable[[str], int]


@dataclass(frozen=True)
class Excess:
    """By how much a text is too long: it has ``count`` of ``unit``, and ``limit`` fit."""

    count: int
    limit: int
    unit: str


def graphemes(text: str) -> int:
    """Characters as people see them (UAX 29)."""
    if text.isascii() and "\r" not in text:
        return len(text)
    return len(_GRAPHEME.findall(text))


def _mastodon(text: str) -> int:
    """Graphemes; addresses count 23, and of ``@name@host`` only the name does."""
    return graphemes(_URL.sub(_SHORTENED, _MENTION.sub(r"@\1", text)))


def _threads(text: str) -> int:
    """Characters; an emoji counts as many as it has bytes in UTF-8 (Threads API, limitations)."""
    if text.isascii() or not _EMOJI.search(text):
        return len(text)
    return sum(
        len(each.encode()) if _EMOJI.search(each) and not each.isascii() else len(each)
        for each in _GRAPHEME.findall(text)
    )


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _bytes(text: str) -> int:
    return len(text.encode())


_X_MOST = 280
#: What a post may have. Bluesky's two are of its lexicon ``app.bsky.feed.post``.
NETWORKS: Mapping[Network, tuple[Limit, ...]] = {
    "mastodon": (Limit(500, "characters", _mastodon),),
    "bluesky": (Limit(300, "characters", graphemes), Limit(3_000, "bytes", _bytes)),
    "linkedin": (Limit(3_000, "characters", _utf16),),
    "x": (Limit(_X_MOST, "weighted characters", weighted_length),),
    "threads": (Limit(500, "characters", _threads),),
    "facebook": (Limit(63_206, "characters", _utf16),),
}


def measure(network: Network, text: str) -> Excess | None:
    """What keeps ``text`` from being one post on ``network``; None when it fits."""
    for limit in NETWORKS[network]:
        if (counted := limit.count(text)) > limit.most:
            return Excess(counted, limit.most, limit.unit)
    return None
