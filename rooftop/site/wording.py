"""The words the interface uses for the words of front matter, and days as readers write them."""

from __future__ import annotations

import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

KINDS = {
    "case-study": "Case study",
    "quote": "Quote",
    "video": "Video",
    "talk": "Talk",
    "social-post": "Post",
    "review": "Review",
    "turnaround": "Turnaround",
}
STAGES = {
    "awareness": "Just looking around",
    "consideration": "Comparing",
    "decision": "Deciding",
    "onboarding": "Getting started",
    "expansion": "Growing",
    "renewal": "Renewing",
}
OPEN_TO = {
    "reference-call": "a reference call",
    "peer-question": "a question from a peer",
    "speaking": "speaking",
    "media": "talking to the press",
    "beta": "trying things early",
    "talk-to-our-team": "talking to our own team",
}
EVENTS = {
    "owners-club": "Owners’ club",
    "appreciation": "Thank-you evening",
    "webinar": "Webinar",
    "talk": "Talk",
    "meetup": "Meetup",
}
NETWORKS = {
    "mastodon": "Mastodon",
    "bluesky": "Bluesky",
    "linkedin": "LinkedIn",
    "x": "X",
    "threads": "Threads",
    "facebook": "Facebook",
}
GROUPS = {
    "community": "Thanks and news",
    "advocates": "From one person",
    "products": "About one product",
    "topics": "On one topic",
    "industries": "From one industry",
    "languages": "In one language",
}
CHANNELS = {
    "site": "this site",
    "feeds": "its feeds",
    "social": "social posts",
    "embeds": "other people’s pages",
    "press": "the press",
}
LINKS = {"website": "Website", "linkedin": "LinkedIn", "github": "GitHub", "mastodon": "Mastodon"}
LADDER = {"customer": "Customer", "client": "Client", "advocate": "Advocate", "emeritus": "Emeritus"}


def day(value: datetime.date) -> str:
    """``2 May 2026``."""
    return format_date(value, "d MMMM y", locale="en")


def clock(value: datetime.datetime) -> str:
    """``Thursday, 3 September 2026, 17:00``."""
    return format_datetime(value, "EEEE, d MMMM y, HH:mm", locale="en")


def language(tag: str) -> str:
    """A language by its English name; the tag itself where it has none."""
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (ValueError, UnknownLocaleError):
        return tag


def country(code: str) -> str:
    """A country by its English name."""
    return str(Locale("en").territories.get(code, code))


def number(value: float) -> str:
    """A whole number without its ``.0``, thousands set apart."""
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,}"
