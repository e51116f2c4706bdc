"""The records of one community."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from rooftop import addresses
from rooftop.catalogue.letters import Letters
from rooftop.catalogue.namesakes import Namesakes
from rooftop.catalogue.unreadable import Unreadable
from rooftop.logbook import PrivateText
from rooftop.markup import ParsedMarkdown
from rooftop.media import MediaFile
from rooftop.problems import Problem
from rooftop.records import Advocate, Company, Event, Page, Product, Record, Story

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Catalogue:
    """Records by slug, media by name, and everything that is Markdown, read, by its source;
    ``letters`` has records as they were read, by the paths of their files, and the letters of each.

    ``refused_media`` gives, for each file of the media folder that is not used, the reason, as the
    end of a sentence that begins with “it”.
    ``allowed_signers`` is the content of that file (ssh-keygen(1)); ``problems`` is all that was
    found wrong on the way. ``left_out`` are the drafts and examples that `without_drafts` took out,
    by the address that each would have. ``private_texts`` is what the private log and requests say.
    """

    advocates: Mapping[str, Advocate] = field(default_factory=dict)
    stories: Mapping[str, Story] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    companies: Mapping[str, Company] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    media: Mapping[str, MediaFile] = field(default_factory=dict)
    refused_media: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    prose: Mapping[str, ParsedMarkdown] = field(default_factory=dict)
    letters: Mapping[str, tuple[Record, Letters]] = field(default_factory=dict)
    unreadable: tuple[Unreadable, ...] = ()
    allowed_signers: str = ""
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[str, Record] = field(default_factory=dict)
    private_texts: tuple[PrivateText, ...] = ()

    def records(self) -> Iterator[Record]:
        """Every record, by kind."""
        yield from self.advocates.values()
        yield from self.stories.values()
        yield from self.products.values()
        yield from self.events.values()
        yield from self.companies.values()
        yield from self.pages.values()

    def product(self, slug: str) -> Product | None:
        """The product called ``slug`` now or formerly."""
        return self.products.get(self.renamed.get("products", {}).get(slug, slug))

    def company(self, slug: str) -> Company | None:
        """The company called ``slug`` now or formerly."""
        return self.companies.get(self.renamed.get("companies", {}).get(slug, slug))

    @cached_property
    def namesakes(self) -> Namesakes:
        """Which companies have which names; those that wait in the drafts folder count."""
        waiting = (each for each in self.left_out.values() if isinstance(each, Company))
        return Namesakes.of([*self.companies.values(), *waiting], self.unreadable)

    def original_language(self, story: Story) -> str | None:
        """The language in which ``story`` was first told: that of the story it translates, or its
        own; None where the story it translates cannot be read.
        """
        if story.translation_of is None:
            return story.language
        original = self.stories.get(story.translation_of)
        return original.language if original else None

    def without_prose(self) -> Catalogue:
        """The same catalogue, whose ``prose`` contains only Markdown that may show pictures."""
        prose = {text: parsed for text, parsed in self.prose.items() if may_show_pictures(text)}
        return replace(self, prose=prose)

    def without_drafts(self) -> Catalogue:
        """The same, as if there were no examples and the drafts folder were empty."""
        drafts = (record for record in self.records() if record.is_draft)
        return replace(
            self,
            advocates=_kept(self.advocates),
            stories=_kept(self.stories),
            products=_kept(self.products),
            events=_kept(self.events),
            companies=_kept(self.companies),
            pages=_kept(self.pages),
            media={name: file for name, file in self.media.items() if not file.draft},
            left_out={addresses.record(each.folder, each.slug): each for each in drafts},
        )


def may_show_pictures(text: str) -> bool:
    """Whether ``text``, Markdown, may show pictures; most texts show none."""
    return "![" in text or "<img" in text


def _kept(records: Mapping[str, R]) -> dict[str, R]:
    return {slug: record for slug, record in records.items() if not record.is_draft}
