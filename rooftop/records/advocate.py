"""One person who speaks."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import AliasChoices, Field, StringConstraints, model_validator

from rooftop.records.consent import ConsentRecord
from rooftop.records.fields import Day, Https, Language, Line, MediaPath, Part, Short, Slug
from rooftop.records.name import FullName, PersonName
from rooftop.records.record import Record

OpenTo = Literal["reference-call", "peer-question", "speaking", "media", "beta", "talk-to-our-team"]
Ladder = Literal["customer", "client", "advocate", "emeritus"]


#: Where the face is in a portrait, from left and from top, as CSS writes it: ``50% 30%``.
Focus = Annotated[str, StringConstraints(pattern=r"^(100|[1-9]?[0-9])% (100|[1-9]?[0-9])%$")]


class Company(Part):
    """Whom the advocate works for; without ``name`` only what kind of company it is.

    ``country`` is ISO 3166-1 alpha-2; ``size`` counts people.
    """

    name: Short | None = None
    url: Https | None = None
    logo: MediaPath | None = None
    logo_alt: Line | None = None
    industry: Slug | None = None
    size: Literal["1-10", "11-50", "51-200", "201-1000", "1001-5000", "5001+"] | None = None
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    former: bool = Field(False, strict=True)


class Links(Part):
    """The person's own places elsewhere."""

    website: Https | None = None
    linkedin: Https | None = None
    github: Https | None = None
    mastodon: Https | None = None


class Limits(Part):
    """How often this person may be asked."""

    asks_per_quarter: int = Field(ge=0, le=100, strict=True)


class Advocate(Record):
    """A customer, by name or pseudonym, never both."""

    folder: ClassVar[str] = "advocates"

    name: PersonName | None = None
    pseudonym: Short | None = None
    pronouns: Short | None = None
    role: Short | None = None
    company: Company | None = None
    photo: MediaPath | None = None
    photo_alt: Line | None = None
    photo_focus: Focus | None = None
    headline: Short | None = None
    languages: tuple[Language, ...] = ()
    products: tuple[Slug, ...] = ()
    topics: tuple[Slug, ...] = ()
    links: Links = Links()
    open_to: tuple[OpenTo, ...] = ()
    preferred_contact: Line | None = None
    joined: Day | None = None
    loyalty_stage: Ladder = Field(
        "customer", validation_alias=AliasChoices("loyalty_stage", "stage")
    )
    github: (
        Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$")] | None
    ) = None
    limits: Limits | None = None
    aliases: tuple[Slug, ...] = ()
    consent: ConsentRecord | None = None

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
    def given_name(self) -> str | None:
        """The given name, where the file says which part of the name it is."""
        return self.name.given if isinstance(self.name, FullName) else None

    @property
    def family_name(self) -> str | None:
        """The family name, where the file says which part of the name it is."""
        return self.name.family if isinstance(self.name, FullName) else None
