"""The pictures a site has: those people sent, as they are published, and those drawn for previews,
feeds and posts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.cards import (
    Card,
    Picture,
    Size,
    draw,
    draw_icon,
    of_community,
    of_person,
    of_story,
)
from rooftop.media import (
    MediaFile,
    Renditions,
    as_jpeg,
    face_renditions,
    picture_renditions,
    publishable,
    resize,
)
from rooftop.problems import blaming
from rooftop.published import Published
from rooftop.views import SiteAdvocate, Teller

#: Below the root: what previews show of pages that are nobody's, and the mark of the community.
COMMUNITY, ICON = addresses.CARD, addresses.ICON


@dataclass(frozen=True)
class Shown:
    """Pictures as pages show them: every file by its address, and the sizes of portraits and of
    others by their name.
    """

    files: dict[str, bytes]
    faces: dict[str, Renditions]
    images: dict[str, Renditions]


def publish_media(published: Published, cache: Cache) -> dict[str, bytes]:
    """The bytes of every media file that ``published`` shows, by its name."""
    files = {}
    for name in sorted(published.media):
        file = published.media[name]
        key = ("media", file.kind == "image" and _digest(file), name)
        cached = cache.get(*key) if file.kind == "image" else None
        data = cached or publishable(file)
        files[name] = cache.put(data, *key) if file.kind == "image" and not cached else data
    return files


def list_pictures(published: Published) -> Shown:
    """The sizes of every picture that ``published`` shows, without the files."""
    shown, focus = Shown({}, {}, {}), _focus_of(published)
    for name in sorted(published.media):
        file = published.media[name]
        if file.kind == "image" and name in focus:
            shown.faces[name] = face_renditions(file)
        if file.kind == "image" and (name not in focus or name in published.pictured):
            shown.images[name] = picture_renditions(file)
    return shown


def render_pictures(published: Published, cache: Cache) -> Shown:
    """Every picture that ``published`` shows, in the sizes that pages use."""
    shown, focus = list_pictures(published), _focus_of(published)
    for name in sorted({*shown.faces, *shown.images}):
        shown.files.update(_rendered(published.media[name], shown, focus, cache))
    return shown


def render_file(published: Published, shown: Shown, name: str, cache: Cache) -> dict[str, bytes]:
    """The media file ``name`` of ``published``, by address, as it is and in all ``shown`` sizes."""
    file = published.media[name]
    whole = {addresses.media(name): publishable(file)}
    return whole | dict(_rendered(file, shown, _focus_of(published), cache))


def _focus_of(published: Published) -> dict[str, tuple[float, float] | None]:
    """Around what each portrait is cut, by its name."""
    tellers = (teller for story in published.stories.values() for teller in story.tellers)
    people: list[SiteAdvocate | Teller] = [*published.advocates.values(), *tellers]
    return {person.photo: person.photo_focus for person in people if person.photo}


def _rendered(
    file: MediaFile,
    shown: Shown,
    focus: Mapping[str, tuple[float, float] | None],
    cache: Cache,
) -> Iterator[tuple[str, bytes]]:
    if sizes := shown.faces.get(file.name):
        yield from _sized(file, sizes, cache, focus[file.name])
    if sizes := shown.images.get(file.name):
        yield from _sized(file, sizes, cache, None)


def draw_pictures(published: Published, cache: Cache) -> dict[str, Picture]:
    """Every drawn picture, by its address below the root."""
    drawn = draw(dict(_wanted(published)), cache)
    return drawn | draw_mark(published, cache) | dict(_for_posts(published))


def draw_mark(published: Published, cache: Cache) -> dict[str, Picture]:
    """The mark of the community, by its address."""
    return {ICON: draw_icon(published.community, cache)}


def _sized(
    file: MediaFile, sizes: Renditions, cache: Cache, focus: tuple[float, float] | None
) -> Iterator[tuple[str, bytes]]:
    digest = _digest(file)
    addresses = [
        sizes.address(width, ending) for width in sizes.widths for ending in ("webp", "jpg")
    ]
    kept = {address: cache.get("sized", digest, address, focus) for address in addresses}
    if None in kept.values():
        kept = {
            at: cache.put(data, "sized", digest, at, focus)
            for at, data in resize(file, sizes, focus)
        }
    yield from ((address, data) for address, data in kept.items() if data)


def _digest(file: MediaFile) -> str:
    return hashlib.blake2b(file.file.read_bytes()).hexdigest()


def _wanted(published: Published) -> Iterator[tuple[str, tuple[Card, Size]]]:
    yield COMMUNITY, (of_community(published.community), "wide")
    more = published.community.settings.social.card_sizes
    for story in published.stories.values():
        if not story.is_draft:
            with blaming(story.subject):
                card = of_story(story, published.community)
            sizes: list[Size] = ["wide", *(more if story.slug in published.channels.social else ())]
            yield from ((addresses.card(story.path, size), (card, size)) for size in sizes)
    for person in published.advocates.values():
        if not person.is_draft:
            with blaming(person.subject):
                card = of_person(person, published.community)
            yield addresses.card(addresses.advocate(person.slug)), (card, "wide")


def _for_posts(published: Published) -> Iterator[tuple[str, Picture]]:
    """Pictures that authors chose for posts, as JPEG: not every network takes anything else."""
    for story in published.channels.social.values():
        alts = {medium.src: medium.alt for medium in story.media if medium.src}
        for post in story.social if story.shows_pictures else ():
            file = published.media.get(post.image or "")
            if file and post.image and file.kind == "image":
                data, width, height = as_jpeg(file)
                yield (
                    addresses.post_picture(story.slug, post.image),
                    Picture(data, width, height, alts.get(post.image, story.title), "image/jpeg"),
                )
