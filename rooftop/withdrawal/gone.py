"""Rules by which a host answers 410 Gone (RFC 9110, 15.5.11) for what was withdrawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote

#: Signs of ASCII that may mean something in a regular expression.
_SPECIAL = re.compile(r"[\x00-,.:-@\[-^`{-\x7f]")


def render_rules(
    prefix: str, gone: Sequence[str], folders: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Name and text of the rules for each kind of host. ``prefix`` is the path of the site root,
    with a final slash; ``gone`` are addresses and ``folders`` whole folders below it.

    GitHub Pages and GitLab Pages have no such rules; they answer 404.
    """
    exact, below = [prefix + address for address in gone], [prefix + each for each in folders]
    yield "410.nginx.conf", _nginx(exact, below)
    yield "410.apache.conf", _apache(exact, below)
    yield "410.Caddyfile", _caddy(exact, below)
    yield "410.netlify.txt", _netlify(prefix, exact, below)
    yield "410.cloudflare.js", _cloudflare(exact, below)


def _nginx(exact: Sequence[str], below: Sequence[str]) -> str:
    lines = [f"location = {_quoted(path)} {{ return 410; }}\n" for path in exact]
    lines += [f"location ^~ {_quoted(path)} {{ return 410; }}\n" for path in below]
    return "# Include this in the server block of the site.\n" + "".join(lines)


def _apache(exact: Sequence[str], below: Sequence[str]) -> str:
    lines = [f'RedirectMatch gone "^{_pattern(path)}$"\n' for path in exact]
    lines += [f'RedirectMatch gone "^{_pattern(path)}"\n' for path in below]
    head = "# For the virtual host of the site, or its .htaccess file. Needs mod_alias.\n"
    return head + "".join(lines)


def _caddy(exact: Sequence[str], below: Sequence[str]) -> str:
    paths = [*map(quote, exact), *(f"{quote(path)}*" for path in below)]
    head = "# Import this in the site block.\n"
    listed = "".join(f"\tpath {path}\n" for path in paths)
    return f"{head}@gone {{\n{listed}}}\nerror @gone 410\n" if paths else head


def _netlify(prefix: str, exact: Sequence[str], below: Sequence[str]) -> str:
    """Lines of ``_redirects``, which Netlify reads and does not serve. ``!`` makes a rule count
    where a file stands too.
    """
    page = f"{prefix}404.html"
    paths = [*map(quote, exact), *(f"{quote(path)}*" for path in below)]
    head = f"# Add these lines to the _redirects file of the site. {page} is what readers see.\n"
    return head + "".join(f"{path} {page} 410!\n" for path in paths)


def _cloudflare(exact: Sequence[str], below: Sequence[str]) -> str:
    """A function for Cloudflare Pages, whose ``_redirects`` knows no 410."""
    listed = (json.dumps([quote(path) for path in paths], indent=2) for paths in (exact, below))
    return _FUNCTION.format(*listed)


_FUNCTION = """\
// Save this as functions/_middleware.js in the project, beside the folder of the site.
const gone = new Set({})
const folders = {}

export function onRequest({{ request, next }}) {{
  const path = new URL(request.url).pathname
  const isGone = gone.has(path) || folders.some((folder) => path.startsWith(folder))
  return isGone ? new Response("Gone", {{ status: 410 }}) : next()
}}
"""


def _quoted(path: str) -> str:
    """``path`` as one word of a configuration of nginx."""
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _pattern(path: str) -> str:
    """A regular expression (PCRE) for ``path`` and nothing else, which may stand in quotes."""
    return _SPECIAL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", path)
