"""What letters about a request have in common: their languages, and what they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rooftop import addresses
from rooftop.desk.references.entry import calendar_entry
from rooftop.letters import Entry, Letter, write_letter
from rooftop.logbook import Request
from rooftop.markup import escape_markdown
from rooftop.programme import Programme
from rooftop.published import Published
from rooftop.translations import Translation, translation_for
from rooftop.views import SiteAdvocate

_LINK = re.compile(r"https://[^\s<>]+")


@dataclass(frozen=True)
class Occasion:
    """A request in its latest state, and the advocate it is about, as the site shows them."""

    name: str
    request: Request
    person: SiteAdvocate
    published: Published
    programme: Programme

    @property
    def company(self) -> str:
        """The company whose customers speak."""
        return self.published.community.settings.company

    @cached_property
    def entry(self) -> Entry | None:
        """The entry for calendars, in the language of whom the request is for; None while no time
        is agreed.
        """
        community = self.published.community
        return calendar_entry(
            self.name, self.request, self.person.name, community, self.for_prospect
        )

    @property
    def for_advocate(self) -> Translation:
        """The words of letters to the advocate: of the first language they speak that has any."""
        return self._words(self.person.languages)

    @property
    def for_seller(self) -> Translation:
        """The words of letters to who asks."""
        return self._words(())

    @property
    def for_prospect(self) -> Translation:
        """The words of letters to whom the request is for."""
        return self._words(self.request.languages)

    def _words(self, languages: tuple[str, ...]) -> Translation:
        own = self.published.community.language
        return translation_for(*languages, own) if languages else translation_for(own)


class Writer:
    """Writes one letter about an occasion in the language of ``words``."""

    def __init__(self, occasion: Occasion, words: Translation) -> None:
        self.at, self.words = occasion, words

    def say(self, key: str, **values: str) -> str:
        """A passage of the interface, with the words of others in it escaped."""
        return escape_markdown(self.words.keys()[key].format(**values))

    def letter(
        self, to: str, subject: str, *passages: str, calendar: Entry | None = None
    ) -> Letter:
        """The letter ``to`` somebody; empty ``passages`` are left out."""
        parts = [f"# {escape_markdown(subject)}", self.say("letter.greeting", name=to), *passages]
        text = "\n\n".join(part for part in parts if part) + "\n"
        return write_letter(subject, text, self.words.tag, calendar)

    def facts(self) -> str:
        """What the request is about, as a list."""
        lines = []
        for label, words in self._facts():
            is_link = label == self.words("request.place") and _LINK.fullmatch(words)
            shown = f"<{words}>" if is_link else escape_markdown(words)
            lines.append(f"- {self.words('request.fact', label=label, words=shown)}")
        return "\n".join(lines)

    def _facts(self) -> Iterator[tuple[str, str]]:
        request, words, settings = (
            self.at.request,
            self.words,
            self.at.published.community.settings,
        )
        yield words("request.what"), words(f"request_kinds.{request.purpose}")
        if request.prospect:
            yield words("request.prospect"), request.prospect
        names = {slug: product.name for slug, product in self.at.published.products.items()}
        stages: dict[str, str] = {stage: words(f"stages.{stage}") for stage in request.stages}
        lists: dict[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
            "products": (request.products, names),
            "industries": (request.industries, settings.industries),
            "roles": (request.roles, settings.roles),
            "stages": (request.stages, stages),
        }
        for name, (slugs, known) in lists.items():
            if slugs:
                yield (
                    words(f"facets.{name}"),
                    words.listing(known.get(slug, slug) for slug in slugs),
                )
        if request.languages:
            languages = words.listing(map(words.language, request.languages))
            yield words("request.language"), languages
        if request.starts and request.ends:
            start, end = words.clock(request.starts), words.time(request.ends)
            time = words("request.time", start=start, end=end, zone=words.zone(request.starts))
            yield words("request.when"), time
        if request.place:
            yield words("request.place"), request.place

    def answer(self) -> str:
        """Where answers go."""
        where = self.at.published.community.settings.consent.answer_to
        return self.say("letter.answer-to", where=where) if where else self.say("letter.reply")

    def profile(self) -> str:
        """The address of the person's profile."""
        return f"<{self.at.published.community.url}{addresses.advocate(self.at.person.slug)}>"
