"""Links and pictures of prose: where they point, and whether that is where their words promise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from rooftop.markup.structure import words_of
from rooftop.markup.tree import Tree

#: What may read as an address, wherever it stands in words.
_ADDRESS = re.compile(
    r"(?P<scheme>https?:/{0,3}(?:[^\s/?#@]*@)?|(?=www\.))?"
    r"(?P<host>[^\W_](?:[\w-]|\.(?=\w))*)"
    r"(?P<rest>(?:/|:\d|[?#]\S)\S*)?",
    re.IGNORECASE,
)
_IP_ADDRESS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_TOP_LEVEL_DOMAIN = re.compile(r"[^\W\d_]{2,63}|xn--[a-z\d-]{2,59}")
#: Endings of files that no domain has, and those that some have: these are an address only where
#: more says so.
_FILES = frozenset(
    (
        *("css", "csv", "docx", "gif", "html", "jpeg", "jpg", "js", "json", "jsx", "mjs", "pdf"),
        *("png", "pptx", "svg", "toml", "ts", "tsx", "txt", "webp", "xlsx", "xml", "yaml", "yml"),
    )
)
_FILES_OR_DOMAINS = frozenset(("md", "mov", "pl", "py", "rs", "sh", "zip"))
#: Signs that browsers take for the dot in a host, besides those that NFKC makes one.
_DOTS = str.maketrans("。｡․", "...")
_NOT_IN_ANCHOR = re.compile(r"[^\w -]")
_UNREADABLE = re.compile(r"[\\\x00-\x1f\x7f]")


def links_in(tree: Tree) -> Iterator[tuple[Tree, str, str]]:
    """Every element that points somewhere, the attribute it does so with, and the address as
    written.
    """
    for element in tree.iter("a", "img"):
        name = "href" if element.tag == "a" else "src"
        if name in element.attrib:
            yield element, name, element.attrib[name].strip()


def is_elsewhere(url: str) -> bool:
    """Whether ``url`` leaves the site. Addresses that can't be read count as leaving it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def anchors_in(tree: Tree) -> dict[str, str]:
    """The ids of headings in ``tree``, by the fragments that lead to them on GitHub."""
    anchors: dict[str, str] = {}
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        name = _NOT_IN_ANCHOR.sub("", words_of(heading).lower()).replace(" ", "-")
        count = 0
        while (anchor := f"{name}-{count}" if count else name) in anchors:
            count += 1
        anchors[anchor] = heading.get("id", "")
    return anchors


def find_trick(link: Tree, url: str) -> str | None:
    """How ``link`` to ``url``, an address elsewhere, would deceive whoever follows it, as the end
    of a sentence; None when it does not.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        parts.port  # noqa: B018 — it raises for ports that are none
    except ValueError:
        return "can't be read as an address"
    if _UNREADABLE.search(url) or "%" in host:
        return "can't be read as an address"
    if not url.startswith(("https://", "http://")) or not host:
        return "can't be linked: links begin with https://"
    if parts.username is not None:
        return "hides where it leads behind an @"
    for promised in _promised_hosts(_words(link)):
        if _plain_host(promised) != _plain_host(host):
            return f"is linked from text that looks like another address, {promised}"
    return None


def _words(link: Tree) -> str:
    """What readers see of ``link`` before they follow it."""
    seen = [link.text_content(), link.get("title", "")]
    for picture in link.iter("img"):
        seen += (picture.get("alt", ""), picture.get("title", ""))
    return " ".join(seen)


def _promised_hosts(words: str) -> Iterator[str]:
    """The hosts of addresses in ``words``, whatever stands around them."""
    text = unicodedata.normalize("NFKC", words.translate(_DOTS)).strip()
    yield from (match["host"] for match in _ADDRESS.finditer(text) if _is_address(match, text))


def _is_address(match: re.Match[str], text: str) -> bool:
    """Whether readers take ``match`` in ``text`` for an address, and not for a file, a number or
    two sentences without a blank between them.
    """
    host = match["host"]
    if match["scheme"] is not None or _IP_ADDRESS.fullmatch(host):
        return True
    _, dot, top = host.rpartition(".")
    ending = top.lower()
    if not dot or not _TOP_LEVEL_DOMAIN.fullmatch(ending) or ending in _FILES:
        return False
    if match["rest"]:
        return True
    is_next_sentence = top.istitle() and match[0] != text
    return ending not in _FILES_OR_DOMAINS and not is_next_sentence


def _plain_host(host: str) -> str:
    """``host`` in the one form that all its spellings have in common."""
    host = host.translate(_DOTS).lower().rstrip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
