"""The look of a site: templates, and what it takes from settings and from packages, colours that
can be read, fonts, and skylines.
"""

from pathlib import Path

from rooftop.theme.colours import check_colours, draw_colours
from rooftop.theme.faces import initials, tint
from rooftop.theme.fonts import PRELOADED, cut_fonts
from rooftop.theme.skylines import SKYLINES, skyline, skyline_of

__all__ = [
    "PRELOADED",
    "SKYLINES",
    "TEMPLATES",
    "check_colours",
    "cut_fonts",
    "draw_colours",
    "initials",
    "skyline",
    "skyline_of",
    "tint",
]

#: The folder of the MkDocs theme ``rooftop``.
TEMPLATES = Path(__file__).parent / "templates"
