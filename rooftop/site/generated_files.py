"""Pages of the plan as pages of MkDocs. MkDocs' own parsing, Markdown and link rules are never
used, because they let through what ours refuse.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from rooftop.site.pages import SitePage


class GeneratedPage(Page):
    """A page of MkDocs that shows a `SitePage`."""

    _changed: str | None = None

    def __init__(
        self,
        site_page: SitePage,
        label: str | None,
        file: File,
        config: MkDocsConfig,
        newest: datetime.date,
    ) -> None:
        super().__init__(label or site_page.title, file, config)
        self.site_page = site_page
        self.update_date = (site_page.date or newest).isoformat()
        self.markdown, self.toc, self.present_anchor_ids = "", get_toc([]), set()
        self.meta = {"template": site_page.template, "description": site_page.description}

    def read_source(self, config: MkDocsConfig) -> None:
        """Do nothing: the values that MkDocs and its search would read are known."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Do nothing: the template renders the prose and everything else."""

    @property
    def prose(self) -> Markup:
        """The prose of the page."""
        root = "../" * self.site_page.address.count("/")
        return self.site_page.prose.on_page(root) if self.site_page.prose else Markup()

    @property
    def content(self) -> str:
        """The prose, or what a plugin replaced it with."""
        return str(self.prose) if self._changed is None else self._changed

    @content.setter
    def content(self, content: str | None) -> None:
        self._changed = None if content is None or content == self.prose else content


class Documents(Sequence[File]):
    """MkDocs' file objects for ``pages``. Each is created on demand, because a build in which
    little changed renders few of thousands of pages. ``newest`` is the date of pages that have
    none.
    """

    def __init__(
        self, pages: Sequence[SitePage], newest: datetime.date, config: MkDocsConfig
    ) -> None:
        self.pages, self._newest, self._config = pages, newest, config
        self._labels = _labels(config.nav)
        self._made: dict[str, File] = {}

    def __len__(self) -> int:
        return len(self.pages)

    @overload
    def __getitem__(self, index: int) -> File: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[File]: ...
    def __getitem__(self, index: int | slice) -> File | Sequence[File]:
        if isinstance(index, slice):
            return [self.file_of(page) for page in self.pages[index]]
        return self.file_of(self.pages[index])

    def file_of(self, page: SitePage) -> File:
        """The file of ``page``, with its `GeneratedPage`."""
        if page.address not in self._made:
            self._made[page.address] = self._make(page)
        return self._made[page.address]

    def named_in(self, sources: Iterable[str]) -> list[File]:
        """The files with one of the ``sources``, in the order of the pages."""
        named = frozenset(sources)
        return [self.file_of(page) for page in self.pages if _source_of(page) in named]

    def _make(self, page: SitePage) -> File:
        file = File(
            _source_of(page),
            None,
            self._config.site_dir,
            self._config.use_directory_urls,
            dest_uri=f"{page.address}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.generated_by = "rooftop"
        GeneratedPage(page, self._labels.get(file.src_uri), file, self._config, self._newest)
        return file


def _source_of(page: SitePage) -> str:
    return f"{page.address}index.md"


def remove_content(files: Files, config: MkDocsConfig) -> None:
    """Remove everything in ``docs_dir`` from ``files``."""
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        files.remove(file)


class PluginFiles:
    """An output that passes files to MkDocs, which writes them, so that plugins see them."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files, self._config = files, config

    def keep(self, name: str, made_from: object) -> bool:  # noqa: ARG002 — as folders have it
        """Always false: no file exists yet."""
        return False

    def make(
        self,
        name: str,  # noqa: ARG002 — as folders have it
        made_from: object,  # noqa: ARG002 — as folders have it
        files: Callable[[], Iterable[tuple[str, bytes]]],
    ) -> Sequence[str]:
        """Add ``files`` to those of MkDocs; returns their paths."""
        return [self._add(path, data) for path, data in files()]

    def _add(self, path: str, data: bytes) -> str:
        directories = self._config.use_directory_urls
        file = File(path, None, self._config.site_dir, directories, dest_uri=path)
        file.generated_by = "rooftop"
        file.content_bytes = data
        self._files.append(file)
        return path


def leave_out(files: Files, addresses: Iterable[str]) -> None:
    """Remove from ``files`` those that would be written to ``addresses``."""
    for address in addresses:
        if file := files.get_file_from_path(address):
            files.remove(file)


def pages_in(files: Files) -> list[SitePage]:
    """The pages in ``files``."""
    pages = (file.page for file in files.documentation_pages())
    return [page.site_page for page in pages if isinstance(page, GeneratedPage)]


def foreign_pages(files: Files) -> list[str]:
    """The sources of pages in ``files`` that Rooftop did not add."""
    pages = files.documentation_pages()
    return [file.src_uri for file in pages if not isinstance(file.page, GeneratedPage)]


def _labels(nav: Any) -> dict[str, str]:
    """What ``nav`` calls each page: MkDocs forgets it for pages that exist already."""
    if isinstance(nav, dict):
        found = {value: str(label) for label, value in nav.items() if isinstance(value, str)}
        return found | _labels([value for value in nav.values() if not isinstance(value, str)])
    if isinstance(nav, list):
        return {path: label for item in nav for path, label in _labels(item).items()}
    return {}
