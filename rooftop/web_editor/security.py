"""What the page of the web editor may load, and whom it may ask."""

from __future__ import annotations

import base64
import hashlib
import json
from urllib.parse import urlsplit

from rooftop.settings import Community, WebEditor
from rooftop.web_editor.configuration import LOCAL_SERVER, api_root, is_local
from rooftop.web_editor.program import PROGRAMS

#: Where GitHub keeps the pictures of accounts.
_AVATARS = "https://avatars.githubusercontent.com"


def import_map(editor: WebEditor) -> str:
    """Where the modules are that the program imports by a bare name, as a page says it."""
    return json.dumps({"imports": dict(PROGRAMS[editor.program].imports)})


def _source(script: str) -> str:
    """A script within a page, as a policy allows it."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def policy(community: Community, editor: WebEditor) -> str:
    """The Content-Security-Policy of the page (CSP 3), as a ``meta`` element may hold it: nothing
    but the site's own, and the API of the code host.
    """
    api = urlsplit(api_root(editor))
    hosts = {editor.origin, f"{api.scheme}://{api.netloc}"}
    if editor.backend == "github":
        hosts = {f"{api.scheme}://{api.netloc}"}
    pictures = _AVATARS if editor.backend == "github" else editor.origin
    connect = sorted(hosts | ({LOCAL_SERVER} if is_local(community) else set()))
    # Decap CMS compiles the rules for its configuration, and both write styles into the page
    scripts = ["'unsafe-eval'"] if editor.program == "decap" else [_source(import_map(editor))]
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self' 'wasm-unsafe-eval'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' blob: data: {pictures}",
        "media-src": "'self' blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self' blob: data: {' '.join(connect)}",
        "worker-src": "'self' blob:",
        "frame-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
