"""The companies whose people speak: the list of them, and each company."""

from __future__ import annotations

from collections.abc import Iterator

from rooftop import addresses
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.site.pages.page import SitePage, paged, section, translation_of_site, under
from rooftop.site.pages.people import counts_of
from rooftop.views import CompanyView, SiteAdvocate, SiteStory


def company_pages(published: Published) -> Iterator[SitePage]:
    """A page for each company that is shown, and a list of them if there are any."""
    words = translation_of_site(published)
    stories = published.stories_by(_companies_of)
    people: dict[str, list[SiteAdvocate]] = {}
    for person in published.advocates.values():
        if person.company and person.company.slug:
            people.setdefault(person.company.slug, []).append(person)
    title = words("companies.title")
    if published.companies:
        yield section(
            published,
            "companies",
            "companies.html",
            title,
            words("companies.intro"),
            companies=list(published.companies.values()),
            told={slug: len(listed) for slug, listed in stories.items()},
        )
    for slug, company in published.companies.items():
        with blaming(company.subject):
            told = stories.get(slug, [])
            page = _company(published, company, told, people.get(slug, []))
            page = under(published, page, (title, addresses.COMPANIES))
            yield from paged(published, page, "stories", told, "term.html")


def _companies_of(story: SiteStory) -> list[str | None]:
    return [teller.company.slug for teller in story.tellers if teller.company]


def _company(
    published: Published,
    company: CompanyView,
    stories: list[SiteStory],
    people: list[SiteAdvocate],
) -> SitePage:
    words, size = translation_of_site(published), published.community.settings.stories_per_page
    return SitePage(
        addresses.company(company.slug or ""),
        "company.html",
        company.name or "",
        words("companies.of", company=company.name or ""),
        date=published.newest,
        found_as=words("facets.companies"),
        subject=company.subject,
        view=company,
        context={
            "company": company,
            "people": people,
            "told": counts_of(published),
            "results": [
                (story, result)
                for story in stories[:size]
                if not story.tells_of_others
                for result in story.results
            ],
        },
    )
