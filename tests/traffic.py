"""What a reader or a feed reader asks of a host, counted: requests, and bytes with their headers."""

from __future__ import annotations

import shutil
import socket
import tempfile
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.servers import host

#: Every host of static files compresses text. The files of the site go by their types.
_RULES = """\
include /etc/nginx/mime.types;
gzip on; gzip_min_length 256; gzip_comp_level 6; gzip_proxied any;
gzip_types text/css text/javascript application/javascript application/json text/xml
  application/rss+xml application/atom+xml image/svg+xml text/plain;
include {folder}/site/nginx-headers.conf;
location /assets/ {{ expires 1h; include {folder}/site/nginx-headers.conf; }}
"""


@contextmanager
def nginx(site: Path) -> Iterator[str]:
    """The address of ``site`` on a real nginx, which may read it."""
    folder = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(site, folder / "site")
        (folder / "410.nginx.conf").write_text(_RULES.format(folder=folder))
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        with host("nginx", folder) as address:
            yield f"{address}/"
    finally:
        shutil.rmtree(folder)


@dataclass
class Traffic:
    """Requests that went to the network, and the bytes that came back."""

    requests: int = 0
    size: int = 0


@contextmanager
def counted(page: Page) -> Iterator[Traffic]:
    """What ``page`` fetches meanwhile, without what its cache has."""
    session, traffic = page.context.new_cdp_session(page), Traffic()
    cached: set[str] = set()

    def finish(event: dict[str, object]) -> None:
        if event["requestId"] not in cached:
            traffic.requests += 1
            traffic.size += int(str(event["encodedDataLength"]))

    session.on("Network.requestServedFromCache", lambda event: cached.add(event["requestId"]))
    session.on("Network.loadingFinished", finish)
    session.send("Network.enable")
    yield traffic
    page.wait_for_load_state("networkidle")
    session.detach()


@dataclass(frozen=True)
class Answer:
    """What a server sends: the status, the headers by lower-case names, and bytes in all."""

    status: int
    headers: dict[str, str]
    size: int


def poll(url: str, **headers: str) -> Answer:
    """Ask for ``url`` as a feed reader does, over a connection of its own."""
    at = urllib.parse.urlsplit(url)
    asked = {"Host": at.netloc, "Accept-Encoding": "gzip", "Connection": "close", **headers}
    lines = [f"GET {at.path} HTTP/1.1", *(f"{name}: {value}" for name, value in asked.items())]
    with socket.create_connection((str(at.hostname), at.port or 80), timeout=20) as connection:
        connection.sendall("\r\n".join([*lines, "", ""]).encode())
        answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    head, *fields = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    named = (field.partition(": ")[::2] for field in fields)
    return Answer(int(head.split()[1]), {name.lower(): value for name, value in named}, len(answer))
