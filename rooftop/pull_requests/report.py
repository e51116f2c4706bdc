"""What one job says of a pull request to another, as data.

Whoever sends the pull request decides what runs in the first job. So nothing here is believed: a
text has a length, a list an end, and whatever becomes part of an address a pattern.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from rooftop.problems import Problem, Severity
from rooftop.text import shown_plainly

#: The name of the report in the artefact.
REPORT = "report.json"
#: How much a report holds at most.
MAX_PROBLEMS, MAX_CONSENTS, MAX_PAGES, MAX_PICTURES = 200, 100, 50, 3
_MAX_TEXT = 600

Change = Literal["added", "changed", "removed"]
#: What happens to files, by their paths as problems have them.
Changes = Mapping[str, Change]
State = Literal[
    "given",
    "missing",
    "requested",
    "refused",
    "withdrawn",
    "expired",
    "not-yet",
    "invalid",
    "unapproved",
    "unsigned",
    "language",
]
Text = Annotated[str, StringConstraints(max_length=_MAX_TEXT)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=40)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Address = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)*$", max_length=200)]
PictureName = Annotated[str, StringConstraints(pattern=r"^page-[1-9]\.png$")]
Count = Annotated[int, Field(ge=0, le=1_000_000)]


class _Part(BaseModel):
    """A part of a report: it holds what is named here, and nothing else."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ReportedProblem(_Part):
    """One problem, as `rooftop check` tells it."""

    path: Text
    line: Count
    column: Count
    code: Code
    severity: Severity
    message: Text
    hint: Text = ""


class ReportedConsent(_Part):
    """Where the consent of ``person`` to the record in ``path`` stands, and its last day (UTC)."""

    path: Text
    person: Slug
    state: State
    until: date | None = None


class ReportedPage(_Part):
    """A page that a record in ``path`` has, at ``address`` below the site's root. ``is_shown`` is
    whether it would be published today; ``picture`` is a file of the artefact.
    """

    path: Text
    title: Text
    address: Address
    change: Change
    is_shown: bool
    picture: PictureName | None = None


class Report(_Part):
    """A pull request: problems in files that it changes and ``elsewhere``, consents, and pages."""

    problems: Annotated[tuple[ReportedProblem, ...], Field(max_length=MAX_PROBLEMS)] = ()
    elsewhere: Annotated[tuple[ReportedProblem, ...], Field(max_length=MAX_PROBLEMS)] = ()
    consents: Annotated[tuple[ReportedConsent, ...], Field(max_length=MAX_CONSENTS)] = ()
    pages: Annotated[tuple[ReportedPage, ...], Field(max_length=MAX_PAGES)] = ()


class _Problems(BaseModel):
    """The output of ``rooftop guard --format json``."""

    problems: Annotated[tuple[ReportedProblem, ...], Field(max_length=MAX_PROBLEMS)]


def picture_name(number: int) -> str:
    """The name of the picture with this ``number``, from 1, in the artefact."""
    return f"page-{number}.png"


def read_problems(data: str) -> tuple[ReportedProblem, ...]:
    """The problems that ``rooftop guard --format json`` printed; the first `MAX_PROBLEMS`. Raises
    ValueError for anything else.
    """
    try:
        problems = json.loads(data)["problems"][:MAX_PROBLEMS]
        return _Problems.model_validate({"problems": list(map(_cut, problems))}).problems
    except (KeyError, TypeError, RecursionError, ValidationError) as error:
        raise ValueError(f"holds no list of problems: {type(error).__name__}") from None


def _cut(problem: dict[str, object]) -> dict[str, object]:
    return {key: clip(value) if isinstance(value, str) else value for key, value in problem.items()}


def reported(problems: Iterable[Problem]) -> tuple[ReportedProblem, ...]:
    """``problems`` as a report holds them: the first `MAX_PROBLEMS`, errors before notes."""
    ordered = sorted(problems, key=lambda each: (each.severity is not Severity.ERROR, each))
    return tuple(
        ReportedProblem(
            path=clip(each.path),
            line=each.line,
            column=each.column,
            code=each.code,
            severity=each.severity,
            message=clip(each.message),
            hint=clip(each.hint),
        )
        for each in ordered[:MAX_PROBLEMS]
    )


def clip(text: str) -> str:
    """``text`` on one line, and no longer than a report may hold."""
    plain = shown_plainly(text)
    return plain if len(plain) <= _MAX_TEXT else f"{plain[: _MAX_TEXT - 1]}…"
