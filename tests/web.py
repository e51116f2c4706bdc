"""A web server for a folder, as a host of static files is: it compresses, and sends the headers the
site asks for.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".txt", ".xml")


@functools.lru_cache(maxsize=1_000)
def _compressed(file: Path, _changed: int) -> bytes:
    return gzip.compress(file.read_bytes(), mtime=0)


class _Host(http.server.SimpleHTTPRequestHandler):
    policy = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """Add what ``_headers`` says of every page; what pages share is fetched once a context."""
        if "/assets/" in self.path:
            self.send_header("Cache-Control", "max-age=3600")
        rules = Path(self.directory) / "_headers"
        for name, value in self._headers(rules).items() if self.policy else ():
            self.send_header(name, value)
        super().end_headers()

    def _headers(self, rules: Path) -> dict[str, str]:
        """What ``rules`` say of this path: of one header the nearest one, as Netlify does."""
        headers: dict[str, str] = {}
        is_meant = False
        for line in rules.read_text().splitlines() if rules.is_file() else ():
            name, _, value = line.strip().partition(": ")
            if not line.startswith(" "):
                is_meant = self.path.startswith(line.removesuffix("*"))
            elif is_meant and value:
                headers[name] = value
        return headers

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Where nothing is, readers get the nearest 404.html."""
        root = Path(self.directory)
        asked = Path(self.translate_path(self.path))
        pages = (folder / "404.html" for folder in asked.parents if folder.is_relative_to(root))
        page = next((page for page in pages if page.is_file()), None)
        if code != 404 or page is None:
            return super().send_error(code, message, explain)
        data = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)
        return None

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """Text is sent compressed to whoever takes it so."""
        file = Path(self.translate_path(self.path))
        file = (
            file / "index.html"
            if file.is_dir() and self.path.partition("?")[0].endswith("/")
            else file
        )
        takes_it = "gzip" in self.headers.get("Accept-Encoding", "")
        if not takes_it or not file.is_file() or file.suffix not in _COMPRESSED:
            return super().send_head()
        data = _compressed(file, file.stat().st_mtime_ns)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return io.BytesIO(data)


class _CarelessHost(_Host):
    policy = False


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that went on to another page before it had all of this one."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serve(folder: Path, *, policy: bool = True) -> Iterator[str]:
    """Serve ``folder`` on this machine; gives the address of its root, with a final slash.

    Without its ``policy``, nothing but the site itself keeps a foreign script from running.
    """
    handler = functools.partial(_Host if policy else _CarelessHost, directory=str(folder))
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
