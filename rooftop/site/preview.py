"""A preview: every change makes a partial build at once, and a complete one in the background.

A partial build reads, checks and plans everything but renders nothing: each page is rendered when a
browser requests it. Feeds, search and all other files that are neither pages nor pictures come from
the complete site, which another process builds; requests for them wait until it is done.
"""

from __future__ import annotations

import gc
import json
import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from rooftop import addresses
from rooftop.cache import Memory
from rooftop.problems import Problem
from rooftop.site import on_demand
from rooftop.site.behind import Behind
from rooftop.site.configuration import community_of, has_foreign_parts, load
from rooftop.site.current import current, end, missing
from rooftop.site.errors import SettingsError
from rooftop.site.failures import describe_failure
from rooftop.site.plugins import check_hooks
from rooftop.site.preview_server import Answer, PreviewServer
from rooftop.site.problem_banner import NO_FAULTS, Faults, faults_of
from rooftop.translations import translation_for

log = logging.getLogger("mkdocs.rooftop")

#: A file that exists while the search index is being made; search.js asks for it.
MAKING = "search-making.json"
_EMPTY = b"<!doctype html><html lang=en><title>Preview</title><body></body></html>"
_AS_BEFORE = "The site is shown as it was before."
_ENDED = "The complete site could not be built, because the process that builds it ended."


class Preview:
    """What one preview shows, from its first build to its end. ``make_whole``, which must be
    picklable, builds the complete site, for an address, in a folder below ``folder``, and returns
    what is wrong with it. ``memory`` keeps results of builds for the next one.
    """

    def __init__(self, make_whole: Callable[[str, Path], Faults], folder: Path) -> None:
        self._make_whole, self._behind, self._whole = make_whole, Behind(), folder / "site"
        self._changed = threading.Condition(threading.RLock())
        self._number, self.memory = 0, Memory()
        self._config: MkDocsConfig | None = None
        self._faults, self._told = NO_FAULTS, frozenset[Problem]()
        self._is_making = self._is_whole = False

    def show(self, config: MkDocsConfig | None) -> None:
        """Show the partial build of ``config``; None while it is running, when the one before is
        not needed any more.
        """
        if self._config and config is None:
            end(self._config)
        self._config = config

    def find_new(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of ``problems`` that the previous build did not have."""
        earlier, self._told = self._told, frozenset(problems)
        return sorted(self._told - earlier)

    def attach(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], Any]
    ) -> LiveReloadServer:
        """A server that replaces ``server`` and shows this preview; ``builder`` makes partial
        builds, the first of which was that of ``config``.
        """
        server.server_close()
        self._file, self._builder = Path(config.config_file_path), builder
        self._server = PreviewServer(server, config, self)
        self._faults = self._find_faults()
        gc.disable()  # the old plan goes with its last reference
        self._begin_whole()
        return self._server

    def stop(self) -> None:
        """Stop the background build."""
        self._behind.stop()

    def renew(self) -> None:
        """Build from the current files, and show the result with what is wrong. Raises nothing."""
        with self._changed:
            self._behind.stop()
            self._number += 1
            self._is_making = self._is_whole = False
            self._faults = self._build()
            if not self._faults.failures:
                self._begin_whole()
            self._changed.notify_all()

    def find(self, address: str) -> Answer:
        """The current file at ``address``; waits for the complete site if only that has it."""
        with self._changed:
            while (answer := self._find(address)) is None:
                self._changed.wait()
            return answer

    def _build(self) -> Faults:
        earlier = self._config
        try:
            self._builder()
            if self._config is earlier:
                raise missing("on_post_build")
            return self._find_faults()
        except (
            Exception,
            SystemExit,
        ) as error:  # of plugins, hooks and templates, which are anybody's
            return self._explain(error)

    def _find_faults(self) -> Faults:
        assert self._config
        if problems := list(check_hooks(self._config)):
            raise SettingsError(problems)
        return faults_of(current(self._config).plan)

    def _explain(self, error: BaseException) -> Faults:
        """Why the build failed; if possible, as problems of the configuration with their lines."""
        try:
            community_of(load(self._file, strict=False)[0])
        except SettingsError as settings:
            return Faults(settings.problems, (_AS_BEFORE,) if self._config else ())
        text = describe_failure(error, self._config)
        if text is None:
            log.error("The build failed.", exc_info=error)
            text = f"{type(error).__name__}: {error}"
        return Faults(failures=(text,))

    def _begin_whole(self) -> None:
        self._is_making = True
        work = partial(self._make_whole, self._server.url, self._whole)
        self._behind.begin(work, partial(self._take_whole, self._number))

    def _take_whole(self, number: int, faults: Faults | None) -> None:
        with self._changed:
            if number != self._number:
                return
            earlier, self._faults = self._faults, faults or Faults(failures=(_ENDED,))
            self._is_making, self._is_whole = False, not self._faults.failures
            self._changed.notify_all()
        gc.collect()
        for failure in self._faults.failures:
            log.error("%s", failure)
        assert self._config
        if self._faults != earlier or has_foreign_parts(self._config):
            self._server.reload()

    def _find(self, address: str) -> Answer | None:
        """The file at ``address``; None if the complete site, which is still being built, may have
        it.
        """
        if address == MAKING and self._is_making:
            return self._describe_making()
        if self._is_whole:
            return self._read(self._whole, address) or self._missing()
        if self._config is None:
            return Answer("index.html", _EMPTY, self._faults, HTTPStatus.INTERNAL_SERVER_ERROR)
        try:
            on_demand.make(address, self._config)
        except Exception as error:  # of templates and plugins
            return self._missing(HTTPStatus.INTERNAL_SERVER_ERROR, self._explain(error))
        if answer := self._read(Path(self._config.site_dir), address):
            return answer
        return None if self._is_making and _may_come(address) else self._missing()

    def _read(self, site: Path, address: str) -> Answer | None:
        """The file at ``address`` in ``site``, or the index of the folder there."""
        file = site / address
        if not file.is_dir():
            return Answer(file.name, file.read_bytes(), self._faults) if file.is_file() else None
        index = file / "index.html"
        if not index.is_file():
            return None
        if address and not address.endswith("/"):
            return Answer(index.name, b"", status=HTTPStatus.FOUND, location=f"{address}/")
        return Answer(index.name, index.read_bytes(), self._faults)

    def _missing(
        self, status: HTTPStatus = HTTPStatus.NOT_FOUND, faults: Faults = NO_FAULTS
    ) -> Answer:
        """The 404 page, with what is wrong, which may be the reason."""
        assert self._config
        page = Path(self._config.site_dir, addresses.NOT_FOUND).read_bytes()
        return Answer(addresses.NOT_FOUND, page, self._faults + faults, status)

    def _describe_making(self) -> Answer:
        """What search says until it can be used, and then, as JSON."""
        assert self._config
        words = translation_for(current(self._config).plan.community.language)
        said = {"making": words("search.making"), "ready": words("search.ready")}
        return Answer(MAKING, json.dumps(said, ensure_ascii=False).encode())


def _may_come(address: str) -> bool:
    """Whether the complete site may have a file at ``address`` that the partial one lacks: anything
    but pages, media files, and the search, which itself shows that it is being prepared.
    """
    if address.startswith(addresses.EMBEDS):
        return True
    name = address.rpartition("/")[2]
    is_page = "." not in name or name.endswith(".html")
    return not is_page and not address.startswith(("media/", "pictures/", "search/"))
