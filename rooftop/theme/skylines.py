"""The line of roofs under the beginning of a page: each kind of page has a town of its own."""

from __future__ import annotations

import hashlib
from functools import lru_cache

#: Where houses end, and the ground: a page is at most 1096 wide, and no house is cut in two there.
_LAST, _WIDTH, _GROUND = 1090, 1160, 63
#: Houses: their width, and SVG path data from the ground back to the ground.
_HOUSES = {
    "gable": (72, "v-22l36-23 36 23v22"),
    "barn": (88, "v-27l44-25 44 25v27"),
    "cottage": (60, "v-18l15-10v-12h8v6.7l7-4.7 30 20v18"),
    "terrace": (78, "v-22l13-12 13 12 13-12 13 12 13-12 13 12v22"),
    "stepped": (52, "v-24h6v-7h7v-7h7v-7h12v7h7v7h7v7h6v24"),
    "tower": (44, "v-40h26v-8h10v8h8v40"),
    "shed": (54, "v-20l54-17v37"),
    "works": (66, "v-20l22-15v15l22-15v15l22-15v35"),
    "hall": (58, "v-18a29 26 0 0 1 58 0v18"),
    "church": (66, "v-18h16v-16l9-20 9 20v16h32v18"),
    "tent": (60, "l30-32 30 32"),
    "tree": (0, "v-12c-11-1-11-26 0-26s11 25 0 26v12"),
}
_TOWNS = {
    "home": ("gable", "tower", "church", "cottage", "tree"),
    "stories": ("gable", "stepped", "terrace", "tree"),
    "people": ("cottage", "terrace", "tree", "gable"),
    "products": ("works", "shed", "tower", "hall"),
    "events": ("tent", "hall", "church", "tree"),
    "words": ("tower", "stepped", "church", "terrace"),
    "country": ("barn", "shed", "tree", "cottage"),
}
#: The town of each kind of page.
_TOWN_OF = {
    "home": "home",
    "stories": "stories",
    "story": "stories",
    "share": "stories",
    "wall": "stories",
    "advocates": "people",
    "advocate": "people",
    "thanks": "people",
    "companies": "products",
    "company": "products",
    "products": "products",
    "product": "products",
    "events": "events",
    "event": "events",
    "stage": "words",
    "stages": "words",
    "term": "words",
    "terms": "words",
    "contribute": "country",
    "feeds": "country",
    "page": "country",
    "wanted": "country",
}
SKYLINES = tuple(_TOWN_OF)


def skyline_of(template: str) -> str:
    """Which of the `SKYLINES` pages have that ``template`` draws."""
    kind = template.partition(".")[0]
    return kind if kind in _TOWN_OF else "page"


@lru_cache
def skyline(kind: str) -> str:
    """One of the `SKYLINES` as SVG path data: 1160 wide, 64 high, always the same."""
    town = _TOWNS[_TOWN_OF[kind]]
    path, x, name = f"M0 {_GROUND}", 0, ""
    while True:
        chance = hashlib.blake2b(f"{kind} {x}".encode(), digest_size=2).digest()
        others = [house for house in town if house != name]
        name = others[chance[0] % len(others)]
        (width, house), room = _HOUSES[name], 20 + chance[1] % 40
        x += room + width
        if x > _LAST:
            return f"{path}H{_WIDTH}"
        path += f"h{room}{house}"
