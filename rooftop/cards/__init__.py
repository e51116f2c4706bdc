"""Pictures of stories for link previews, feeds and posts: the words, the person, and their
relationship to the company.
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
