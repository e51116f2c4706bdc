"""The ways in: a page for each word stories go by, and for each stage of buying the questions asked
there, answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rooftop.published import Published
from rooftop.site.facets import Facet
from rooftop.site.pages.page import SitePage, paged, section, translation_of_site, under
from rooftop.site.pages.people import counts_of
from rooftop.views import SiteAdvocate, SiteStory

#: What a buyer asks at each stage, the most pressing first.
_QUESTIONS = {
    "awareness": ("told", "changed"),
    "consideration": ("changed", "not-for", "told"),
    "decision": ("wrong", "not-for", "ask", "told"),
    "onboarding": ("told", "wrong", "ask"),
    "expansion": ("changed", "told", "ask"),
    "renewal": ("told", "changed", "wrong"),
}
#: Which stories answer a question; all of them where it is not here.
_ANSWERS: Mapping[str, Callable[[SiteStory], Any]] = {
    "changed": lambda story: story.results,
    "not-for": lambda story: story.not_a_fit_for,
    "wrong": lambda story: story.turnaround or story.promises,
}
_MOST = 6


def term_pages(
    published: Published,
    facets: Sequence[Facet[SiteStory]],
    people: Mapping[str, Facet[SiteAdvocate]],
) -> Iterator[SitePage]:
    """The pages of every facet of stories but products, which have pages of their own."""
    words = translation_of_site(published)
    for facet in facets:
        if facet.name == "products":
            continue
        said = words("stories.by", facet=words(f"facets.{facet.name}"))
        template = "stages.html" if facet.name == "stages" else "terms.html"
        title = (
            words("stages_page.title") if facet.name == "stages" else words(f"facets.{facet.name}")
        )
        first = section(published, facet.folder, template, title, said, facet=facet.choices)
        yield first
        for word in facet.words:
            site_page = (
                _stage(published, facet, word)
                if facet.name == "stages"
                else _term(published, facet, word, people)
            )
            yield from paged(
                published,
                under(published, site_page, (first.title, first.address)),
                "stories",
                facet.found[word],
                "term.html",
            )


def _term(
    published: Published,
    facet: Facet[SiteStory],
    word: str,
    people: Mapping[str, Facet[SiteAdvocate]],
) -> SitePage:
    label, size = facet.label(word), published.community.settings.stories_per_page
    found = people[facet.name].found.get(word, []) if facet.name in ("industries", "topics") else []
    return SitePage(
        f"{facet.folder}/{word}/",
        "term.html",
        label,
        translation_of_site(published)("stories.term", label=label),
        date=published.newest,
        found_as=translation_of_site(published)(f"facets.{facet.name}"),
        context={"people": found[:size], "told": counts_of(published)},
    )


def _stage(published: Published, facet: Facet[SiteStory], stage: str) -> SitePage:
    stories, words = facet.found[stage], translation_of_site(published)
    return SitePage(
        f"stages/{stage}/",
        "stage.html",
        facet.label(stage),
        words(f"asks.{stage}"),
        date=published.newest,
        found_as=words("facets.stages"),
        context={
            "stage": stage,
            "told": counts_of(published),
            "questions": [each for each in _answered(published, stage, stories) if each[1]],
        },
    )


def _answered(
    published: Published, stage: str, stories: list[SiteStory]
) -> Iterator[tuple[str, Sequence[Any]]]:
    size = published.community.settings.stories_per_page
    for question in _QUESTIONS[stage]:
        if question == "ask":
            yield question, _to_ask(published, stories)[:_MOST]
        elif question in _ANSWERS:
            yield question, [story for story in stories if _ANSWERS[question](story)][:_MOST]
        else:
            yield question, stories[:size]


def _to_ask(published: Published, stories: list[SiteStory]) -> list[SiteAdvocate]:
    """Those who told these stories and would answer a question."""
    slugs = dict.fromkeys(teller.slug or "" for story in stories for teller in story.tellers)
    people = [published.advocates[slug] for slug in slugs if slug in published.advocates]
    return [person for person in people if person.answers_peers]
