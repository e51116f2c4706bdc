"""Where on a site something stands: single addresses, and groups of files that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from rooftop import addresses
from rooftop.catalogue import Catalogue
from rooftop.consent.digests import files_of, pictures_in_prose
from rooftop.published import Published
from rooftop.records import Advocate, Record, Story

Group = Literal["pages", "feeds", "frames", "pictures", "data"]
GROUPS: tuple[Group, ...] = get_args(Group)
#: Stands at the end of an address for all files whose addresses begin with what is before it.
ALL = "*"


@dataclass(frozen=True, order=True)
class Place:
    """An address below the site root, with `ALL` at its end where it stands for several files.
    ``title`` is that of a page, and empty for other files.
    """

    address: str
    title: str = ""

    def holds(self, address: str) -> bool:
        """Whether ``address`` is this place, or one of its files."""
        if self.address.endswith(ALL):
            return address.startswith(self.address.removesuffix(ALL))
        return address == self.address


def feeds_below(folder: str) -> Iterator[Place]:
    """The feed whose files stand in ``folder``, and its archives."""
    yield from (Place(folder + file) for file in addresses.FEED_FILES)
    yield Place(addresses.archive(folder) + ALL)


def own_places(
    record: Record, published: Published, catalogue: Catalogue
) -> dict[Group, tuple[Place, ...]]:
    """The places of a profile or a story that show nothing else, beside its page. Only those that
    the site has now.
    """
    pictures = [*_media(record, published, catalogue)]
    if isinstance(record, Story):
        page = addresses.story(record.slug)
        social = record.slug in published.channels.social
        more = published.community.settings.social.card_sizes if social else ()
        pictures += [Place(addresses.card(page, size)) for size in ("wide", *more)]
        images = [post.image for post in record.social if post.image and social]
        pictures += [Place(addresses.post_picture(record.slug, image)) for image in images]
        shown = record.slug in published.channels.embeds
        both = (addresses.embed(record.slug), addresses.oembed(record.slug))
        return {"pictures": tuple(pictures), "frames": tuple(map(Place, both)) if shown else ()}
    page, slug = addresses.advocate(record.slug), record.slug
    badge = (Place(addresses.badge(slug)),) if slug in published.channels.embeds_people else ()
    data = tuple(Place(addresses.profile(slug, form)) for form in ("vcf", "jsonld", "md"))
    return {
        "pictures": (*pictures, Place(addresses.card(page))),
        "frames": badge,
        "data": data,
    }


def _media(record: Record, published: Published, catalogue: Catalogue) -> Iterator[Place]:
    """The files that ``record`` shows, as far as they are published, and every size of them.

    The logo of an employer is the employer's.
    """
    names = {*files_of(record), *pictures_in_prose(record, catalogue)}
    if isinstance(record, Advocate) and record.company:
        names.discard(record.company.logo or "")
    for name in sorted(names & published.media.keys()):
        yield Place(addresses.media(name))
        yield Place(addresses.renditions(name) + ALL)
