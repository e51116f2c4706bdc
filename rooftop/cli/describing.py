"""What an approval publishes, said before it is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import click

from rooftop.cli.project import Project
from rooftop.consent import Consent, amend, people_of
from rooftop.consent.digests import files_of
from rooftop.consent_request import Sentences, ask
from rooftop.plan import Plan, compose
from rooftop.records import CHANNELS, Advocate, Record, Story
from rooftop.site.invocation import moment
from rooftop.translations import translation_for


def plan_with(at: Project, texts: Mapping[str, tuple[Record, str]]) -> Plan:
    """The plan of the site once each of ``texts``, by the subject of its record, is the file of
    that record.
    """
    approved = {
        subject: _contributed(amend.parsed(text, record))
        for subject, (record, text) in texts.items()
    }
    own = frozenset(name for record in approved.values() for name in files_of(record))
    catalogue = at.catalogue
    media = {
        name: replace(file, draft=file.draft and name not in own)
        for name, file in catalogue.media.items()
    }
    stories = {each.slug: each for each in approved.values() if isinstance(each, Story)}
    people = {each.slug: each for each in approved.values() if isinstance(each, Advocate)}
    catalogue = replace(
        catalogue,
        stories={**catalogue.stories, **stories},
        advocates={**catalogue.advocates, **people},
        media=media,
    )
    return compose(catalogue, at.community, moment())


def describe_approval(at: Project, plan: Plan, record: Record, people: list[str]) -> Iterator[str]:
    """Lines for people: what the site of ``plan`` shows of ``record``, and of each of ``people``
    where, until when, and what it leaves out.
    """
    yield click.style(f"\n{record.origin.path}", bold=True)
    yield ""
    if waiting := [who for who in people_of(record) if who not in plan.catalogue.advocates]:
        paths = " and ".join(at.advocate(record, who).origin.path for who in waiting)
        yield f"Nothing of it is shown until {paths} is approved too."
        return
    yield "\n\n".join(_words(at, plan, record))
    yield ""
    consents = plan.consents.of(record)
    for who in people:
        yield from _uses(at, record, consents[who])


def _contributed(record: Record) -> Record:
    return record.with_origin(replace(record.origin, draft=False))


def _words(at: Project, plan: Plan, record: Record) -> Iterator[str]:
    language = record.language if isinstance(record, Story) else at.community.language
    sentences = Sentences(translation_for(language), at.community.settings.company)
    if isinstance(record, Story) and (story := plan.published.stories.get(record.slug)):
        yield from sentences.of_story(story)
    elif person := plan.published.advocates.get(record.slug):
        yield from sentences.of_profile(person)
    else:
        reason = next(each.reason for each in plan.withheld if each.path == record.origin.path)
        yield f"Nothing of it is shown yet: {reason}."


def _uses(at: Project, record: Record, consent: Consent) -> Iterator[str]:
    decision = consent.decisions["site"]
    channels = [channel for channel in CHANNELS if consent.decisions[channel]]
    present = ask(record, at.advocate(record, consent.person), at.catalogue).fields
    shown = [name for name in present if name in decision.shown]
    if shown:
        places = ", ".join(channels)
        yield f"{consent.person}: {', '.join(shown)} on {places}, until {consent.until}."
    for name in present:
        if name not in decision.shown:
            yield f"{consent.person}: not shown: {name} ({decision.why[name]})."
