"""The names that a template may look up, from its source and from those of all templates it uses.

The surroundings of a page are rendered separately, and compared as rendered.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass

import jinja2
from jinja2 import meta

from rooftop.cache import Cache
from rooftop.site.page_shell import CARD


@dataclass(frozen=True)
class Inputs:
    """``names`` that may be looked up, and a digest of every ``source``."""

    names: frozenset[str]
    source: str


@dataclass(frozen=True)
class _Source:
    """The digest of one source, the names that it looks up, and the templates it refers to; None
    among them for one that only drawing tells.
    """

    digest: str
    names: frozenset[str]
    references: tuple[str | None, ...]


class TemplateInputs:
    """The inputs of the templates of one build."""

    def __init__(self, environment: jinja2.Environment, cache: Cache) -> None:
        self._environment, self._cache = environment, cache
        self._bare = environment.overlay()
        self._bare.globals = {}  # names that all templates know are looked up like any other
        self._found: dict[str, Inputs | None] = {}
        self._known: dict[str, _Source] = {}

    def of(self, template: str) -> Inputs | None:
        """The inputs of ``template``; None if the templates it uses are known only at run time."""
        if template not in self._found:
            self._found[template] = self._collect(template)
        return self._found[template]

    def _collect(self, template: str) -> Inputs | None:
        inside = self._closure([template])
        if inside and "card" in inside[0]:  # what draws them has a template of its own
            inside = self._closure([template, CARD])
        if inside is None:
            return None
        source = "\n".join(sorted(inside[1])).encode()
        digest = hashlib.blake2b(source, digest_size=16).hexdigest()
        return Inputs(frozenset(inside[0]), digest)

    def _closure(self, templates: list[str]) -> tuple[set[str], set[str]] | None:
        """What ``templates`` and all they refer to look up, and their sources."""
        names, sources, seen, waiting = set[str](), set[str](), set[str](), list(templates)
        while waiting:
            template = waiting.pop()
            if template in seen:
                continue
            seen.add(template)
            if template not in self._known:
                self._known[template] = self._read(template)
            source = self._known[template]
            if None in source.references:
                return None
            names |= source.names
            sources.add(f"{template}: {source.digest}")
            waiting += [reference for reference in source.references if reference]
        return names, sources

    def _read(self, template: str) -> _Source:
        """One source alone; an empty one for a template that does not exist."""
        loader = self._environment.loader
        text, file = "", None
        if loader:
            with contextlib.suppress(jinja2.TemplateNotFound):
                text, file, _ = loader.get_source(self._environment, template)
        digest = hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
        if (data := self._cache.get("template", digest)) is None:
            tree = self._bare.parse(text, template, file)
            looks = sorted(meta.find_undeclared_variables(tree))
            references = list(meta.find_referenced_templates(tree))
            data = self._cache.put(json.dumps([looks, references]).encode(), "template", digest)
        names, references = json.loads(data)
        return _Source(digest, frozenset(names), tuple(references))
