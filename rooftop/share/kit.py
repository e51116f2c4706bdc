"""Everything somebody needs to pass one story on, each part by the consent it needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from rooftop.posts import Post, disclose, one_line
from rooftop.published import Published
from rooftop.settings import Community, Network
from rooftop.share.embedded_pages import iframe
from rooftop.text import quoted
from rooftop.translations import translation_for
from rooftop.views import PressStory


@dataclass(frozen=True)
class Share:
    """One ready post; ``url`` opens the network's own form with it filled in, and loads nothing
    before.
    """

    network: Network
    text: str
    url: str


@dataclass(frozen=True)
class Kit:
    """The parts of one story's kit; a part nobody agreed to is empty. ``quotes`` are for slides,
    the short one first.
    """

    shares: tuple[Share, ...]
    quotes: tuple[str, ...]
    code: str
    introduction: str


def kit_of(published: Published, slug: str, posts: Iterable[Post]) -> Kit | None:
    """The kit of the story ``slug`` with its ``posts``; None where nothing of it may be passed
    on.
    """
    channels = published.channels
    if not (slug in channels.social or slug in channels.embeds or slug in channels.press):
        return None
    press, embed = channels.press.get(slug), channels.embeds.get(slug)
    return Kit(
        shares=tuple(Share(post.network, post.text, _form(post)) for post in posts),
        quotes=_quotes(published, press) if press else (),
        code=iframe(published, embed) if embed else "",
        introduction=_introduction(published, slug),
    )


def _form(post: Post) -> str:
    text, link = quote(post.text, safe=""), quote(post.link, safe="")
    return {
        "mastodon": f"https://share.joinmastodon.org/#text={text}",
        "bluesky": f"https://bsky.app/intent/compose?text={text}",
        "linkedin": f"https://www.linkedin.com/feed/?shareActive=true&text={text}",
        "x": f"https://x.com/intent/post?text={text}",
        "threads": f"https://www.threads.net/intent/post?text={text}",
        "facebook": f"https://www.facebook.com/sharer/sharer.php?u={link}",
    }[post.network]


def _quotes(published: Published, story: PressStory) -> tuple[str, ...]:
    """The quote with a name; and with role, company, disclosure and address."""
    if not story.quote:
        return ()
    words, by = quoted(story.quote.text, story.language), story.quote.by
    language = translation_for(story.language, published.community.language).tag
    aside = disclose(story.disclosure, language) if story.disclosure else ""
    link = published.community.url + story.path
    parts = (words, f"— {one_line(by, language)}", aside, link)
    long = "\n".join(part for part in parts if part)
    return f"{words}\n— {by.name}", long


def _introduction(published: Published, slug: str) -> str:
    """Where to ask to meet who tells the story, if somebody is open to it."""
    people = [
        published.advocates.get(teller.slug or "") for teller in published.stories[slug].tellers
    ]
    willing = next((person for person in people if person and person.answers_peers), None)
    return introduce(published.community, willing.slug, slug) if willing else ""


def introduce(community: Community, person: str, story: str = "") -> str:
    """Where to ask to meet ``person``, because of ``story`` if of one; empty where nobody takes
    such questions.
    """
    url = community.settings.introduction_url
    asked = {"advocate": person} | ({"story": story} if story else {})
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}" if url else ""
