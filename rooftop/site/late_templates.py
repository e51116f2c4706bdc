"""Templates of pages that are compiled only when one of their pages has to be rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import cached_property
from typing import Any, cast

import jinja2

from rooftop.site.kept_pages import KeptPages
from rooftop.site.pages import SitePage


class LateLoader(jinja2.BaseLoader):
    """Loads the templates of ``loader``. Those of ``pages`` take their output from ``kept``."""

    def __init__(
        self, loader: jinja2.BaseLoader | None, kept: KeptPages, pages: Iterable[SitePage]
    ) -> None:
        assert loader
        self._loader, self._kept = loader, kept
        self._names = frozenset(page.template for page in pages)

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Source, file, and whether it is still that. Raises `jinja2.TemplateNotFound`."""
        return self._loader.get_source(environment, template)

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self._loader.list_templates()

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 — as Jinja calls it
    ) -> jinja2.Template:
        """The template called ``name``. Raises `jinja2.TemplateNotFound`."""
        known = dict(globals or {})  # one dictionary: Jinja copies a chain of them key by key

        def compiled() -> jinja2.Template:
            return self._loader.load(environment, name, known)

        if name not in self._names:
            return compiled()
        self._loader.get_source(environment, name)
        return cast(jinja2.Template, _LateTemplate(name, known, compiled, self._kept))


class _LateTemplate:
    """A template of Jinja in all respects but when it is compiled."""

    def __init__(
        self,
        name: str,
        known: dict[str, Any],
        compiled: Callable[[], jinja2.Template],
        kept: KeptPages,
    ) -> None:
        self.name, self.globals, self._compile, self._kept = name, known, compiled, kept

    @cached_property
    def _template(self) -> jinja2.Template:
        return self._compile()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page, drawn now or before."""
        variables = dict(*args, **kwargs)
        page = variables.get("site_page")
        if isinstance(page, SitePage) and page.template == self.name:
            return self._kept.draw(page)
        return self.draw(variables)

    def draw(self, variables: Mapping[str, Any]) -> str:
        """The output of the template for ``variables``."""
        return self._template.render(variables)
