"""The files of a pack."""

from __future__ import annotations

import json
from typing import Any

from rooftop.cache import Cache
from rooftop.packs.pages import draw_page
from rooftop.packs.selection import Selection, language_of
from rooftop.packs.slides import draw_slides
from rooftop.programme import Pack
from rooftop.published import Published


def render_pack(
    pack: Pack, selection: Selection, published: Published, cache: Cache, *, with_slides: bool
) -> dict[str, bytes]:
    """Every file of ``pack`` by its name: a page, slides where they are asked for, and
    ``pack.json``. The same input gives the same bytes.

    Raises ValueError where ``selection`` holds no story. Slides need the extra ``slides``.
    """
    stem = f"{pack.name}-until-{selection.valid_until.isoformat()}"
    words = language_of(pack.needs, published)
    files = {f"{stem}.html": draw_page(pack, selection, published, words, cache)}
    if with_slides:
        files[f"{stem}.pptx"] = draw_slides(pack, selection, published, words)
    facts = _facts(pack, selection, published) | {"files": sorted(files)}
    return files | {"pack.json": (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()}


def _facts(pack: Pack, selection: Selection, published: Published) -> dict[str, Any]:
    """What programs may ask of a pack. ``valid-until`` and ``until`` are last days, UTC."""
    root = published.community.url
    return {
        "name": pack.name,
        "site": root,
        "channel": "press",
        "valid-until": selection.valid_until.isoformat(),
        "stories": [
            {
                "id": published.community.id_of(story.permalink),
                "url": root + story.path,
                "title": story.title,
                "until": story.until.isoformat(),
            }
            for story in selection.stories
        ],
    }
