"""Templates that are compiled only once one of their pages has to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from functools import cached_property
from typing import Any, cast

import jinja2

from rooftop.site.kept_pages import KeptPages


class LateLoader(jinja2.BaseLoader):
    """Templates as ``loader`` finds them; of their pages, those that need not be drawn come from
    ``pages``.
    """

    def __init__(self, loader: jinja2.BaseLoader | None, pages: KeptPages) -> None:
        assert loader
        self._loader, self._pages = loader, pages

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
        self._loader.get_source(environment, name)
        known = dict(globals or {})  # one dictionary: Jinja copies a chain of them key by key

        def compiled() -> jinja2.Template:
            return self._loader.load(environment, name, known)

        return cast(jinja2.Template, _LateTemplate(name, known, compiled, self._pages))


class _LateTemplate:
    """A template of Jinja in all respects but when it is compiled."""

    def __init__(
        self,
        name: str,
        known: dict[str, Any],
        compiled: Callable[[], jinja2.Template],
        pages: KeptPages,
    ) -> None:
        self.name, self.globals, self._compile, self._pages = name, known, compiled, pages

    @cached_property
    def _template(self) -> jinja2.Template:
        return self._compile()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._template, name)

    def render(self, *args: Any, **kwargs: Any) -> str:
        """The page, drawn now or before."""
        variables = dict(*args, **kwargs)
        return self._pages.draw(self.name, variables, self.draw)

    def draw(self, variables: Mapping[str, Any]) -> str:
        """The page, drawn now."""
        return self._template.render(variables)
