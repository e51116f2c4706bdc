"""Every address of the site, below its root. Addresses are permanent: nothing here may change.

Pages end in a slash. ``slug`` is the name of the file of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

HOME = ""
STORIES, ADVOCATES, PRODUCTS, EVENTS = "stories/", "advocates/", "products/", "events/"
FEEDS, THANKS, NEWS, WALL = "feeds/", "thanks/", "news/", "wall/"
COMPANIES = "companies/"
CONTRIBUTE, WANTED, TELL = "contribute/", "wanted/", "tell/"
CALENDAR = "events/calendar.ics"
OPML, SITEMAP, ROBOTS, LLMS = "feeds.opml", "sitemap.xml", "robots.txt", "llms.txt"
NOT_FOUND = "404.html"
#: The web editor, on sites that have one.
EDITOR = "admin/"
#: What other sites show in frames of theirs.
EMBEDS = "embed/"
#: The picture of pages that are nobody's, and the mark of the community.
CARD, ICON = "card.png", "icon.png"
#: What each feed comes as.
FEED_FILES = ("feed.xml", "atom.xml", "feed.json")
#: What the site offers as data.
DATA = ("stories", "advocates", "products", "proof", "schema")
#: Where stories and people are listed by what they have in common.
STORY_GROUPS = ("industries", "roles", "stages", "topics", "kinds", "languages")
PEOPLE_GROUPS = ("products", "industries", "sizes", "countries", "languages", "topics", "open")
#: Groups of stories that have a feed for each word.
FEED_GROUPS = ("advocates", "products", "topics", "industries", "languages")
#: Where people were listed once.
FORMER_DIRECTORY = "peers/"

#: Names that the site uses itself, below each folder of records and ("") beside the ordinary pages:
#: a record with such a name would overwrite lists, feeds or files of the site.
_OWN_NAMES = {"index", "page", "share", "feed", "atom", "archive", "embed", "facets"}
RESERVED = {
    "stories": frozenset({*_OWN_NAMES, "wall", "badges"}),
    "advocates": frozenset({*_OWN_NAMES, "profile"}),
    "products": frozenset(_OWN_NAMES),
    "companies": frozenset(_OWN_NAMES),
    "events": frozenset({*_OWN_NAMES, "calendar", "event"}),
    "": frozenset({"api", "archive", "assets", "embed", "media", "page", "peers", "pictures"})
    | {"feed", "atom", "search", "share", "admin"},
}


def story(slug: str) -> str:
    """The page of a story."""
    return f"stories/{slug}/"


def share_kit(slug: str) -> str:
    """The share kit of a story."""
    return f"stories/{slug}/share/"


def advocate(slug: str) -> str:
    """The profile of a person."""
    return f"advocates/{slug}/"


def profile(slug: str, form: str) -> str:
    """The profile of a person in another form: ``vcf``, ``jsonld`` or ``md``."""
    return f"advocates/{slug}/profile.{form}"


def news(slug: str, what: str) -> str:
    """One piece of news of a person: its place in the list of all news."""
    return f"{THANKS}#{slug}-{what}"


def product(slug: str) -> str:
    """The page of a product."""
    return f"products/{slug}/"


def company(slug: str) -> str:
    """The page of a company."""
    return f"{COMPANIES}{slug}/"


def event(slug: str) -> str:
    """The page of an event."""
    return f"events/{slug}/"


def event_calendar(slug: str) -> str:
    """An event as a calendar."""
    return f"events/{slug}/event.ics"


def page(slug: str) -> str:
    """An ordinary page; ``index`` is the home page."""
    return HOME if slug == "index" else f"{slug}/"


def record(folder: str, slug: str) -> str:
    """The page of the record ``slug`` in ``folder``, which is empty for ordinary pages."""
    return f"{folder}/{slug}/" if folder else page(slug)


def group(name: str, word: str = "") -> str:
    """The page of stories with one ``word`` in common, or of all words of the group ``name``."""
    return f"{name}/{word_in_address(word)}/" if word else f"{name}/"


def people_group(name: str, word: str) -> str:
    """The page of people with one word in common."""
    return f"peers/{name}/{word_in_address(word)}/"


@lru_cache(maxsize=1 << 14)
def word_in_address(word: str) -> str:
    """``word`` in small letters, and nothing that would have to be escaped."""
    return word.lower().replace("+", "-plus")


def number(first: str, place: int) -> str:
    """The page ``place``, from 1, of the list that begins at ``first``."""
    return first if place == 1 else f"{first}page/{place}/"


def card(page_address: str, size: str = "wide") -> str:
    """The drawn picture of a page."""
    return f"{page_address}{size}.png"


def post_picture(slug: str, name: str) -> str:
    """The media file ``name`` as a picture for posts about a story."""
    return f"{story(slug)}{name.rpartition('.')[0].replace('/', '-')}.jpg"


def media(name: str) -> str:
    """A media file as it is published."""
    return f"media/{name}"


def renditions(name: str) -> str:
    """The folder of the media file ``name`` in the sizes in which pages show it."""
    return f"pictures/{name}/"


def medium_at(address: str) -> str | None:
    """The name of the media file that ``address`` belongs to, in whatever size; None if there is
    none.
    """
    folder, _, rest = address.partition("/")
    return {"media": rest, "pictures": rest.rpartition("/")[0]}.get(folder)


def embed(slug: str) -> str:
    """A story for a frame on another page."""
    return f"{EMBEDS}{slug}/"


def oembed(slug: str) -> str:
    """The oEmbed response for a story."""
    return f"{EMBEDS}{slug}/oembed.json"


def embedded_wall(name: str = "", word: str = "") -> str:
    """Quotes for a frame on another page: all, or those of one product or topic."""
    return f"{EMBEDS}wall/{name}/{word}/" if name else f"{EMBEDS}wall/"


def badge(slug: str) -> str:
    """The badge that a person may show on a site of their own."""
    return f"{EMBEDS}badges/{slug}.svg"


def api(name: str) -> str:
    """A list of `DATA`, or the schema of all of them."""
    return f"api/{name}.json"


def facets(folder: str) -> str:
    """The data for the filters of the list in ``folder``."""
    return f"{folder}facets.json"


def posts(network: str, ending: str) -> str:
    """Ready posts for a network."""
    return f"feeds/social/{network}{ending}"


def archive(folder: str) -> str:
    """The folder of the archives of the feeds in ``folder``."""
    return f"{folder}archive/"


def published(
    records: Mapping[str, Iterable[str]],
    words: Mapping[str, Iterable[str]],
    networks: Iterable[str],
) -> frozenset[str]:
    """Every address that a link may lead to.

    ``records`` are slugs by folder (``pages`` among them), ``words`` those of each group of stories
    and, below ``peers/``, of people.
    """
    found = {
        record("" if folder == "pages" else folder, slug)
        for folder, slugs in records.items()
        for slug in slugs
    }
    found |= {HOME, STORIES, ADVOCATES, PRODUCTS, EVENTS, FEEDS, THANKS, WALL, FORMER_DIRECTORY}
    found |= {CONTRIBUTE, WANTED, TELL, CALENDAR, OPML, SITEMAP, ROBOTS, LLMS, *FEED_FILES}
    found |= set(map(api, DATA))
    found |= {group(name) for name in STORY_GROUPS}
    found |= {event_calendar(slug) for slug in records.get("events", ())}
    for name, values in words.items():
        if name.startswith(FORMER_DIRECTORY):
            found |= {people_group(name.removeprefix(FORMER_DIRECTORY), word) for word in values}
        else:
            found |= {group(name, word) for word in values}
    for name in FEED_GROUPS:
        slugs = [*words.get(name, ()), *records.get(name, ())]
        found |= {group(name, slug) + file for slug in slugs for file in FEED_FILES}
    found |= {folder + file for folder in (THANKS, NEWS) for file in FEED_FILES}
    found |= {posts(name, ending) for name in networks for ending in (".xml", ".json", ".csv")}
    found |= {embedded_wall()}
    return frozenset(found)
