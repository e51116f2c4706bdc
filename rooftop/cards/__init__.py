"""Stories as pictures: the words, whose they are, and what they are to the company, for previews,
feeds and posts.
"""

from rooftop.cards.card import SIZES, Card, Size, of_community, of_person, of_story
from rooftop.cards.drawing import DrawnPicture, Picture, draw, picture_of
from rooftop.cards.icon import ICON_SIDE, draw_icon

__all__ = [
    "ICON_SIDE",
    "SIZES",
    "Card",
    "DrawnPicture",
    "Picture",
    "Size",
    "draw",
    "draw_icon",
    "of_community",
    "of_person",
    "of_story",
    "picture_of",
]
