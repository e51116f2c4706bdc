"""Links and pictures of prose: where they point, and whether that is where their words promise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from rooftop.markup.tree import Tree

#: What may read as an address, wherever it stands in words.
_ADDRESS = re.compile(
    r"(?P<scheme>https?:/{0,3}(?:[^\s/?#@]*@)?|(?=www\.))?"
    r"(?P<host>[^\W_](?:[\w-]|\.(?=\w))*)"
    r"(?P<rest>/|:\d)?",
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
            return f"stands behind words that read as another one, {promised}"
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
    for match in _ADDRESS.finditer(text):
        host, is_whole = match["host"], match[0] == text
        top = host.rpartition(".")[2]
        if match["scheme"] is not None:
            yield host
        elif _IP_ADDRESS.fullmatch(host):
            yield host
        elif "." in host and _TOP_LEVEL_DOMAIN.fullmatch(top.lower()):
            ending = top.lower()
            is_sentence = top.istitle() and not is_whole  # a blank is missing after its full stop
            if match["rest"]:
                is_address = ending not in _FILES
            else:
                is_address = ending not in _FILES | _FILES_OR_DOMAINS and not is_sentence
            if is_address:
                yield host


def _plain_host(host: str) -> str:
    """``host`` in the one form that all its spellings have in common."""
    host = host.translate(_DOTS).lower().rstrip(".").removeprefix("www.")
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
