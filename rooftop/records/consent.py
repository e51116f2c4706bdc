"""What a person agreed to, as they or their representative recorded it. Deciding what follows from
it is `rooftop.consent`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, StringConstraints
from pydantic import Field as PydanticField

from rooftop.records.fields import Day, Language, Part, Short

Field = Literal["name", "photo", "employer", "logo", "words", "numbers", "voice"]
Channel = Literal["site", "feeds", "social", "embeds", "press"]
Status = Literal["given", "requested", "refused", "withdrawn"]
FIELDS: tuple[Field, ...] = get_args(Field)
CHANNELS: tuple[Channel, ...] = get_args(Channel)

Evidence = Annotated[
    str,
    BeforeValidator(lambda value: value.isoformat() if isinstance(value, date) else value),
    StringConstraints(
        strip_whitespace=True, min_length=3, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$"
    ),
]


class EmployerApproval(Part):
    """The employer's word on its name, logo and numbers; without it they are not shown."""

    status: Status
    given: Day | None = None
    expires: Day | None = None
    withdrawn: Day | None = None
    evidence: Evidence | None = None


class ConsentRecord(Part):
    """One person's consent. Days are UTC and count whole; ``expires`` is the last day it holds.

    ``requested`` is the day on which ``asked_by`` asked for it, ``answer_by`` the last day for an
    answer.
    """

    status: Status
    requested: Day | None = None
    asked_by: Short | None = None
    answer_by: Day | None = None
    given: Day | None = None
    expires: Day | None = None
    withdrawn: Day | None = None
    covers: tuple[Field, ...] = ()
    channels: tuple[Channel, ...] = ()
    languages: tuple[Language, ...] = ()
    approved: Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}(/2)?$")] | None = None
    signature: str | None = PydanticField(None, max_length=4_000)
    by: Literal["advocate", "representative"] = "advocate"
    how: Literal["signed-form", "e-mail", "pull-request", "in-person", "recorded-call"] | None = (
        None
    )
    terms: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")] | None = None
    evidence: Evidence | None = None
    employer: EmployerApproval | None = None
