"""The files of requests: one small YAML file each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from rooftop.config_file import locate
from rooftop.logbook.requests import Request
from rooftop.problems import Problem, problem
from rooftop.validation import describe_error, suggest_value

REQUESTS = "requests"
#: The folder of the letters that requests take; their names begin with that of the request.
LETTERS = "letters"
_MAX_BYTES = 64 * 1024


def read_requests(folder: Path) -> tuple[dict[str, Request], list[Problem]]:
    """The requests in ``folder``, by the names of their files, and what is wrong with those that
    cannot be read.
    """
    requests: dict[str, Request] = {}
    problems: list[Problem] = []
    for file in sorted((folder / REQUESTS).glob("*.yml")):
        try:
            if file.stat().st_size > _MAX_BYTES:
                raise ValueError(f"is larger than {_MAX_BYTES >> 10} KiB")
            data = yaml.safe_load(file.read_text(encoding="utf-8"))
            requests[file.stem] = Request.model_validate(data)
        except ValidationError as error:
            problems += (_invalid(file, each) for each in error.errors())
        except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
            problems.append(_wrong(file, " ".join(str(error).split())))
    return requests, problems


def write_request(folder: Path, name: str, request: Request) -> Path:
    """Write ``request`` to its file in ``folder``, in one step; where it stands. Raises OSError."""
    file = folder / REQUESTS / f"{name}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    data = request.model_dump(exclude_none=True, exclude_defaults=True)
    text = yaml.safe_dump(_plain(data), allow_unicode=True, sort_keys=False)
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.chmod(0o600)  # private: nobody else on this machine
    beside.replace(file)
    return file


def _plain(value: Any) -> Any:
    """``value`` with lists in place of tuples, which YAML does not have."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _invalid(file: Path, error: Any) -> Problem:
    keys = error["loc"]
    _, place = locate(file, keys) if keys else ("", (0, 0))
    what = f"{'.'.join(map(str, keys))} {describe_error(error)}"
    return _wrong(file, what, place, suggest_value(error))


def _wrong(file: Path, what: str, place: tuple[int, int] = (0, 0), hint: str = "") -> Problem:
    path = "/".join(file.parts[-3:])
    return problem(path, place, "request-invalid", what.strip(), hint or "Correct the file.")
