"""The letter itself: who asks for what, all that the page says, each question, and the terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rooftop.consent_request.asking import Asked
from rooftop.consent_request.sentences import Sentences
from rooftop.consent_request.terms import Terms, fill
from rooftop.markup import escape_markdown
from rooftop.published import Published
from rooftop.records import MACHINE_CHANNELS, Story
from rooftop.settings import Community
from rooftop.translations import Translation, translation_for
from rooftop.views import SiteAdvocate, SiteStory, StoryView


@dataclass(frozen=True)
class Asker:
    """Who asks, where answers go, and the last day for one (UTC). Without ``name`` the company
    asks, and without ``answer_to`` the person replies to the message.
    """

    name: str | None
    answer_to: str | None
    answer_by: date


@dataclass(frozen=True)
class Letter:
    """The passages of one letter, as Markdown. ``published`` is the site as it would be if the
    person agreed to everything, ``page`` the name of the file that shows their page.
    """

    asked: Asked
    published: Published
    terms: Terms
    asker: Asker
    page: str

    @property
    def words(self) -> Translation:
        """Everything that the terms do not say, in their language."""
        return translation_for(self.terms.language)

    @property
    def community(self) -> Community:
        """The community that asks."""
        return self.published.community

    @property
    def subject(self) -> str:
        """What the letter is about, as plain text."""
        kind = "story" if isinstance(self.asked.record, Story) else "profile"
        return fill(self.terms.words.get("subject") or self.words(f"letter.{kind}"), self._values)

    @property
    def _values(self) -> Mapping[str, str]:
        """What the terms may name, as plain text."""
        settings = self.community.settings
        return {
            "company": settings.company,
            "site": self.community.name,
            "url": self.community.url,
            "months": str(settings.default_term_months),
            "name": self.asked.person.called,
        }

    def opening(self) -> Iterator[str]:
        """Everything before the picture."""
        yield f"# {escape_markdown(self.subject)}"
        yield self._own("greeting", "letter.greeting")
        yield self._who_asks()
        yield self._own("intro", "letter.intro")
        yield " ".join(self._how_to_answer())
        yield f"## {self.words('letter.look')}"
        yield escape_markdown(self.words("letter.page", file=self.page))

    def rest(self) -> Iterator[str]:
        """Everything after the picture."""
        yield f"## {self._own('words_heading', 'letter.words')}"
        sentences = Sentences(self.words, self.community.settings.company)
        view = self._view()
        if isinstance(view, StoryView):
            yield from sentences.of_story(view)
        else:
            yield from sentences.of_profile(view)
        yield f"## {self._own('questions_heading', 'letter.questions')}"
        yield self._own("questions_intro", "letter.questions-intro")
        yield self._table("letter.fields", self._fields())
        yield self._table("letter.channels", self._channels(machines=False))
        yield self._table("letter.machines", self._channels(machines=True))
        yield escape_markdown(self.words("letter.machines-note"))
        yield self._term()
        yield " ".join(self._how_to_answer())
        yield self._own("answer", "letter.answer")
        yield "\\_" * 30
        yield f"## {self.words('letter.terms')}"
        yield self._fill_markdown(self.terms.text)

    def _own(self, own: str, key: str) -> str:
        """What the terms say for ``own``, else the translation ``key``."""
        return self._filled(self.terms.words.get(own) or self.words.keys()[key])

    def _filled(self, text: str, **values: str) -> str:
        """The plain ``text`` as Markdown, with what it names in it."""
        return self._fill_markdown(escape_markdown(text), **values)

    def _fill_markdown(self, markdown: str, **values: str) -> str:
        plain = {name: escape_markdown(value) for name, value in {**self._values, **values}.items()}
        return fill(markdown, {**plain, "url": f"<{self.community.url}>"})

    def _term(self) -> str:
        """How long consent lasts."""
        own, months = self.terms.words.get("term"), self.community.settings.default_term_months
        return self._filled(own or self.words("letter.term", n=months))

    def _who_asks(self) -> str:
        key = "letter.from-person" if self.asker.name else "letter.from-company"
        return self._filled(self.words.keys()[key], person=self.asker.name or "")

    def _how_to_answer(self) -> Iterator[str]:
        day = self.words.day(self.asker.answer_by)
        yield f"**{escape_markdown(self.words('letter.answer-by', day=day))}**"
        if self.asker.answer_to:
            yield escape_markdown(self.words("letter.answer-to", where=self.asker.answer_to))
        else:
            yield escape_markdown(self.words("letter.reply"))

    def _view(self) -> SiteStory | SiteAdvocate:
        slug = self.asked.record.slug
        if isinstance(self.asked.record, Story):
            return self.published.stories[slug]
        return self.published.advocates[slug]

    def _fields(self) -> Iterator[str]:
        """A question for each field."""
        person = self.asked.person
        who = ", ".join(filter(None, [person.called, person.role]))
        employer = (person.company and person.company.name) or ""
        for name in self.asked.fields:
            own = self.terms.fields.get(name)
            question = own or self.words.keys()[f"letter_fields.{name}"]
            yield self._filled(question, name=who, employer=employer)

    def _channels(self, *, machines: bool) -> Iterator[str]:
        """A question for each place, or for each use by AI systems."""
        for name in self.asked.channels:
            if (name in MACHINE_CHANNELS) == machines:
                own = self.terms.channels.get(name)
                yield self._filled(own or self.words.keys()[f"letter_channels.{name}"])

    def _table(self, heading: str, questions: Iterator[str]) -> str:
        """One question a line, each with its own yes and no."""
        answers = self.terms.words.get("yes_or_no") or self.words("letter.yes-or-no")
        rows = [f"| {question} | {answers} |" for question in questions]
        return "\n".join([f"| {self.words(heading)} |   |", "|---|---|", *rows])
