"""From a plan to the facts that the report needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from rooftop import addresses
from rooftop.catalogue import may_show_pictures
from rooftop.consent import Consent, consent_of, last_day, people_of, standing
from rooftop.consent.company_views import current_products
from rooftop.desk.availability import candidate
from rooftop.desk.facts.kinds import (
    CompanyFact,
    ConsentFact,
    DeadLink,
    EventFact,
    Facts,
    PersonFact,
    PostFact,
    PromiseFact,
    StoryFact,
)
from rooftop.markup import links_in
from rooftop.outgoing_links import FILE as VERDICTS
from rooftop.outgoing_links import Verdict, links_to_others, read_verdicts
from rooftop.plan import Plan, site_path
from rooftop.records import Advocate, Company, Event, Record, Story


def extract(plan: Plan, config_file: Path) -> Facts:
    """The facts of ``plan`` that the report needs, and the known state of the project's links."""
    root = config_file.parent
    return _facts_of(plan, config_file, read_verdicts(root), state_of_verdicts(root))


def state_of_verdicts(root: Path) -> str:
    """A digest of what is known of links to other sites; empty if nothing is."""
    try:
        return hashlib.sha256((root / VERDICTS).read_bytes()).hexdigest()
    except OSError:
        return ""


def _facts_of(plan: Plan, config_file: Path, verdicts: Mapping[str, Verdict], state: str) -> Facts:
    """What ``plan`` says that the report needs. ``verdicts`` on links were read from a file in the
    ``state``; ``config_file`` may name links too.
    """
    catalogue, published = plan.catalogue, plan.published
    drafts = _drafts(plan)
    people = {each.slug: each for each in drafts if isinstance(each, Advocate)}
    people |= catalogue.advocates
    return Facts(
        now=plan.now,
        community=plan.community.name,
        people={slug: _person(each, plan) for slug, each in sorted(catalogue.advocates.items())},
        stories={
            slug: _story(story, plan, people) for slug, story in sorted(catalogue.stories.items())
        },
        draft_stories=tuple(
            _story(record, plan, people) for record in drafts if isinstance(record, Story)
        ),
        draft_consents=tuple(each for record in drafts for each in _written(record, plan)),
        retired_products=frozenset(
            slug for slug, each in catalogue.products.items() if each.status == "retired"
        ),
        companies=tuple(_company(each, plan) for _, each in sorted(catalogue.companies.items())),
        events=tuple(_event(event, plan) for event in catalogue.events.values()),
        posts=tuple(PostFact(p.moment, p.network, p.post.story) for p in published.posts),
        stories_in_feeds=len(published.feed),
        renamed={folder: dict(names) for folder, names in catalogue.renamed.items()},
        wordless=tuple(_wordless(plan)),
        dead_links=tuple(_dead_links(plan, config_file, verdicts)),
        verdicts=state,
    )


def _drafts(plan: Plan) -> list[Record]:
    """What waits in the drafts folder. Examples wait for nothing."""
    records = sorted(plan.catalogue.left_out.values(), key=lambda record: record.origin.path)
    return [record for record in records if record.origin.draft and not record.example]


def _story(story: Story, plan: Plan, people: Mapping[str, Advocate]) -> StoryFact:
    view = plan.published.stories.get(story.slug)
    return StoryFact(
        slug=story.slug,
        file=story.origin.path,
        advocates=people_of(story),
        kind=story.kind,
        language=story.language,
        date=story.date,
        products=current_products(story.products, plan.catalogue),
        industries=view.industries if view else _industries(story, people),
        roles=story.roles,
        stages=story.stages,
        topics=story.topics,
        updated=story.updated,
        retired=story.retired,
        translation_of=story.translation_of,
        moment=view.moment if view else None,
        turns=tuple((turn.on, turn.by) for turn in story.turnaround),
        promises=tuple(
            PromiseFact(each.made, each.due, each.kept, each.what) for each in story.promises
        ),
        has_reply=story.reply is not None,
        is_critical=story.is_critical,
        is_draft=story.origin.draft,
        consents=tuple(_consent(each) for each in plan.consents.of(story).values()),
    )


def _industries(story: Story, people: Mapping[str, Advocate]) -> tuple[str, ...]:
    """The industries of those of ``people`` who tell ``story``, shown or not."""
    employers = (people[slug].company for slug in story.advocates if slug in people)
    return tuple(dict.fromkeys(each.industry for each in employers if each and each.industry))


def _person(person: Advocate, plan: Plan) -> PersonFact:
    view, company = plan.published.advocates.get(person.slug), person.company
    consent = next(iter(plan.consents.of(person).values()), None)
    record = plan.catalogue.company(company.record) if company and company.record else None
    return PersonFact(
        slug=person.slug,
        file=person.origin.path,
        stage=person.loyalty_stage,
        candidate=candidate(person.slug, plan),
        names=tuple(filter(None, (person.called, person.github))),
        products=current_products(person.products, plan.catalogue),
        topics=person.topics,
        languages=person.languages,
        industry=view.company.industry if view and view.company else None,
        company=company.name if company else None,
        has_left=bool(company and company.former),
        company_is_former=bool(record and record.former),
        joined=person.joined,
        reviewed=person.reviewed,
        is_published=view is not None,
        consent=_consent(consent) if consent else None,
    )


def _company(company: Company, plan: Plan) -> CompanyFact:
    consent, term = company.consent, plan.community.settings.default_term_months
    given = consent.given if consent else None
    return CompanyFact(
        company=company.name,
        standing=str(standing(consent, plan.today, term)),
        department=consent.by or "" if consent else "",
        until=last_day(given, consent.expires, term) if consent and given else None,
    )


def _consent(consent: Consent) -> ConsentFact:
    record = consent.record
    return ConsentFact(
        file=consent.path,
        person=consent.person,
        standing=str(consent.standing),
        approval=str(consent.approval),
        employer=str(consent.employer),
        requested=record.requested if record else None,
        given=record.given if record else None,
        answer_by=record.answer_by if record else None,
        until=consent.until,
        employer_until=consent.employer_until,
        languages=record.languages if record else (),
    )


def _written(record: Record, plan: Plan) -> Iterator[ConsentFact]:
    """What a draft says of consents."""
    term = plan.community.settings.default_term_months
    for person in people_of(record):
        consent = consent_of(record, person)
        yield ConsentFact(
            file=record.origin.path,
            person=person,
            standing=str(standing(consent, plan.today, term)),
            requested=consent.requested if consent else None,
            given=consent.given if consent else None,
            answer_by=consent.answer_by if consent else None,
            is_draft=True,
        )


def _event(event: Event, plan: Plan) -> EventFact:
    is_published = event.slug in plan.published.events
    return EventFact(event.starts_local.date(), event.advocates, is_published)


def _wordless(plan: Plan) -> Iterator[tuple[str, str]]:
    """The pictures in prose that are described neither there nor in the media of their record."""
    for record in sorted(plan.catalogue.records(), key=lambda each: each.origin.path):
        media = record.media if isinstance(record, Story) else ()
        described = {addresses.media(medium.src) for medium in media if medium.src}
        for text in record.markdown.values():
            if may_show_pictures(text):
                for element, _, url in links_in(plan.catalogue.prose[text].tree):
                    has_words = element.tag != "img" or (element.get("alt") or "").strip()
                    if not has_words and site_path(record, url) not in described:
                        yield record.origin.path, url


def _dead_links(
    plan: Plan, config_file: Path, verdicts: Mapping[str, Verdict]
) -> Iterator[DeadLink]:
    dead = {url: verdict for url, verdict in verdicts.items() if verdict.is_dead}
    if dead:  # to look at no record in vain
        links = links_to_others(plan.catalogue, plan.community, config_file)
        for path, url in sorted({(link.path, link.url) for link in links if link.url in dead}):
            yield DeadLink(path, url, dead[url].since, dead[url].said)
