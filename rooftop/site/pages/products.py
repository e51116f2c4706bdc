"""The products people speak of: the list of them, and each product."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rooftop.consent import SiteStory
from rooftop.metadata import facts_of_product
from rooftop.plan import Plan
from rooftop.records import STAGES, Product
from rooftop.site.pages.page import SitePage, paged, section, translation_for_plan, under
from rooftop.site.pages.people import counts_of


def product_pages(plan: Plan) -> Iterator[SitePage]:
    words = translation_for_plan(plan)
    stories = plan.stories_with(lambda story: story.products)
    users: dict[str, list[Any]] = {}
    for person in plan.advocates.values():
        for product in filter(None, map(plan.catalogue.product, person.products)):
            users.setdefault(product.slug, []).append(person)
    first = section(
        plan,
        "products",
        "products.html",
        words("products.title"),
        words("products.intro"),
        products=list(plan.products.values()),
        told={slug: len(found) for slug, found in stories.items()},
    )
    yield first
    for product in plan.products.values():
        told = stories.get(product.slug, [])
        site_page = _product(plan, product, told, users.get(product.slug, []))
        yield from paged(
            plan, under(plan, site_page, (first.title, first.address)), "stories", told, "term.html"
        )


def _product(plan: Plan, product: Product, told: list[SiteStory], users: list[Any]) -> SitePage:
    words, size = translation_for_plan(plan), plan.community.settings.stories_per_page
    return SitePage(
        f"products/{product.slug}/",
        "product.html",
        product.name,
        product.tagline or "",
        date=plan.newest,
        prose=plan.prose_of("products", product.slug),
        found_as=words("facets.products"),
        graph=tuple(facts_of_product(plan.community, product)),
        context={
            "product": product,
            "facet": {"name": "products"},
            "advocates": users[:size],
            "told": counts_of(plan),
            "voices": _voices(told[:size]),
            "results": [(story, result) for story in told[:size] for result in story.results],
            "successor": plan.catalogue.product(product.replaced_by)
            if product.replaced_by
            else None,
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
