"""The list of addresses to purge, as caches take it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from rooftop.withdrawal.reach import is_page

#: Addresses that Cloudflare takes in one request; some plans take more.
_CLOUDFLARE = 30
#: Bytes that Akamai takes in one request (Fast Purge API v3: 50,000), less what is around the list.
_AKAMAI = 49_000


def render_purges(root: str, addresses: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Name and text of each form of the list. ``root`` is the site's address, with a final slash;
    ``addresses`` are below it.

    ``.jsonl`` files hold the body of one request a line.
    """
    urls = list(urls_of(root, addresses))
    yield "purge.txt", _lines(urls)
    bodies = [{"files": list(chunk)} for chunk in _chunks(urls, _CLOUDFLARE)]
    yield "purge.cloudflare.jsonl", _lines(map(json.dumps, bodies))
    yield "purge.fastly.txt", _lines(url.partition("://")[2] for url in urls)
    yield "purge.cloudfront.json", json.dumps(_invalidation(root, urls), indent=1) + "\n"
    yield "purge.akamai.jsonl", _lines(_akamai(urls))


def urls_of(root: str, addresses: Sequence[str]) -> Iterator[str]:
    """The URLs (RFC 3986) of ``addresses``. A page has two, with the name of its file and without
    it.
    """
    for address in addresses:
        url = root + quote(address)
        yield url
        if is_page(address):
            yield f"{url}index.html"


def _lines(texts: Sequence[str] | Iterator[str]) -> str:
    return "".join(f"{text}\n" for text in texts)


def _chunks(urls: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    yield from (urls[start : start + size] for start in range(0, len(urls), size))


def _invalidation(root: str, urls: Sequence[str]) -> dict[str, object]:
    """What ``aws cloudfront create-invalidation --invalidation-batch`` takes. The same list has the
    same reference, so that it is not paid for twice.
    """
    top = urlsplit(root).path
    paths = [top + url.removeprefix(root) for url in urls]
    reference = hashlib.sha256("\n".join(paths).encode()).hexdigest()[:32]
    return {"Paths": {"Quantity": len(paths), "Items": paths}, "CallerReference": reference}


def _akamai(urls: Sequence[str]) -> Iterator[str]:
    batch: list[str] = []
    size = around = len(json.dumps({"objects": []})) - len(", ")
    for url in urls:
        length = len(json.dumps(url)) + len(", ")
        if batch and size + length > _AKAMAI:
            yield json.dumps({"objects": batch})
            batch, size = [], around
        batch.append(url)
        size += length
    if batch:
        yield json.dumps({"objects": batch})
