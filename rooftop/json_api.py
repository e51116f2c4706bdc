"""The same stories as plain data for sales and partners: JSON files at fixed addresses, with a
schema (JSON Schema 2020-12).

Only what people agreed to for ``embeds`` or ``press``, and for input to AI systems too, because
that is what reads such files; ``uses`` says which of the two places.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import models_json_schema

from rooftop import addresses
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.views import (
    Disclosure,
    EmbedAdvocate,
    EmbedStory,
    PressAdvocate,
    PressStory,
    ProductView,
    Result,
    Teller,
)

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


def render_api(published: Published) -> Iterator[tuple[str, bytes]]:
    """Address below the root, and content, of each file: a list, or the schema of all lists."""
    channels, root = published.channels, published.community.url
    told: dict[str, EmbedStory | PressStory] = {**channels.press, **channels.embeds}
    known: dict[str, EmbedAdvocate | PressAdvocate] = {
        **channels.press_people,
        **channels.embeds_people,
    }
    usable, usable_people = channels.ai_input, channels.ai_input_people
    stories = list(_stories(published, (told[s] for s in usable if s in told)))
    people = list(_people(published, (known[s] for s in usable_people if s in known)))
    unnamed = published.unnamed["ai-input"]
    products = [
        _product(root, product, stories)
        for product in published.products.values()
        if product.subject in unnamed
    ]
    for name, items in (("stories", stories), ("advocates", people), ("products", products)):
        yield (
            addresses.api(name),
            _dump({"$schema": root + addresses.api("schema"), name: _plain(items)}),
        )
    yield addresses.api("schema"), _dump(_schema(root))


def _plain(items: Sequence[BaseModel]) -> list[dict[str, Any]]:
    return [item.model_dump(mode="json") for item in items]


def _dump(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _schema(root: str) -> dict[str, Any]:
    kinds = {"stories": StoryData, "advocates": AdvocateData, "products": ProductData}
    lists = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}
        for name, kind in kinds.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": root + addresses.api("schema"),
        "type": "object",
        "properties": {"$schema": {"type": "string"}, **lists},
        "additionalProperties": False,
        "$defs": _definitions(),
    }


@lru_cache(maxsize=1)
def _definitions() -> dict[str, Any]:
    """The schemas of the kinds of records."""
    kinds = (StoryData, AdvocateData, ProductData)
    _, schema = models_json_schema([(kind, "serialization") for kind in kinds])
    return dict(schema["$defs"])


def _person(teller: Teller) -> Person:
    return Person(
        name=teller.name,
        role=teller.role,
        company=teller.employer,
        former_company=teller.former_employer,
    )


def _uses(*, embeds: bool, press: bool) -> list[Use]:
    uses: list[tuple[Use, bool]] = [("embeds", embeds), ("press", press)]
    return [use for use, allowed in uses if allowed]


def _stories(
    published: Published, stories: Iterable[EmbedStory | PressStory]
) -> Iterator[StoryData]:
    for story in stories:
        with blaming(story.subject):
            yield _story(published, story)


def _people(
    published: Published, people: Iterable[EmbedAdvocate | PressAdvocate]
) -> Iterator[AdvocateData]:
    for person in people:
        with blaming(person.subject):
            yield _advocate(published, person)


def _story(published: Published, story: EmbedStory | PressStory) -> StoryData:
    root, embedded = published.community.url, story.slug in published.channels.embeds
    return StoryData(
        id=published.community.id_of(story.permalink),
        url=root + story.path,
        uses=_uses(embeds=embedded, press=story.slug in published.channels.press),
        title=story.title,
        summary=story.summary,
        kind=story.kind,
        language=story.language,
        published=story.moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        people=[_person(teller) for teller in story.tellers],
        quote=Quote(text=story.quote.text, by=story.quote.by.name) if story.quote else None,
        results=list(story.results),
        disclosure=story.disclosure,
        not_a_fit_for=story.not_a_fit_for,
        products=list(story.products),
        topics=list(story.topics),
        stages=list(story.stages),
        roles=list(story.roles),
        industries=list(story.industries),
        picture=f"{root}{addresses.card(story.path)}",
        embed=f"{root}{addresses.embed(story.slug)}" if embedded else None,
    )


def _advocate(published: Published, person: EmbedAdvocate | PressAdvocate) -> AdvocateData:
    root, embedded = published.community.url, person.slug in published.channels.embeds_people
    return AdvocateData(
        id=person.slug,
        url=f"{root}{addresses.advocate(person.slug)}",
        uses=_uses(embeds=embedded, press=person.slug in published.channels.press_people),
        name=person.name,
        role=person.role,
        company=person.employer,
        former_company=person.former_employer,
        headline=person.headline,
        languages=list(person.languages),
        products=list(person.products),
        topics=list(person.topics),
        open_to=list(person.open_to),
        badge=f"{root}{addresses.badge(person.slug)}" if embedded else None,
    )


def _product(root: str, product: ProductView, stories: list[StoryData]) -> ProductData:
    return ProductData(
        id=product.slug,
        url=f"{root}{addresses.product(product.slug)}",
        name=product.name,
        tagline=product.tagline,
        status=product.status,
        not_a_fit_for=product.not_a_fit_for,
        stories=[story.id for story in stories if product.slug in story.products],
    )
