"""Files below ``content/media/``: known by their bytes, published as what they show and nothing
else they carry.
"""

from rooftop.media.embedded_text import read_embedded_text
from rooftop.media.files import ACCEPTED_ENDINGS, check_name, inspect, mime_of, publishable
from rooftop.media.images import as_jpeg
from rooftop.media.kinds import MediaError, MediaFile, same_picture
from rooftop.media.players import player_of, player_origin
from rooftop.media.renditions import (
    PICTURE_SIZES,
    Renditions,
    face_renditions,
    picture_renditions,
    rendition_addresses,
    resize,
)

__all__ = [
    "ACCEPTED_ENDINGS",
    "PICTURE_SIZES",
    "MediaError",
    "MediaFile",
    "Renditions",
    "as_jpeg",
    "check_name",
    "face_renditions",
    "inspect",
    "mime_of",
    "picture_renditions",
    "player_of",
    "player_origin",
    "publishable",
    "read_embedded_text",
    "rendition_addresses",
    "resize",
    "same_picture",
]
