"""Pages that an earlier build drew, used again where everything they are drawn from is the same.

Everything is: the page as the plan has it, what surrounds it, the templates, the settings, the
names that the templates may look up, and what was looked up in the tables of the site. What nobody
can compare is drawn anew.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jinja2

from rooftop.cache import Cache
from rooftop.site.fingerprints import Fingerprints, UnknownValueError
from rooftop.site.page_shell import PageShells
from rooftop.site.pages import SitePage
from rooftop.site.reads import Reads
from rooftop.site.template_inputs import Inputs, TemplateInputs

#: Names that the settings, the versions and the page itself decide.
_DECIDED = frozenset(("config", "mkdocs_version", "prose", "site_page"))


class KeptPages:
    """The pages of one build. ``settings`` are all that any page may show."""

    def __init__(
        self,
        environment: jinja2.Environment,
        cache: Cache,
        reads: Reads,
        fingerprints: Fingerprints,
        shells: PageShells,
        settings: object,
    ) -> None:
        self._environment, self._cache = environment, cache
        self._reads, self._fingerprints, self._settings = reads, fingerprints, settings
        self._shells = shells
        self._inputs = TemplateInputs(environment, cache)
        self._made_by: dict[str, str] = {}

    def draw(self, template: str, context: Mapping[str, Any], draw: Callable[[], str]) -> str:
        """The page of ``context``: as it was drawn before, or as ``draw`` draws it now."""
        page, inputs = context.get("site_page"), self._inputs.of(template)
        if not isinstance(page, SitePage) or page.template != template or inputs is None:
            return draw()
        try:
            made_by = self._made_by_of(template, inputs)
            made_from = self._digest(page, inputs, context)
        except UnknownValueError:
            return draw()
        return self._look_up(page.address or "index", made_from, made_by, draw)

    def _look_up(self, name: str, made_from: str, made_by: str, draw: Callable[[], str]) -> str:
        key = ("page", name, made_from)
        kept = self._cache.get(*key, made_by=made_by, name=name, fits=self._is_still_so)
        if kept is not None:
            return kept.partition(b"\n")[2].decode()
        with self._reads.noted() as noted:
            page = draw()
        with contextlib.suppress(UnknownValueError):
            looks = json.dumps([list(noted), self._reads.answers(noted)])
            self._cache.put(f"{looks}\n{page}".encode(), *key, made_by=made_by, name=name)
        return page

    def _is_still_so(self, kept: bytes) -> bool:
        """Whether what was looked up for a page that was ``kept`` would be found again."""
        looks, answers = json.loads(kept.partition(b"\n")[0])
        reads = [(name, how, key) for name, how, key in looks]
        return bool(self._reads.answers(reads) == answers)

    def _digest(self, page: SitePage, inputs: Inputs, context: Mapping[str, Any]) -> str:
        own = {name: context[name] for name in self._own_names(page, inputs, context)}
        shell = self._shells.around({**self._environment.globals, **context}, page.language)
        return self._fingerprints.of([page, own, shell]).hex()

    def _own_names(
        self, page: SitePage, inputs: Inputs, context: Mapping[str, Any]
    ) -> Iterator[str]:
        """The names of ``context`` that only this page has, beside those of its ``page``."""
        for name in sorted(inputs.names):
            if name in context and name not in page.context and name not in _DECIDED:
                yield name

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


def _is_code(value: object) -> bool:
    """Whether ``value`` is a function or module of Rooftop's or Jinja's own, which is covered by
    their versions, and the settings.
    """
    return (callable(value) and not hasattr(value, "tag")) or type(value).__name__ == "module"
