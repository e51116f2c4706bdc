"""One story, told by one or more advocates."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self, get_args

from pydantic import AfterValidator, Field, field_validator, model_validator

from rooftop.addresses import RESERVED, STORIES
from rooftop.records.consent import ConsentRecord
from rooftop.records.fields import (
    Day,
    Language,
    Markdown,
    Moment,
    Passage,
    Saying,
    Short,
    Slug,
    Summary,
)
from rooftop.records.record import Record
from rooftop.records.story_parts import (
    Disclosure,
    Medium,
    Post,
    Promise,
    Quote,
    Reply,
    Result,
    Source,
    Turn,
)
from rooftop.validation import AdvisedError, Form

Kind = Literal["case-study", "quote", "video", "talk", "social-post", "review", "turnaround"]
Stage = Literal["awareness", "consideration", "decision", "onboarding", "expansion", "renewal"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STAGES: tuple[Stage, ...] = get_args(Stage)
Sensitivity = Literal["none", "competitors", "finances", "security"]


def _permalink(address: str) -> str:
    slug = address.removeprefix(STORIES).removesuffix("/")
    if slug in RESERVED["stories"]:
        raise ValueError(f"names {slug!r}, which the site uses itself")
    return address


Permalink = Annotated[
    str,
    Form(r"^stories/[a-z0-9]+(-[a-z0-9]+)*/$", "an address such as stories/month-end/"),
    AfterValidator(_permalink),
    Field(title="address below the site root"),
]


class Story(Record):
    """A story that advocates tell. The text below the front matter is the story itself."""

    folder: ClassVar[str] = "stories"

    title: Short = Field(description="The headline.")
    date: Day = Field(description="The day on which the story is told.")
    updated: Day | None = Field(None, description="The day on which its words last changed.")
    published: Moment | None = Field(
        None, description="When it was first published. `rooftop stamp` writes it."
    )
    permalink: Permalink | None = Field(
        None,
        description="Its first address, which is its id in every feed. `rooftop stamp` writes it.",
    )
    advocates: tuple[Slug, ...] = Field(
        min_length=1, description="Who tells it: files in `advocates/`. The first one leads."
    )
    company: Slug | None = Field(
        None,
        description="The company whose numbers the story tells, a file in `companies/`. Default: "
        "the employers of those who tell it.",
    )
    products: tuple[Slug, ...] = Field((), description="What it is about: files in `products/`.")
    kind: Kind = Field("case-study", description="What kind of story it is.")
    stages: tuple[Stage, ...] = Field(
        (), description="The stages of buying at which it helps a reader."
    )
    roles: tuple[Slug, ...] = Field(
        (), description="Who it speaks to: entries of the setting `roles`."
    )
    topics: tuple[Slug, ...] = Field(
        (), description="What it is about: entries of the setting `topics`."
    )
    language: Language = Field("en", description="The language it is written in.")
    translation_of: Slug | None = Field(
        None, description="The story of which this is a translation: a file in `stories/`."
    )
    summary: Summary = Field(description="What it says, for lists, feeds and link previews.")
    quote: Quote | None = Field(None, description="The sentence to show in large type.")
    pull_quotes: tuple[Saying, ...] = Field(
        (), description="Passages of the text, word for word, that the page shows in large type."
    )
    lead: bool = Field(
        False,
        strict=True,
        description="The home page opens with this story. It needs a `quote` that makes sense "
        "by itself.",
    )
    results: tuple[Result, ...] = Field((), description="Numbers that changed.")
    media: tuple[Medium, ...] = Field((), description="Pictures, videos and recordings.")
    challenge: Markdown | None = Field(None, description="What the problem was.")
    not_a_fit_for: Passage | None = Field(
        None, description="Who the product is not the right choice for."
    )
    turnaround: tuple[Turn, ...] = Field(
        (), description="What went wrong and how it was put right, step by step."
    )
    critical: bool = Field(
        False,
        strict=True,
        description="Whether it criticises the company or a product. A story with `turnaround` or "
        "`reply` does in any case.",
    )
    reply: Reply | None = Field(
        None,
        description="The company's answer, signed by an employee. It stands below the story, and "
        "is no part of what the advocate approves.",
    )
    promises: tuple[Promise, ...] = Field(
        (), description="What the company promised, and whether it kept its word."
    )
    source: Source | None = Field(
        None, description="The person's own post, if the story repeats one."
    )
    thanks: Passage | None = Field(
        None, description="The company's thanks, with the name of the person who thanks."
    )
    disclosure: Disclosure | None = Field(
        None, description="What ties the person to the company. Without it nothing is published."
    )
    social: tuple[Post, ...] = Field(
        (), description="Posts for social networks that the person agreed to."
    )
    retired: Day | None = Field(
        None,
        description="The day on which it was retired: its page stays and says from which year it "
        "is, and the home page and packs leave it out. `rooftop retire` writes it.",
    )
    sensitivity: Sensitivity = Field(
        "none", description="What the story touches that a second person should review."
    )
    aliases: tuple[Slug, ...] = Field(
        (), description="Former names of this file. Old links lead to the new page."
    )
    consent: dict[Slug, ConsentRecord] = Field(
        default_factory=dict, description="What each advocate agreed to, by their slug."
    )

    @property
    def address(self) -> str:
        """The address the story first had, below the site root: its id in every feed, through every
        rename.
        """
        return self.permalink or f"stories/{self.slug}/"

    @property
    def is_critical(self) -> bool:
        """Whether it criticises the company or a product."""
        return self.critical or bool(self.turnaround) or self.reply is not None

    @property
    def markdown(self) -> dict[str, str]:
        """The prose, and the challenge where there is one."""
        return {"body": self.body} | ({"challenge": self.challenge} if self.challenge else {})

    @field_validator("consent", mode="before")
    @classmethod
    def _is_by_person(cls, consent: Any) -> Any:
        if isinstance(consent, dict) and isinstance(consent.get("status"), str):
            raise AdvisedError(
                "names no person: a story has one consent for each who tells it",
                "Put the name of their file above these lines and indent them below it, as in "
                "`consent: {ana-ribeiro: {status: given}}`.",
            )
        return consent

    @model_validator(mode="after")
    def _quote_of_a_teller(self) -> Self:
        if self.quote and self.quote.by not in self.advocates:
            unsure = [slug for slug in self.advocates if slug not in self.consent]
            if self.quote.by in self.consent and unsure:
                raise ValueError(
                    f"advocates names {unsure[0]!r}, but quote and consent {self.quote.by!r}; "
                    "write the same in all three"
                )
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
