"""Requests, such as for a reference call: one small YAML file each, with every state it had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rooftop.config_file import locate
from rooftop.problems import Problem, problem
from rooftop.settings import Slug
from rooftop.validation import describe_error, suggest_value

REQUESTS = "requests"
State = Literal["new", "proposed", "accepted", "declined", "done", "missed"]
#: States in which somebody still has to do something, and the person counts as asked.
OPEN: frozenset[State] = frozenset({"new", "proposed", "accepted"})
#: Which states may follow a state.
_NEXT: dict[State, frozenset[State]] = {
    "new": frozenset({"proposed"}),
    "proposed": frozenset({"accepted", "declined"}),
    "accepted": frozenset({"done", "missed", "declined"}),
    "declined": frozenset({"proposed"}),
    "missed": frozenset({"proposed", "accepted"}),
    "done": frozenset(),
}
Text = Annotated[str, Field(min_length=1, max_length=2_000, title="text")]
Day = Annotated[date, Field(strict=True, title="date")]
_MAX_BYTES = 64 * 1024


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Step(_Part):
    """A state of a request, and since when."""

    day: Day = Field(description="The day, UTC.")
    state: State = Field(description="The state.")
    person: Slug | None = Field(None, description="The advocate who is proposed.")
    note: Text | None = Field(None, description="What somebody said about it.")


@dataclass(frozen=True)
class Proposal:
    """One person a request was meant for, and its states with them. ``is_last`` is whether it was
    proposed to nobody else since.
    """

    person: str
    steps: tuple[Step, ...]
    is_last: bool = True

    @property
    def is_open(self) -> bool:
        """Whether an answer, or what was agreed, is still to come."""
        return self.is_last and self.steps[-1].state in OPEN

    @property
    def accepted(self) -> date | None:
        """The last day on which the person accepted, or did, what was asked; None if they did
        neither.
        """
        days = [step.day for step in self.steps if step.state in ("accepted", "done")]
        return max(days, default=None)

    @property
    def latest(self) -> date:
        """The day of its latest state."""
        return self.steps[-1].day


class Request(_Part):
    """What somebody in the company asks of an advocate, for a prospect."""

    purpose: Slug = Field(description="What it is for, such as `reference-call`.")
    by: Text = Field(description="Who in the company asks.")
    department: Slug | None = Field(None, description="Their department.")
    approved_by: Text | None = Field(None, description="Who approved that somebody is asked.")
    prospect: Text | None = Field(None, description="For whom: a company, or a person there.")
    products: tuple[Slug, ...] = Field((), description="Products the prospect asks about.")
    industries: tuple[Slug, ...] = Field((), description="Industries the advocate should know.")
    roles: tuple[Slug, ...] = Field((), description="Roles the advocate should know.")
    stages: tuple[Slug, ...] = Field((), description="Stages of buying the prospect is at.")
    when: Text | None = Field(None, description="The date and time that was agreed.")
    deal: Text | None = Field(None, description="A reference into the company's own system.")
    outcome: Text | None = Field(None, description="What became of the deal.")
    feedback: Text | None = Field(None, description="What the asker said about the call.")
    thanked: Day | None = Field(None, description="The day on which the advocate was thanked.")
    steps: tuple[Step, ...] = Field(description="Its states, the oldest first.")

    @model_validator(mode="after")
    def _follow(self) -> Self:
        if not self.steps or self.steps[0].state != "new":
            raise ValueError("steps must begin with the state new")
        for before, after in zip(self.steps, self.steps[1:], strict=False):
            if after.state not in _NEXT[before.state]:
                raise ValueError(f"{after.state} cannot follow {before.state}")
            if after.day < before.day:
                raise ValueError(f"{after.state} is earlier than {before.state}")
        person = None
        for step in self.steps:
            person = step.person if step.state in ("new", "proposed") and step.person else person
            if step.state != "new" and person is None:
                raise ValueError(f"{step.state} needs the person it was proposed to")
            if step.person not in (None, person):
                raise ValueError(f"{step.state} names {step.person}, and {person} was asked")
        return self

    @property
    def state(self) -> State:
        """The state it is in."""
        return self.steps[-1].state

    @property
    def person(self) -> str | None:
        """The advocate it was last proposed to; None while it was proposed to nobody."""
        people = (step.person for step in reversed(self.steps) if step.person)
        return next(people, None)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """Whom it was proposed to, each time, the oldest first. A new request is meant for whom it
        names, if anybody.
        """
        runs: list[tuple[str, list[Step]]] = []
        person = self.steps[0].person
        for step in self.steps[1:]:
            person = step.person or person
            if step.state == "proposed" and person:
                runs.append((person, []))
            if runs:
                runs[-1][1].append(step)
        if not runs and person:
            runs = [(person, list(self.steps))]
        last = len(runs) - 1
        return tuple(Proposal(who, tuple(run), n == last) for n, (who, run) in enumerate(runs))


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
