"""What each network takes for one post, counted as the network counts."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from rooftop.settings import Network

_URL = regex.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]]")
#: What a network makes of every address, whatever its length.
_SHORTENED = "x" * 23
_MENTION = regex.compile(r"(?<![\w/])@([a-z0-9_]+)(?:@[\w.-]+[\w])", regex.IGNORECASE)
#: Addresses that nothing in them or around them makes hard to tell; what else has to do with
#: addresses, or is emoji.
_PLAIN_URL = regex.compile(r"(?<!\S)https://([a-z0-9-]+(?:\.[a-z0-9-]+)+)/[A-Za-z0-9/_?=&-]*(?!\S)")
_UNUSUAL = regex.compile(
    r"\.[\p{L}\d]*\p{L}|://|\p{Extended_Pictographic}|\p{Emoji_Presentation}|[\uFE0F\u20E3]"
)
#: Signs that X takes for text and the library for emoji.
_SIGNS = regex.compile(r"[©®](?!\uFE0F)")
#: Signs outside the first alphabets that X counts once: blanks, dashes and quotation marks.
_LIGHT = frozenset(
    map(chr, (*range(0x2000, 0x200E), *range(0x2010, 0x2020), *range(0x2032, 0x2038)))
)
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
    return len(_GRAPHEME.findall(text))


def _mastodon(text: str) -> int:
    """Graphemes; addresses count 23, and of ``@name@host`` only the name does."""
    return graphemes(_URL.sub(_SHORTENED, _MENTION.sub(r"@\1", text)))


def _x(text: str) -> int:
    """Weighted: addresses count 23, emoji 2, letters of most scripts outside Latin 2 (twitter-text,
    version 3).
    """
    text = unicodedata.normalize("NFC", text)
    rest = _PLAIN_URL.sub("", text)
    if _UNUSUAL.search(rest):
        return _x_by_the_library(text)
    found = _PLAIN_URL.finditer(text)
    addresses = sum(len(_SHORTENED) if _x_shortens(match[1]) else len(match[0]) for match in found)
    light = sum(1 for sign in rest if ord(sign) <= 0x10FF or sign in _LIGHT)
    return addresses + 2 * len(rest) - light


def _x_by_the_library(text: str) -> int:
    """The same, slowly: it looks for addresses, bare ones too, and emoji of several signs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it uses a part of setuptools that is to go
        from twitter_text import parse_tweet  # noqa: PLC0415 — it takes a quarter of a second to load, and is seldom needed

    return int(parse_tweet(text).weightedLength) - len(_SIGNS.findall(text))


@lru_cache(maxsize=64)
def _x_shortens(host: str) -> bool:
    """Whether X knows addresses on ``host`` for such, by the end of its name."""
    return _x_by_the_library(f"https://{host}/{'x' * 30}") == len(_SHORTENED)


def _threads(text: str) -> int:
    """Characters; an emoji counts as many as it has bytes in UTF-8 (Threads API, limitations)."""
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
    "x": (Limit(_X_MOST, "weighted characters", _x),),
    "threads": (Limit(500, "characters", _threads),),
    "facebook": (Limit(63_206, "characters", _utf16),),
}


def measure(network: Network, text: str) -> Excess | None:
    """What keeps ``text`` from being one post on ``network``; None when it fits."""
    for limit in NETWORKS[network]:
        if (counted := limit.count(text)) > limit.most:
            return Excess(counted, limit.most, limit.unit)
    return None
