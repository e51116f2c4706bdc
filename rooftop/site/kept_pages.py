"""Pages from the cache, which are reused if all their inputs are unchanged.

Inputs are the page in the plan, its surroundings, the templates, the settings, the names that the
templates may look up, and everything that was looked up in the tables of the site. If an input
cannot be compared, the page is rendered again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import jinja2

from rooftop.cache import Cache
from rooftop.site.fingerprints import Fingerprints, UnknownValueError
from rooftop.site.output_folder import OutputFolder
from rooftop.site.page_shell import PageShells
from rooftop.site.pages import SitePage
from rooftop.site.pages_ahead import Drawing, PagesAhead
from rooftop.site.reads import Read, Reads
from rooftop.site.surroundings import Surroundings
from rooftop.site.template_inputs import Inputs, TemplateInputs

#: Names that the settings, the versions and the page itself decide.
_DECIDED = frozenset(("config", "mkdocs_version", "prose", "site_page"))


@dataclass(frozen=True)
class _Recipe:
    """What the page at ``address`` is made from and by, but for what is looked up in tables."""

    address: str
    made_from: str
    made_by: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The key under which the cache has the page."""
        return "page", self.address or "index", self.made_from


class KeptPages:
    """The pages of one build. ``settings`` are all that any page may show."""

    def __init__(
        self,
        environment: jinja2.Environment,
        cache: Cache,
        reads: Reads,
        fingerprints: Fingerprints,
        shells: PageShells,
        surroundings: Surroundings,
        settings: object,
    ) -> None:
        self._environment, self._cache = environment, cache
        self._reads, self._fingerprints, self._settings = reads, fingerprints, settings
        self._shells, self._surroundings = shells, surroundings
        self._inputs = TemplateInputs(environment, cache)
        self._made_by: dict[str, str] = {}
        self._around: dict[tuple[object, ...], bytes] = {}
        self._drawn: list[tuple[_Recipe, list[Read], list[str]]] = []
        self._recipes: dict[str, _Recipe | None] = {}
        self._ahead: PagesAhead | None = None

    def draw(self, page: SitePage) -> str:
        """The HTML of ``page``, from the cache or rendered now."""
        recipe = self._recipe_of(page)
        return self._look_up(recipe, page) if recipe else self._draw_page(page)[0]

    def keep(self, page: SitePage, output: OutputFolder) -> bool:
        """Keep ``page`` in ``output`` if it is there exactly as it would be rendered, and count its
        entry of the cache as used. Returns whether it was kept.
        """
        if (looks := output.notes(_batch(page.address))) is None:
            return False
        if (recipe := self._recipe_of(page)) is None:
            return False
        with contextlib.suppress(UnknownValueError):
            answers = self._reads.answers((name, how, key) for name, how, key in looks)
            if output.keep(_batch(page.address), (recipe, answers)):
                self._cache.use(*recipe.key, made_by=recipe.made_by)
                return True
        return False

    def draw_ahead(self, pages: Iterable[SitePage], jobs: int | None) -> None:
        """Have ``jobs`` processes render those of ``pages`` that the cache does not have, while
        `draw` is called for one page after another.
        """
        new = [page for page in pages if self._is_new(page)]
        self._ahead = PagesAhead(new, self._draw_page, jobs)

    def _is_new(self, page: SitePage) -> bool:
        recipe = self._recipe_of(page)
        return recipe is not None and not self._cache.has(*recipe.key, made_by=recipe.made_by)

    def _draw_page(self, page: SitePage) -> Drawing:
        template: Any = self._environment.get_template(page.template)
        with self._surroundings.drawn_with(page) as variables, self._reads.noted() as noted:
            drawn = template.draw(variables)
        return drawn, list(noted)

    def adopt(self, output: OutputFolder) -> None:
        """Record in ``output`` the inputs of all pages, once all of them are rendered."""
        self._ahead = None
        for recipe, looks, answers in self._drawn:
            path = f"{recipe.address}index.html"
            output.adopt(_batch(recipe.address), (recipe, answers), path, looks)

    def _look_up(self, recipe: _Recipe, page: SitePage) -> str:
        name, key = recipe.address or "index", recipe.key
        kept = self._cache.get(*key, made_by=recipe.made_by, name=name, fits=self._is_still_so)
        if kept is not None:
            looks, _, text = kept.partition(b"\n")
            self._drawn.append((recipe, *json.loads(looks)))
            return text.decode()
        drawing = self._ahead.take(recipe.address) if self._ahead else None
        drawn, noted = drawing or self._draw_page(page)
        with contextlib.suppress(UnknownValueError):
            looked_up = noted, self._reads.answers(noted)
            data = f"{json.dumps(looked_up)}\n{drawn}".encode()
            self._cache.put(data, *key, made_by=recipe.made_by, name=name)
            self._drawn.append((recipe, *looked_up))
        return drawn

    def _recipe_of(self, page: SitePage) -> _Recipe | None:
        """The inputs of ``page``; None if one of them cannot be compared."""
        if page.address not in self._recipes:
            self._recipes[page.address] = self._make_recipe(page)
        return self._recipes[page.address]

    def _make_recipe(self, page: SitePage) -> _Recipe | None:
        if (inputs := self._inputs.of(page.template)) is None:
            return None
        with contextlib.suppress(UnknownValueError):
            own = _looked_up(self._surroundings.own(page), page, inputs)
            made_from = self._fingerprints.of([page, own, self._digest_around(page, inputs)])
            return _Recipe(page.address, made_from.hex(), self._made_by_of(page.template, inputs))
        return None

    def _is_still_so(self, kept: bytes) -> bool:
        """Whether what was looked up for a page that was ``kept`` would be found again."""
        looks, answers = json.loads(kept.partition(b"\n")[0])
        reads = [(name, how, key) for name, how, key in looks]
        return bool(self._reads.answers(reads) == answers)

    def _digest_around(self, page: SitePage, inputs: Inputs) -> bytes:
        """A digest of everything that surrounds ``page`` and other pages at its place."""
        place = self._surroundings.place_of(page)
        key = (page.template, page.language, page.listed, place, *page.context)
        if key not in self._around:
            with self._surroundings.around(page) as context:
                known = {**self._environment.globals, **context}
                shell = self._shells.around(known, page.language, is_listed=page.listed)
            self._around[key] = self._fingerprints.of([_looked_up(context, page, inputs), shell])
        return self._around[key]

    def _made_by_of(self, template: str, inputs: Inputs) -> str:
        """Digest of what all pages of ``template`` are drawn with."""
        if template not in self._made_by:
            known = self._environment.globals
            shared = {
                name: known[name]
                for name in sorted(inputs.names)
                if name in known and not self._reads.has(known[name]) and not _is_code(known[name])
            }
            values = [shared, self._settings, inputs.source]
            self._made_by[template] = self._fingerprints.of(values).hex()
        return self._made_by[template]


def _looked_up(
    variables: Mapping[str, Any], page: SitePage, inputs: Inputs
) -> list[tuple[str, Any]]:
    """Those of the ``variables`` that the template of ``page`` may look up, unless the page itself
    overrides them.
    """
    names = inputs.names & variables.keys() - page.context.keys() - _DECIDED
    return [(name, variables[name]) for name in sorted(names)]


def _batch(address: str) -> str:
    return f"page {address}"


def _is_code(value: object) -> bool:
    """Whether ``value`` is a function or a module. They need no fingerprint: the version of the
    library covers its own and Jinja's, and if a plugin may add others, no page is cached.
    """
    return (callable(value) and not hasattr(value, "tag")) or type(value).__name__ == "module"
