"""A preview: every change makes a small build at once, and the whole site behind it.

A small build reads, checks and plans everything, and draws nothing: each page is drawn once
somebody asks for it. Feeds, search and everything else that is neither page nor picture come from
the whole site, which a process of its own makes meanwhile; whoever asks for them waits for that.
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
from rooftop.site.current import current, missing
from rooftop.site.errors import SettingsError
from rooftop.site.failures import describe_failure
from rooftop.site.plugins import check_hooks
from rooftop.site.preview_server import Answer, PreviewServer
from rooftop.site.problem_banner import NO_FAULTS, Faults, faults_of
from rooftop.translations import translation_for

log = logging.getLogger("mkdocs.rooftop")

#: The file that there is as long as search is being made; search.js asks for it.
MAKING = "search-making.json"
_EMPTY = b"<!doctype html><html lang=en><title>Preview</title><body></body></html>"
_AS_BEFORE = "The site is shown as it was before."
_ENDED = "The whole site could not be built, because the process that builds it ended."


class Preview:
    """What one preview shows, from its first build to its end. ``make_whole`` builds the whole
    site, for an address, in a folder below ``folder``, and gives what is wrong with it; it can be
    pickled. ``memory`` has what builds made for the next one.
    """

    def __init__(self, make_whole: Callable[[str, Path], Faults], folder: Path) -> None:
        self._make_whole, self._behind, self._whole = make_whole, Behind(), folder / "site"
        self._changed = threading.Condition(threading.RLock())
        self._number, self.memory = 0, Memory()
        self._config: MkDocsConfig | None = None
        self._faults, self._told = NO_FAULTS, frozenset[Problem]()
        self._is_making = self._is_whole = False

    def show(self, config: MkDocsConfig | None) -> None:
        """Show the small build of ``config``; nothing while it is being made."""
        self._config = config

    def find_new(self, problems: Iterable[Problem]) -> list[Problem]:
        """Those of ``problems`` that the build before this one had not."""
        earlier, self._told = self._told, frozenset(problems)
        return sorted(self._told - earlier)

    def attach(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], Any]
    ) -> LiveReloadServer:
        """A server in the place of ``server`` that shows this; ``builder`` makes small builds of
        which that of ``config`` was the first.
        """
        server.server_close()
        self._file, self._builder = Path(config.config_file_path), builder
        self._server = PreviewServer(server, config, self)
        self._faults = self._find_faults()
        gc.disable()  # the old plan goes with its last reference
        self._begin_whole()
        return self._server

    def stop(self) -> None:
        """End what goes on behind."""
        self._behind.stop()

    def renew(self) -> None:
        """Show what the files say now, and what is wrong with them. Raises nothing."""
        with self._changed:
            self._behind.stop()
            self._number += 1
            self._is_making = self._is_whole = False
            self._faults = self._build()
            if not self._faults.failures:
                self._begin_whole()
            self._changed.notify_all()

    def find(self, address: str) -> Answer:
        """What there is at ``address`` now; what only the whole site has is waited for."""
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
        """Why there is no build, at best as problems of the configuration with their lines."""
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
        """None for what the whole site may have, which is being made."""
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
        """The file at ``address`` in ``site``, or that of the folder there."""
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
        """The page for what is not there, with what is wrong, which may be why."""
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
    """Whether the whole site may have something at ``address`` that the small one has not: no page,
    no media file, and nothing of search, which says itself that it is being made.
    """
    if address.startswith(addresses.EMBEDS):
        return True
    name = address.rpartition("/")[2]
    is_page = "." not in name or name.endswith(".html")
    return not is_page and not address.startswith(("media/", "pictures/", "search/"))
