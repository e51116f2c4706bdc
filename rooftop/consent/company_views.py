"""What the company itself writes, with nobody in it who is not shown."""

from __future__ import annotations

from collections.abc import Iterable

from rooftop.catalogue import Catalogue
from rooftop.records import Event, Page, Product
from rooftop.views import EventView, PageView, ProductView


def view_product(product: Product, catalogue: Catalogue) -> ProductView:
    """A product, with the one that replaced it by its present slug."""
    successor = catalogue.product(product.replaced_by) if product.replaced_by else None
    return ProductView(
        slug=product.slug,
        name=product.name,
        url=product.url,
        tagline=product.tagline,
        category=product.category,
        status=product.status,
        not_a_fit_for=product.not_a_fit_for,
        successor=successor.slug if successor else None,
        is_draft=product.is_draft,
        is_example=product.example,
    )


def view_event(event: Event, people: Iterable[str], catalogue: Catalogue) -> EventView:
    """An event, with those who speak there as far as they are among ``people`` who are shown."""
    known = frozenset(people)
    return EventView(
        slug=event.slug,
        title=event.title,
        kind=event.kind,
        timezone=event.timezone,
        starts_local=event.starts_local,
        ends_local=event.ends_local,
        has_end=event.ends is not None or event.is_all_day,
        is_all_day=event.is_all_day,
        status=event.status,
        updated=event.updated,
        place=event.place,
        online_url=event.online_url,
        sign_up=event.sign_up,
        advocates=tuple(slug for slug in dict.fromkeys(event.advocates) if slug in known),
        products=current_products(event.products, catalogue),
        is_draft=event.is_draft,
        is_example=event.example,
    )


def view_page(page: Page) -> PageView:
    """An ordinary page."""
    return PageView(page.slug, page.title, page.description, page.is_draft, page.example)


def current_products(slugs: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The products called ``slugs``, each once, by the slug it has now."""
    products = (catalogue.product(slug) for slug in slugs)
    return tuple(dict.fromkeys(product.slug for product in products if product))
