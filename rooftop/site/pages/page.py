"""One page in the plan: its address, its template, and the template's variables."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from rooftop.feeds import FeedDefinition
from rooftop.markup import Prose
from rooftop.metadata import DEFAULT, Facts, Usage, trail_of
from rooftop.published import Published
from rooftop.translations import Translation, translation_for
from rooftop.views import CompanyView, EventView, PageView, ProductView, SiteAdvocate, SiteStory

View = SiteStory | SiteAdvocate | ProductView | EventView | CompanyView | PageView


@dataclass(frozen=True)
class SitePage:
    """One page. ``address`` is below the site root and ends in a slash; ``prose`` is its own text.

    ``found_as`` is the kind under which search lists it; empty if search leaves it out. ``trail``
    are the labels and addresses that lead to it. ``graph`` makes its JSON-LD. ``translations`` are
    addresses of the same page by language. ``subject`` is the record it shows, such as
    ``stories/month-end``, and ``view`` the view of it; unless it ``is_social``, link previews show
    the community. ``usage`` is what AI systems may do with everything that it shows.

    ``context`` has the variables of the template. A `functools.partial` in it, or in ``graph``, is
    called when the page is rendered. It must read nothing but its arguments: while they are
    unchanged, the page comes from the cache.
    """

    address: str
    template: str
    title: str
    description: str = ""
    language: str | None = None
    date: datetime.date | None = None
    listed: bool = True
    prose: Prose | None = None
    found_as: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    graph: tuple[partial[list[Facts]], ...] = ()
    translations: Mapping[str, str] = field(default_factory=dict)
    subject: str = ""
    view: View | None = None
    is_social: bool = True
    usage: Usage = DEFAULT
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def facts(self) -> Facts | None:
        """Its JSON-LD document, if it has one."""
        graph = [facts for make in self.graph for facts in make()]
        return {"@context": "https://schema.org", "@graph": graph} if graph else None

    @property
    def variables(self) -> dict[str, Any]:
        """Its ``context``, with all partials called."""
        return {
            name: value() if isinstance(value, partial) else value
            for name, value in self.context.items()
        }


@dataclass(frozen=True)
class FeedLink:
    """The facts of a feed that pages show: those of its `FeedDefinition`, with the ``count`` of
    entries instead of the entries, so that a changed entry does not change a page.
    """

    folder: str
    page: str
    group: str
    label: str
    count: int


def link_feeds(definitions: Iterable[FeedDefinition]) -> list[FeedLink]:
    """The feeds of ``definitions``, as pages show them."""
    return [
        FeedLink(each.folder, each.page, each.group, each.label, len(each.items))
        for each in definitions
    ]


def translation_of_site(published: Published) -> Translation:
    """The words of the community's interface."""
    return translation_for(published.community.language)


def section(
    published: Published, slug: str, template: str, title: str, description: str, **context: Any
) -> SitePage:
    """A page that lists things. A page of the same name in ``content/`` gives it its title and its
    words.
    """
    page = published.pages.get(slug)
    return SitePage(
        f"{slug}/" if slug != "index" else "",
        template,
        page.title if page else title,
        (page.description if page else None) or description,
        date=published.newest,
        prose=published.prose_of("", slug),
        view=page,
        context=context,
    )


def paged(
    published: Published, first: SitePage, name: str, items: Sequence[Any], template: str = ""
) -> Iterator[SitePage]:
    """``first``, with the beginning of ``items`` under ``name``, and the pages behind it with the
    rest.

    The pages behind are drawn by ``template``, or as the first one is.
    """
    words, settings = translation_of_site(published), published.community.settings
    first_page, further = settings.stories_per_page, settings.stories_per_further_page
    starts = range(first_page, len(items), further)
    chunks = [items[:first_page], *(items[start : start + further] for start in starts)]
    for number, chunk in enumerate(chunks, 1):
        context = {
            **first.context,
            name: chunk,
            "number": number,
            "total": len(items),
            "pages": len(chunks),
            "folder": first.address,
        }
        if number == 1:
            yield replace(first, context=context)
            continue
        where = words("site.page", number=words.number(number), of=words.number(len(chunks)))
        yield SitePage(
            f"{first.address}page/{number}/",
            template or first.template,
            f"{first.title}, {where}",
            first.description,
            date=first.date,
            trail=(*first.trail, (first.title, first.address)),
            context=context,
        )


def under(published: Published, site_page: SitePage, *steps: tuple[str, str]) -> SitePage:
    """``site_page`` with the way to it from the home page over ``steps``, for readers and as
    JSON-LD.
    """
    trail = ((translation_of_site(published)("site.home"), ""), *steps)
    steps = (*trail, (site_page.title, site_page.address))
    listed = partial(trail_of, published.community, steps)
    return replace(site_page, trail=trail, graph=(*site_page.graph, listed))
