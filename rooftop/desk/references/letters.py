"""The letters that a request takes: to the advocate, to who asks, and to whom it is for."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping

from rooftop.desk.references.writer import Occasion, Writer
from rooftop.letters import Letter
from rooftop.logbook import State
from rooftop.posts import one_line


def letters_for(occasion: Occasion) -> dict[str, Letter]:
    """The letters for the state that the request is in, by whom each is to."""
    letters = {}
    for recipient, write in _LETTERS.get(occasion.request.state, {}).items():
        if letter := write(occasion):
            letters[recipient] = letter
    return letters


def _ask(at: Occasion) -> Letter:
    """To the advocate: would they?"""
    writer, request, company = Writer(at, at.for_advocate), at.request, at.company
    say, site = writer.say, at.published.community.name
    answer_by = request.steps[-1].day + datetime.timedelta(at.programme.asks.answer_days)
    return writer.letter(
        at.person.name,
        writer.words("request.ask-subject", company=company),
        say("request.ask-intro", person=request.by, company=company, site=site),
        writer.facts(),
        say("request.ask-share", prospect=request.prospect) if request.prospect else "",
        say("request.ask-free"),
        say("request.ask-by", day=writer.words.day(answer_by)),
        writer.answer(),
        say("review.thanks"),
    )


def _confirmation(at: Occasion) -> Letter:
    """To the advocate, who said yes."""
    writer = Writer(at, at.for_advocate)
    return writer.letter(
        at.person.name,
        writer.words("request.yes-subject"),
        writer.say("request.yes-time" if at.entry else "request.yes-open"),
        writer.facts(),
        writer.say("request.yes-change"),
        writer.answer(),
        calendar=at.entry,
    )


def _news(at: Occasion) -> Letter:
    """To who asks: the advocate said yes."""
    writer, person = Writer(at, at.for_seller), at.person
    say = writer.say
    how = person.preferred_contact
    return writer.letter(
        at.request.by,
        writer.words("request.accepted-subject", name=person.name),
        say("request.seller-intro", who=one_line(person, writer.words.tag)),
        writer.facts(),
        say("request.seller-contact", name=person.name, how=how) if how else "",
        say("request.seller-read", name=person.name),
        writer.profile(),
        say("request.seller-rules"),
        say("request.seller-after", name=person.name),
        calendar=at.entry,
    )


def _introduction(at: Occasion) -> Letter | None:
    """To whom the request is for: who will speak with them. Not before a time is agreed."""
    if not (at.request.prospect and at.entry):
        return None
    writer, person = Writer(at, at.for_prospect), at.person
    who = one_line(person, writer.words.tag)
    return writer.letter(
        at.request.prospect,
        writer.words("request.accepted-subject", name=person.name),
        writer.say("request.prospect-intro", company=at.company, who=who),
        writer.facts(),
        writer.profile(),
        writer.say("request.prospect-ask", name=person.name),
        writer.say("request.prospect-care", name=person.name),
        calendar=at.entry,
    )


def _refusal(at: Occasion) -> Letter:
    """To who asks: the advocate said no."""
    writer, name = Writer(at, at.for_seller), at.person.name
    return writer.letter(
        at.request.by,
        writer.words("request.declined-subject", name=name),
        writer.say("request.declined-intro", name=name),
        writer.facts(),
        calendar=at.entry,
    )


def _cancellation(at: Occasion) -> Letter | None:
    """To whom the request is for: the advocate can't come after all."""
    if not (at.request.prospect and at.entry):
        return None
    writer, name = Writer(at, at.for_prospect), at.person.name
    return writer.letter(
        at.request.prospect,
        writer.words("request.cancelled-subject", name=name),
        writer.say("request.cancelled-intro", name=name),
        writer.facts(),
        calendar=at.entry,
    )


def _apology(at: Occasion) -> Letter:
    """To the advocate: it did not take place."""
    writer = Writer(at, at.for_advocate)
    return writer.letter(
        at.person.name,
        writer.words("request.missed-subject"),
        writer.say("request.missed-intro"),
        writer.facts(),
        writer.say("request.missed-again"),
        writer.answer(),
    )


def _thanks(at: Occasion) -> Letter:
    """To the advocate, once it is done."""
    writer, days = Writer(at, at.for_advocate), at.programme.asks.rest_days
    until = at.request.steps[-1].day + datetime.timedelta(days)
    return writer.letter(
        at.person.name,
        writer.words("request.thanks-subject", name=at.person.name),
        writer.say("request.thanks-intro"),
        writer.facts(),
        writer.say("request.thanks-ask"),
        writer.say("request.thanks-rest", day=writer.words.day(until)) if days else "",
        writer.answer(),
    )


def _questions(at: Occasion) -> Letter:
    """To who asked, once it is done: how did it go?"""
    writer, name = Writer(at, at.for_seller), at.person.name
    questions = ["request.feedback-help", "request.feedback-tell", "request.feedback-promise"]
    if at.request.deal:
        questions.append("request.feedback-deal")
    return writer.letter(
        at.request.by,
        writer.words("request.feedback-subject", name=name),
        writer.facts(),
        writer.say("request.feedback-intro", name=name),
        "\n".join(f"- {writer.say(question, name=name)}" for question in questions),
    )


_LETTERS: Mapping[State, Mapping[str, Callable[[Occasion], Letter | None]]] = {
    "proposed": {"advocate": _ask},
    "accepted": {"advocate": _confirmation, "seller": _news, "prospect": _introduction},
    "declined": {"seller": _refusal, "prospect": _cancellation},
    "missed": {"advocate": _apology},
    "done": {"advocate": _thanks, "seller": _questions},
}
