"""The words that a new repository says to those who contribute; a file for each language, in which
``{…}`` stands for what the template fills in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from rooftop.translations import translation_for


@lru_cache(maxsize=16)
def texts_for(language: str) -> Mapping[str, Any]:
    """The texts in ``language`` (BCP 47), or in the nearest one that there is, with its tag as
    ``language``.
    """
    tag = translation_for(language).tag
    content = (files(__package__) / f"{tag}.yml").read_text(encoding="utf-8")
    return {"language": tag, **yaml.safe_load(content)}


def texts_for_each(languages: Iterable[str]) -> list[Mapping[str, Any]]:
    """The texts in all ``languages`` in their order, each language once."""
    tags = dict.fromkeys(translation_for(language).tag for language in languages)
    return [texts_for(tag) for tag in tags]
