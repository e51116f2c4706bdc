"""Requests, such as for a reference call, with every state they had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from rooftop.records.advocate import OpenTo
from rooftop.settings import Slug
from rooftop.time_zones import local_time, time_zone
from rooftop.validation import Form, describe_error
from rooftop.views import Stage

State = Literal["new", "proposed", "accepted", "declined", "done", "missed"]
#: States in which somebody still has to do something, and the person counts as asked.
OPEN: frozenset[State] = frozenset({"new", "proposed", "accepted"})
#: Which states may follow a state.
_NEXT: dict[State, frozenset[State]] = {
    "new": frozenset({"proposed", "declined"}),  # the latter: nobody is to be asked any more
    "proposed": frozenset({"accepted", "declined"}),
    "accepted": frozenset({"accepted", "done", "missed", "declined"}),  # again: at another time
    "declined": frozenset({"proposed"}),
    "missed": frozenset({"proposed", "accepted"}),
    "done": frozenset(),
}
Text = Annotated[str, Field(min_length=1, max_length=2_000, title="text")]
Line = Annotated[
    str,
    Form(r"^[^\x00-\x1f\x7f]{1,300}$", "one line of up to 300 characters"),
    Field(title="line"),
]
Day = Annotated[date, Field(strict=True, title="date")]


def _local(value: Any) -> Any:
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime) or value.tzinfo:
        raise ValueError("must be a local date and time, such as 2026-12-03T15:00")
    return value


LocalTime = Annotated[datetime, BeforeValidator(_local), Field(title="date and time")]
Zone = Annotated[str, AfterValidator(time_zone), Field(title="IANA time zone")]


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

    purpose: OpenTo = Field(description="What it is for: a word of `open_to` in profiles.")
    by: Line = Field(description="Who in the company asks.")
    department: Slug | None = Field(None, description="Their department.")
    approved_by: Line | None = Field(None, description="Who approved that somebody is asked.")
    prospect: Line | None = Field(None, description="For whom: a company, or a person there.")
    products: tuple[Slug, ...] = Field((), description="Products the prospect asks about.")
    industries: tuple[Slug, ...] = Field((), description="Industries the advocate should know.")
    roles: tuple[Slug, ...] = Field((), description="Roles the advocate should know.")
    stages: tuple[Stage, ...] = Field((), description="Stages of buying the prospect is at.")
    languages: tuple[Line, ...] = Field((), description="Languages the prospect speaks.")
    when: LocalTime | None = Field(None, description="The local time that was agreed.")
    timezone: Zone | None = Field(None, description="The time zone of `when`.")
    minutes: Annotated[int, Field(ge=5, le=1440, strict=True)] = Field(
        30, description="How long it takes, in minutes."
    )
    place: Line | None = Field(None, description="Where it takes place, or the link to it.")
    deal: Line | None = Field(None, description="A reference into the company's own system.")
    outcome: Slug | None = Field(
        None, description="What became of the deal, in a word, such as `won`."
    )
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
        _check_people(self.steps)
        if (self.when is None) != (self.timezone is None):
            raise ValueError("when and timezone belong together")
        if self.when and self.timezone:
            local_time(self.when, self.timezone)
        return self

    def followed_by(self, step: Step, **changes: Any) -> Request:
        """The request with ``step`` as its latest, and ``changes`` of its fields. Raises
        ValueError, with the reasons, where that is no request.
        """
        return self.with_changes(steps=(*self.steps, step), **changes)

    def with_changes(self, **changes: Any) -> Request:
        """The request with ``changes`` of its fields. Raises ValueError, with the reasons, where
        that is no request.
        """
        return request_of(**{name: getattr(self, name) for name in Request.model_fields} | changes)

    @property
    def starts(self) -> datetime | None:
        """When it takes place, in its time zone; None while no time is agreed."""
        return local_time(self.when, self.timezone) if self.when and self.timezone else None

    @property
    def ends(self) -> datetime | None:
        """When it ends, in its time zone; None while no time is agreed."""
        starts = self.starts
        if starts is None:
            return None
        # Added in UTC: in between, clocks may change.
        utc = starts.astimezone(UTC) + timedelta(minutes=self.minutes)
        return utc.astimezone(starts.tzinfo)

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
        if not runs and person and self.state == "new":
            runs = [(person, list(self.steps))]
        last = len(runs) - 1
        return tuple(Proposal(who, tuple(run), n == last) for n, (who, run) in enumerate(runs))


def request_of(**fields: Any) -> Request:
    """The request with ``fields``. Raises ValueError, with the reasons in words, where they make
    none.
    """
    try:
        return Request.model_validate(fields)
    except ValidationError as error:
        reasons = (
            f"{'.'.join(map(str, each['loc']))} {describe_error(each)}".strip()
            for each in error.errors()
        )
        raise ValueError("; ".join(reasons)) from None


def _check_people(steps: Iterable[Step]) -> None:
    person = None
    for step in steps:
        person = step.person if step.state in ("new", "proposed") and step.person else person
        if step.state not in ("new", "declined") and person is None:
            raise ValueError(f"{step.state} needs the person it was proposed to")
        if step.person not in (None, person):
            raise ValueError(f"{step.state} names {step.person}, and {person} was asked")
