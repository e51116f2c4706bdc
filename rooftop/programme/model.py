"""The plan that stories serve: its goals, and the rules by which people are asked and thanked."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rooftop.settings import Slug
from rooftop.validation import Form
from rooftop.views import Stage

Text = Annotated[str, Field(min_length=1, max_length=300, title="text")]
Day = Annotated[date, Field(strict=True, title="date")]
Days = Annotated[int, Field(ge=0, le=3650, strict=True, title="number of days")]
Number = Annotated[int, Field(ge=0, le=100, strict=True, title="number")]
Language = Annotated[
    str,
    Form(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "a language tag such as en or pt-BR"),
    Field(title="language tag"),
]
#: Why a story may be past its best.
Sign = Literal["person-left", "product-retired", "company-former", "link-dead"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Needs(_Part):
    """What a story must be about to serve a goal: at least one word of each list written here."""

    products: tuple[Slug, ...] = Field((), description="Files in `products/`.")
    industries: tuple[Slug, ...] = Field((), description="Entries of the setting `industries`.")
    roles: tuple[Slug, ...] = Field((), description="Entries of the setting `roles`.")
    stages: tuple[Stage, ...] = Field((), description="Stages of buying.")
    topics: tuple[Slug, ...] = Field((), description="Entries of the setting `topics`.")
    languages: tuple[Language, ...] = Field((), description="Languages of stories.")

    def given(self) -> dict[str, tuple[str, ...]]:
        """The lists that are given, by their name."""
        return {name: words for name in type(self).model_fields if (words := getattr(self, name))}


class Goal(_Part):
    """One goal, and how many stories it takes."""

    name: str = Field(description="The name of the goal.")
    why: Text | None = Field(None, description="What the company gains by reaching it.")
    owner: Text | None = Field(None, description="Who in the company answers for it.")
    needs: Needs = Field(description="What a story must be about to serve the goal.")
    target: int = Field(ge=1, description="How many stories the goal takes.")
    by: Day | None = Field(None, description="The day by which the stories are to be there.")


class Eligibility(_Part):
    """From when on `rooftop report` calls somebody an advocate: everything here must be true."""

    products: Number = Field(2, description="How many products the person uses.")
    contacts: Number = Field(
        2, description="How many people of their company are in the community, they included."
    )
    open_to: Number = Field(1, description="How many kinds of requests the person is open to.")


class Asks(_Part):
    """How often a person may be asked for something. What `limits` of a profile says counts where
    it is less.
    """

    per_quarter: Number = Field(
        2, description="How many times in three months, requests that are open included."
    )
    rest_days: Days = Field(
        30, description="The days without a request after one was accepted or done."
    )
    answer_days: Days = Field(3, description="The days in which a request should be answered.")
    may_ask: dict[Slug, tuple[Text, ...]] = Field(
        default_factory=dict,
        description="Which departments may ask for each kind of request, such as "
        "`reference-call: [sales]`. A kind that is not named may be asked for by everybody.",
    )
    approvers: tuple[Text, ...] = Field(
        (), description="Who approves a request before the person hears of it. Default: nobody."
    )


class Rhythms(_Part):
    """After how many days `rooftop report` says that something is due."""

    contact_days: Days = Field(90, description="Without a word to or from a person.")
    thanks_days: Days = Field(30, description="After a request was done, without thanks.")
    feedback_days: Days = Field(
        7, description="After a request was done, without the asker's word about it."
    )


class Retirement(_Part):
    """Which stories `rooftop report` proposes to renew or to retire."""

    after_months: Annotated[int, Field(ge=1, le=240, strict=True)] = Field(
        36, description="The age from which on a story is old, in months."
    )
    signs: tuple[Sign, ...] = Field(
        ("person-left", "product-retired", "company-former", "link-dead"),
        description="What else says that a story is past its best.",
    )


class Pack(_Part):
    """A recipe for `rooftop pack`: which stories somebody who sells takes along."""

    name: Slug = Field(description="The name of the pack.")
    title: Text | None = Field(None, description="What stands above it. Default: its name.")
    needs: Needs = Field(Needs(), description="What its stories are about.")
    kinds: tuple[Slug, ...] = Field((), description="Kinds of stories. Default: all.")
    most: Annotated[int, Field(ge=1, le=50, strict=True)] = Field(
        6, description="How many stories at most, the nearest first."
    )


class Programme(_Part):
    """The goals that stories serve, the most important first, and the rules of the programme. All
    of it is private. Without this file, the page *Stories we are looking for* is empty.
    """

    programme: str = Field("", description="The name of the programme.")
    goals: tuple[Goal, ...] = Field((), description="The goals.")
    advocate: Eligibility = Field(Eligibility(), description="Who counts as an advocate.")
    asks: Asks = Field(Asks(), description="How often people may be asked, and by whom.")
    rhythms: Rhythms = Field(Rhythms(), description="When something is due.")
    packs: tuple[Pack, ...] = Field((), description="Recipes for people who sell.")
    retire: Retirement = Field(Retirement(), description="Which stories are past their best.")
