"""Settings that belong together: the rhythm of posts, letters, and the ways to give a story."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from rooftop.settings.kinds import WEEKDAYS, Address, Email, Network, Weekday
from rooftop.time_zones import time_zone
from rooftop.validation import Form


class Rhythm(BaseModel):
    """How ready posts are spread over time, on each network alike. ``time`` is local to
    ``timezone`` (IANA).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    networks: tuple[Network, ...] = Field(
        get_args(Network),
        description="The networks for which posts are written.",
        examples=[["mastodon", "linkedin"]],
    )
    card_sizes: tuple[Literal["square", "tall"], ...] = Field(
        (),
        description="The sizes of a story's picture that its share page offers beside the wide one "
        "of links, feeds and posts: `square` for streams, `tall` for phones.",
        examples=[["square", "tall"]],
    )
    posts_per_week: int = Field(
        3, ge=1, le=28, description="How many posts each network gets in a week.", examples=[3]
    )
    quiet_days: tuple[Weekday, ...] = Field(
        ("saturday", "sunday"),
        description="Days of the week on which nothing is posted. At least one day must be left.",
        examples=[["saturday", "sunday"]],
    )
    advocate_gap_days: int = Field(
        14, ge=0, le=365, description="The days between two posts of one person.", examples=[14]
    )
    time: Annotated[
        str,
        Form(r"^([01]\d|2[0-3]):[0-5]\d$", "a time of day such as 09:00"),
        Field(title="time of day"),
    ] = Field(
        "09:00",
        description="The time of day at which posts are due, in `timezone`. Quote it.",
        examples=["09:00"],
    )
    timezone: str = Field(
        "UTC",
        description="The time zone of `time`, by its IANA name.",
        examples=["Europe/Lisbon"],
    )
    hashtags: int = Field(
        3,
        ge=0,
        le=10,
        description="How many topics at most a post shows as hashtags.",
        examples=[3],
    )
    utm: dict[Literal["source", "medium", "campaign", "content", "term"], str] = Field(
        default_factory=dict,
        description="Parameters added to the links in posts, for web analytics: `source` becomes "
        "`utm_source`. `{network}` and `{story}` are filled in.",
        examples=[{"source": "{network}", "medium": "social", "campaign": "voices"}],
    )

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        return time_zone(name)

    @field_validator("quiet_days")
    @classmethod
    def _some_left(cls, days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        if set(days) == set(WEEKDAYS):
            raise ValueError("leaves no day to post on")
        return days


class Asking(BaseModel):
    """What a letter that asks for consent says about the request."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asked_by: Annotated[str, Field(min_length=1, max_length=160, title="text")] | None = Field(
        None,
        description="Who asks, by name and role. Default: the company.",
        examples=["Mira Holt, customer community"],
    )
    answer_to: Annotated[str, Field(min_length=1, max_length=300, title="text")] | None = Field(
        None,
        description="Where the person sends the answer: an address of any kind. Default: they "
        "reply to the letter.",
        examples=["https://harbourlight.example/answer"],
    )
    answer_days: int = Field(
        21, ge=1, le=365, description="How many days the person has to answer.", examples=[21]
    )


#: Stands in the address of a form or a calendar for what the page of wanted stories asks for.
BLANK = "{wanted}"


class Contribute(BaseModel):
    """The ways to give a story. The page ``contribute/`` shows each that is set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Address | None = Field(
        None,
        description="A form. `{wanted}` in the address is replaced by what a wanted story is "
        "about; without it, `?wanted=…` is added.",
        examples=["https://harbourlight.example/form?about={wanted}"],
    )
    form_action: Address | None = Field(
        None,
        description="The address to which the form of the site sends what people write: of "
        "Formspree, Basin or a service of yours, or a page of the site itself for Netlify Forms. "
        "With it, the page `tell/` has a form for people without any account.",
        examples=["https://formspree.io/f/abcdwxyz"],
    )
    email: Email | None = Field(
        None,
        description="An e-mail address. Everyone can read it on the page.",
        examples=["voices@harbourlight.example"],
    )
    call: Address | None = Field(
        None,
        description="A page on which people book a call. `{wanted}` works as in `form`.",
        examples=["https://harbourlight.example/call"],
    )
    repository: Address | None = Field(
        None,
        description="The repository of the community, for people who send a file. A wanted story "
        "opens a new issue there.",
        examples=["https://github.com/harbourlight/voices"],
    )
