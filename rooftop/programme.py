"""The business plan that stories serve, ``programme.yml``: read to tell which stories are missing,
never published.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rooftop.problems import Problem, problem
from rooftop.published import Published
from rooftop.settings import Slug
from rooftop.validation import describe_error
from rooftop.views import Stage

FILE = "programme.yml"
_MAX_BYTES = 128 * 1024


class Needs(BaseModel):
    """What a story must be about to serve a goal: at least one word of each list written here."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    products: tuple[Slug, ...] = Field((), description="Files in `products/`.")
    industries: tuple[Slug, ...] = Field((), description="Entries of the setting `industries`.")
    roles: tuple[Slug, ...] = Field((), description="Entries of the setting `roles`.")
    stages: tuple[Stage, ...] = Field((), description="Stages of buying.")
    topics: tuple[Slug, ...] = Field((), description="Entries of the setting `topics`.")

    def given(self) -> dict[str, tuple[str, ...]]:
        """The lists that are given, by their name."""
        return {name: words for name in type(self).model_fields if (words := getattr(self, name))}


class Goal(BaseModel):
    """One goal, and how many stories it takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(description="The name of the goal.")
    needs: Needs = Field(description="What a story must be about to serve the goal.")
    target: int = Field(ge=1, description="How many stories the goal takes.")


class Programme(BaseModel):
    """The goals that stories serve, the most important first. Without this file, the page *Stories
    we are looking for* is empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    programme: str = Field("", description="The name of the programme.")
    goals: tuple[Goal, ...] = Field((), description="The goals.")


def read_programme(file: Path) -> tuple[Programme, list[Problem]]:
    """The programme in ``file``; an empty one where there is none or it can't be used, and why it
    can't.
    """
    try:
        if not file.is_file():
            return Programme(), []
        if file.stat().st_size > _MAX_BYTES:
            return Programme(), [_wrong(file, f"is larger than {_MAX_BYTES >> 10} KiB")]
        return Programme.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")) or {}), []
    except ValidationError as error:
        return Programme(), [
            _wrong(file, f"{'.'.join(map(str, each['loc']))} {describe_error(each)}")
            for each in error.errors()
        ]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        return Programme(), [_wrong(file, " ".join(str(error).split()))]


def missing(programme: Programme, published: Published) -> list[dict[str, tuple[str, ...]]]:
    """What each goal that is not reached yet needs; its name and its numbers stay the company's
    own.
    """
    gaps = []
    for goal in programme.goals:
        needs = goal.needs.given()
        served = [story for story in published.stories.values() if _serves(story, needs)]
        if needs and len(served) < goal.target and needs not in gaps:
            gaps.append(needs)
    return gaps


def _serves(story: Any, needs: dict[str, tuple[str, ...]]) -> bool:
    return all(set(getattr(story, name)) & set(words) for name, words in needs.items())


def _wrong(file: Path, what: str) -> Problem:
    hint = "Until it is fixed, the page “Stories we are looking for” is empty."
    return problem(file.name, (0, 0), "programme-invalid", what, hint)
