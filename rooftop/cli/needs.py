"""Options that say what stories are about, for commands that choose some."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

import click

from rooftop.problems import did_you_mean
from rooftop.programme import Needs
from rooftop.published import Published
from rooftop.views import STAGES

F = TypeVar("F", bound=Callable[..., Any])
#: Each option, the list of `Needs` that it fills, and what the list holds.
_OPTIONS = {
    "product": ("products", "a product, by its file in products/"),
    "industry": ("industries", "an entry of the setting `industries`"),
    "role": ("roles", "an entry of the setting `roles`"),
    "stage": ("stages", "a stage of buying"),
    "topic": ("topics", "an entry of the setting `topics`"),
    "language": ("languages", "the language of a story"),
}


def needs_options(function: F) -> F:
    """``--product``, ``--industry`` and so on, in ``needs``, by the lists of `Needs`."""
    for option, (name, what) in reversed(_OPTIONS.items()):
        function = click.option(
            f"--{option}",
            name,
            multiple=True,
            metavar="WORD",
            type=click.Choice(STAGES) if name == "stages" else None,
            help=f"Only stories with this {option}: {what}. May be given several times.",
        )(function)
    return function


def needs_of(words: Mapping[str, tuple[str, ...]], published: Published) -> Needs:
    """What the options ask for. Exits with 2 for a word that nothing published can have."""
    settings = published.community.settings
    known: Mapping[str, Collection[str]] = {
        "products": published.products,
        "industries": settings.industries,
        "roles": settings.roles,
        "stages": STAGES,
        "topics": settings.topics,
        "languages": {story.language for story in published.stories.values()},
    }
    for option, (name, _) in _OPTIONS.items():
        for word in words[name]:
            if word not in known[name]:
                hint = did_you_mean(word, sorted(known[name]))
                raise click.UsageError(f"--{option}: there is no {word}. {hint}".strip())
    return Needs.model_validate(words)
