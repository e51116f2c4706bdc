"""Mappings as files: those that people write, and those that come with Rooftop."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rooftop.frontmatter import parse_yaml
from rooftop.importing.mapping import Fault, Mapping
from rooftop.importing.rule import Rule
from rooftop.importing.source_files import Join
from rooftop.problems import Problem, did_you_mean, has_errors, problem
from rooftop.records.record import locate
from rooftop.validation import describe_error, suggest_value

_HINT = "docs/import.md lists what a mapping may contain."
_READY = files("rooftop.importing") / "formats"


def ready_formats() -> list[str]:
    """The names of the mappings that come with Rooftop."""
    return sorted(file.name.removesuffix(".yml") for file in _READY.iterdir())


def ready_text(name: str) -> str:
    """The mapping file for the format ``name``, one of `ready_formats`."""
    return (_READY / f"{name}.yml").read_text(encoding="utf-8")


def read_mapping(file: Path) -> tuple[Mapping | None, list[Problem]]:
    """The mapping in ``file``, or everything that is wrong with it and where."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        return None, [problem(str(file), (0, 0), "file-unreadable", what)]
    except UnicodeDecodeError:
        return None, [problem(str(file), (0, 0), "file-unreadable", "is not UTF-8 text")]
    return parse_mapping(text, str(file))


def parse_mapping(text: str, path: str) -> tuple[Mapping | None, list[Problem]]:
    """The mapping that ``text`` is, or everything that is wrong with it; problems call it
    ``path``.
    """
    raw, positions, problems = parse_yaml(unicodedata.normalize("NFC", text), path)
    if raw is None or has_errors(problems):
        return None, problems
    try:
        return Mapping.model_validate(raw), problems
    except ValidationError as error:
        faults = [fault for each in error.errors() for fault in _faults_in(each)]
    for place, message, hint in faults:
        text = f"{'.'.join(place)}: {message}" if place else message
        at = locate(positions, place)
        problems.append(problem(path, at, "setting-invalid", text, hint or _HINT))
    return None, problems


def _faults_in(error: ErrorDetails) -> Iterator[Fault]:
    if error["type"] == "mapping":
        yield from error["ctx"]["faults"]
        return
    place = tuple(map(str, error["loc"]))
    if error["type"] == "extra_forbidden":
        yield Fault(place, "is not known", did_you_mean(place[-1], _keys_around(place)))
    else:
        yield Fault(place, describe_error(error), suggest_value(error))


def _keys_around(place: tuple[str, ...]) -> list[str]:
    if len(place) == 1:
        return list(Mapping.model_fields)
    kind: Any = Join if place[0] == "joins" else Rule
    return [field.alias or name for name, field in kind.model_fields.items()]
