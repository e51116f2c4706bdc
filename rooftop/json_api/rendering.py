"""The same stories as plain data for sales and partners: JSON files at fixed addresses, with a
schema (JSON Schema 2020-12).

Only what people agreed to for ``embeds`` or ``press``, and for input to AI systems too, because
that is what reads such files; ``uses`` says which of the two places. Proof is copied into slides
and print, which ``press`` alone allows.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from rooftop import addresses
from rooftop.json_api.kinds import (
    AdvocateData,
    Person,
    ProductData,
    ProofData,
    Quote,
    StoryData,
    Use,
)
from rooftop.problems import blaming
from rooftop.proof import ProofPoint, points_of
from rooftop.published import Published
from rooftop.settings import Community
from rooftop.views import (
    C,
    EmbedAdvocate,
    EmbedStory,
    PressAdvocate,
    PressStory,
    ProductView,
    Quotation,
    StoryView,
    Teller,
)

#: The lists, each in a file of its name.
_KINDS: Mapping[str, type[BaseModel]] = {
    "stories": StoryData,
    "advocates": AdvocateData,
    "products": ProductData,
    "proof": ProofData,
}


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
    proof = list(_proof(published, (channels.press[s] for s in usable if s in channels.press)))
    lists: Mapping[str, Sequence[BaseModel]] = {
        "stories": stories,
        "advocates": people,
        "products": products,
        "proof": proof,
    }
    for name, items in lists.items():
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
    lists = {
        name: {"type": "array", "items": {"$ref": f"#/$defs/{kind.__name__}"}}
        for name, kind in _KINDS.items()
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
    _, schema = models_json_schema([(kind, "serialization") for kind in _KINDS.values()])
    return dict(schema["$defs"])


def _person(teller: Teller) -> Person:
    return Person(
        name=teller.name,
        role=teller.role,
        company=teller.employer,
        former_company=teller.former_employer,
    )


def _quote(quote: Quotation | None) -> Quote | None:
    return Quote(text=quote.text, by=quote.by.name) if quote else None


def _uses(*, embeds: bool, press: bool) -> list[Use]:
    uses: list[tuple[Use, bool]] = [("embeds", embeds), ("press", press)]
    return [use for use, allowed in uses if allowed]


def _stories(
    published: Published, stories: Iterable[EmbedStory | PressStory]
) -> Iterator[StoryData]:
    for story in stories:
        with blaming(story.subject):
            yield _story(published, story)


def _proof(published: Published, stories: Iterable[PressStory]) -> Iterator[ProofData]:
    for story in stories:
        with blaming(story.subject):
            yield from proof_of(published.community, story)


def proof_of(community: Community, story: StoryView[C]) -> list[ProofData]:
    """Every point of proof in ``story``, its results first."""
    return [_point(community, point) for point in points_of(story)]


def _point(community: Community, point: ProofPoint[C]) -> ProofData:
    story = point.story
    return ProofData(
        story=community.id_of(story.permalink),
        url=community.url + story.path,
        title=story.title,
        language=story.language,
        result=point.result,
        quote=_quote(point.quote),
        people=[_person(teller) for teller in point.people],
        disclosure=story.disclosure,
        until=story.until,
        products=list(story.products),
        topics=list(story.topics),
        stages=list(story.stages),
        roles=list(story.roles),
        industries=list(story.industries),
    )


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
        quote=_quote(story.quote),
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
