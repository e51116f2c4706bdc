"""The variables that a page is drawn with."""

from __future__ import annotations

from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from rooftop import addresses
from rooftop.site.current import Build
from rooftop.site.generated_files import GeneratedPage


def context_of(page: GeneratedPage, build: Build, config: MkDocsConfig) -> dict[str, Any]:
    """The variables of ``page``, which MkDocs would draw it with."""
    assert build.navigation is not None
    context = dict(get_context(build.navigation, build.documents, config, page))
    return with_variables(context, page, build)


def with_variables(context: dict[str, Any], page: Page | None, build: Build) -> dict[str, Any]:
    """``context``, with everything that ``build`` adds to it for ``page``."""
    context["root"] = str(context["base_url"]).rstrip("/") + "/"
    context["pages"] = build.documents
    if isinstance(page, GeneratedPage):
        context["feeds"] = build.feeds_by_page.get(page.site_page.address, [])
        context["picture"] = build.pictures.get(addresses.card(page.site_page.address))
        context |= {"site_page": page.site_page, "prose": page.prose, **page.site_page.context}
    return context
