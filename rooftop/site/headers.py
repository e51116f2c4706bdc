"""The headers that a host should send with every page, in the formats of common hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from rooftop import addresses
from rooftop.deferred import Deferred
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

if TYPE_CHECKING:
    from rooftop import web_editor
else:
    web_editor = Deferred("rooftop.web_editor")  # most sites have none

#: For Netlify, Cloudflare Pages and others; and to be included in a server block of nginx.
NETLIFY, NGINX = "_headers", "nginx-headers.conf"
#: Cloudflare reads this many rules of `NETLIFY` (developers.cloudflare.com/pages/platform/limits).
#: The paths behind them keep the default, which is no.
MOST_RULES = 100
#: Bytes in a pattern: nginx reads parameters of up to 4,096.
_LONGEST = 3_000
#: Headers by their names.
Headers = Mapping[str, str]


def policy(settings: Settings) -> str:
    """The Content-Security-Policy (CSP 3): nothing but the site's own, players of allowed hosts
    once pressed, and the address to which the form sends.
    """
    players = " ".join(sorted({player_origin(host) for host in settings.video_hosts})) or "'none'"
    rules = {
        "default-src": "'self'",
        "script-src": "'self' 'wasm-unsafe-eval'",  # search runs as WebAssembly
        "frame-src": players,
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": " ".join(["'self'", *filter(None, [_receiver(settings)])]),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _receiver(settings: Settings) -> str:
    """The origin to which the form of the site sends; empty where there is no form."""
    host = urlsplit(settings.contribute.form_action or "").hostname
    return f"https://{host}" if host else ""


def render_headers(published: Published) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file for each kind of host."""
    everywhere = {
        "Content-Security-Policy": policy(published.community.settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        **_usage_headers(DEFAULT),
    }
    root, exceptions = urlsplit(published.community.url).path, dict(_exceptions(published))
    rules = {root + quote(address): headers for address, headers in exceptions.items()}
    yield NETLIFY, "".join(_netlify(everywhere, rules)).encode()
    rules = {root + address: headers for address, headers in exceptions.items()}
    yield NGINX, "".join(_nginx(everywhere, rules)).encode()


def _exceptions(published: Published) -> Iterator[tuple[str, Headers]]:
    """Addresses, or folders, for which other headers hold, and those headers."""
    community, usual = published.community, _usage_headers(DEFAULT)
    if editor := community.settings.web_editor:
        rules = f"{web_editor.policy(community, editor)}; frame-ancestors 'none'"
        yield addresses.EDITOR, {"Content-Security-Policy": rules, "X-Robots-Tag": "noindex"}
    for address, usage in (FOR_MACHINES | usages_of(published)).items():
        headers = _usage_headers(usage).items()
        yield address, {name: value for name, value in headers if value != usual[name]}


def _usage_headers(usage: Usage) -> dict[str, str]:
    return {CONTENT_USAGE: usage.content_usage, CONTENT_SIGNAL: usage.content_signal}


def _netlify(everywhere: Headers, exceptions: Mapping[str, Headers]) -> Iterator[str]:
    """Rules for paths, the most general first. Cloudflare joins what several of them say of one
    header, unless a later one removes it first (``!``). Netlify reads no such line.
    """
    yield "/*\n"
    yield from (f"  {name}: {value}\n" for name, value in everywhere.items())
    for path, headers in islice(exceptions.items(), MOST_RULES - 1):
        yield f"{path}*\n" if path.endswith("/") else f"{path}\n"
        for name, value in headers.items():
            if name in everywhere:
                yield f"  ! {name}\n"
            yield f"  {name}: {value}\n"


def _nginx(everywhere: Headers, exceptions: Mapping[str, Headers]) -> Iterator[str]:
    """Variables that each request sets by its path, and the headers. Variables work in a server
    block as well as in each location; a header without a value is not sent.
    """
    names = dict.fromkeys(name for headers in exceptions.values() for name in headers)
    for name in names:
        yield f'set {_variable(name)} "{everywhere.get(name, "")}";\n'
    groups: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for path, headers in exceptions.items():
        groups.setdefault(tuple(headers.items()), []).append(path)
    for values, paths in sorted(groups.items()):
        for several in _batches(paths):
            yield f'if ($uri ~ "^(?:{"|".join(several)})") {{\n'
            yield from (f'    set {_variable(name)} "{value}";\n' for name, value in values)
            yield "}\n"
    for name, value in {**dict.fromkeys(names, ""), **everywhere}.items():
        sent = _variable(name) if name in names else f'"{value}"'
        yield f"add_header {name} {sent} always;\n"


def _variable(name: str) -> str:
    return f"$rooftop_{name.lower().replace('-', '_')}"


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
