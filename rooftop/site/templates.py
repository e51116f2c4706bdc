"""The templates of a site: where they are found, which of them escape, and what they may call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig

from rooftop.site.template_code import TEMPLATE_CODE
from rooftop.theme import TEMPLATES

#: The theme. Before the name of a template, the theme's own one, whatever overrides it:
#: ``{% extends "rooftop/home.html" %}``.
NAME = "rooftop"


def uses_theme(config: MkDocsConfig) -> bool:
    """Whether the site has Rooftop's theme, or one that extends it."""
    return TEMPLATES in map(Path, config.theme.dirs)


def prepare(
    environment: jinja2.Environment, config: MkDocsConfig, helpers: dict[str, Any]
) -> jinja2.Environment:
    """Make ``environment`` escape in Rooftop's templates and in those that override them
    (Material's count on not being escaped), and give them what they call.
    """
    own = set(_own_names(config))
    environment.autoescape = lambda name: name in own
    assert environment.loader
    originals = jinja2.PrefixLoader({NAME: jinja2.FileSystemLoader(TEMPLATES)})
    folders = jinja2.FileSystemLoader(config.theme.dirs)  # those with icons too
    environment.loader = jinja2.ChoiceLoader([environment.loader, folders, originals])
    environment.bytecode_cache = TEMPLATE_CODE
    environment.auto_reload = False  # a build reads each file once
    environment.cache = {}  # one with a limit is locked, and put in order at each look
    environment.trim_blocks = environment.lstrip_blocks = True  # a tag may have a line of its own
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,  # letters as they are read
        "separators": (",", ":"),
    }
    environment.globals |= helpers
    environment.filters.update(
        {name: helper for name, helper in helpers.items() if callable(helper)}
    )
    return environment


def _own_names(config: MkDocsConfig) -> Iterator[str]:
    """The names of all templates but those of the theme that Rooftop's extends."""
    for folder in map(Path, config.theme.dirs):
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
        yield from names
        if folder == TEMPLATES:
            yield from (f"{NAME}/{name}" for name in names)
            return
