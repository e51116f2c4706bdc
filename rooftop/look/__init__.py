"""What the look of a site takes from its settings and from packages: colours that can be read, and fonts."""

from rooftop.look.colours import check_colours, draw_colours
from rooftop.look.faces import initials, tint
from rooftop.look.fonts import PRELOADED, cut_fonts

__all__ = ["PRELOADED", "check_colours", "cut_fonts", "draw_colours", "initials", "tint"]
