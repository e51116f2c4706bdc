"""Makes pages, and pictures in the sizes they show, when a browser requests them from a preview.

Both are made from the plan of the current build, so a preview serves nothing that this plan does
not publish.
"""

from __future__ import annotations

from pathlib import Path

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from rooftop import addresses
from rooftop.site.current import Build, current
from rooftop.site.pages import SitePage
from rooftop.site.pictures import write_medium


def make(address: str, config: MkDocsConfig) -> None:
    """Make the file that may be requested at ``address`` in the site folder of ``config``, unless
    it exists. Raises whatever rendering a page raises.
    """
    build, page = current(config), address.removesuffix("index.html")
    if page and not page.endswith("/"):
        page += "/"
    if page in build.page_at:
        if not Path(config.site_dir, page, "index.html").is_file():
            _draw(build.page_at[page], build, config)
    elif not Path(config.site_dir, address).is_file():
        published, name = build.plan.published, addresses.medium_at(address)
        if name and name in published.media:
            write_medium(published, name, build.shown, build.output, build.cache)


def leave_to_demand(files: Files, build: Build, config: MkDocsConfig) -> None:
    """Keep MkDocs from rendering the pages in ``files``, and from listing them."""
    build.files = files
    for file in files.documentation_pages():
        files.remove(file)
    config.theme.static_templates -= {addresses.SITEMAP}


def _draw(page: SitePage, build: Build, config: MkDocsConfig) -> None:
    """Do what MkDocs does for each page, with all events of plugins and hooks."""
    assert build.files is not None
    assert build.documents is not None
    assert build.surroundings is not None
    assert build.environment is not None
    file = build.documents.file_of(page)
    assert file.page
    _populate_page(file.page, config, build.files)
    _build_page(file.page, config, [file], build.surroundings.navigation, build.environment)
