"""Configured colours, checked against what they stand on (WCAG 2.2, 1.4.3 and 1.4.11), and the
nearest that pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rooftop.config_file import locate
from rooftop.problems import Problem, problem
from rooftop.settings import Settings

if TYPE_CHECKING:
    from coloraide import Color

#: The surface of each scheme on which a colour is hardest to read; tokens.css has the same.
PAPER, NIGHT = "#fbf7f0", "#1c2026"
#: What is read, and what only marks something.
TEXT, MARK = 4.5, 3.0
#: Colours chosen for paper look dull by night: there they are lit up by this much contrast more
#: than they need.
_GLOW = 1.5


@dataclass(frozen=True)
class Use:
    """A configured colour: the setting it comes from, and the contrast that its use needs."""

    setting: tuple[str, ...]
    colour: str
    ratio: float


def contrast(colour: str, surface: str) -> float:
    """The contrast ratio of two sRGB colours, ``#rrggbb`` or ``#rgb``, 1 to 21."""
    darker, lighter = sorted((_luminance(colour), _luminance(surface)))
    return (lighter + 0.05) / (darker + 0.05)


def accent_on_paper(settings: Settings) -> str:
    """The accent as it is read on paper: six hexadecimal digits."""
    return _six_digits(nearest(settings.accent, PAPER, TEXT)).upper()


def _six_digits(colour: str) -> str:
    digits = colour.removeprefix("#")
    return digits if len(digits) == 6 else "".join(2 * digit for digit in digits)


def _luminance(colour: str) -> float:
    """The relative luminance of an sRGB colour (WCAG 2.2)."""
    whole = _six_digits(colour)
    channels = [int(whole[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=256)
def nearest(colour: str, surface: str, ratio: float) -> str:
    """The colour nearest in lightness to ``colour``, of its hue, that has ``ratio`` on ``surface``;
    itself if it has.
    """
    if contrast(colour, surface) >= ratio:
        return colour
    from coloraide import Color  # noqa: PLC0415 — slow to load, and most colours pass

    base = Color(colour).convert("oklch")
    end = 0.0 if _luminance(surface) > 0.2 else 1.0
    passes, fails = end, base["lightness"]
    for _ in range(24):
        middle = (passes + fails) / 2
        if contrast(_at(base, middle), surface) >= ratio:
            passes = middle
        else:
            fails = middle
    return _at(base, passes)


def check_colours(settings: Settings, config_file: Path) -> list[Problem]:
    """A note for each configured colour that cannot be read on the page, with the one that is shown
    in its place.
    """
    return [
        problem(
            *locate(config_file, ("extra", "rooftop", *use.setting)),
            "colour-contrast",
            f"extra.rooftop.{'.'.join(use.setting)}: {use.colour} has a contrast of "
            f"{contrast(use.colour, PAPER):.1f} on the page; it needs {use.ratio}",
            f"The nearest that passes is {nearest(use.colour, PAPER, use.ratio)}; pages show that "
            "one.",
        )
        for use in _uses(settings)
        if contrast(use.colour, PAPER) < use.ratio
    ]


def draw_colours(settings: Settings) -> str:
    """CSS: the accent, and a class for each product, for pages by day and by night. Prints are as
    by day.
    """
    day = "\n".join(_rules(settings, PAPER))
    night = "\n".join(_rules(settings, NIGHT))
    scoped, system = (
        _within(night, root) for root in (':root[data-scheme="dark"]', ":root:not([data-scheme])")
    )
    dark = "@media screen and (prefers-color-scheme: dark)"
    return f"{day}\n@media screen {{\n{scoped}\n}}\n{dark} {{\n{system}\n}}\n"


def _within(rules: str, root: str) -> str:
    return rules.replace(":root", root).replace("\n:is(", f"\n{root} :is(")


def _uses(settings: Settings) -> Iterator[Use]:
    yield Use(("accent",), settings.accent, TEXT)
    for slug, colour in settings.product_colours.items():
        yield Use(("product_colours", slug), colour, MARK)


def _rules(settings: Settings, surface: str) -> Iterator[str]:
    for use in _uses(settings):
        shown = nearest(use.colour, surface, use.ratio + (_GLOW if surface == NIGHT else 0))
        if use.setting == ("accent",):
            on = max(("#ffffff", "#15181c"), key=lambda ink: contrast(ink, shown))
            yield f":root {{ --rt-accent: {shown}; --rt-on-accent: {on}; }}"
        else:
            slug = use.setting[-1]
            link = f'a.product[href$="/products/{slug}/"]'
            yield f":is(.rt-product-{slug}, {link}) {{ --product: {shown}; }}"


def _at(base: Color, lightness: float) -> str:
    return str(base.clone().set("lightness", lightness).convert("srgb").fit().to_string(hex=True))
