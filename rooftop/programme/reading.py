"""From ``programme.yml`` to a programme, every mistake located."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from rooftop.config_file import locate
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.programme.model import Programme
from rooftop.validation import describe_error, suggest_value

FILE = "programme.yml"
_MAX_BYTES = 128 * 1024
_HINT = (
    "Until it is fixed, the whole file counts as empty: the page “Stories we are looking for” "
    "asks for nothing."
)


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
        return Programme(), [_invalid(file, each) for each in error.errors()]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        return Programme(), [_wrong(file, f"is not valid YAML: {error.problem}", place)]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        return Programme(), [_wrong(file, " ".join(str(error).split()))]


def _invalid(file: Path, error: Any) -> Problem:
    keys: tuple[str | int, ...] = error["loc"]
    _, place = locate(file, keys)
    what = f"{'.'.join(map(str, keys))} {describe_error(error)}"
    known = list(_fields_beside(keys)) if error["type"] == "extra_forbidden" else []
    return _wrong(file, what, place, did_you_mean(str(keys[-1]), known) or suggest_value(error))


def _fields_beside(keys: tuple[str | int, ...]) -> Iterator[str]:
    """The names that the part of a programme has in which ``keys`` ends."""
    schema = Programme.model_json_schema()
    part = schema
    for key in keys[:-1]:
        part = part["items"] if isinstance(key, int) else part["properties"].get(key, {})
        reference = part.get("$ref") or next((e["$ref"] for e in part.get("allOf", ())), "")
        part = schema["$defs"][reference.rpartition("/")[2]] if reference else part
    yield from part.get("properties", ())


def _wrong(file: Path, what: str, place: tuple[int, int] = (0, 0), hint: str = "") -> Problem:
    return problem(file.name, place, "programme-invalid", what, f"{hint} {_HINT}".strip())
