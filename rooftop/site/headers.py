"""What a host should send with every page, in the forms that common hosts read."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from rooftop.media import player_origin
from rooftop.settings import Settings

#: For Netlify, Cloudflare Pages and others; and to be included in a server block of nginx.
NETLIFY, NGINX = "_headers", "nginx-headers.conf"


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


def render_headers(settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file for each kind of host."""
    headers = {
        "Content-Security-Policy": policy(settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    yield (
        NETLIFY,
        "".join(["/*\n", *(f"  {name}: {value}\n" for name, value in headers.items())]).encode(),
    )
    yield (
        NGINX,
        "".join(
            f'add_header {name} "{value}" always;\n' for name, value in headers.items()
        ).encode(),
    )
