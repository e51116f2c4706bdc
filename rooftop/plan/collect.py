"""Collects everything that no view shows, as texts to search for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick

from rooftop.cache import Cache, Verdicts
from rooftop.catalogue import Catalogue
from rooftop.consent import Agreement, Consents, company_word
from rooftop.markup import blocks_in
from rooftop.plan.gate import Gate
from rooftop.plan.mentions import SEAM, Saying, Texts, accounts_of, texts_of
from rooftop.plan.private import private_text
from rooftop.records import Advocate, Company, Product, Story
from rooftop.settings import Community
from rooftop.text import company_key, fold
from rooftop.views import SiteAdvocate, SiteStory, Teller
from rooftop.withheld_text import TextFinder, WithheldText, is_reference, passages_of

_REFUSED = ("refused", "withdrawn")


def collect_withheld_text(
    consents: Consents, gate: Gate, texts: Texts, community: Community, cache: Cache
) -> WithheldText:
    """Every name and passage that no view of ``gate`` shows; ``texts`` are the texts of its views.

    The company's own words (its name, its products, its settings and addresses) are never withheld,
    and neither is what somebody else says with consent. References to evidence would reveal the
    company's records, so they are withheld too; so are the texts of the private log.
    """
    catalogue, private = consents.catalogue, private_text(consents, gate, texts, cache)
    people = set(_hidden_people(catalogue, gate))
    companies = {*_hidden_companies(consents, gate), *private.companies}
    passages = {
        *_clauses(catalogue, _hidden_in_stories(catalogue, gate)),
        *_clauses(catalogue, _hidden_in_profiles(catalogue, gate)),
    }
    marks = {*_hidden_marks(catalogue, gate), *_references(consents), *private.marks}
    public = _public_names(people, companies, _own_words(catalogue, community), gate)
    return WithheldText(
        people=frozenset(people - public),
        companies=frozenset(companies - public),
        passages=private.passages | (passages - _said_in_public(passages, catalogue, texts, cache)),
        marks=frozenset(marks - _own_addresses(marks, catalogue, community, gate, texts)),
        own_addresses=frozenset(filter(None, (community.url, community.settings.feed_ids))),
    )


def _public_names(
    people: set[str], companies: set[str], own: Iterable[str], gate: Gate
) -> set[str]:
    """Those of ``people`` and ``companies`` that are names of the company's own, or that somebody
    shows with consent as theirs, however each is written: they give nothing away.
    """
    tellers = (teller for story in gate.stories.values() for teller in story.tellers)
    views: list[SiteAdvocate | Teller] = [*gate.advocates.values(), *tellers]
    employers = {view.company.name for view in views if view.company and view.company.name}
    names = [*own, *(view.name for view in views), *sorted(employers)]
    shown, keys = {fold(name) for name in names}, {company_key(name) for name in employers}
    same = {name for name in people | companies if fold(name) in shown}
    same |= {name for name in companies if company_key(name) in keys}
    finder = TextFinder(WithheldText(frozenset(people - same), frozenset(companies - same)))
    return same | {mention.text for mention in finder.find(SEAM.join(dict.fromkeys(names)))}


def _said_in_public(
    passages: set[str], catalogue: Catalogue, texts: Texts, cache: Cache
) -> set[str]:
    """Those of ``passages`` that somebody else says with consent, or that an address says which was
    public and has to answer: they give nothing away.
    """
    if not passages:
        return set()
    ordered = sorted(passages)
    automaton = AhoCorasick([fold(passage) for passage in ordered])
    verdicts, public = Verdicts(cache, "passage", ordered), set[str]()

    def look_into(text: str) -> set[str]:
        matches = automaton.find_matches_as_indexes(fold(text), overlapping=True)
        return {ordered[number] for number, _, _ in matches}

    for subject, saying in texts.items():
        data = _marked(saying, catalogue) if _is_of_people(subject) else b""
        if data and not verdicts.is_clean(subject, data):
            mentions = look_into(SEAM.join(_clauses(catalogue, saying.texts)))
            verdicts.note(subject, is_clean=not mentions)
            public |= mentions
    verdicts.keep()
    stories = catalogue.stories.values()
    return public.union(*(look_into(story.address) for story in stories if story.published))


def _marked(saying: Saying, catalogue: Catalogue) -> bytes:
    """The inputs of `_clauses`: what is said, and which texts of it are Markdown."""
    numbers = (n for n, text in enumerate(saying.texts) if text in catalogue.prose)
    return saying.digest + repr([*numbers]).encode()


def _is_of_people(subject: str) -> bool:
    return subject.startswith((f"{Advocate.folder}/", f"{Story.folder}/"))


def _hidden_people(catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    tellers = (teller for story in gate.stories.values() for teller in story.tellers)
    shown = {*gate.advocates, *(teller.slug for teller in tellers)}
    for advocate in catalogue.advocates.values():
        if advocate.slug not in shown:
            yield advocate.called
            if "-" in advocate.slug:
                yield advocate.slug
    for unreadable in catalogue.unreadable:
        yield from unreadable.people


def _hidden_companies(consents: Consents, gate: Gate) -> Iterator[str]:
    """Every employer; those that are shown are taken out again. A company that let itself be named,
    and whose numbers a story tells, is no secret.
    """
    catalogue, term = consents.catalogue, consents.settings.default_term_months
    told_of = {
        company.slug
        for slug in gate.stories
        if (company := catalogue.company(catalogue.stories[slug].company or ""))
    }
    waiting = (each for each in catalogue.left_out.values() if isinstance(each, Company))
    refused = (each for each in waiting if each.consent and each.consent.status in _REFUSED)
    for company in (*catalogue.companies.values(), *refused):
        is_named = "employer" in company_word(company, consents.today, term).allows("site")
        if company.slug not in gate.companies and not (is_named and company.slug in told_of):
            yield from (company.name, *company.names)
            yield from (each for each in (company.slug, *company.aliases) if "-" in each)
    for advocate in catalogue.advocates.values():
        if advocate.company and advocate.company.name:
            yield advocate.company.name
    for unreadable in catalogue.unreadable:
        yield from (name for name in unreadable.companies if name not in gate.companies)


def _clauses(catalogue: Catalogue, texts: Iterable[str]) -> Iterator[str]:
    """The clauses of ``texts``, Markdown as readers see it."""
    for text in texts:
        parsed = catalogue.prose.get(text)
        yield from passages_of(*(blocks_in(parsed.structure) if parsed else (text,)))


def _hidden_in_profiles(catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    for advocate in catalogue.advocates.values():
        view: SiteAdvocate | None = gate.advocates.get(advocate.slug)
        if view is None or not view.headline:
            yield from (advocate.headline or "", advocate.body)


def _hidden_in_stories(catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    for story in catalogue.stories.values():
        view: SiteStory | None = gate.stories.get(story.slug)
        if view is None:
            yield from (story.title, story.summary, story.challenge or "", story.body)
            yield from (story.quote.text if story.quote else "", *story.pull_quotes)
            yield from (turn.what for turn in story.turnaround)
            yield from (promise.what for promise in story.promises)
            yield story.reply.text if story.reply else ""
        if view is None or not view.results:
            yield from (result.how_measured for result in story.results)
        for medium in story.media:
            if view is None or medium not in view.media:
                yield from (medium.alt, medium.caption or "", medium.transcript or "")


def _hidden_marks(catalogue: Catalogue, gate: Gate) -> Iterator[str]:
    """Addresses and accounts that lead to somebody or to an employer not shown."""
    for advocate in catalogue.advocates.values():
        view = gate.advocates.get(advocate.slug)
        if view is None:
            yield from accounts_of(advocate)
        if advocate.company and advocate.company.url and not (view and view.company):
            yield advocate.company.url
    for company in catalogue.companies.values():
        if company.url and company.slug not in gate.companies:
            yield company.url


def _references(consents: Consents) -> Iterator[str]:
    approvals: list[Agreement | None] = [
        company.consent for company in consents.catalogue.companies.values()
    ]
    for consent in consents:
        approvals += [consent.record, consent.record and consent.record.employer]
    for approval in approvals:
        if approval and approval.evidence and is_reference(approval.evidence):
            yield approval.evidence


def _own_words(catalogue: Catalogue, community: Community) -> Iterator[str]:
    settings = community.settings
    yield from (community.name, settings.company)
    for product in catalogue.products.values():
        yield from _names_of(product)
    for vocabulary in (settings.topics, settings.roles, settings.industries):
        yield from vocabulary.values()


def _names_of(product: Product) -> Iterable[str]:
    return (product.name, *product.names)


def _own_addresses(
    marks: set[str], catalogue: Catalogue, community: Community, gate: Gate, texts: Texts
) -> set[str]:
    """Those of ``marks`` that are addresses of the company's own, or that somebody shows with
    consent.
    """
    if not marks:
        return set()
    own = {*community.own_addresses}
    own |= {product.url for product in catalogue.products.values() if product.url}
    own.update(*(texts[f"{Advocate.folder}/{slug}"].texts for slug in gate.advocates))
    own.update(*(texts_of(story.tellers) for story in gate.stories.values()))
    without_slash = {url.rstrip("/") for url in own}
    return {mark for mark in marks if mark in own or mark.removesuffix("/") in without_slash}
