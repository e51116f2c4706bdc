"""What a host should send with every page, in the forms that common hosts read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from urllib.parse import quote, urlsplit

from rooftop.media import player_origin
from rooftop.metadata import (
    CONTENT_SIGNAL,
    CONTENT_USAGE,
    DEFAULT,
    FOR_MACHINES,
    Usage,
    usages_of,
)
from rooftop.published import Published
from rooftop.settings import Settings

#: For Netlify, Cloudflare Pages and others; and to be included in a server block of nginx.
NETLIFY, NGINX = "_headers", "nginx-headers.conf"
#: Cloudflare reads this many rules of `NETLIFY` (developers.cloudflare.com/pages/platform/limits).
#: The paths behind them keep the default, which is no.
MOST_RULES = 100
#: Bytes in a pattern: nginx reads parameters of up to 4,096.
_LONGEST = 3_000


def policy(settings: Settings) -> str:
    """The Content-Security-Policy (CSP 3): nothing but the site's own, and players of allowed hosts
    once pressed.
    """
    players = " ".join(sorted({player_origin(host) for host in settings.video_hosts})) or "'none'"
    rules = {
        "default-src": "'self'",
        "script-src": "'self' 'wasm-unsafe-eval'",  # search runs as WebAssembly
        "frame-src": players,
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def render_headers(published: Published) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file for each kind of host."""
    headers = {
        "Content-Security-Policy": policy(published.community.settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    root = urlsplit(published.community.url).path
    allowed = FOR_MACHINES | usages_of(published)
    usages = {root + quote(address): usage for address, usage in allowed.items()}
    yield NETLIFY, "".join(_netlify(headers, usages)).encode()
    usages = {root + address: usage for address, usage in allowed.items()}
    yield NGINX, "".join(_nginx(headers, usages)).encode()


def _usage_headers(usage: Usage) -> dict[str, str]:
    return {CONTENT_USAGE: usage.content_usage, CONTENT_SIGNAL: usage.content_signal}


def _exceptional_headers(usage: Usage) -> Iterator[tuple[str, str]]:
    """Those of the headers of ``usage`` that are not the default."""
    usual = _usage_headers(DEFAULT)
    return ((name, value) for name, value in _usage_headers(usage).items() if value != usual[name])


def _netlify(headers: Mapping[str, str], usages: Mapping[str, Usage]) -> Iterator[str]:
    """Rules for paths, the most general first. Cloudflare joins what several of them say of one
    header, unless a later one removes it first (``!``). Netlify reads no such line.
    """
    yield "/*\n"
    for name, value in {**headers, **_usage_headers(DEFAULT)}.items():
        yield f"  {name}: {value}\n"
    for path, usage in islice(usages.items(), MOST_RULES - 1):
        yield f"{path}*\n" if path.endswith("/") else f"{path}\n"
        for name, value in _exceptional_headers(usage):
            yield f"  ! {name}\n  {name}: {value}\n"


def _nginx(headers: Mapping[str, str], usages: Mapping[str, Usage]) -> Iterator[str]:
    """Variables that each request sets by its path, and the headers."""
    for name, value in _usage_headers(DEFAULT).items():
        yield f'set ${_variable(name)} "{value}";\n'
    for usage in sorted(set(usages.values()), key=str):
        paths = [path for path, each in usages.items() if each == usage]
        for several in _batches(paths):
            yield f'if ($uri ~ "^(?:{"|".join(several)})") {{\n'
            for name, value in _exceptional_headers(usage):
                yield f'    set ${_variable(name)} "{value}";\n'
            yield "}\n"
    for name, value in headers.items():
        yield f'add_header {name} "{value}" always;\n'
    for name in _usage_headers(DEFAULT):
        yield f"add_header {name} ${_variable(name)} always;\n"


def _variable(name: str) -> str:
    return name.lower().replace("-", "_")


def _batches(paths: Iterable[str]) -> Iterator[list[str]]:
    """Patterns for ``paths``, as many at a time as fit into one parameter."""
    batch: list[str] = []
    for path in paths:
        pattern = _escaped(path) if path.endswith("/") else f"{_escaped(path)}$"
        if batch and len("|".join([*batch, pattern]).encode()) > _LONGEST:
            yield batch
            batch = []
        batch.append(pattern)
    if batch:
        yield batch


def _escaped(path: str) -> str:
    """``path`` as a pattern in quotation marks: every character that means something there is put
    into a class of its own.
    """
    return re.sub(r"[^\w/-]", lambda match: f"[{match[0]}]", path)
