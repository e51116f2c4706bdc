"""Source records as plain data, whatever kind of file they come from."""

from __future__ import annotations

import csv
import datetime
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rooftop.importing.mapping import Mapping
from rooftop.problems import Problem, problem

MAX_BYTES = 32 * 1024 * 1024


@dataclass(frozen=True)
class SourceRecord:
    """One record. ``name`` says where it is from, for people; ``stem`` is the file's name without
    its ending.
    """

    name: str
    stem: str
    fields: dict[str, Any]


def read_sources(source: Path, mapping: Mapping, problems: list[Problem]) -> Iterator[SourceRecord]:
    """Every record below ``source``, a folder or a file, in the order of their names. What can't be
    read is a problem.
    """
    files = (
        [source]
        if source.is_file()
        else sorted(file for file in source.glob(mapping.files) if file.is_file())
    )
    if not files:
        hint = f"It should hold files like {mapping.files}."
        problems.append(
            problem(str(source), (0, 0), "file-unreadable", "no file to import is there", hint)
        )
    for file in files:
        try:
            if file.stat().st_size > MAX_BYTES:
                raise ValueError(f"is larger than {MAX_BYTES >> 20} MiB")
            found = _records(file.read_text(encoding="utf-8-sig"), mapping)
        except (OSError, ValueError, yaml.YAMLError, RecursionError) as error:
            problems.append(
                problem(
                    file.name,
                    (0, 0),
                    "file-unreadable",
                    f"cannot be read as {mapping.format}: {_first_line(error)}",
                )
            )
            continue
        for number, fields in enumerate(found, 1):
            name = file.name if len(found) == 1 else f"{file.name}#{number}"
            if isinstance(fields, dict):
                yield SourceRecord(name, file.stem, fields)
            else:
                problems.append(
                    problem(name, (0, 0), "file-unreadable", "is no group of named fields")
                )


def _first_line(error: Exception) -> str:
    return str(error).split("\n", 1)[0]


def _records(text: str, mapping: Mapping) -> list[Any]:
    if mapping.format == "csv":
        return list(csv.DictReader(io.StringIO(text)))
    if mapping.format == "markdown":
        return [_markdown(text)]
    data = json.loads(text) if mapping.format == "json" else yaml.safe_load(text)
    for key in filter(None, mapping.records.split(".")):
        data = data[key] if isinstance(data, dict) else None
    return data if isinstance(data, list) else [data]


def _markdown(text: str) -> dict[str, Any]:
    """Front matter as fields, the prose below it as the field ``body``."""
    if not text.startswith("---"):
        return {"body": text}
    _, front, body = text.split("---", 2)
    fields = yaml.safe_load(front) or {}
    return {**fields, "body": body.strip()} if isinstance(fields, dict) else {"body": body.strip()}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Each single value and the path to it: ``quotes.0.from``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from leaves(inner, f"{path}.{place}")
    elif value not in (None, ""):
        yield path, value


def pick(value: Any, path: str) -> list[Any]:
    """The values at ``path``; ``*`` in it stands for every place of a list, a number for one
    place.
    """
    found = [value]
    for part in path.split("."):
        step: list[Any] = []
        for here in found:
            if isinstance(here, dict) and part in here:
                step.append(here[part])
            elif isinstance(here, list) and part == "*":
                step += here
            elif isinstance(here, list) and part.isdigit() and int(part) < len(here):
                step.append(here[int(part)])
        found = step
    flat: list[Any] = []
    for here in found:
        flat += here if isinstance(here, list) else [here]
    return [here for here in flat if here not in (None, "")]


def as_text(value: Any) -> str:
    """A single source value as text; days and moments in ISO form."""
    return value.isoformat() if isinstance(value, datetime.date) else str(value)
