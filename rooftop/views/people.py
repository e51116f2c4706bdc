"""People as they may be shown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from rooftop.records import (
    Channel,
)
from rooftop.settings import BADGES, BadgeName

C = TypeVar("C", bound=Channel)


@dataclass(frozen=True)
class Terms:
    """What is said in public about a consent. Days are UTC; ``until`` is the last one. ``by`` is
    empty where the name is withheld.
    """

    by: str
    given: datetime.date
    until: datetime.date
    channels: tuple[str, ...]
    is_signed: bool = False
    by_representative: bool = False


@dataclass(frozen=True)
class CompanyView:
    """A company as it may be shown; ``name`` is None where only its kind is known. ``logo`` is a
    media file, ``slug`` that of its record, if it has one.
    """

    name: str | None
    url: str | None
    industry: str | None
    size: str | None
    country: str | None
    former: bool
    logo: str | None = None
    logo_alt: str | None = None
    slug: str | None = None

    @property
    def subject(self) -> str:
        """What problems call its record: its folder and its slug."""
        return f"companies/{self.slug}"


class PersonView:
    """A person as one channel shows them, alone or in a story."""

    name: str
    role: str | None
    company: CompanyView | None

    @property
    def employer(self) -> str | None:
        """The name of the company they work for, where it is shown."""
        return self.company.name if self.company and not self.company.former else None

    @property
    def former_employer(self) -> str | None:
        """The name of the company they worked for when they spoke, where it is shown."""
        return self.company.name if self.company and self.company.former else None


@dataclass(frozen=True)
class AdvocateView(PersonView, Generic[C]):
    """A person's profile, consented for channel ``C``. ``given_name`` and ``family_name`` are
    known only where the record says which part of the name is which. ``badges`` are those that the
    person shows once they have earned them.
    """

    slug: str
    name: str
    is_pseudonym: bool
    loyalty_stage: str
    joined: datetime.date | None
    terms: Terms | None
    given_name: str | None = None
    family_name: str | None = None
    pronouns: str | None = None
    role: str | None = None
    company: CompanyView | None = None
    photo: str | None = None
    photo_alt: str | None = None
    photo_focus: tuple[float, float] | None = None
    headline: str | None = None
    preferred_contact: str | None = None
    languages: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    open_to: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    helped_peer: datetime.date | None = None
    badges: tuple[BadgeName, ...] = BADGES
    is_draft: bool = False
    is_example: bool = False

    @property
    def subject(self) -> str:
        """What consents and problems call it: its folder and its slug."""
        return f"advocates/{self.slug}"

    @property
    def answers_peers(self) -> bool:
        """Whether other customers may ask them something."""
        return bool({"reference-call", "peer-question"} & set(self.open_to))


@dataclass(frozen=True)
class Teller(PersonView):
    """A person as one story shows them. Where their name is withheld, ``slug`` is None and ``name``
    says "A customer" in the story's language.
    """

    name: str
    slug: str | None = None
    role: str | None = None
    company: CompanyView | None = None
    photo: str | None = None
    photo_alt: str | None = None
    photo_focus: tuple[float, float] | None = None


SiteAdvocate = AdvocateView[Literal["site"]]
SocialAdvocate = AdvocateView[Literal["social"]]
EmbedAdvocate = AdvocateView[Literal["embeds"]]
PressAdvocate = AdvocateView[Literal["press"]]
InputAdvocate = AdvocateView[Literal["ai-input"]]
TrainingAdvocate = AdvocateView[Literal["ai-train"]]
