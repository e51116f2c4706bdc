"""Sheets as pages of MkDocs. Its own reading, Markdown and link rules never run: they let through
what ours refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from rooftop.published import Published
from rooftop.site.pages import SitePage


class GeneratedPage(Page):
    """A page of MkDocs that shows a site_page."""

    prose = Markup()
    _changed: str | None = None

    def __init__(
        self, site_page: SitePage, label: str | None, file: File, config: MkDocsConfig, newest: str
    ) -> None:
        super().__init__(label or site_page.title, file, config)
        self.site_page = site_page
        self.update_date = site_page.date.isoformat() if site_page.date else newest

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 — MkDocs' signature
        """What MkDocs and its search read."""
        self.markdown = ""
        self.meta = {
            "template": self.site_page.template,
            "description": self.site_page.description,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 — MkDocs' signature
        """The prose of the site_page; the template draws the rest."""
        root = "../" * self.site_page.address.count("/")
        self.prose = self.site_page.prose.on_page(root) if self.site_page.prose else Markup()
        self.toc = get_toc([])
        self.present_anchor_ids = set()

    @property
    def content(self) -> str:
        """The prose, or what a plugin made of it. It is held once."""
        return str(self.prose) if self._changed is None else self._changed

    @content.setter
    def content(self, content: str | None) -> None:
        self._changed = None if content == self.prose else content


def replace_files(
    files: Files,
    published: Published,
    pages: Sequence[SitePage],
    config: MkDocsConfig,
) -> None:
    """Take everything of ``content/`` out of ``files``, and put in the pages."""
    for file in [file for file in files if file.src_dir == config.docs_dir]:
        files.remove(file)
    labels = _labels(config.nav)
    newest = published.newest.isoformat()
    for site_page in pages:
        file = File(
            f"{site_page.address}index.md",
            None,
            config.site_dir,
            config.use_directory_urls,
            dest_uri=f"{site_page.address}index.html",
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.generated_by = "rooftop"
        files.append(file)
        GeneratedPage(site_page, labels.get(file.src_uri), file, config, newest)


class PluginFiles:
    """Where files go of which MkDocs and its plugins are to know: it writes them."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files, self._config = files, config

    def keep(self, name: str, made_from: object) -> bool:  # noqa: ARG002 — as folders have it
        """No file is there already."""
        return False

    def make(
        self,
        name: str,  # noqa: ARG002 — as folders have it
        made_from: object,  # noqa: ARG002 — as folders have it
        files: Callable[[], Iterable[tuple[str, bytes]]],
    ) -> Sequence[str]:
        """Add ``files``; gives their paths."""
        return [self._add(path, data) for path, data in files()]

    def _add(self, path: str, data: bytes) -> str:
        directories = self._config.use_directory_urls
        file = File(path, None, self._config.site_dir, directories, dest_uri=path)
        file.generated_by = "rooftop"
        file.content_bytes = data
        self._files.append(file)
        return path


def leave_out(files: Files, addresses: Iterable[str]) -> None:
    """Take what would stand at ``addresses`` out of ``files``."""
    for address in addresses:
        if file := files.get_file_from_path(address):
            files.remove(file)


def foreign_pages(files: Files) -> list[str]:
    """The sources of pages that something else than Rooftop added to ``files``."""
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
