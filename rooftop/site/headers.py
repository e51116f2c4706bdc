"""What a host should send with every page, in the forms that common hosts read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from rooftop import addresses
from rooftop.media import player_origin
from rooftop.settings import Community, Settings
from rooftop.web_editor import policy as editor_policy

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


def render_headers(community: Community) -> Iterator[tuple[str, bytes]]:
    """Name and content of the file for each kind of host."""
    everywhere = {
        "Content-Security-Policy": policy(community.settings),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
    netlify, nginx = f"/*\n{_lines(everywhere)}", _rules(everywhere)
    if editor := community.settings.web_editor:
        path = urlsplit(community.url).path + addresses.EDITOR
        there = {
            "Content-Security-Policy": f"{editor_policy(community, editor)}; "
            "frame-ancestors 'none'",
            "X-Robots-Tag": "noindex",
        }
        # Cloudflare joins what several rules say of one header unless a line takes it away; Netlify
        # sends what the nearest rule says
        netlify += f"{path}*\n  ! Content-Security-Policy\n{_lines(there)}"
        nginx = _rules_by_path(everywhere, path, there)
    yield NETLIFY, netlify.encode()
    yield NGINX, nginx.encode()


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in headers.items())


def _rules(headers: Mapping[str, str]) -> str:
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())


def _rules_by_path(everywhere: Mapping[str, str], path: str, there: Mapping[str, str]) -> str:
    """Rules of which those ``there`` hold below ``path``. Variables work in a server block as well
    as in each location, and a header without a value is not sent.
    """
    names = {name: f"$rooftop_{name.lower().replace('-', '_')}" for name in there}
    before = [f'set {names[name]} "{everywhere.get(name, "")}";\n' for name in there]
    sets = [f' set {names[name]} "{value}";' for name, value in there.items()]
    below = f'if ($uri ~ "^{re.escape(path)}") {{{"".join(sets)} }}\n'
    return "".join([*before, below, _rules({**everywhere, **names})])
