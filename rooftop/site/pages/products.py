"""The products people speak of: the list of them, and each product."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from rooftop import addresses
from rooftop.metadata import facts_of_product
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.site.pages.page import SitePage, paged, section, translation_of_site, under
from rooftop.site.pages.people import counts_of
from rooftop.views import STAGES, ProductView, SiteStory


def product_pages(published: Published) -> Iterator[SitePage]:
    """The list of products, and the page of each."""
    words = translation_of_site(published)
    stories = published.stories_by(lambda story: story.products)
    users: dict[str, list[Any]] = {}
    for person in published.advocates.values():
        for slug in person.products:
            users.setdefault(slug, []).append(person)
    first = section(
        published,
        "products",
        "products.html",
        words("products.title"),
        words("products.intro"),
        products=list(published.products.values()),
        told={slug: len(listed) for slug, listed in stories.items()},
    )
    yield first
    for product in published.products.values():
        told = stories.get(product.slug, [])
        with blaming(product.subject):
            page = _product(published, product, told, users.get(product.slug, []))
            page = under(published, page, (first.title, first.address))
            yield from paged(published, page, "stories", told, "term.html")


def _product(
    published: Published, product: ProductView, told: list[SiteStory], users: list[Any]
) -> SitePage:
    words, size = translation_of_site(published), published.community.settings.stories_per_page
    voices = _voices(told[:size])
    return SitePage(
        addresses.product(product.slug),
        "product.html",
        product.name,
        product.tagline or "",
        date=published.newest,
        prose=published.prose_of("products", product.slug),
        found_as=words("facets.products"),
        graph=()
        if product.is_draft
        else (partial(facts_of_product, published.community, product),),
        subject=product.subject,
        view=product,
        context={
            "product": product,
            "advocates": users[:size],
            "told": counts_of(published),
            "voices": voices,
            "opened": max(voices, key=lambda group: len(group[1]), default=("", []))[0],
            "results": [(story, result) for story in told[:size] for result in story.results],
            "successor": published.products.get(product.successor or ""),
        },
    )


def _voices(stories: list[SiteStory]) -> list[tuple[str, list[SiteStory]]]:
    """Stories by the first stage they speak to, in the order of the stages; those for none come
    last.
    """
    order = ("", *STAGES)
    groups = [
        (stage, [story for story in stories if (story.stages or ("",))[0] == stage])
        for stage in order[1:]
    ]
    return [
        each
        for each in [*groups, ("", [story for story in stories if not story.stages])]
        if each[1]
    ]
