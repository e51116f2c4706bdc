"""What the data files hold, as types from which their schema is made."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import BaseModel, Field

from rooftop.views import Disclosure, Result

Use = Literal["embeds", "press"]


class Person(BaseModel):
    """Somebody who tells a story, as far as they let it be known. ``company`` is whom they work
    for, ``former_company`` whom they worked for.
    """

    name: str
    role: str | None
    company: str | None
    former_company: str | None


class Quote(BaseModel):
    """Exact words."""

    text: str
    by: str


class StoryData(BaseModel):
    """One story. ``id`` is for all time; ``published`` is RFC 3339, UTC; ``embed`` is a page for a
    frame.
    """

    id: str
    url: str
    uses: list[Use] = Field(description="What people agreed to: `embeds`, `press`, or both.")
    title: str
    summary: str
    kind: str
    language: str
    published: str
    people: list[Person]
    quote: Quote | None
    results: list[Result]
    disclosure: Disclosure | None
    not_a_fit_for: str | None
    products: list[str]
    topics: list[str]
    stages: list[str]
    roles: list[str]
    industries: list[str]
    picture: str
    embed: str | None


class AdvocateData(BaseModel):
    """One person. ``badge`` is an SVG picture."""

    id: str
    url: str
    uses: list[Use]
    name: str
    role: str | None
    company: str | None
    former_company: str | None
    headline: str | None
    languages: list[str]
    products: list[str]
    topics: list[str]
    open_to: list[str]
    badge: str | None


class ProductData(BaseModel):
    """One product, and the ids of the stories about it."""

    id: str
    url: str
    name: str
    tagline: str | None
    status: str
    not_a_fit_for: str | None
    stories: list[str]


class ProofData(BaseModel):
    """One result or one quote of a story, for slides and print; the other of the two is null.
    ``story`` is the id of the story in `stories`, ``people`` are those whose word it is.
    """

    story: str
    url: str
    title: str
    language: str
    result: Result | None
    quote: Quote | None
    people: list[Person]
    disclosure: Disclosure | None
    until: datetime.date = Field(description="The last day, UTC, on which it may be shown.")
    products: list[str]
    topics: list[str]
    stages: list[str]
    roles: list[str]
    industries: list[str]
