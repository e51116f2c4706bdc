"""The letter that asks a company to be named, once for all its people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rooftop import addresses
from rooftop.consent_request.letter import Asker
from rooftop.consent_request.sentences import Sentences
from rooftop.markup import escape_markdown
from rooftop.posts import one_line
from rooftop.published import Published
from rooftop.records import CHANNELS, Company
from rooftop.translations import Translation
from rooftop.views import SiteAdvocate, SiteStory


@dataclass(frozen=True)
class EmployerLetter:
    """The passages of one letter to ``company``, as Markdown. ``published`` is the site as it would
    be if it agreed to everything, ``page`` the name of the file that shows its page, if any.
    """

    company: Company
    published: Published
    asker: Asker
    words: Translation
    page: str | None

    @property
    def subject(self) -> str:
        """What the letter is about, as plain text."""
        employer, site = self.company.name, self.published.community.name
        return self.words("letter_employer.subject", employer=employer, site=site)

    def opening(self) -> Iterator[str]:
        """Everything before the picture."""
        yield f"# {escape_markdown(self.subject)}"
        yield self._say("greeting")
        yield self._say("from-person" if self.asker.name else "from-company")
        yield " ".join(self._how_to_answer())
        yield f"## {self._say('who')}"
        people, stories = [*self._people()], [*self._stories()]
        if places := [*map(self._profile, people), *map(self._story, stories)]:
            yield "\n".join(f"- {place}" for place in places)
        else:
            yield self._say("nobody")
        if any(story.results for story in stories):
            yield f"## {self._say('numbers')}"
        yield from Sentences(self.words, self._values["company"]).of_numbers(stories)
        if self.page:
            yield f"## {escape_markdown(self.words('letter.look'))}"
            yield self._say("page", file=self.page)

    def rest(self) -> Iterator[str]:
        """Everything after the picture."""
        yield f"## {escape_markdown(self.words('letter.questions'))}"
        yield escape_markdown(self.words("letter.questions-intro"))
        yield self._table(self._say("fields"), self._fields())
        yield self._table(escape_markdown(self.words("letter.channels")), self._channels())
        months = self.published.community.settings.default_term_months
        yield escape_markdown(self.words("letter_employer.term", n=months))
        yield f"## {self._say('ending')}"
        yield self._say("refuse")
        yield self._say("end")
        yield " ".join(self._how_to_answer())
        yield self._say("answer")
        yield "\\_" * 30

    @property
    def _values(self) -> dict[str, str]:
        community = self.published.community
        return {
            "company": community.settings.company,
            "site": community.name,
            "url": community.url,
            "employer": self.company.name,
            "person": self.asker.name or "",
        }

    def _say(self, key: str, **values: str) -> str:
        text = self.words.keys()[f"letter_employer.{key}"]
        return escape_markdown(text.format(**{**self._values, **values}))

    def _people(self) -> Iterator[SiteAdvocate]:
        for person in self.published.advocates.values():
            if person.company and person.company.slug == self.company.slug:
                yield person

    def _stories(self) -> Iterator[SiteStory]:
        for story in self.published.stories.values():
            companies = (teller.company for teller in story.tellers)
            if any(each and each.slug == self.company.slug for each in companies):
                yield story

    def _profile(self, person: SiteAdvocate) -> str:
        url = self.published.community.url + addresses.advocate(person.slug)
        return f"{escape_markdown(one_line(person, self.words.tag))}: <{url}>"

    def _story(self, story: SiteStory) -> str:
        url = self.published.community.url + addresses.story(story.slug)
        return self._say("story", title=story.title, url=url)

    def _fields(self) -> Iterator[str]:
        company = self.company
        yield self._say("name-url", url=company.url) if company.url else self._say("name")
        if company.logo:
            yield self._say("logo", alt=company.logo_alt or "")
        yield self._say("figures")

    def _channels(self) -> Iterator[str]:
        site = self.published.community.name
        for name in CHANNELS:
            if name == "press":
                yield self._say("press")
            else:
                text = self.words.keys()[f"letter_channels.{name}"]
                yield escape_markdown(text.format(site=site))

    def _table(self, heading: str, questions: Iterator[str]) -> str:
        """One question a line, each with its own yes and no."""
        answers = escape_markdown(self.words("letter.yes-or-no"))
        lines = (f"| {question} | {answers} |" for question in questions)
        return "\n".join([f"| {heading} | |", "| --- | --- |", *lines])

    def _how_to_answer(self) -> Iterator[str]:
        yield f"**{self._say('answer-by', day=self.words.day(self.asker.answer_by))}**"
        where = self.asker.answer_to
        key = "letter.answer-to" if where else "letter.reply"
        yield escape_markdown(self.words.keys()[key].format(where=where))
