"""The letter that tells a person where their words went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rooftop import addresses
from rooftop.letters import Letter, write_letter
from rooftop.markup import escape_markdown
from rooftop.my_words.appearances import Appearances, Places, Use
from rooftop.my_words.places import ALL, GROUPS, Place
from rooftop.posts import ScheduledPost
from rooftop.records import Story
from rooftop.settings import Community
from rooftop.translations import Translation, translation_for

#: What can be changed or ended, each by a sentence of its own.
_CHANGES = (
    "word", "part", "pages", "feeds", "posts", "frames", "press", "machines", "pictures", "data",
    "all",
)  # fmt: skip


def write_account(appearances: Appearances, community: Community) -> Letter:
    """The letter to ``appearances.person``, in the first language they speak that has one."""
    languages = appearances.person.languages or (community.language,)
    words = translation_for(languages[0], *languages[1:], community.language)
    account = _Account(appearances, community, words)
    subject = words("my_words.subject", site=community.name)
    return write_letter(subject, "\n\n".join(account.passages(subject)) + "\n", words.tag)


def _goes_without_saying(place: Place) -> bool:
    """Whether ``place`` is another form of a feed, or its archives: a sentence says so of all."""
    _, *others = addresses.FEED_FILES
    name = place.address.rpartition("/")[2]
    return name in others or place.address.endswith(addresses.archive("/") + ALL)


@dataclass(frozen=True)
class _Account:
    appearances: Appearances
    community: Community
    words: Translation

    def passages(self, subject: str) -> Iterator[str]:
        """The letter as passages of Markdown."""
        appearances = self.appearances
        yield f"# {escape_markdown(subject)}"
        yield self._say("letter.greeting", name=appearances.person.called)
        day, company = self.words.day(appearances.today), self.community.settings.company
        site = self.community.name
        yield self._say("my_words.intro", company=company, site=site, day=day)
        for use in appearances.uses:
            yield from self._use(use)
        if not appearances.uses:
            yield self._say("my_words.nothing")
        if any(appearances.lists.values()):
            yield f"## {self._say('my_words.lists')}"
            yield self._say("my_words.lists-intro")
            yield from self._places(appearances.lists)
        yield from self._changes()

    def _use(self, use: Use) -> Iterator[str]:
        if isinstance(use.record, Story):
            yield f"## {self._say('my_words.story', title=use.record.title)}"
        else:
            yield f"## {self._say('my_words.profile')}"
        yield " ".join(self._terms(use))
        yield self._items(
            self._say(
                "my_words.shown",
                where=self.words(f"my_words_channels.{channel}"),
                what=self.words.listing(self.words(f"my_words_fields.{name}") for name in fields),
            )
            for channel, fields in use.shown.items()
        )
        yield from self._places(use.places)
        if use.posts:
            yield f"**{self._say('my_words.posts')}**"
            yield self._items(map(self._post, use.posts))

    def _terms(self, use: Use) -> Iterator[str]:
        """Since when, until when, and under which consent."""
        yield self._say("my_words.since", day=self.words.day(use.since))
        if use.consent.until:
            yield self._say("my_words.until", day=self.words.day(use.consent.until))
        record = use.consent.record
        if record and record.given:
            yield self._say("my_words.consent", day=self.words.day(record.given))
        word = use.consent.word
        if word.company and word.until and any("employer" in each for each in use.shown.values()):
            day = self.words.day(word.until)
            yield self._say("my_words.employer", employer=word.company.name, day=day)
        if record and record.terms:
            yield self._say("my_words.terms", version=record.terms)
        if record and record.evidence:
            yield self._say("my_words.reference", reference=record.evidence)

    def _places(self, places: Places) -> Iterator[str]:
        for group in GROUPS:
            told = [place for place in places.get(group, ()) if not _goes_without_saying(place)]
            if told:
                yield f"**{self._say(f'my_words.{group}')}**"
                yield self._items(map(self._place, told))
            if len(told) < len(places.get(group, ())):
                yield self._say("my_words.forms")

    def _place(self, place: Place) -> str:
        address = place.address.removesuffix(ALL)
        link = f"<{self.community.url}{address}>"
        if address != place.address:
            before, _, after = self.words.keys()["my_words.below"].partition("{url}")
            return f"{escape_markdown(before)} {link} {escape_markdown(after)}".strip()
        return f"{escape_markdown(place.title)}: {link}" if place.title else link

    def _post(self, post: ScheduledPost) -> str:
        key = "posted" if post.moment.date() <= self.appearances.today else "planned"
        network, day = self.words(f"networks.{post.network}"), self.words.day(post.moment.date())
        text = " ".join(post.post.text.partition("\n\n")[0].split())
        return self._say(f"my_words.{key}", network=network, day=day, text=text)

    def _changes(self) -> Iterator[str]:
        yield f"## {self._say('my_words.change')}"
        if where := self.community.settings.consent.answer_to:
            yield self._say("letter.answer-to", where=where)
        else:
            yield self._say("letter.reply")
        yield self._items(self._say(f"my_words_change.{name}") for name in _CHANGES)
        yield self._say("my_words.copies")

    def _say(self, key: str, **values: str) -> str:
        return escape_markdown(self.words.keys()[key].format(**values))

    @staticmethod
    def _items(texts: Iterator[str]) -> str:
        return "\n".join(f"- {text[:1].upper()}{text[1:]}" for text in texts)
