"""Typst sets the text: every script, in either direction, with fonts that come with the library and
none of the machine's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rooftop.cache import Cache
from rooftop.cards.card import BOTTOM, INK, PAPER, SIDE, SIZES, SOFT, TOP, Card, Size
from rooftop.cards.png import between, encode, indexed, rows
from rooftop.extras import is_installed
from rooftop.parallel import spread_batches

if TYPE_CHECKING:
    import typst
    from PIL import Image

_WORDS, _FRAME = (Path(__file__).with_name(name) for name in ("card.typ", "frame.typ"))
_PACKAGES = ("font_source_serif_pro", "font_manrope", "manimgx_fonts", "manimgx_fonts_cjk")
#: Which of the forms that Chinese, Japanese and Korean share is drawn.
_HAN = {"ja": "JP", "ko": "KR", "zh-TW": "TC", "zh-Hant": "TC", "zh-HK": "HK", "zh": "SC"}
#: The palette of every picture: the colours of its letters and their edges; two of its own follow.
#: Edges of letters in ink use the soft colours, which are between ink and paper.
_COMMON = (PAPER, between(PAPER, SOFT), SOFT, INK)
_TONES = tuple((colour, number) for number, colour in enumerate(_COMMON))
#: A frame is drawn in ink, and gets its colour from the palette.
_OWN = ((PAPER, 0), (between(PAPER, INK), len(_COMMON)), (INK, len(_COMMON) + 1))


@dataclass(frozen=True)
class Picture:
    """Metadata of a picture: ``width`` and ``height`` in pixels, and ``alt`` for people who cannot
    see it.
    """

    width: int
    height: int
    alt: str
    mime: str = "image/png"


@dataclass(frozen=True, kw_only=True)
class DrawnPicture(Picture):
    """A drawn card; ``data`` is a PNG."""

    data: bytes


def picture_of(card: Card, size: Size) -> Picture:
    """The metadata of the picture of ``card``."""
    return Picture(*SIZES[size], card.alt)


def draw(
    wanted: Mapping[str, tuple[Card, Size]], cache: Cache, jobs: int | None = None
) -> Iterator[tuple[str, DrawnPicture]]:
    """The picture for each name in ``wanted``, one at a time; those in ``cache`` come first. If
    ``jobs`` is more than one, the others are drawn in a worker process, so that the memory of Typst
    and PDFium is freed when it ends.

    A card that Typst cannot set has no picture, and does not affect the others. Without the extra
    ``cards``, there are no pictures.
    """
    if not is_installed("cards"):
        return
    missing = []
    for name, (card, size) in wanted.items():
        if data := cache.get(card, size):
            yield name, _drawn(card, size, data)
        else:
            missing.append((name, card, size))
    if "typst" in sys.modules:  # it may have threads, for which a forked process would wait
        jobs = 1
    cards = [(card, size) for _, card, size in missing]
    pages = spread_batches(_set, cards, jobs, workers=1)
    for (name, card, size), page in zip(missing, pages, strict=True):
        if page:
            yield name, _drawn(card, size, cache.put(page, card, size))


def _drawn(card: Card, size: Size, data: bytes) -> DrawnPicture:
    return DrawnPicture(**vars(picture_of(card, size)), data=data)


def _set(cards: Sequence[tuple[Card, Size]]) -> list[bytes | None]:
    """A PNG for each of ``cards``; None for one that can't be set."""
    import typst  # noqa: PLC0415 — an extra, and most builds find every picture in the cache

    data = [{**card.at(size), "fonts": [*_others(card.language)]} for card, size in cards]
    try:
        pages = _compile(_WORDS, {"cards": json.dumps(data)})
    except typst.TypstError:
        return [page for card in cards for page in _set([card])] if len(cards) > 1 else [None]
    return [
        _framed(page, size, card.colour) for page, (card, size) in zip(pages, cards, strict=True)
    ]


def _framed(words: Image.Image, size: Size, colour: str) -> bytes | None:
    try:
        colours = (*_COMMON, between(PAPER, colour), colour)
    except ValueError:
        return None
    width, _ = SIZES[size]
    above, below = _frame(size)
    within = rows(indexed(words, _TONES), width, SIDE)
    return encode(b"".join((above, within, below)), SIZES[size], colours)


@lru_cache(maxsize=len(SIZES))
def _frame(size: Size) -> tuple[bytes, bytes]:
    """The parts of the frame above and below the words; beside them is only paper."""
    width, height = SIZES[size]
    given = {"size": json.dumps((width, height)), "colour": INK}
    frame = indexed(next(_compile(_FRAME, given)), _OWN)
    bands = ((0, TOP), (height - BOTTOM, height))
    above, below = (rows(frame.crop((0, first, width, last)), width) for first, last in bands)
    return above, below


def _compile(source: Path, given: dict[str, str]) -> Iterator[Image.Image]:
    """Each page of ``source`` in shades of grey, a pixel for a point. Raises TypstError."""
    import typst  # noqa: PLC0415 — as above

    from rooftop.cards.pages import draw_pages  # noqa: PLC0415 — as above

    compiler = typst.Compiler(str(source), root=str(source.parent), font_paths=_fonts())
    pdf = compiler.compile(format="pdf", sys_inputs=given, pdf_tags=False)
    assert isinstance(pdf, bytes)
    return draw_pages(pdf, PAPER)


def _others(language: str) -> Iterator[str]:
    """Families for what the text faces lack, in the order in which they are asked."""
    han = next((_HAN[tag] for tag in (language, language.partition("-")[0]) if tag in _HAN), "JP")
    yield f"Noto Sans CJK {han}"
    yield from ("Noto Emoji", "Noto Sans Devanagari", "Noto Sans Thai", "Noto Sans Symbols")


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    import typst  # noqa: PLC0415 — as above

    specs = [
        find_spec(package) for package in _PACKAGES
    ]  # some of these can't be imported, and none need be
    folders = [folder for spec in specs if spec for folder in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
