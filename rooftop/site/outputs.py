"""Everything of a site that is no page of MkDocs: feeds, posts, pieces for other people's pages,
data.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import jinja2

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.cards import Picture
from rooftop.feeds import FORMATS, FeedDefinition, render_feeds, render_social
from rooftop.json_api import render_api
from rooftop.metadata import calendar_of, describe_for_models, portable, robots
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.share import embeds, oembed, render_badge, walls
from rooftop.site import script_words
from rooftop.site.facets import index_of, people_facets, story_facets
from rooftop.site.headers import render_headers
from rooftop.site.pictures import ICON
from rooftop.summary import describe_build
from rooftop.translations import translation_for

#: What many pages show.
_DRAWINGS = "assets/rooftop/drawings.svg"


def write_outputs(
    site: Path,
    published: Published,
    definitions: list[FeedDefinition],
    pictures: Mapping[str, Picture],
    environment: jinja2.Environment,
    cache: Cache,
) -> None:
    """Write all of it below ``site``, and ``build.json``, which tells what changed since."""
    words = translation_for(published.community.language)
    labels: dict[str, str] = {
        network: words(f"networks.{network}")
        for network in published.community.settings.social.networks
    }
    digests = {}
    for address, data in chain(
        render_feeds(published, definitions, ICON, cache),
        render_social(published, pictures, labels, ICON),
    ):
        _write(site / address, data)
        if _is_subscribed_to(address):
            digests[address] = hashlib.sha256(data).hexdigest()
    others = [
        *_embeds(published, pictures, environment),
        *render_api(published),
        *_metadata(published),
        *_lists(published),
    ]
    others += render_headers(published.community.settings)
    others.append((_DRAWINGS, _draw(environment, "drawings.svg", _DRAWINGS)))
    others.append((script_words.ADDRESS, script_words.render_script_words(published)))
    build = describe_build(published) | {"feeds": digests}
    write_files(site, dict((*others, ("build.json", _json(build)))))


def write_files(site: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files``, by their address below ``site``."""
    for address, data in files.items():
        _write(site / address, data)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _is_subscribed_to(address: str) -> bool:
    """Whether a hub may tell of the feed at ``address``: no archives, and nothing that nobody
    subscribes to.
    """
    return address.rpartition("/")[2] in FORMATS and "archive/" not in address


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _embeds(
    published: Published, pictures: Mapping[str, Picture], environment: jinja2.Environment
) -> Iterator[tuple[str, bytes]]:
    for embed in embeds(published):
        with blaming(embed.subject):
            page = _draw(environment, "embed.html", embed.address, story=embed.story)
            yield f"{embed.address}index.html", page
            if embed.story:
                picture = pictures.get(addresses.card(embed.story.path))
                size = (picture.width, picture.height) if picture else None
                yield f"{embed.address}oembed.json", _json(oembed(published, embed.story, size))
    for wall in walls(published):
        page = _draw(environment, "embed-wall.html", wall.address, wall=wall)
        yield f"{wall.address}index.html", page
    for slug, person in published.channels.embeds_people.items():
        with blaming(person.subject):
            yield addresses.badge(slug), render_badge(person, published.community)


def _metadata(published: Published) -> Iterator[tuple[str, bytes]]:
    """What calendars, address books and crawlers read."""
    community = published.community
    for slug, person in published.advocates.items():
        if not person.is_draft:
            prose, stories = published.prose_of("advocates", slug), published.stories_of.get(slug)
            with blaming(person.subject):
                for form, data in portable(community, person, prose, stories or []).items():
                    yield addresses.profile(slug, form), data
    words = {slug: published.prose_of("events", slug).text for slug in published.events}
    for slug, event in published.events.items():
        with blaming(event.subject):
            yield (
                addresses.event_calendar(slug),
                calendar_of(community, [event], words, event.title),
            )
    yield addresses.CALENDAR, calendar_of(published.community, published.events.values(), words)
    yield addresses.ROBOTS, robots(published)
    yield addresses.LLMS, describe_for_models(published)


def _lists(published: Published) -> Iterator[tuple[str, bytes]]:
    """What the scripts need that narrow lists down."""
    words, settings = translation_for(published.community.language), published.community.settings
    sizes = settings.stories_per_page, settings.stories_per_further_page
    stories, people = list(published.stories.values()), list(published.advocates.values())
    for folder, index in (
        ("stories", index_of(story_facets(published, words), stories, *sizes)),
        ("advocates", index_of(people_facets(published, words), people, *sizes)),
    ):
        yield (
            addresses.facets(f"{folder}/"),
            json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode() + b"\n",
        )


def _draw(environment: jinja2.Environment, template: str, address: str, **context: Any) -> bytes:
    root = "../" * address.count("/")
    return environment.get_template(template).render(root=root, **context).encode()
