"""The pictures a site has: those people sent, as they are published, and those drawn for previews,
feeds and posts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from rooftop.cache import Cache
from rooftop.cards import (
    SIZES,
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
from rooftop.plan import Plan

#: Below the root: what previews show of pages that are nobody's, and the mark of the community.
COMMUNITY, ICON = "card.png", "icon.png"


@dataclass(frozen=True)
class Shown:
    """Pictures as pages show them: every file by its address, and the sizes of portraits and of
    others by their name.
    """

    files: dict[str, bytes]
    faces: dict[str, Renditions]
    images: dict[str, Renditions]


def publish_media(plan: Plan, cache: Cache) -> dict[str, bytes]:
    """The bytes of every media file that ``plan`` shows, by its name."""
    found = {}
    for name in sorted(plan.media):
        file = plan.catalogue.media[name]
        key = ("media", file.kind == "image" and _digest(file), name)
        kept = cache.get(*key) if file.kind == "image" else None
        data = kept or publishable(file)
        found[name] = cache.put(data, *key) if file.kind == "image" and not kept else data
    return found


def render_pictures(plan: Plan, cache: Cache) -> Shown:
    """Every picture that ``plan`` shows, in the sizes that pages use."""
    shown = Shown({}, {}, {})
    focus = {person.photo: person.focus for person in plan.catalogue.advocates.values()}
    portraits = {person.photo for person in plan.advocates.values()}
    portraits |= {teller.photo for story in plan.stories.values() for teller in story.tellers}
    for name in sorted(plan.media):
        file = plan.catalogue.media[name]
        if file.kind != "image":
            continue
        if name in portraits:
            shown.faces[name] = face_renditions(file)
            shown.files.update(_sized(file, shown.faces[name], cache, focus.get(name)))
        if name not in portraits or name in plan.pictured:
            shown.images[name] = picture_renditions(file)
            shown.files.update(_sized(file, shown.images[name], cache, None))
    return shown


def draw_pictures(plan: Plan, cache: Cache) -> dict[str, Picture]:
    """Every drawn picture, by its address below the root."""
    drawn = draw(dict(_wanted(plan)), cache)
    return drawn | {ICON: draw_icon(plan.community)} | dict(_for_posts(plan))


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


def _wanted(plan: Plan) -> Iterator[tuple[str, tuple[Card, Size]]]:
    yield COMMUNITY, (of_community(plan.community), "wide")
    for story in plan.stories.values():
        if not story.is_draft:
            card = of_story(story, plan.community)
            sizes = SIZES if story.slug in plan.channels.social else ("wide",)
            yield from ((f"{story.path}{size}.png", (card, size)) for size in sizes)  # type: ignore[misc]
    for person in plan.advocates.values():
        if not person.is_draft:
            yield f"advocates/{person.slug}/wide.png", (of_person(person, plan.community), "wide")


def _for_posts(plan: Plan) -> Iterator[tuple[str, Picture]]:
    """Pictures that authors chose for posts, as JPEG: not every network takes anything else."""
    for story in plan.channels.social.values():
        alts = {medium.src: medium.alt for medium in story.media if medium.src}
        for post in story.social if story.shows_pictures else ():
            file = plan.catalogue.media.get(post.image or "")
            if file and post.image and file.kind == "image":
                data, width, height = as_jpeg(file)
                address = f"{story.path}{post.image.rpartition('.')[0].replace('/', '-')}.jpg"
                yield (
                    address,
                    Picture(data, width, height, alts.get(post.image, story.title), "image/jpeg"),
                )
