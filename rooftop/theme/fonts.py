"""Fonts from their packages, cut to the letters a page needs and served from the site itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rooftop.cache import Cache
from rooftop.theme.embedding import data_address

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = "assets/rooftop/fonts/"


@dataclass(frozen=True)
class Cut:
    """One font file: where its package has it, and what of it pages use. ``weight`` is one value or
    a range.
    """

    name: str
    package: str
    file: str
    family: str
    weight: str
    style: str = "normal"


_SERIF = ("font_source_serif_pro", "Source Serif")
CUTS = (
    Cut("serif", _SERIF[0], "SourceSerifPro-Regular.ttf", _SERIF[1], "400"),
    Cut("serif-semibold", _SERIF[0], "SourceSerifPro-Semibold.ttf", _SERIF[1], "600"),
    Cut("serif-italic", _SERIF[0], "SourceSerifPro-It.ttf", _SERIF[1], "400", "italic"),
    Cut("sans", "font_manrope", "Manrope-VariableFont_wght.ttf", "Manrope", "500 700"),
)
#: What Western European pages need, and what others fetch on top when a letter of theirs first
#: appears.
_LATIN = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x152, 0x153), (0x2010, 0x2027), (0x2030, 0x203A)),
    *((0x202F, 0x202F), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212)),
)
_MORE = (
    *((0x100, 0x151), (0x154, 0x2FF), (0x300, 0x36F), (0x370, 0x52F), (0x1E00, 0x1FFF)),
    *((0x2028, 0x202E), (0x2070, 0x20AB), (0x20AD, 0x20CF)),
)
_RANGES = {"latin": _LATIN, "more": _MORE}
_FEATURES = (b"kern", b"liga", b"mark", b"mkmk", b"locl", b"ccmp")
#: Whose a font is, and its licence, by the numbers of OpenType's table of names.
_NAMES = (0, 13, 14)
PRELOADED = tuple(f"{FOLDER}{cut.name}-latin.woff2" for cut in CUTS)

#: Fonts most systems have, with the mean width of their letters in English text, in em; Liberation
#: has the same widths.
_FALLBACKS = {
    "Source Serif": ('local("Times New Roman"), local("Liberation Serif"), local("Tinos")', 0.4047),
    "Manrope": (
        'local("Arial"), local("Liberation Sans"), local("Helvetica"), local("Arimo")',
        0.4453,
    ),
}
_SAMPLE = (
    "the stone is in our hand and there was nothing that they would have said about it when he "
    "came home to rest again"
)


def cut_fonts(cache: Cache) -> tuple[dict[str, bytes], str]:
    """Font files (WOFF2) by their address, and the CSS that names them, with fallbacks of the same
    measure.
    """
    files, faces = {}, []
    for cut in CUTS:
        for part, ranges in _RANGES.items():
            files[_address(cut, part)] = _file(cut, part, cache)
            faces.append(_face(cut, f"fonts/{cut.name}-{part}.woff2", ranges))
    return files, "\n".join([*faces, _fallbacks(cache)]) + "\n"


def embed_fonts(text: str, cache: Cache) -> str:
    """CSS that holds the fonts themselves: of each the parts that have letters of ``text``. They
    are there already, so a browser waits until it has read them.
    """
    letters = set(map(ord, text))
    faces = [
        _face(cut, data_address(_file(cut, part, cache), "font/woff2"), ranges, "block")
        for cut in CUTS
        for part, ranges in _RANGES.items()
        if any(first <= letter <= last for letter in letters for first, last in ranges)
    ]
    return "\n".join([*faces, _fallbacks(cache)]) + "\n"


def _address(cut: Cut, part: str) -> str:
    return f"{FOLDER}{cut.name}-{part}.woff2"


def _file(cut: Cut, part: str, cache: Cache) -> bytes:
    key = ("font", _address(cut, part))
    return cache.get(*key) or cache.put(_cut(cut, _RANGES[part]), *key)


def _fallbacks(cache: Cache) -> str:
    key = ("font", "fallbacks")
    return (cache.get(*key) or cache.put("\n".join(_measured()).encode(), *key)).decode()


def _read(cut: Cut) -> bytes:
    """The whole font of ``cut``, as its package has it."""
    found = find_spec(cut.package)  # importing the package would write into its folder
    assert found
    assert found.origin
    return (Path(found.origin).parent / "files" / cut.file).read_bytes()


def _open(data: bytes) -> TTFont:
    from fontTools.ttLib import TTFont  # most builds find the fonts in the cache

    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def _cut(cut: Cut, ranges: tuple[tuple[int, int], ...]) -> bytes:
    from uharfbuzz import Face, SubsetFlags, SubsetInput  # as above

    face, wanted = Face(_read(cut)), SubsetInput()
    wanted.flags = SubsetFlags.NO_HINTING | SubsetFlags.OPTIMIZE_IUP_DELTAS
    for first, last in ranges:
        wanted.unicode_set.add_range(first, last)
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag, "big") for tag in _FEATURES)
    wanted.name_id_set.clear()
    wanted.name_id_set.update(_NAMES)
    low, _, high = cut.weight.partition(" ")
    if high:
        wanted.set_axis_range(face, "wght", float(low), float(high), None)
    font, out = _open(wanted.subset(face).blob.data), io.BytesIO()
    font.flavor = "woff2"
    font.save(out, reorderTables=False)
    return out.getvalue()


def _face(
    cut: Cut, address: str, ranges: tuple[tuple[int, int], ...], display: str = "optional"
) -> str:
    signs = ", ".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in ranges
    )
    return (
        f'@font-face {{ font-family: "{cut.family}"; font-weight: {cut.weight}; '
        f"font-style: {cut.style}; font-display: {display}; "
        f'src: url("{address}") format("woff2"); unicode-range: {signs}; }}'
    )


def _measured() -> Iterator[str]:
    """A fallback takes as much room as the font it stands in for, so that nothing moves when the
    font has come.
    """
    for cut in (CUTS[0], CUTS[-1]):
        source, width = _FALLBACKS[cut.family]
        font = _open(_read(cut))
        em, lines = font["head"].unitsPerEm, font["hhea"]
        widths, letters = font["hmtx"], font.getBestCmap()
        scale = sum(widths[letters[ord(sign)]][0] for sign in _SAMPLE) / len(_SAMPLE) / em / width
        rise, fall, gap = (
            abs(value) / em / scale for value in (lines.ascent, lines.descent, lines.lineGap)
        )
        yield (
            f'@font-face {{ font-family: "{cut.family} fallback"; src: {source}; '
            f"size-adjust: {scale:.1%}; "
            f"ascent-override: {rise:.1%}; descent-override: {fall:.1%}; line-gap-override: "
            f"{gap:.1%}; }}"
        )
