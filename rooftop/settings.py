"""Rooftop's own settings: the part ``extra.rooftop`` of ``mkdocs.yml``, and what it shares with MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rooftop.problems import Problem, did_you_mean, problem

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Vocabulary = dict[Slug, str]


class Settings(BaseModel):
    """One community. Vocabularies map a slug, as front matter writes it, to the words readers see."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: str = Field(description="The company whose customers speak here.")
    demo: bool = Field(False, description="Say on every page that people and companies are made up.")
    topics: Vocabulary = Field(default_factory=dict)
    roles: Vocabulary = Field(default_factory=dict)
    industries: Vocabulary = Field(default_factory=dict)
    default_term_months: int = Field(24, ge=1, le=120, description="How long a consent without an end lasts.")
    stories_per_page: int = Field(24, ge=1, le=200)
    feed_items: int = Field(50, ge=1, le=500)
    drafts: str = Field("drafts", description="Folder of what waits for consent, beside mkdocs.yml.")
    approvals: Literal["optional", "required"] = "optional"
    signatures: Literal["optional", "required"] = "optional"
    allowed_signers: str = Field("allowed_signers", description="Keys of advocates, as ssh-keygen reads them.")
    report_url: Annotated[str, Field(pattern=r"^https://")] | None = Field(
        None, description="Where readers and advocates report a problem with a page."
    )
    video_hosts: tuple[str, ...] = ()


class Community(BaseModel):
    """Settings together with what MkDocs itself knows of the site."""

    model_config = ConfigDict(frozen=True)

    name: str
    description: str
    url: str = Field(description="Absolute address of the site root, ending in a slash.")
    language: str
    settings: Settings


def parse(raw: Any, config_file: Path) -> tuple[Settings | None, list[Problem]]:
    """Settings from the value of ``extra.rooftop``; problems point into ``config_file``. Unknown keys are errors."""
    try:
        return Settings.model_validate(raw or {}), []
    except ValidationError as error:
        positions = _positions(config_file)
        found = []
        for each in error.errors():
            location = tuple(str(part) for part in each["loc"])
            known = list(Settings.model_fields) if each["type"] == "extra_forbidden" else []
            at = next(
                (positions[location[:n]] for n in range(len(location), -1, -1) if location[:n] in positions), (0, 0)
            )
            text = f"extra.rooftop.{'.'.join(location)}: {each['msg']}"
            found.append(problem(config_file.name, at, "setting-invalid", text, did_you_mean(location[-1], known)))
        return None, found


def _positions(config_file: Path) -> dict[tuple[str, ...], tuple[int, int]]:
    """Where each key below ``extra.rooftop`` stands. Composing nodes runs no tag, so any mkdocs.yml is safe to read."""
    places: dict[tuple[str, ...], tuple[int, int]] = {}

    def walk(node: yaml.Node, path: tuple[str, ...]) -> None:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inner = (*path, str(key.value))
                places[inner] = (key.start_mark.line + 1, key.start_mark.column + 1)
                walk(value, inner)

    root = yaml.compose(config_file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    if root is not None:
        walk(root, ())
    prefix = ("extra", "rooftop")
    return {path[2:]: at for path, at in places.items() if path[:2] == prefix}
