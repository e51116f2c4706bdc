"""One person who speaks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import AliasChoices, Field, model_validator

from rooftop.records.consent import ConsentRecord
from rooftop.records.employer import EmployerOrSlug
from rooftop.records.fields import Day, Https, Language, Line, MediaPath, Part, Short, Slug
from rooftop.records.name import FullName, PersonName
from rooftop.records.record import Record
from rooftop.settings import BADGES, BadgeName
from rooftop.validation import Form

OpenTo = Literal["reference-call", "peer-question", "speaking", "media", "beta", "talk-to-our-team"]
Ladder = Literal["customer", "client", "advocate", "emeritus"]
#: The steps of the loyalty ladder, the lowest first.
LADDER: tuple[Ladder, ...] = get_args(Ladder)
#: What people may be open to.
PURPOSES: tuple[OpenTo, ...] = get_args(OpenTo)


#: Where the face is in a portrait, from left and from top, as CSS writes it: ``50% 30%``.
Focus = Annotated[
    str,
    Form(r"^(100|[1-9]?[0-9])% (100|[1-9]?[0-9])%$", "two percentages, such as 50% 30%"),
    Field(title="two percentages"),
]
Account = Annotated[
    str,
    Form(r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$", "a name of an account, without @"),
    Field(title="account"),
]


class Links(Part):
    """The person's own pages on other sites."""

    website: Https | None = Field(None, description="Their website.")
    linkedin: Https | None = Field(None, description="Their page on LinkedIn.")
    github: Https | None = Field(None, description="Their page on GitHub.")
    mastodon: Https | None = Field(None, description="Their page on Mastodon.")


class Limits(Part):
    """How often this person may be asked."""

    asks_per_quarter: int = Field(
        ge=0, le=100, strict=True, description="How many requests they accept in three months."
    )


class Advocate(Record):
    """A customer who speaks for the company. The text below the front matter says who they are."""

    folder: ClassVar[str] = "advocates"

    name: PersonName | None = Field(
        None, description="The person's name. Write either `name` or `pseudonym`."
    )
    pseudonym: Short | None = Field(
        None,
        description="A made-up name. The real one then stands nowhere in the repository: not in "
        "file names, pictures or links.",
    )
    pronouns: Short | None = Field(None, description="Their pronouns, such as `she/her`.")
    role: Short | None = Field(None, description="Their job title, in their own words.")
    company: EmployerOrSlug | None = Field(
        None,
        description="Their employer: a group of fields, or the slug of a file in `companies/`.",
    )
    former: bool = Field(
        False, strict=True, description="They have left `company`. Pages say “formerly”."
    )
    photo: MediaPath | None = Field(
        None, description="A portrait. Without one, pages show the person's initials."
    )
    photo_alt: Line | None = Field(
        None, description="What the portrait shows. Needed with `photo`."
    )
    photo_focus: Focus | None = Field(
        None,
        description="Where the face is, from the left and from the top. Portraits are cut square "
        "around it. Default: `50% 35%`.",
    )
    headline: Short | None = Field(None, description="One sentence in their own words.")
    languages: tuple[Language, ...] = Field((), description="Languages they speak.")
    products: tuple[Slug, ...] = Field((), description="Products they use: files in `products/`.")
    topics: tuple[Slug, ...] = Field(
        (), description="What they can talk about: entries of the setting `topics`."
    )
    links: Links = Field(Links(), description="The person's own pages elsewhere.")
    open_to: tuple[OpenTo, ...] = Field((), description="What others may ask them for.")
    preferred_contact: Line | None = Field(
        None, description="How they like to be approached. No address, no telephone number."
    )
    helped_peer: Day | None = Field(
        None,
        description="The day on which they first helped another customer, such as in a reference "
        "call. Write it only if they agreed: it earns a public badge.",
    )
    badges: Annotated[
        bool | tuple[BadgeName, ...], Field(title="`true`, `false`, or a list of badges")
    ] = Field(
        True,
        description="Which of the badges they earned are shown: all, none, or only these.",
    )
    joined: Day | None = Field(None, description="The day they joined the community.")
    reviewed: Day | None = Field(
        None,
        description="The day on which they last said that the profile is right. "
        "`rooftop review-profiles` writes it.",
    )
    loyalty_stage: Ladder = Field(
        "customer",
        validation_alias=AliasChoices("loyalty_stage", "stage"),
        description="Their stage on the loyalty ladder. Pages never show it.",
    )
    github: Account | None = Field(
        None,
        description="The account on the code host, GitHub or another, that may change this file "
        "and the person's stories. `rooftop guard` enforces it.",
    )
    limits: Limits | None = Field(None, description="How often the person may be asked.")
    aliases: tuple[Slug, ...] = Field(
        (), description="Former names of this file. Old links lead to the new page."
    )
    consent: ConsentRecord | None = Field(
        None, description="What the person agreed to. Without it nothing is published."
    )

    @model_validator(mode="after")
    def _one_name(self) -> Self:
        if (self.name is None) == (self.pseudonym is None):
            raise ValueError("write either name or pseudonym, exactly one of them")
        if self.photo and not self.photo_alt:
            raise ValueError("a photo needs photo_alt, for those who cannot see it")
        if self.company and self.company.logo and not self.company.logo_alt:
            raise ValueError("a company logo needs logo_alt, for those who cannot see it")
        return self

    @property
    def focus(self) -> tuple[float, float]:
        """The middle of the face, as shares of width and height; where it mostly is, if nobody
        said.
        """
        across, down = (
            int(part.rstrip("%")) / 100 for part in (self.photo_focus or "50% 35%").split()
        )
        return across, down

    @property
    def called(self) -> str:
        """The name or the pseudonym."""
        return self.name or self.pseudonym or ""

    @property
    def shown_badges(self) -> tuple[BadgeName, ...]:
        """Those that the person shows once they have earned them."""
        if isinstance(self.badges, bool):
            return BADGES if self.badges else ()
        return self.badges

    @property
    def given_name(self) -> str | None:
        """The given name, where the file says which part of the name it is."""
        return self.name.given if isinstance(self.name, FullName) else None

    @property
    def family_name(self) -> str | None:
        """The family name, where the file says which part of the name it is."""
        return self.name.family if isinstance(self.name, FullName) else None
