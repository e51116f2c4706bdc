"""The pictures of a site: those that people sent, as they are published, and those that are drawn
for link previews, feeds and posts. Each is written before the next is made, and none stays in
memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from rooftop import addresses
from rooftop.cache import Cache
from rooftop.cards import (
    ICON_SIDE,
    Card,
    Picture,
    Size,
    draw,
    draw_icon,
    of_community,
    of_person,
    of_story,
    picture_of,
)
from rooftop.extras import is_installed
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

#: Below the root: what previews show of pages that are nobody's, and the mark of the community.
COMMUNITY, ICON = addresses.CARD, addresses.ICON

Files = Iterable[tuple[str, bytes]]
#: Under which keys the cache has the files of a batch, by their paths.
Keys = Mapping[str, tuple[object, ...]]


class Output(Protocol):
    """Where files are written. A batch is a group of files made together from the same inputs."""

    def keep(self, name: str, made_from: object) -> bool:
        """Whether the batch ``name`` exists already, made from the same inputs."""

    def make(self, name: str, made_from: object, files: Callable[[], Files]) -> Sequence[str]:
        """Write the batch ``name``, unless it exists already; returns its paths."""


@dataclass(frozen=True)
class Shown:
    """The sizes in which pages show portraits and other pictures, by name."""

    faces: dict[str, Renditions]
    images: dict[str, Renditions]


def write_media(published: Published, shown: Shown, output: Output, cache: Cache) -> None:
    """Write every media file that ``published`` shows, and pictures also in the ``shown`` sizes."""
    for name in sorted(published.media):
        write_medium(published, name, shown, output, cache)


def write_medium(
    published: Published, name: str, shown: Shown, output: Output, cache: Cache
) -> None:
    """Write the media file ``name``; if it is a picture, also in the ``shown`` sizes."""
    file = published.media[name]
    path, batch = addresses.media(name), f"media {name}"
    if file.kind == "image":
        keys = {path: ("media", file.digest, name)}
        _write(output, cache, batch, keys, partial(_published, path, file))
    else:  # recordings are large, so the cache does not have them too
        output.make(batch, file.digest, partial(_published, path, file))
    if sizes := shown.faces.get(name):
        _write_sizes(output, cache, file, sizes, published.focus_of.get(name))
    if sizes := shown.images.get(name):
        _write_sizes(output, cache, file, sizes, None)


def list_pictures(published: Published) -> Shown:
    """The sizes of every picture that ``published`` shows."""
    shown = Shown({}, {})
    for name in sorted(published.media):
        file = published.media[name]
        if file.kind == "image" and name in published.focus_of:
            shown.faces[name] = face_renditions(file)
        if file.kind == "image" and (name not in published.focus_of or name in published.pictured):
            shown.images[name] = picture_renditions(file)
    return shown


def draw_pictures(
    published: Published, output: Output, cache: Cache, jobs: int | None = None
) -> dict[str, Picture]:
    """Write every drawn picture; returns their metadata by address below the root. Without the
    extra ``cards``, there are no cards, not even cached ones.
    """
    wanted = dict(_wanted(published)) if is_installed("cards") else {}
    missing = {path: what for path, what in wanted.items() if not output.keep(_drawn(path), what)}
    for path in wanted.keys() - missing.keys():
        cache.use(*wanted[path])
    lacking = set(missing)
    for path, picture in draw(missing, cache, jobs):
        output.make(_drawn(path), missing[path], partial(_one, path, picture.data))
        lacking.remove(path)
    pictures = {path: picture_of(*what) for path, what in wanted.items() if path not in lacking}
    pictures |= draw_mark(published, output, cache)
    return pictures | dict(_for_posts(published, output, cache))


def draw_mark(published: Published, output: Output, cache: Cache) -> dict[str, Picture]:
    """Write the mark of the community; returns its metadata by address."""
    name, accent = published.community.name, published.community.settings.accent
    keys = {ICON: ("icon", accent)}
    _write(output, cache, _drawn(ICON), keys, lambda: [(ICON, draw_icon(accent))])
    return {ICON: Picture(ICON_SIDE, ICON_SIDE, name)}


def _write(output: Output, cache: Cache, batch: str, keys: Keys, make: Callable[[], Files]) -> None:
    """Write the files at the paths in ``keys``: existing ones, those in the cache, or those that
    ``make`` makes.
    """
    if output.keep(batch, keys):
        for key in keys.values():
            cache.use(*key)
        return

    def files() -> Files:
        known = {path: data for path, key in keys.items() if (data := cache.get(*key))}
        if len(known) == len(keys):
            return known.items()
        return ((path, cache.put(data, *keys[path])) for path, data in make())

    output.make(batch, keys, files)


def _published(path: str, file: MediaFile) -> Files:
    yield path, publishable(file)


def _write_sizes(
    output: Output,
    cache: Cache,
    file: MediaFile,
    sizes: Renditions,
    focus: tuple[float, float] | None,
) -> None:
    paths = [sizes.address(width, ending) for width in sizes.widths for ending in ("webp", "jpg")]
    keys = {path: ("sized", file.digest, path, focus) for path in paths}
    _write(output, cache, f"sized {sizes.folder}", keys, partial(resize, file, sizes, focus))


def _one(path: str, data: bytes) -> Files:
    yield path, data


def _drawn(path: str) -> str:
    """The batch of the drawn picture at ``path``."""
    return f"drawn {path}"


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


def _for_posts(published: Published, output: Output, cache: Cache) -> Iterator[tuple[str, Picture]]:
    """Pictures that authors chose for posts, as JPEG: not every network takes anything else."""
    for story in published.channels.social.values():
        alts = {medium.src: medium.alt for medium in story.media if medium.src}
        for post in story.social if story.shows_pictures else ():
            file = published.media.get(post.image or "")
            if file and post.image and file.kind == "image":
                path = addresses.post_picture(story.slug, post.image)
                keys = {path: ("media", file.digest, "JPEG")}
                _write(output, cache, _drawn(path), keys, partial(_as_jpeg, path, file))
                alt = alts.get(post.image, story.title)
                yield path, Picture(file.width, file.height, alt, "image/jpeg")


def _as_jpeg(path: str, file: MediaFile) -> Files:
    yield path, as_jpeg(file)
