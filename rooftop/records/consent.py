"""What a person agreed to, as they or their representative recorded it. Deciding what follows from
it is `rooftop.consent`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BeforeValidator, StringConstraints
from pydantic import Field as PydanticField

from rooftop.records.fields import Day, Language, Part, Short
from rooftop.validation import Form

Field = Literal["name", "photo", "employer", "logo", "words", "numbers", "voice"]
Channel = Literal["site", "feeds", "social", "embeds", "press", "ai-input", "ai-train"]
Status = Literal["given", "requested", "refused", "withdrawn"]
How = Literal["signed-form", "e-mail", "pull-request", "in-person", "recorded-call"]
FIELDS: tuple[Field, ...] = get_args(Field)
CHANNELS: tuple[Channel, ...] = get_args(Channel)
#: The channels that are uses by AI systems rather than places: to answer questions with what they
#: read (``ai-input``), and to train models with it (``ai-train``).
MACHINE_CHANNELS: tuple[Channel, ...] = ("ai-input", "ai-train")
#: The channels that are places.
PLACES: tuple[Channel, ...] = tuple(each for each in CHANNELS if each not in MACHINE_CHANNELS)
#: Stands for all `MACHINE_CHANNELS` in a list of channels.
AI = "ai"

Evidence = Annotated[
    str,
    BeforeValidator(lambda value: value.isoformat() if isinstance(value, date) else value),
    StringConstraints(strip_whitespace=True, min_length=3, max_length=64),
    Form(r"^[A-Za-z0-9][A-Za-z0-9._/-]*$", "a reference of letters, digits and . _ / -"),
    PydanticField(title="reference"),
]
Digest = Annotated[
    str,
    Form(r"^sha256:[0-9a-f]{64}(/2)?$", "a digest that `rooftop consent approve` wrote"),
    PydanticField(title="digest"),
]
Terms = Annotated[
    str, Form(r"^\d{4}-\d{2}$", "a version such as 2026-11"), PydanticField(title="version")
]


def _expand(channels: Any) -> Any:
    """``channels`` with `AI` written out. The first machine channel stands in its place and the
    other at the end, so that an error in any other item keeps its position.
    """
    if not isinstance(channels, list | tuple) or AI not in channels:
        return channels
    first, *others = MACHINE_CHANNELS
    written = (first if each == AI else each for each in channels)
    return [*written, *(each for each in others if each not in channels)]


Channels = Annotated[
    tuple[Channel, ...],
    BeforeValidator(_expand, json_schema_input_type=tuple[Literal[Channel, "ai"], ...]),
]


class EmployerApproval(Part):
    """The employer's approval of its name, its logo and numbers about it."""

    status: Status = PydanticField(description="The status of the employer's approval.")
    given: Day | None = PydanticField(None, description="The day it was given.")
    expires: Day | None = PydanticField(None, description="The last day on which it holds.")
    withdrawn: Day | None = PydanticField(None, description="The day it was withdrawn.")
    evidence: Evidence | None = PydanticField(
        None, description="A reference to the company's own records. Never published."
    )


class ConsentRecord(Part):
    """What one person agreed to. Days are UTC and count whole, until 24:00."""

    status: Status = PydanticField(
        description="The status of the consent. In `content/`, it must be `given` or `withdrawn`."
    )
    requested: Day | None = PydanticField(None, description="The day on which it was asked for.")
    asked_by: Short | None = PydanticField(None, description="Who asked for it.")
    answer_by: Day | None = PydanticField(None, description="The last day for an answer.")
    given: Day | None = PydanticField(
        None, description="The day it was given. Needed with `given`."
    )
    expires: Day | None = PydanticField(
        None,
        description="The last day on which it holds. Default: `default_term_months` after `given`.",
    )
    withdrawn: Day | None = PydanticField(
        None, description="The day it was withdrawn. A withdrawal overrides everything else."
    )
    covers: tuple[Field, ...] = PydanticField(
        (), description="What may be shown. What is not listed is not shown."
    )
    channels: Channels = PydanticField(
        (),
        description="Where it may be shown, and what AI systems may do with it. Every other "
        "channel needs `site` as well. `ai` is short for `ai-input` and `ai-train`.",
    )
    languages: tuple[Language, ...] = PydanticField(
        (),
        description="Languages in which it may appear. Default: the story's original language.",
    )
    approved: Digest | None = PydanticField(
        None,
        description="The digest of what the person approved. `rooftop consent approve` writes it.",
    )
    signature: str | None = PydanticField(
        None,
        max_length=4_000,
        description="The person's SSH signature of the approval. `rooftop consent sign` writes it.",
    )
    by: Literal["advocate", "representative"] = PydanticField(
        "advocate", description="Who gave the consent."
    )
    how: How | None = PydanticField(None, description="How it was given.")
    terms: Terms | None = PydanticField(
        None,
        description="The version of the consent terms they agreed to: a file in `consent-terms/`.",
    )
    evidence: Evidence | None = PydanticField(
        None, description="A reference to the company's own records. Never published."
    )
    employer: EmployerApproval | None = PydanticField(
        None,
        description="The employer's approval. Without it, employer, logo and numbers are not "
        "shown.",
    )
