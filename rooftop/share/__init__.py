"""What people pass on by hand: texts, pictures and quotes of a story, and pieces of it for pages of
their own.
"""

from rooftop.share.badge import render_badge
from rooftop.share.contributing import Way, ways_to_contribute
from rooftop.share.embedded_pages import Embed, Wall, embeds, oembed, walls
from rooftop.share.kit import Kit, introduce, kit_of, may_be_passed_on

__all__ = [
    "Embed",
    "Kit",
    "Wall",
    "Way",
    "embeds",
    "introduce",
    "kit_of",
    "may_be_passed_on",
    "oembed",
    "render_badge",
    "walls",
    "ways_to_contribute",
]
