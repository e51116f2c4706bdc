"""The look of a site: templates, and what it takes from settings and from packages, colours that
can be read, fonts, and skylines.
"""

from pathlib import Path

from rooftop.theme.colours import accent_on_paper, check_colours, draw_colours
from rooftop.theme.embedding import LOADS_NOTHING, data_address
from rooftop.theme.faces import initials, tint
from rooftop.theme.fonts import PRELOADED, cut_fonts, embed_fonts
from rooftop.theme.skylines import SKYLINES, skyline, skyline_of

__all__ = [
    "LOADS_NOTHING",
    "PRELOADED",
    "SKYLINES",
    "TEMPLATES",
    "accent_on_paper",
    "check_colours",
    "cut_fonts",
    "data_address",
    "draw_colours",
    "embed_fonts",
    "initials",
    "skyline",
    "skyline_of",
    "tint",
]

#: The folder of the MkDocs theme ``rooftop``.
TEMPLATES = Path(__file__).parent / "templates"
