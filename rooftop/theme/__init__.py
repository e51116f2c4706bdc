"""What the look of a site takes from its settings and from packages: colours that can be read, and
fonts.
"""

from rooftop.theme.colours import check_colours, draw_colours
from rooftop.theme.faces import initials, tint
from rooftop.theme.fonts import PRELOADED, cut_fonts

__all__ = ["PRELOADED", "check_colours", "cut_fonts", "draw_colours", "initials", "tint"]
