"""One story, told by one or more advocates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal, Self, get_args
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator

from rooftop.addresses import RESERVED, STORIES
from rooftop.records.consent import ConsentRecord
from rooftop.records.fields import (
    Day,
    Https,
    Language,
    Line,
    Markdown,
    MediaPath,
    Moment,
    Number,
    Part,
    Passage,
    Posting,
    Saying,
    Short,
    Slug,
    Summary,
)
from rooftop.records.record import Record
from rooftop.settings import Network

Kind = Literal["case-study", "quote", "video", "talk", "social-post", "review", "turnaround"]
Stage = Literal["awareness", "consideration", "decision", "onboarding", "expansion", "renewal"]
STAGES: tuple[Stage, ...] = get_args(Stage)
#: How wide a picture of a story stands: as the text, wider, or from edge to edge.
Placement = Literal["column", "wide", "full"]


def _permalink(address: str) -> str:
    slug = address.removeprefix(STORIES).removesuffix("/")
    if slug in RESERVED["stories"]:
        raise ValueError(f"names {slug!r}, which the site uses itself")
    return address


Permalink = Annotated[
    str,
    StringConstraints(pattern=r"^stories/[a-z0-9]+(-[a-z0-9]+)*/$"),
    AfterValidator(_permalink),
]


def _when(value: Any) -> Any:
    """A year and a day are as good as words; a decimal number is a date cut short (2026.10)."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    is_year = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_day or is_year else value


When = Annotated[Short, BeforeValidator(_when)]


class Quote(Part):
    """One sentence or two, word for word."""

    text: Saying
    by: Slug


class Result(Part):
    """A number that changed, and how anybody could measure it again."""

    what: Short
    before: Number | None = None
    after: Number
    unit: Short | None = None
    when: When | None = None
    how_measured: Line

    @property
    def change(self) -> str:
        """``9 → 3 days``; only what it is now where nobody knows what it was."""
        numbers = str(self.after) if self.before is None else f"{self.before} → {self.after}"
        return f"{numbers} {self.unit or ''}".strip()


class Medium(Part):
    """A picture, film or recording: a file below ``content/media/``, or an address on an allowed
    host.
    """

    kind: Literal["image", "video", "audio"]
    src: MediaPath | None = None
    url: Https | None = None
    alt: Line
    caption: Line | None = None
    placement: Placement | None = None
    captions: MediaPath | None = None
    transcript: Passage | None = None
    poster: MediaPath | None = None

    @property
    def host(self) -> str | None:
        """The host a film elsewhere is on; None for a file of ours."""
        return urlsplit(self.url).hostname if self.url else None

    @model_validator(mode="before")
    @classmethod
    def _address_or_file(cls, values: Any) -> Any:
        is_address = isinstance(values, dict) and str(values.get("src", "")).startswith("https://")
        if is_address and "url" not in values:
            return {
                **{key: value for key, value in values.items() if key != "src"},
                "url": values["src"],
            }
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.src is None) == (self.url is None):
            raise ValueError(
                "src is missing: a file in content/media/, or an https address of an allowed host"
            )
        if self.kind == "video" and self.src and not self.captions:
            raise ValueError("a video needs captions: a .vtt file in content/media/")
        if self.kind == "audio" and not self.transcript:
            raise ValueError("a recording needs a transcript")
        if self.kind == "image" and not self.src:
            raise ValueError("an image must be a file in content/media/")
        if self.kind != "image" and self.placement:
            raise ValueError("placement is for pictures; films and recordings have one width")
        return self


class Turn(Part):
    """One step of how something went wrong and was put right."""

    on: Day
    what: Line
    by: Literal["customer", "company"]


class Promise(Part):
    """What the company promised, and whether it kept it."""

    made: Day
    what: Line
    due: Day
    kept: Day | None = None


class Source(Part):
    """A post of the advocate's own that we amplify."""

    network: Network
    url: Https
    posted: Day


class Disclosure(Part):
    """What ties the advocate to the company (FTC 16 CFR 255.5): shown wherever the words are
    shown.
    """

    relationship: Annotated[
        str, StringConstraints(pattern=r"^(customer|partner|employee|investor|other: .{2,80})$")
    ]
    incentive: Short
    conditional: bool = Field(strict=True)


class Post(Part):
    """A text the advocate agreed to for social networks."""

    text: Posting
    networks: tuple[Network, ...]
    not_before: Day | None = None
    image: MediaPath | None = None


class Story(Record):
    """A story. ``consent`` holds one record for each of ``advocates``; the first of those leads."""

    folder: ClassVar[str] = "stories"

    title: Short
    date: Day
    updated: Day | None = None
    published: Moment | None = None
    permalink: Permalink | None = None
    advocates: tuple[Slug, ...] = Field(min_length=1)
    products: tuple[Slug, ...] = ()
    kind: Kind = "case-study"
    stages: tuple[Stage, ...] = ()
    roles: tuple[Slug, ...] = ()
    topics: tuple[Slug, ...] = ()
    language: Language = "en"
    translation_of: Slug | None = None
    summary: Summary
    quote: Quote | None = None
    pull_quotes: tuple[Saying, ...] = ()
    lead: bool = Field(False, strict=True)
    results: tuple[Result, ...] = ()
    media: tuple[Medium, ...] = ()
    challenge: Markdown | None = None
    not_a_fit_for: Passage | None = None
    turnaround: tuple[Turn, ...] = ()
    promises: tuple[Promise, ...] = ()
    source: Source | None = None
    thanks: Passage | None = None
    disclosure: Disclosure | None = None
    social: tuple[Post, ...] = ()
    sensitivity: Literal["none", "competitors", "finances", "security"] = "none"
    aliases: tuple[Slug, ...] = ()
    consent: dict[Slug, ConsentRecord] = Field(default_factory=dict)

    @property
    def address(self) -> str:
        """The address the story first had, below the site root: its id in every feed, through every
        rename.
        """
        return self.permalink or f"stories/{self.slug}/"

    @property
    def markdown(self) -> dict[str, str]:
        """The prose, and the challenge where there is one."""
        return {"body": self.body} | ({"challenge": self.challenge} if self.challenge else {})

    @model_validator(mode="after")
    def _quote_of_a_teller(self) -> Self:
        if self.quote and self.quote.by not in self.advocates:
            raise ValueError(
                f"quote.by is {self.quote.by!r}, who is not among the advocates of this story"
            )
        if self.published and self.example:
            raise ValueError(
                "it went out, so it is no example: remove `example`; to take it down, withdraw it"
            )
        if self.lead and not self.quote:
            raise ValueError("lead needs a quote: the home page opens with it")
        if self.published and not self.published.tzinfo:
            raise ValueError("published must end in Z: it is stamped in UTC")
        return self
