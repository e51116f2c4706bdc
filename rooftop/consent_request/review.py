"""A gentle question to somebody whose profile has stood unchanged for long: is it still right?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rooftop import addresses
from rooftop.consent_request.sentences import Sentences
from rooftop.letters import Letter, write_letter
from rooftop.markup import escape_markdown
from rooftop.records import Advocate
from rooftop.settings import Community
from rooftop.translations import Translation, translation_for
from rooftop.views import SiteAdvocate

_QUESTIONS = ("work", "rest", "stay")


def last_confirmed(person: Advocate, changed: date | None) -> date | None:
    """The last day (UTC) on which somebody looked at the profile of ``person``: it was ``changed``,
    they agreed to it, or they said that it is right. None where nobody knows.
    """
    agreed = person.consent.given if person.consent else None
    return max(filter(None, (person.reviewed, agreed, changed)), default=None)


def write_review(view: SiteAdvocate, since: date, community: Community) -> Letter:
    """The letter to the person whose profile is ``view``, in the first language they speak that has
    one. Nothing in the profile changed after ``since``.
    """
    languages = view.languages or (community.language,)
    words = translation_for(languages[0], *languages[1:], community.language)
    subject = words("review.subject", site=community.name)
    passages = _passages(view, since, community, words, subject)
    return write_letter(subject, "\n\n".join(passages) + "\n", words.tag)


def _passages(
    view: SiteAdvocate, since: date, community: Community, words: Translation, subject: str
) -> Iterator[str]:
    def say(key: str, **values: str) -> str:
        return escape_markdown(words.keys()[key].format(**values))

    yield f"# {escape_markdown(subject)}"
    yield say("letter.greeting", name=view.name)
    yield say("review.intro", site=community.name, day=words.day(since))
    yield f"<{community.url}{addresses.advocate(view.slug)}>"
    yield from Sentences(words, community.settings.company).of_profile(view)
    yield f"## {say('review.questions')}"
    yield "\n".join(f"- {say(f'review.{name}')}" for name in _QUESTIONS)
    yield say("review.answer")
    where = community.settings.consent.answer_to
    yield say("letter.answer-to", where=where) if where else say("letter.reply")
    yield say("review.thanks")
