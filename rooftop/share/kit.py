"""Everything somebody needs to pass one story on, each part by the consent it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from rooftop.posts import Post, disclose, one_line
from rooftop.published import Published
from rooftop.settings import Community, Network
from rooftop.share.embedded_pages import iframe
from rooftop.text import quoted
from rooftop.translations import translation_for
from rooftop.views import EmbedStory, PressStory

#: Characters that need no escape in a query or a fragment (RFC 3986, 3.4) and are frequent in texts
#: and addresses.
_PLAIN = "/?:@,="
#: The forms of the networks, up to what is filled in.
_FORMS: Mapping[Network, str] = {
    "mastodon": "https://share.joinmastodon.org/#text=",
    "bluesky": "https://bsky.app/intent/compose?text=",
    "linkedin": "https://www.linkedin.com/feed/?shareActive=true&text=",
    "x": "https://x.com/intent/post?text=",
    "threads": "https://www.threads.net/intent/post?text=",
    "facebook": "https://www.facebook.com/sharer/sharer.php?u=",
}


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


def may_be_passed_on(published: Published, slug: str) -> bool:
    """Whether anything of the story ``slug`` may be shared; only then does it have a kit."""
    channels = published.channels
    return slug in channels.social or slug in channels.embeds or slug in channels.press


def kit_of(
    community: Community,
    slug: str,
    posts: Iterable[Post],
    press: PressStory | None,
    embed: EmbedStory | None,
    willing: str | None,
) -> Kit:
    """The kit of the story ``slug``: its ``posts``, what the ``press`` may print, what other sites
    may ``embed``, and the slug of the person who is ``willing`` to be asked.
    """
    return Kit(
        shares=tuple(Share(post.network, post.text, _form(post)) for post in posts),
        quotes=_quotes(community, press) if press else (),
        code=iframe(community, embed) if embed else "",
        introduction=introduce(community, willing, slug) if willing else "",
    )


def _form(post: Post) -> str:
    filled_in = post.link if post.network == "facebook" else post.text
    return _FORMS[post.network] + quote(filled_in, safe=_PLAIN)


def _quotes(community: Community, story: PressStory) -> tuple[str, ...]:
    """The quote with a name; and with role, company, disclosure and address."""
    if not story.quote:
        return ()
    words, by = quoted(story.quote.text, story.language), story.quote.by
    language = translation_for(story.language, community.language).tag
    aside = disclose(story.disclosure, language) if story.disclosure else ""
    link = community.url + story.path
    parts = (words, f"— {one_line(by, language)}", aside, link)
    long = "\n".join(part for part in parts if part)
    return f"{words}\n— {by.name}", long


def introduce(community: Community, person: str, story: str = "") -> str:
    """Where to ask to meet ``person``, because of ``story`` if of one; empty where nobody takes
    such questions.
    """
    url = community.settings.introduction_url
    asked = {"advocate": person} | ({"story": story} if story else {})
    return f"{url}{'&' if '?' in url else '?'}{urlencode(asked)}" if url else ""
