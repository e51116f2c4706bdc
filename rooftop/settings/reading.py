"""From the value of ``extra.rooftop`` to settings, every mistake located."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from rooftop.config_file import locate
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.settings.community import Settings
from rooftop.settings.groups import Asking, Contribute, Rhythm
from rooftop.settings.web_editor import WebEditor
from rooftop.validation import describe_error, suggest_value


def parse(raw: Any, config_file: Path) -> tuple[Settings | None, list[Problem]]:
    """Settings from the value of ``extra.rooftop``; problems point into ``config_file``. Unknown
    keys are errors.
    """
    try:
        return Settings.model_validate({} if raw is None else raw), []
    except ValidationError as error:
        return None, [_problem(each, config_file) for each in error.errors()]


def _problem(error: Any, config_file: Path) -> Problem:
    keys: tuple[str | int, ...] = error["loc"]
    groups: dict[Any, type[BaseModel]] = {
        "social": Rhythm,
        "consent": Asking,
        "contribute": Contribute,
        "web_editor": WebEditor,
    }
    group = groups.get(keys[0], Settings) if len(keys) > 1 else Settings
    known = list(group.model_fields) if error["type"] == "extra_forbidden" else []
    name = ".".join(map(str, ("extra", "rooftop", *keys)))
    return problem(
        *locate(config_file, ("extra", "rooftop", *keys)),
        "setting-invalid",
        f"{name} {describe_error(error)}",
        did_you_mean(str(keys[-1]), known) if known else suggest_value(error),
    )
