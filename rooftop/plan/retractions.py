"""What was public once and is no more; and to whom each address belongs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rooftop import addresses
from rooftop.catalogue import Catalogue
from rooftop.consent import Consent, Consents, agreed_channels, went_out
from rooftop.problems import Problem, problem
from rooftop.published import Channels, Retraction
from rooftop.records import MACHINE_CHANNELS, Channel, Story
from rooftop.views import SiteStory
from rooftop.withheld_text import TextFinder


@dataclass(frozen=True)
class Ids:
    """The address that is each story's id in every feed, by slug; and what is wrong with claims to
    one that belongs to another story.
    """

    by_slug: Mapping[str, str]
    problems: tuple[Problem, ...]


def settle_ids(catalogue: Catalogue, shown: Mapping[str, SiteStory]) -> Ids:
    """Whose each address is: an address belongs to the one who had it first.

    That is the story whose file has its name, if it was stamped with it; else, of those who claim
    it, the one that went out first. A claim to the name of another file counts only where
    ``aliases`` say that the story was called so, and, against a story that is shown, only for one
    that is shown too. Whoever loses a claim keeps the address that their file's name makes.
    """
    stories = [story for story in catalogue.stories.values() if not story.is_draft]
    by_own_address = {addresses.story(story.slug): story for story in stories}
    claims: dict[str, list[Story]] = {}
    for own, story in by_own_address.items():
        claims.setdefault(story.address, []).append(story)
        claims.setdefault(own, [])
    ids = {story.slug: story.address for story in catalogue.stories.values()}
    problems: list[Problem] = []
    for address, claimants in claims.items():
        named = by_own_address.get(address)
        rivals = [story for story in claimants if story is not named]
        if not rivals or (named is None and len(rivals) == 1):
            continue
        ranked = sorted(
            {s.slug: s for s in (named, *rivals) if s}.values(),
            key=lambda s: _rank(s, address, shown),
        )
        for loser in ranked[1:]:
            if loser is named and loser.address != address:
                continue
            ids[loser.slug] = addresses.story(loser.slug)
            problems.append(_taken(loser, ranked[0]))
    return Ids(ids, tuple(problems))


def _rank(
    story: Story, address: str, shown: Mapping[str, SiteStory]
) -> tuple[int, datetime.datetime, str]:
    noon = datetime.datetime.combine(story.date, datetime.time(12), datetime.UTC)
    moment = story.published.astimezone(datetime.UTC) if story.published else noon
    if addresses.story(story.slug) == address:
        rank = 0 if story.permalink == address and story.published else 1
    else:
        was_called_so = address in (addresses.story(alias) for alias in story.aliases)
        rank = 1 if was_called_so and story.published and story.slug in shown else 2
    return rank, moment, story.slug


def _taken(loser: Story, holder: Story) -> Problem:
    what = f"{holder.origin.path} had this address first"
    at = loser.origin.at("permalink")
    hint = "Rename this file, or remove `permalink`; `rooftop stamp` writes it."
    return problem(loser.origin.path, at, "stamp-taken", what, hint)


def find_retractions(
    consents: Consents,
    channels: Channels,
    shown: Mapping[str, SiteStory],
    ids: Ids,
    finder: TextFinder,
) -> Iterator[Retraction]:
    """Every story that went out and that some channel carries no more, by when it went out.

    A story went out when it has a stamp, and a channel carried it when everybody agreed to the
    channel. AI systems are given no notices: what they may no longer use is no longer listed.
    """
    stories = [s for s in consents.catalogue.stories.values() if s.published and not s.is_draft]
    taken = {ids.by_slug[slug] for slug in shown}
    for story in sorted(stories, key=lambda story: (story.published, story.slug)):
        now = _carried_now(story, channels, shown)
        gone = frozenset(
            channel
            for channel in agreed_channels(story, consents)
            if channel not in now and channel not in MACHINE_CHANNELS
        )
        address = ids.by_slug[story.slug]
        if gone and not (address in taken and story.slug not in shown):
            yield Retraction(
                address=address,
                slug=story.slug,
                published=went_out(story, consents),
                since=_end(story, consents),
                channels=gone,
                feeds=tuple(_feeds(story, consents)),
                is_silent=any(True for _ in finder.find(f"{story.slug} \x1f {address}")),
            )


def _carried_now(
    story: Story, channels: Channels, shown: Mapping[str, SiteStory]
) -> frozenset[Channel]:
    by_channel: dict[Channel, Mapping[str, object]] = {
        "site": shown,
        "feeds": channels.feeds,
        "social": channels.social,
        "embeds": channels.embeds,
        "press": channels.press,
    }
    return frozenset(channel for channel, views in by_channel.items() if story.slug in views)


def _end(story: Story, consents: Consents) -> datetime.datetime:
    """The last moment, not after today, at which a consent to ``story`` ended; else the second
    after it went out. UTC.
    """
    ends = [went_out(story, consents) + datetime.timedelta(seconds=1)]
    for consent in consents.of(story).values():
        day = _last(consent)
        if day and day <= consents.today:
            ends.append(datetime.datetime.combine(day, datetime.time(), datetime.UTC))
    return max(ends)


def _last(consent: Consent) -> datetime.date | None:
    if consent.record and consent.record.withdrawn:
        return consent.record.withdrawn
    if consent.until and consent.until < datetime.date.max:
        return consent.until + datetime.timedelta(1)
    return None


def _feeds(story: Story, consents: Consents) -> Iterator[tuple[str, str]]:
    """The feeds that carried ``story``: those of its words, and those of its people and their
    industries as far as the consent that is over covered name and employer.
    """
    catalogue = consents.catalogue
    given = consents.of(story)
    names = {slug for slug, consent in given.items() if _covered(consent, "name", catalogue)}
    if story.source and names == set(given):
        yield "thanks", ""
    yield from (("advocates", slug) for slug in given if slug in names)
    products = (catalogue.product(slug) for slug in story.products)
    yield from (("products", slug) for slug in dict.fromkeys(p.slug for p in products if p))
    yield from (("topics", topic) for topic in dict.fromkeys(story.topics))
    industries = (
        _industry(slug, catalogue)
        for slug, consent in given.items()
        if _covered(consent, "employer", catalogue)
    )
    yield from (("industries", industry) for industry in dict.fromkeys(industries) if industry)
    yield "languages", story.language


def _covered(consent: Consent, field: str, catalogue: Catalogue) -> bool:
    record = consent.record
    if field == "name" and (person := catalogue.advocates.get(consent.person)) and person.pseudonym:
        return True
    if record is None or field not in record.covers:
        return False
    return field != "employer" or _was_approved(consent, catalogue)


def _was_approved(consent: Consent, catalogue: Catalogue) -> bool:
    """Whether the employer let itself be named once."""
    person, own = (
        catalogue.advocates.get(consent.person),
        consent.record and consent.record.employer,
    )
    slug = person.company.record if person and person.company else None
    company = catalogue.company(slug) if slug else None
    approval = company.consent if company else None
    whole = approval.given if approval and "name" in approval.covers else None
    return bool(whole or (own and own.given))


def _industry(slug: str, catalogue: Catalogue) -> str | None:
    person = catalogue.advocates.get(slug)
    return person.company.industry if person and person.company else None
