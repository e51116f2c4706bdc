"""MkDocs' server for a preview, which adds to each page what is wrong."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer, _timestamp

from rooftop.site.problem_banner import NO_FAULTS, Faults, draw_banner
from rooftop.site.watching import observer_of, watched

#: Seconds without a change after which files are read: editors write one in several steps.
_SETTLED = 0.03


@dataclass(frozen=True)
class Answer:
    """The response for an address: the ``data`` of a file called ``name``."""

    name: str
    data: bytes
    faults: Faults = NO_FAULTS
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""


class Shown(Protocol):
    """The source of what a server shows."""

    def renew(self) -> None:
        """Build from the current files."""

    def find(self, address: str) -> Answer:
        """The file at ``address``, below the site root."""


class PreviewServer(LiveReloadServer):
    """Serves what is ``shown`` of the site of ``config``, in place of MkDocs' ``server``."""

    def __init__(self, server: LiveReloadServer, config: MkDocsConfig, shown: Shown) -> None:
        host, port = config.dev_addr
        super().__init__(shown.renew, host, port, root=server.root, mount_path=server.mount_path)
        self._shown, self._project = shown, Path(config.config_file_path).parent
        paths = list(watched(config))
        if observer := observer_of(paths):
            self.observer, self.build_delay = observer, _SETTLED
        for path, is_recursive in paths:
            self.watch(str(path), recursive=is_recursive)

    def reload(self) -> None:
        """Make browsers reload what they show."""
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch = _timestamp()
            self._epoch_cond.notify_all()

    def _serve_request(
        self, environ: dict[str, Any], start_response: Any
    ) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if path.startswith("/livereload/") or not f"{path}/".startswith(self.mount_path):
            return super()._serve_request(environ, start_response)
        epoch = self._visible_epoch  # of what is shown now, or earlier: then browsers load it again
        answer = self._shown.find(_address(path[len(self.mount_path) :]))
        data, kind = answer.data, self._guess_type(answer.name)  # type: ignore[no-untyped-call]
        if kind == "text/html":
            banner = draw_banner(answer.faults, self._project)
            data = _insert(banner, data)
            data = self._inject_js_into_html(data, epoch)  # type: ignore[no-untyped-call]
        headers = [("Content-Type", kind), ("Content-Length", str(len(data)))]
        if answer.location:
            headers.append(("Location", quote(f"{self.mount_path}{answer.location}")))
        start_response(f"{answer.status.value} {answer.status.phrase}", headers)
        return [data]


def _address(path: str) -> str:
    """``path`` below the site root, without ``..`` steps out of it."""
    address = posixpath.normpath(f"/{path}").lstrip("/")
    return f"{address}/" if address and path.endswith("/") else address


def _insert(banner: str, page: bytes) -> bytes:
    before, end, after = page.rpartition(b"</body>")
    return b"".join((before, banner.encode(), end, after)) if end else page + banner.encode()
