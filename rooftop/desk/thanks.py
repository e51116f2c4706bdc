"""Whom to thank for what in a month."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rooftop.badges import anniversary
from rooftop.consent import went_out
from rooftop.letters import Letter, write_letter
from rooftop.logbook import Entry, Request
from rooftop.markup import escape_markdown
from rooftop.plan import Plan
from rooftop.settings import Community
from rooftop.translations import Translation, translation_for

#: Purposes of requests in which one customer helps another.
_HELP = frozenset({"reference-call", "peer-question"})
Reason = Literal["request", "story", "event", "attended", "anniversary", "promise"]


@dataclass(frozen=True, order=True)
class Occasion:
    """Something to thank ``person`` for, on a ``day`` (UTC). ``what`` is the purpose of a request,
    the title of a story or an event, a number of years, or the text of a promise. ``subject`` is
    the request, the story or the event itself.
    """

    person: str
    day: datetime.date
    reason: Reason
    what: str
    subject: str = ""


def occasions(
    plan: Plan, entries: Sequence[Entry], requests: Mapping[str, Request], month: datetime.date
) -> dict[str, tuple[Occasion, ...]]:
    """What there is to thank for in the month of ``month``, by person, the oldest first. Who was
    thanked since, as the log or the request says, is left out, and so is who has no profile that is
    published.
    """
    everything = {
        *_requests(requests),
        *_stories(plan),
        *_events(plan, entries),
        *_anniversaries(plan, month.year),
        *_promises(entries),
    }
    by_person = defaultdict[str, list[Occasion]](list)
    for each in sorted(everything):
        is_now = (each.day.year, each.day.month) == (month.year, month.month)
        is_due = is_now and each.day <= plan.today and each.person in plan.published.advocates
        if is_due and not _is_thanked(each, entries):
            by_person[each.person].append(each)
    return {person: tuple(many) for person, many in by_person.items()}


def _is_thanked(occasion: Occasion, entries: Iterable[Entry]) -> bool:
    """Whether the log has thanks on the day or later that name the same story or event, or none."""
    return any(
        entry.kind == "thanks"
        and occasion.person in entry.people
        and entry.on >= occasion.day
        and not {entry.story, entry.event} - {None, occasion.subject}
        for entry in entries
    )


def _requests(requests: Mapping[str, Request]) -> Iterator[Occasion]:
    for name, request in requests.items():
        if request.state == "done" and request.person and not request.thanked:
            day = request.steps[-1].day
            yield Occasion(request.person, day, "request", request.purpose, name)


def _stories(plan: Plan) -> Iterator[Occasion]:
    for slug, view in plan.published.stories.items():
        story = plan.catalogue.stories[slug]
        day = went_out(story, plan.consents).date()
        for person in dict.fromkeys(story.advocates):
            yield Occasion(person, day, "story", view.title, slug)


def _events(plan: Plan, entries: Iterable[Entry]) -> Iterator[Occasion]:
    """Who spoke at an event, and who else came, as the log has it."""
    events = plan.published.events
    for slug, event in events.items():
        day = event.starts.date()
        if event.status != "cancelled":
            yield from (Occasion(who, day, "event", event.title, slug) for who in event.advocates)
    for entry in entries:
        if entry.kind == "attended" and (visited := events.get(entry.event or "")):
            for person in sorted(set(entry.people) - set(visited.advocates)):
                yield Occasion(person, entry.on, "attended", visited.title, visited.slug)


def _anniversaries(plan: Plan, year: int) -> Iterator[Occasion]:
    for slug, person in plan.published.advocates.items():
        if person.joined and (years := year - person.joined.year) > 0:
            yield Occasion(slug, anniversary(person.joined, years), "anniversary", str(years))


def _promises(entries: Iterable[Entry]) -> Iterator[Occasion]:
    """Promises that were kept: what to tell those who waited."""
    for entry in entries:
        if entry.kind == "promise" and entry.kept and entry.text:
            for person in entry.people:
                yield Occasion(person, entry.kept, "promise", entry.text)


def silent_helpers(plan: Plan, requests: Iterable[Request]) -> dict[str, datetime.date]:
    """Who helped a peer, as the requests say, and would show the badge for it if they were asked:
    the first day, by person.
    """
    days: dict[str, datetime.date] = {}
    for request in requests:
        view = plan.published.advocates.get(request.person or "")
        is_help = request.state == "done" and request.purpose in _HELP
        if view and is_help and not view.helped_peer and "helper" in view.badges:
            day = request.steps[-1].day
            days[view.slug] = min(day, days.get(view.slug, day))
    return dict(sorted(days.items()))


def describe(occasion: Occasion) -> str:
    """An occasion in a few words for the team, in English."""
    what = " ".join(occasion.what.split())
    forms: Mapping[Reason, str] = {
        "request": f"did a {what} ({occasion.subject})",
        "story": f"told “{what}”",
        "event": f"spoke at “{what}”",
        "attended": f"came to “{what}”",
        "anniversary": f"has been here for {what} {'year' if what == '1' else 'years'}",
        "promise": f"waited for what was promised: {what}",
    }
    return f"{occasion.day}: {forms[occasion.reason]}"


def write_thanks(person: str, reasons: Iterable[Occasion], plan: Plan) -> Letter:
    """The draft of a letter to ``person``, in the first language they speak that has one. The team
    adds words of its own.
    """
    view, community = plan.published.advocates[person], plan.community
    languages = view.languages or (community.language,)
    words = translation_for(languages[0], *languages[1:], community.language)
    subject = words("thanks_letter.subject", company=community.settings.company)
    passages = [
        f"# {escape_markdown(subject)}",
        _say(words, "letter.greeting", name=view.name),
        *(_thank(words, each) for each in reasons),
        *_closing(words, community),
    ]
    return write_letter(subject, "\n\n".join(passages) + "\n", words.tag)


def _thank(words: Translation, occasion: Occasion) -> str:
    """What the letter says of ``occasion``. The text of a promise stays in the log."""
    what, key = occasion.what, str(occasion.reason)
    if occasion.reason == "anniversary":
        return escape_markdown(words("thanks_letter.anniversary", n=int(what)))
    if occasion.reason == "request":
        purpose = f"open.{what}"
        key = "request" if words.has(purpose) else "other-request"
        what = words(purpose) if words.has(purpose) else ""
    return _say(words, f"thanks_letter.{key}", what=what, day=words.day(occasion.day))


def _closing(words: Translation, community: Community) -> Iterator[str]:
    yield _say(words, "thanks_letter.closing")
    yield escape_markdown(community.settings.consent.asked_by or community.settings.company)


def _say(words: Translation, key: str, **values: str) -> str:
    return escape_markdown(words.keys()[key].format(**values))
