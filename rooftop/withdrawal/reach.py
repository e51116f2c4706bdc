"""Where a record appears on the site: its own addresses, and the lists that contain it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rooftop import addresses
from rooftop.cards import SIZES
from rooftop.catalogue import Catalogue
from rooftop.consent import subject_of
from rooftop.consent.digests import files_of
from rooftop.media import rendition_addresses
from rooftop.records import Advocate, Company, Event, Page, Product, Record, Story

_PROFILE_FORMS = ("vcf", "jsonld", "md")
_PICTURES = "pictures/"
#: Lists and files that name stories and people of every kind. Each is a folder, as in `Reach`.
EVERYWHERE = frozenset(
    (
        addresses.HOME,
        addresses.STORIES,
        addresses.ADVOCATES,
        addresses.PRODUCTS,
        addresses.THANKS,
        addresses.NEWS,
        addresses.WALL,
        addresses.WANTED,
        addresses.FEEDS,
        addresses.embedded_wall(),
        addresses.posts("", ""),
        "api/",
        "search/",
    )
)


@dataclass(frozen=True)
class Reach:
    """Addresses below the site root of one record.

    ``own`` are those of nothing else: its pages under every name it had, its pictures, its frame;
    what ends in a slash is a folder, and everything in it is the record's. ``lists`` hold it among
    others, beside those that hold everything; what ends in a slash is a folder there too: the page,
    the files beside that page, its further pages and its archives.
    """

    subject: str
    own: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()

    def __or__(self, other: Reach) -> Reach:
        return Reach(self.subject, self.own | other.own, self.lists | other.lists)

    def folded(self) -> Reach:
        """The same without own addresses that lie in an own folder."""
        folders = tuple(address for address in self.own if address.endswith("/"))
        own = (a for a in self.own if a.endswith("/") or not (folders and a.startswith(folders)))
        return Reach(self.subject, frozenset(own), self.lists)


def reach_of(record: Record, catalogue: Catalogue, earlier: Sequence[Record] = ()) -> Reach:
    """The reach of ``record`` and of the ``earlier`` versions of it, whose names, pictures and
    topics may have been others.
    """
    versions = [record, *earlier]
    names = frozenset(name for version in versions for name in _names(version))
    own, lists = set[str](), set[str]()
    for version in versions:
        own.update(_own(version, names), _pictures(version, catalogue))
        lists.update(_lists(version, catalogue))
    return Reach(subject_of(record), frozenset(own), frozenset(lists))


def is_page(address: str) -> bool:
    """Whether a page may stand at ``address``: not the folder of a picture's sizes."""
    return address == addresses.HOME or (
        address.endswith("/") and not address.startswith(_PICTURES)
    )


def _names(record: Record) -> Iterator[str]:
    """Every name that ``record`` had or has in addresses."""
    yield record.slug
    yield from getattr(record, "aliases", ())
    if isinstance(record, Story):
        yield record.address.removeprefix(addresses.STORIES).strip("/")


def _own(record: Record, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if isinstance(record, Story):
            page = addresses.story(name)
            yield from (page, addresses.share_kit(name))
            yield from (addresses.embed(name), addresses.oembed(name))
            yield from (addresses.card(page, size) for size in SIZES)
            images = (post.image for post in record.social if post.image)
            yield from (addresses.post_picture(name, image) for image in images)
        elif isinstance(record, Advocate):
            page = addresses.advocate(name)
            yield from (page, addresses.card(page), addresses.badge(name))
            yield from (addresses.profile(name, form) for form in _PROFILE_FORMS)
            yield from (page + file for file in addresses.FEED_FILES)
        elif isinstance(record, Event):
            yield from (addresses.event(name), addresses.event_calendar(name))
        elif isinstance(record, Product):
            yield addresses.product(name)
        elif isinstance(record, Company):
            yield addresses.company(name)
        elif isinstance(record, Page) and addresses.page(name) != addresses.HOME:
            yield addresses.page(name)


def _pictures(record: Record, catalogue: Catalogue) -> frozenset[str]:
    """The files that ``record`` shows, and every size of them."""
    own: set[str] = set()
    for name in files_of(record):
        own |= {addresses.media(name), f"{_PICTURES}{name}/"}
        own |= rendition_addresses(name, catalogue.media.get(name))
    return frozenset(own)


def _lists(record: Record, catalogue: Catalogue) -> Iterable[str]:
    if isinstance(record, Story):
        return _lists_of_story(record, catalogue)
    if isinstance(record, Advocate):
        return _lists_of_person(record)
    if isinstance(record, Event):
        return [addresses.EVENTS, *map(addresses.advocate, record.advocates)]
    return _lists_of_company(record, catalogue) if isinstance(record, Company) else ()


def _lists_of_company(company: Company, catalogue: Catalogue) -> Iterator[str]:
    yield addresses.COMPANIES
    for each in _of_company(company, catalogue):
        yield from _own(each, _names(each))
        yield from _lists(each, catalogue)


def _of_company(company: Company, catalogue: Catalogue) -> Iterator[Record]:
    """The people of ``company`` and all their stories: whatever shows them may have named it."""
    names, people = {company.slug, *company.aliases}, set[str]()
    for person in catalogue.advocates.values():
        if person.company and person.company.record in names:
            people.add(person.slug)
            yield person
    for story in catalogue.stories.values():
        if story.company in names or not people.isdisjoint(story.advocates):
            yield story


def _lists_of_story(story: Story, catalogue: Catalogue) -> set[str]:
    people = [p for slug in story.advocates if (p := catalogue.advocates.get(slug))]
    companies = [person.company for person in people if person.company]
    words: dict[str, Iterable[str]] = {
        "industries": [company.industry for company in companies if company.industry],
        "roles": story.roles,
        "stages": story.stages,
        "topics": story.topics,
        "kinds": [story.kind],
        "languages": [story.language],
        "products": story.products,
        "advocates": story.advocates,
    }
    lists = set(map(addresses.group, words))
    for name, values in words.items():
        for word in values:
            lists.update(_lists_of_word(name, word))
    return lists


@lru_cache(maxsize=1 << 14)  # many stories share a word
def _lists_of_word(name: str, word: str) -> Sequence[str]:
    """The lists of stories with one ``word`` of the group ``name``."""
    page = addresses.group(name, word)
    feeds = [page + file for file in addresses.FEED_FILES if name in addresses.FEED_GROUPS]
    walls = [addresses.embedded_wall(name, word)] if name in ("products", "topics") else []
    return [page, *feeds, *walls]


def _lists_of_person(person: Advocate) -> Iterator[str]:
    company = person.company
    words: dict[str, Iterable[str]] = {
        "products": person.products,
        "industries": [company.industry] if company and company.industry else [],
        "sizes": [company.size] if company and company.size else [],
        "countries": [company.country] if company and company.country else [],
        "languages": person.languages,
        "topics": person.topics,
        "open": person.open_to,
    }
    for name, values in words.items():
        yield from (addresses.people_group(name, word) for word in values)
    for name in ("products", "industries", "topics"):
        yield from (addresses.group(name, word) for word in words[name])


def neighbours_of(records: Collection[Record], catalogue: Catalogue) -> frozenset[str]:
    """The pages of other records that may name one of ``records``: translations and stories it is
    like, the stories that a person tells, and events they speak at.
    """
    stories, events = catalogue.stories.values(), catalogue.events.values()
    traits = {trait for each in records if isinstance(each, Story) for trait in _traits(each)}
    pages = {addresses.story(o.slug) for o in stories if not traits.isdisjoint(_traits(o))}
    if people := {each.slug for each in records if isinstance(each, Advocate)}:
        own = [story.slug for story in stories if not people.isdisjoint(story.advocates)]
        talks = [event.slug for event in events if not people.isdisjoint(event.advocates)]
        pages |= {*map(addresses.story, own), *map(addresses.embed, own)}
        pages |= {addresses.EVENTS, *map(addresses.event, talks)}
    return frozenset(pages)


def _traits(story: Story) -> Iterator[tuple[str, str]]:
    """What ``story`` is like others in: one shared with another makes the two neighbours."""
    yield from (("family", slug) for slug in (story.slug, story.translation_of) if slug)
    for name in ("products", "topics", "stages", "advocates"):
        yield from ((name, value) for value in getattr(story, name))
