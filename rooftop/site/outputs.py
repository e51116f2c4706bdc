"""Everything of a site that is no page of MkDocs: feeds, posts, pieces for other people's pages,
data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

import jinja2

from rooftop import addresses
from rooftop.cards import Picture
from rooftop.feeds import FORMATS, SiteFiles, render_feeds, render_social
from rooftop.json_api import render_api
from rooftop.markup import Prose
from rooftop.metadata import (
    DEFAULT,
    calendar_of,
    describe_for_models,
    portable,
    robots,
    usages_of,
)
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.settings import Community
from rooftop.share import embeds, oembed, render_badge, walls
from rooftop.site import script_words
from rooftop.site.current import Build
from rooftop.site.facets import index_of, people_facets, story_facets
from rooftop.site.fingerprints import Fingerprints
from rooftop.site.headers import render_headers
from rooftop.site.output_folder import OutputFolder
from rooftop.site.pictures import (
    ICON,
    Output,
    draw_mark,
    draw_pictures,
    list_pictures,
    write_media,
)
from rooftop.summary import describe_build
from rooftop.theme import draw_colours
from rooftop.translations import translation_for
from rooftop.views import EventView, SiteAdvocate, SiteStory

#: What many pages show.
_DRAWINGS = "assets/rooftop/drawings.svg"


def write_outputs(build: Build, environment: jinja2.Environment) -> None:
    """Write all files that are not pages, and ``build.json``, which says what has changed."""
    published, output, pictures = build.plan.published, build.output, build.pictures
    feeds = dict(_write_feeds(build))
    others = [
        *_embeds(published, pictures, environment),
        *render_api(published),
        *_metadata(published),
        *_lists(published),
    ]
    others += what_pages_load(build, environment)
    others += render_headers(published)
    _write_profiles(output, published, build.fingerprints)
    _write_calendars(output, published, build.fingerprints)
    others.append(("build.json", _json(describe_build(published) | {"feeds": feeds})))
    output.write_all(dict(others))


def write_what_pages_show(
    build: Build, output: Output, *, on_demand: bool, jobs: int | None
) -> None:
    """Write fonts and colours and, unless they are made ``on_demand``, all pictures and media.
    ``jobs`` processes draw pictures, by default one for each processor.
    """
    published, cache = build.plan.published, build.cache
    theme = build.fonts | {"assets/rooftop/theme.css": _theme_style(build)}
    output.make("theme", theme, theme.items)
    build.shown = list_pictures(published)
    if on_demand:
        build.pictures = draw_mark(published, output, cache)
        return
    write_media(published, build.shown, output, cache)
    build.pictures = draw_pictures(published, output, cache, jobs)


def _theme_style(build: Build) -> bytes:
    """The style sheet of fonts and colours."""
    key = ("colours", (own := build.plan.community.settings).accent, own.product_colours)
    colours = build.cache.get(*key) or build.cache.put(draw_colours(own).encode(), *key)
    return build.faces.encode() + colours


def what_pages_load(build: Build, environment: jinja2.Environment) -> Iterator[tuple[str, bytes]]:
    """The files that every page loads, by their addresses."""
    yield _DRAWINGS, _draw(environment, "partials/drawings.html", _DRAWINGS)
    yield script_words.ADDRESS, script_words.render_script_words(build.plan.published)


def _write_feeds(build: Build) -> Iterator[tuple[str, str]]:
    """Write all feeds; gives the digest of each that a hub may tell of, by its address."""
    published, output = build.plan.published, build.output
    words = translation_for(published.community.language)
    files = SiteFiles(published.community.url, build.pictures, output.size_of)
    labels: dict[str, str] = {
        network: words(f"networks.{network}")
        for network in published.community.settings.social.networks
    }
    for feed in chain(
        render_feeds(published, build.definitions, files, ICON, build.cache),
        render_social(published, files, labels, ICON),
    ):
        if output.keep(feed.name, feed.made_from) and feed.cached:
            build.cache.use("feed", feed.made_from)
        for path in output.make(feed.name, feed.made_from, feed.draw):
            if _is_subscribed_to(path):
                yield path, output.digest_of(path)


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
    usages = usages_of(published)
    for embed in embeds(published):
        with blaming(embed.subject):
            usage = usages.get(embed.address, DEFAULT)
            page = _draw(environment, "embed.html", embed.address, story=embed.story, usage=usage)
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


def _write_calendars(
    output: OutputFolder, published: Published, fingerprints: Fingerprints
) -> None:
    """Write a calendar of all events, and one of each."""
    community, events = published.community, published.events

    def write(path: str, listed: Sequence[EventView], name: str = "") -> None:
        words = {each.slug: published.prose_of("events", each.slug).text for each in listed}
        made_from = fingerprints.of([community, listed, words])
        draw = partial(_calendar, path, community, listed, words, name)
        output.make(f"calendar {path}", made_from, draw)

    for slug, event in events.items():
        with blaming(event.subject):
            write(addresses.event_calendar(slug), [event], event.title)
    write(addresses.CALENDAR, list(events.values()))


def _calendar(
    path: str,
    community: Community,
    events: Sequence[EventView],
    words: dict[str, str],
    name: str,
) -> Iterator[tuple[str, bytes]]:
    yield path, calendar_of(community, events, words, name)


def _metadata(published: Published) -> Iterator[tuple[str, bytes]]:
    """The files that crawlers read."""
    yield addresses.ROBOTS, robots(published)
    yield addresses.LLMS, describe_for_models(published)


def _write_profiles(output: OutputFolder, published: Published, fingerprints: Fingerprints) -> None:
    """The profiles that people take along."""
    for slug, person in published.advocates.items():
        if not person.is_draft:
            prose, stories = published.prose_of("advocates", slug), published.stories_of.get(slug)
            made_from = fingerprints.of([published.community, person, prose, stories])
            draw = partial(_profile, published.community, person, prose, stories or [])
            with blaming(person.subject):
                output.make(f"profile {slug}", made_from, draw)


def _profile(
    community: Community, person: SiteAdvocate, prose: Prose, stories: Sequence[SiteStory]
) -> Iterator[tuple[str, bytes]]:
    for form, data in portable(community, person, prose, stories).items():
        yield addresses.profile(person.slug, form), data


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
