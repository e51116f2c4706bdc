"""Every word that a page would show, in sentences that somebody can read who never saw front
matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rooftop.markup import (
    Tree,
    escape_markdown,
    find_trick,
    is_elsewhere,
    links_in,
    parse_markdown,
    write_markdown,
)
from rooftop.posts import describe_work, one_line, sign
from rooftop.records import Disclosure, Medium, Promise, Result, Turn
from rooftop.translations import Translation
from rooftop.views import SiteAdvocate, SiteStory

#: How many levels the headings of prose move down, to stand below the title of what is asked for.
_BELOW_TITLE = 2


def to_send(text: str) -> Tree:
    """Markdown of a contributor read, with what only a page can show, or must not be followed, as
    words: pictures and links into the site, and links that deceive.
    """
    tree = parse_markdown(text)
    for element, attribute, url in list(links_in(tree)):
        if element.tag == "img":
            element.tag, element.text = "em", f"{element.get('alt', '')} ({url})".strip()
            element.attrib.clear()
        elif not is_elsewhere(url) or find_trick(element, url):
            del element.attrib[attribute]
    return tree


@dataclass(frozen=True)
class Sentences:
    """Says what a page shows, as passages of Markdown in the language of ``words``. ``company`` is
    the company whose customers speak.
    """

    words: Translation
    company: str

    def of_story(self, story: SiteStory) -> Iterator[str]:
        """All that the page of ``story`` says."""
        t = self.words
        yield f"### {escape_markdown(story.title)}"
        yield escape_markdown(story.summary)
        people = t.listing(one_line(teller, t.tag) for teller in story.tellers)
        yield self._say("letter.told-by", people=people)
        yield self._say("letter.date", day=t.day(story.date))
        if story.quote:
            yield "> " + escape_markdown(story.quote.text)
        yield from self.of_numbers([story])
        yield from map(_prose, filter(None, [story.challenge, story.body]))
        yield from (f"> {escape_markdown(sentence)}" for sentence in story.pull_quotes)
        yield from _items(map(self._turn, story.turnaround))
        yield from _items(map(self._promise, story.promises))
        if story.not_a_fit_for:
            yield f"**{t('story.not-for')}**"
            yield escape_markdown(story.not_a_fit_for)
        if story.reply:
            yield f"**{self._say('story.reply', company=self.company)}**"
            yield escape_markdown(story.reply.text)
            yield escape_markdown(sign(story.reply, t))
        if story.thanks:
            yield f"**{self._say('story.thanks', company=self.company)}**"
            yield escape_markdown(story.thanks)
        yield from _items(map(self._medium, story.media))
        yield from _items(self._elsewhere(story))
        if story.disclosure:
            yield self._disclosure(story.disclosure)

    def of_numbers(self, stories: Iterable[SiteStory]) -> Iterator[str]:
        """Every number that ``stories`` report."""
        yield from _items(self._result(result) for story in stories for result in story.results)

    def of_profile(self, person: SiteAdvocate) -> Iterator[str]:
        """All that the page of ``person`` says."""
        t = self.words
        yield f"### {escape_markdown(person.name)}"
        if work := describe_work(person, t.tag):
            yield escape_markdown(work)
        if person.headline:
            yield "> " + escape_markdown(person.headline)
        if person.body:
            yield _prose(person.body)
        yield from _items(self._facts(person))

    def _say(self, key: str, **values: str) -> str:
        return escape_markdown(self.words.keys()[key].format(**values))

    def _result(self, result: Result) -> str:
        t = self.words
        what = f"{result.what} ({t.period(result.when)})" if result.when else result.what
        after = f"{t.number(result.after)} {result.unit or ''}".strip()
        change = t("letter.result-now", what=what, after=after)
        if result.before is not None:
            before = t.number(result.before)
            change = t("letter.result", what=what, before=before, after=after)
        return f"{change} {t('letter.measured', how=result.how_measured)}"

    def _turn(self, turn: Turn) -> str:
        day = self.words.day(turn.on)
        if turn.by == "customer":
            return self.words("letter.turn-customer", day=day, what=turn.what)
        return self.words("letter.turn-company", day=day, company=self.company, what=turn.what)

    def _promise(self, promise: Promise) -> str:
        t, kept = self.words, promise.kept
        days = {"made": t.day(promise.made), "due": t.day(promise.due)}
        text = self.words.keys()["letter.promise"]
        text = text.format(**days, company=self.company, what=promise.what)
        if kept is None:
            return f"{text} {t('story.still-open')}"
        key = "story.kept-late" if kept > promise.due else "story.kept"
        return f"{text} {t(key, day=t.day(kept))}"

    def _medium(self, medium: Medium) -> str:
        t = self.words
        text = t(f"letter.{medium.kind}", alt=medium.alt)
        if medium.url:
            text += f" {t('letter.place', url=medium.url)}"
        if medium.caption:
            text += f" {t('letter.caption', text=medium.caption)}"
        if medium.transcript:
            text += f" {t('letter.transcript', text=medium.transcript)}"
        return text

    def _elsewhere(self, story: SiteStory) -> Iterator[str]:
        t = self.words
        for post in story.social:
            networks = t.listing(t(f"networks.{network}") for network in post.networks)
            yield t("letter.post", networks=networks, text=post.text)
        if story.source:
            network, day = t(f"networks.{story.source.network}"), t.day(story.source.posted)
            yield t("letter.source", network=network, day=day, url=story.source.url)

    def _disclosure(self, disclosure: Disclosure) -> str:
        kind, _, other = disclosure.relationship.partition(": ")
        if kind == "other":
            tie = self._say("letter_relationship.own-words", company=self.company, what=other)
        else:
            tie = self._say(f"letter_relationship.{kind}", company=self.company)
        if disclosure.incentive == "none":
            return f"{tie} {self._say('letter.unpaid')}"
        return f"{tie} {self._say('letter.in-return', what=disclosure.incentive)}"

    def _facts(self, person: SiteAdvocate) -> Iterator[str]:
        t = self.words
        if person.photo:
            yield t("letter.portrait", alt=person.photo_alt or "")
        if person.company and person.company.logo:
            yield t("letter.logo", alt=person.company.logo_alt or "")
        if person.languages:
            yield t("person.speaks", languages=t.listing(map(t.language, person.languages)))
        if person.joined:
            yield t("person.since", day=t.day(person.joined))
        if person.open_to:
            yield t("letter.open", what=t.listing(t(f"open.{way}") for way in person.open_to))
        if person.helped_peer:
            yield t("letter.helped-peer", day=t.day(person.helped_peer))
        if person.preferred_contact:
            yield t("person.approach", name=person.name, how=person.preferred_contact)
        for name, url in person.links.items():
            yield t("letter.link", name=t(f"links.{name}"), url=url)


def _items(texts: Iterator[str]) -> Iterator[str]:
    """``texts`` as one list; nothing where there are none."""
    if items := [f"- {escape_markdown(text[:1].upper() + text[1:])}" for text in texts]:
        yield "\n".join(items)


def _prose(text: str) -> str:
    """Markdown of a contributor as it may leave, its headings below that of the letter's part."""
    return write_markdown(to_send(text), _BELOW_TITLE)
